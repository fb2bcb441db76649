//! Ledgers that break their word. Two real ledgers with one key, the second made from a copy of the first one's folder,
//! show two histories; a third one in memory revokes what nobody took back. Wallet and clinic each notice, keep evidence
//! that anybody can check with the ledger's public key, and go on with the history they know when the ledger is honest
//! again.

use std::path::Path;

use keepwell_client::{ledger::Ledger, servers::LedgerKey};
use keepwell_clinic::{kind::Kind, open::OpenError};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    entry::{Entry, EntryType},
    origin::Origin,
    statement::Statement,
};
use keepwell_server::Roles;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_wallet::{
    evidence::CheckName,
    grants::{self, GrantState, Made},
};
use serde_json::Value;

use crate::{
    liar::Liar,
    stage::{Clinic, Machine, Patient, Stage},
    wire::{is_for_ledger, leading_to},
};

/// A stage whose ledger has a double with the same key.
struct Doubled {
    stage: Stage,
    double: Machine,
    clinic: Clinic,
    patient: Patient,
    /// In both histories.
    grant: Made,
}

impl Doubled {
    /// Both ledgers have the grant, and clinic and patient have read as far.
    fn new() -> Self {
        let mut stage = Stage::new();
        let (mut clinic, card) = stage.clinic("Harbour Clinic");
        let patient = stage.patient("patient");
        let grant = patient.grant(&stage, &stage.wish(&card));
        clinic.opens(&stage, &grant.qr_text);
        patient.sync_well(&stage);
        stage.server.stop();
        let data = stage.path("double");
        copy(&stage.server.data().join("ledger"), &data.join("ledger"));
        stage.server.restart();
        let roles = Roles {
            ledger: true,
            relay: false,
            page: false,
        };
        let double = Machine::start(data, roles, None, &stage.clock);
        Self {
            stage,
            double,
            clinic,
            patient,
            grant,
        }
    }

    fn key(&self) -> LedgerKey {
        self.patient.vault.settings().ledger.clone().into()
    }

    /// A stranger's grant on the ledger at `url`.
    fn stranger(&self, url: &Origin, seed: u8) {
        let key = SigningKey::from_seed(&[seed; 32]);
        let statement = Statement::grant(&[seed; 16], &[seed; 32], b"terms", &key);
        let ledger = Ledger::new(&self.stage.wire, url.clone(), self.key());
        ledger.register(&statement, 0).expect("registered");
    }

    /// From now on everybody is shown the double.
    fn show_double(&self) {
        self.stage.wire.hold(leading_to(self.double.url.clone()));
    }

    /// Shows the double, whose lie both must notice; then the honest ledger again.
    fn assert_caught(mut self, lie: &str) {
        self.show_double();
        let error = self.clinic.open(&self.stage, &self.grant.qr_text).err();
        let error = error.expect("a refusal");
        assert_eq!(error.check().map(|check| check.as_str()), Some("receipt"));
        assert_eq!((error.code(), error.kind()), ("ledger_lies", Kind::Refused));
        let OpenError::LedgerLies { evidence, .. } = error else {
            panic!("a lie expected: {error}");
        };
        let evidence = read(&evidence);
        assert_eq!(evidence["ledger_key"], self.key().to_string());
        assert_shows(&evidence, lie, &self.key());

        let alerts = self.patient.sync(&self.stage).alerts;
        assert_eq!(alerts.len(), 1);
        let evidence = self.patient.evidence(&alerts[0]);
        assert_eq!(evidence["found"], "lie");
        assert_shows(&evidence, lie, &self.key());
        assert_eq!(self.patient.failing(&self.stage), [CheckName::Checkpoints]);

        self.stage.wire.release();
        self.clinic.opens(&self.stage, &self.grant.qr_text);
        assert_eq!(self.patient.sync(&self.stage).alerts, alerts);
        assert_eq!(
            self.patient.failing(&self.stage),
            [CheckName::Checkpoints],
            "the alert stays"
        );
    }
}

/// That evidence names the lie and holds two checkpoints that the ledger signed and that differ.
fn assert_shows(evidence: &Value, lie: &str, key: &LedgerKey) {
    assert_eq!(evidence["lie"], lie);
    let open = |field: &str| {
        let note = evidence[field].as_str().expect("a note").as_bytes();
        SignedCheckpoint::open(note, &[key.verifier().clone()]).expect("signed by the ledger")
    };
    let (known, contrary) = (open("known"), open("contrary"));
    let (known, contrary) = (known.checkpoint(), contrary.checkpoint());
    assert_ne!(known.root(), contrary.root());
    match lie {
        "forked" => assert_eq!(known.size(), contrary.size()),
        "rewritten" => assert!(known.size() < contrary.size()),
        _ => assert!(known.size() > contrary.size()),
    }
}

fn read(file: &Path) -> Value {
    let bytes = std::fs::read(file).expect("a file of evidence");
    serde_json::from_slice(&bytes).expect("JSON")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("created");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}

/// Lets everybody read one more entry of the honest ledger than the double has.
fn go_on(doubled: &mut Doubled) {
    doubled.stranger(&doubled.stage.url, 1);
    let code = doubled.grant.qr_text.clone();
    doubled.clinic.opens(&doubled.stage, &code);
    doubled.patient.sync_well(&doubled.stage);
}

#[test]
fn a_ledger_that_forks_is_caught() {
    let mut doubled = Doubled::new();
    go_on(&mut doubled);
    doubled.stranger(&doubled.double.url, 2);
    doubled.assert_caught("forked");
}

#[test]
fn a_ledger_that_rewrites_is_caught() {
    let mut doubled = Doubled::new();
    go_on(&mut doubled);
    for seed in [2, 3] {
        doubled.stranger(&doubled.double.url, seed);
    }
    doubled.assert_caught("rewritten");
}

#[test]
fn a_ledger_that_was_rolled_back_is_caught() {
    let mut doubled = Doubled::new();
    go_on(&mut doubled);
    doubled.assert_caught("shrunk");
}

#[test]
fn a_ledger_that_drops_a_revocation_is_caught() {
    let mut doubled = Doubled::new();
    let shelf = doubled
        .stage
        .shelf(&doubled.patient.mailbox(doubled.grant.id));
    doubled.patient.stop(&doubled.stage, doubled.grant.id);
    let code = doubled.grant.qr_text.clone();
    // The relay serves on what it was told to delete.
    doubled.stage.wire.hold(shelf.clone().serving());
    assert_eq!(
        doubled.clinic.refusal(&doubled.stage, &code),
        ("revoked", "revocation")
    );
    // The double never heard of the stop, and has two strangers' grants in its place.
    for seed in [2, 3] {
        doubled.stranger(&doubled.double.url, seed);
    }
    let (serve, lead) = (shelf.serving(), leading_to(doubled.double.url.clone()));
    doubled.stage.wire.hold(move |network, request| {
        if is_for_ledger(&request) {
            lead(network, request)
        } else {
            serve(network, request)
        }
    });
    assert_eq!(
        doubled.clinic.refusal(&doubled.stage, &code),
        ("ledger_lies", "receipt")
    );
    doubled.stage.wire.release();
    doubled.patient.sync_well(&doubled.stage);
    doubled.show_double();
    assert_eq!(doubled.patient.sync(&doubled.stage).alerts.len(), 1);
    assert_eq!(
        doubled.patient.failing(&doubled.stage),
        [CheckName::Checkpoints]
    );
}

#[test]
fn a_history_that_only_the_wallet_was_shown_is_caught_by_both() {
    let mut doubled = Doubled::new();
    for seed in [1, 2, 3] {
        doubled.stranger(&doubled.stage.url, seed);
    }
    let card = doubled.clinic.card(&doubled.stage);
    doubled.show_double();
    let made = doubled
        .patient
        .grant(&doubled.stage, &doubled.stage.wish(&card));
    assert_eq!(
        doubled.patient.state(&doubled.stage, made.id),
        GrantState::Active
    );
    doubled.stage.wire.release();
    let refused = doubled.clinic.refused(&doubled.stage, &made.qr_text);
    assert_eq!((refused.code, refused.check), ("ledger_lies", "receipt"));
    assert!(refused.sentence.contains("evidence"));
    let alerts = doubled.patient.sync(&doubled.stage).alerts;
    assert_eq!(alerts.len(), 1);
    assert_eq!(doubled.patient.evidence(&alerts[0])["found"], "wrong_index");
    assert_eq!(
        doubled.patient.failing(&doubled.stage),
        [CheckName::Receipts]
    );
}

#[test]
fn a_revocation_that_the_patient_did_not_sign_is_noticed() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    patient.sync_well(&stage);
    let name = patient.vault.settings().ledger.name().clone();
    let liar = Liar::instead_of(&stage, &name);
    stage.wire.hold(liar.clone().answering());
    patient.sync_well(&stage);
    clinic.opens(&stage, &grant.qr_text);

    let target = patient.known(grant.id).log_index().expect("an index");
    liar.add(&Entry {
        kind: EntryType::Revocation,
        target,
        statement: [7; 32],
    });
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("revoked", "revocation"),
        "an entry does not show who signed it"
    );
    let alerts = patient.sync(&stage).alerts;
    assert_eq!(alerts.len(), 1);
    let evidence = patient.evidence(&alerts[0]);
    assert_eq!(evidence["found"], "foreign_revocation");
    assert_eq!(evidence["target"], target);
    assert_eq!(patient.failing(&stage), [CheckName::Status]);
    // Neither open nor stopped: clinics refuse it, the relay does not.
    assert_eq!(patient.state(&stage, grant.id), GrantState::Pending);
    let listed = grants::list(&patient.vault, stage.now()).expect("a list");
    assert!(listed.iter().any(|line| line.is_disputed));
    grants::revoke(&patient.vault, grant.id, stage.now()).expect("a stop");
    assert_eq!(
        patient.send(&stage).waiting,
        0,
        "the log has a stop already"
    );
    assert_eq!(patient.state(&stage, grant.id), GrantState::Revoked);
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("not_available", "relay")
    );
}
