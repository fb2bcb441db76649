//! Clocks that are a day off, on each side in turn. Whatever a clock says, nothing opens outside the time that the patient gave
//! by the clocks of those who decide, a stop gets through and holds, and nobody is accused of a lie.

use keepwell_client::transport::{Method, Request};
use keepwell_crypto::sign::SigningKey;
use keepwell_monitor::{Found, Monitor, Watched};
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    cosignature::Cosigner,
    note::{Name, VerifierKey},
    policy::{Log, Policy},
    tlog_proof::TlogProof,
};
use keepwell_wallet::{
    cards::CardError,
    grants::{self, GrantError, Made, Wish},
    outbox::{self, Outcome, Pace, Run},
    sync::{self, Synced},
};
use rand_core::OsRng;

use crate::{
    stage::{Clinic, DAY, HOUR, Patient, Stage},
    wire::{altering, path},
};

const A_DAY: i64 = 24 * 60 * 60;
const ASKED: Run<'_> = Run {
    only: &[],
    pace: Pace::Asked,
    is_over: &|| false,
};

/// A patient and a clinic by clocks of their own.
struct Scene {
    stage: Stage,
    clinic: Clinic,
    patient: Patient,
    wallet_s: i64,
    clinic_s: i64,
}

impl Scene {
    fn new(stage: Stage, wallet_s: i64, clinic_s: i64) -> Self {
        let clinic = Clinic::new(&stage, "Harbour Clinic");
        let patient = stage.patient("patient");
        Self {
            stage,
            clinic,
            patient,
            wallet_s,
            clinic_s,
        }
    }

    fn at(&self, seconds: i64) -> Timestamp {
        self.stage.clock.ahead_by(seconds).now()
    }

    /// Shares for two hours from now, by the wallet's clock.
    fn grant(&mut self) -> (Made, Outcome) {
        let card = self.clinic.card(&self.stage);
        let now = self.at(self.wallet_s);
        let wish = Wish {
            until: now.plus(2 * HOUR),
            ..self.stage.wish(&card)
        };
        let made = grants::make(&self.patient.vault, &wish, now, &mut OsRng).expect("a grant");
        (made, self.send())
    }

    fn send(&self) -> Outcome {
        let now = self.at(self.wallet_s);
        outbox::run(
            &self.patient.vault,
            &self.stage.wire,
            &ASKED,
            now,
            &mut OsRng,
        )
        .expect("a run")
    }

    fn sync(&self) -> Synced {
        let now = self.at(self.wallet_s);
        sync::sync(
            &self.patient.vault,
            &self.stage.wire,
            &ASKED,
            now,
            &mut OsRng,
        )
        .expect("a sync")
    }

    /// `opened`, or the code of the refusal and its check.
    fn open(&mut self, made: &Made) -> (&'static str, &'static str) {
        let now = self.at(self.clinic_s);
        match self.clinic.open_at(&self.stage, &made.qr_text, now) {
            Ok(_) => ("opened", ""),
            Err(error) => (
                error.code(),
                error.check().map_or("", |check| check.as_str()),
            ),
        }
    }

    /// A stop reaches everybody whatever the clocks say, nothing opens after it, and nobody was accused.
    fn assert_stop_holds(&mut self, made: &Made) {
        let now = self.at(self.wallet_s);
        grants::revoke(&self.patient.vault, made.id, now).expect("a stop");
        let sent = self.send();
        assert_eq!((sent.waiting, sent.refused), (0, 0));
        assert_ne!(self.open(made).0, "opened");
        let synced = self.sync();
        assert_eq!((synced.waiting, synced.alerts), (0, Vec::new()));
        for _ in 0..3 {
            self.stage.clock.pass(10 * HOUR);
            assert_ne!(self.open(made).0, "opened");
        }
    }
}

#[test]
fn a_wallet_a_day_ahead_shares_for_tomorrow() {
    let mut scene = Scene::new(Stage::apart(), A_DAY, 0);
    let (made, sent) = scene.grant();
    assert_eq!((sent.waiting, sent.refused), (0, 0));
    assert_eq!(scene.open(&made), ("not_available", "relay"));
    scene.stage.clock.pass(DAY);
    assert_eq!(scene.open(&made), ("opened", ""));
    scene.assert_stop_holds(&made);
}

#[test]
fn a_wallet_a_day_behind_is_told_that_a_new_card_is_none_yet_and_its_share_over() {
    let mut scene = Scene::new(Stage::apart(), -A_DAY, 0);
    let card = scene.clinic.card(&scene.stage);
    let now = scene.at(scene.wallet_s);
    let wish = scene.stage.wish(&card);
    let made = grants::make(&scene.patient.vault, &wish, now, &mut OsRng);
    assert!(matches!(
        made,
        Err(GrantError::Card(CardError::NotYet { .. }))
    ));
    // A card of some days ago; the share is over by the relay's clock.
    scene.stage.clock.pass(2 * DAY);
    let (made, sent) = scene.grant();
    assert_eq!((sent.sent, sent.refused), (0, 1));
    assert_eq!(scene.open(&made), ("not_available", "relay"));
    scene.assert_stop_holds(&made);
}

#[test]
fn a_clinic_a_day_off_opens_by_the_ledger_s_time() {
    for off in [A_DAY, -A_DAY] {
        let mut scene = Scene::new(Stage::apart(), 0, off);
        let (made, _) = scene.grant();
        assert_eq!(scene.open(&made), ("opened", ""), "{off}");
        scene.assert_stop_holds(&made);
    }
}

#[test]
fn a_relay_a_day_ahead_takes_nothing_that_is_over_and_one_behind_lets_nobody_in_early() {
    let mut scene = Scene::new(Stage::apart_and_off(A_DAY, 0), 0, 0);
    let (made, sent) = scene.grant();
    assert_eq!((sent.sent, sent.refused), (0, 1));
    assert_eq!(scene.open(&made), ("not_available", "relay"));
    scene.assert_stop_holds(&made);
    let mut scene = Scene::new(Stage::apart_and_off(-A_DAY, 0), 0, 0);
    let (made, sent) = scene.grant();
    assert_eq!((sent.waiting, sent.refused), (0, 0));
    assert_eq!(scene.open(&made), ("not_available", "relay"));
    // By its own clock the lease has begun then; by the ledger's the share is over.
    scene.stage.clock.pass(DAY);
    assert_eq!(scene.open(&made), ("expired", "window"));
    scene.assert_stop_holds(&made);
}

#[test]
fn by_a_ledger_a_day_off_nothing_opens_outside_its_window() {
    for (off, refused) in [(A_DAY, "expired"), (-A_DAY, "too_early")] {
        let mut scene = Scene::new(Stage::apart_and_off(0, off), 0, 0);
        let (made, sent) = scene.grant();
        assert_eq!((sent.waiting, sent.refused), (0, 0));
        assert_eq!(scene.open(&made), (refused, "window"));
        scene.assert_stop_holds(&made);
    }
}

fn witness() -> Cosigner {
    let name = Name::parse("w.example").expect("a name");
    Cosigner::new(name, SigningKey::from_seed(&[9; 32]))
}

/// From now on the ledger's states come with the word of a witness whose clock says this.
fn cosign(stage: &Stage, key: &VerifierKey, time: Timestamp) {
    let key = key.clone();
    let is_state = |request: &Request| {
        let path = path(request);
        let is_proof = path.starts_with("/entries/") && path.contains("/proof");
        request.method == Method::Get && (path == "/checkpoint" || is_proof)
    };
    let hand = altering(is_state, move |body| {
        let keys = [key.clone()];
        let proof = TlogProof::parse(body).ok();
        let signed = match &proof {
            Some(proof) => SignedCheckpoint::from_note(proof.note().clone(), &keys),
            None => SignedCheckpoint::open(body, &keys),
        };
        let signed = signed.expect("a checkpoint");
        let mut seen = signed.clone();
        let line = witness().cosign(signed.checkpoint(), time.seconds());
        seen.add(line).expect("room");
        let text = String::from_utf8(body.clone()).expect("text");
        *body = text
            .replace(&signed.note().to_string(), &seen.note().to_string())
            .into_bytes();
    });
    stage.wire.hold(hand);
}

/// A stage whose ledger has one witness, as a monitor in this folder follows it.
fn monitored(stage: &Stage, key: &VerifierKey, folder: &std::path::Path) -> Monitor {
    let one = (witness().witness_key().clone(), Vec::new());
    let policy = Policy::new(Vec::new(), vec![one], 1).expect("a policy");
    let watched = Watched {
        url: stage.url.clone(),
        key: key.clone().into(),
        witnesses: Some(std::sync::Arc::new(policy)),
        max_age_s: 15 * 60,
    };
    Monitor::open(folder, watched).expect("a monitor")
}

/// One that is ahead finds everything old, one that is behind finds nothing new; neither accuses anybody, loses its place, or passes
/// over a lie.
#[test]
fn a_monitor_a_day_off_calls_what_is_young_old_and_accuses_nobody() {
    for (off, found) in [(A_DAY, Found::Neglected), (-A_DAY, Found::Fine)] {
        let mut scene = Scene::new(Stage::new(), 0, 0);
        let key = scene.patient.vault.settings().ledger.clone();
        let folder = tempfile::tempdir().expect("a folder");
        let look = |scene: &Scene, off| {
            cosign(&scene.stage, &key, scene.at(0));
            let mut monitor = monitored(&scene.stage, &key, folder.path());
            let seen = monitor.look(&scene.stage.wire, scene.at(off), None);
            scene.stage.wire.release();
            seen.expect("a look")
        };
        let first = look(&scene, off);
        let words = first.words;
        assert_eq!(
            (first.found, first.evidence),
            (found, Vec::new()),
            "{words}"
        );
        let (_, sent) = scene.grant();
        assert_eq!((sent.waiting, sent.refused), (0, 0));
        let grown = look(&scene, off);
        assert!(grown.size > first.size, "it reads on");
        assert_eq!((grown.found, grown.evidence), (found, Vec::new()));
        // Once the clock is right, nothing is left of it.
        let right = look(&scene, 0);
        assert_eq!((right.found, right.size), (Found::Fine, grown.size));
        assert_eq!(right.evidence, Vec::<std::path::PathBuf>::new());

        // What is signed by another key is nobody's clock's fault.
        let name = Name::parse(key.name().as_str()).expect("a name");
        let forger = SigningKey::from_seed(&[7; 32]);
        let stranger = VerifierKey::new(name, forger.verifying_key());
        let folder = tempfile::tempdir().expect("a folder");
        let mut monitor = monitored(&scene.stage, &stranger, folder.path());
        let seen = monitor.look(&scene.stage.wire, scene.at(off), None);
        let seen = seen.expect("a look");
        assert_ne!(seen.found, Found::Fine, "another key's ledger");
    }
}

#[test]
fn a_witness_a_day_behind_counts_for_nothing_and_one_ahead_for_what_it_signed() {
    let stage = Stage::new();
    let mut scene = Scene::new(stage, 0, 0);
    let key = scene.patient.vault.settings().ledger.clone();
    let log = Log {
        key: key.clone(),
        url: Vec::new(),
    };
    let one = (witness().witness_key().clone(), Vec::new());
    let policy = Policy::new(vec![log], vec![one], 1).expect("a policy");
    let settings = scene.patient.vault.settings().clone();
    let settings = settings.with_witnesses(policy).expect("its ledger");
    scene.patient.vault.set_settings(settings).expect("kept");
    cosign(&scene.stage, &key, scene.stage.now());
    let (made, sent) = scene.grant();
    assert_eq!((sent.waiting, sent.refused), (0, 0));
    for (off, is_told) in [
        (0, false),
        (A_DAY, false),
        (-15 * 60, false),
        (-15 * 60 - 1, true),
        (-A_DAY, true),
    ] {
        cosign(&scene.stage, &key, scene.at(off));
        let synced = scene.sync();
        assert_eq!(synced.alerts, []);
        let told = synced.unreachable.as_deref().unwrap_or_default();
        assert_eq!(told.contains("15 minutes"), is_told, "{off}: {told}");
    }
    scene.assert_stop_holds(&made);
    scene.stage.wire.release();
}
