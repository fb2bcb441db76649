//! A patient with a wallet of their own on a stage.

use std::path::Path;

use keepwell_crypto::{
    phrase::{Phrase, WordCount},
    slot::Cost,
};
use keepwell_protocol::mailbox::MailboxId;
use keepwell_wallet::{
    check,
    evidence::{Alert, CheckName},
    grants::{self, Grant, GrantId, GrantState, Made, Wish},
    outbox::{self, Outcome, Pace, Run},
    records::{self, FileReport, Input, Options, PersonRule},
    settings::{self, Settings},
    sync::{self, Synced},
    vault::{NewVault, Vault},
};
use rand_core::OsRng;

use super::{PASSPHRASE, Stage};

/// A run that a patient waits for, without an end.
const ASKED: Run<'_> = Run {
    only: &[],
    pace: Pace::Asked,
    is_over: &|| false,
};

/// A patient.
pub(crate) struct Patient {
    pub(crate) vault: Vault,
    pub(crate) phrase: Phrase,
}

impl Patient {
    /// One with an empty wallet.
    pub(crate) fn new(stage: &Stage, name: &str) -> Self {
        let settings = pinned(stage);
        let root = stage.path(name);
        let new = new_vault(&root, &settings);
        let (vault, phrase) = Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
        Self { vault, phrase }
    }

    /// The same person with a new device, from their words and perhaps a backup.
    pub(crate) fn restored(&self, stage: &Stage, name: &str, backup: Option<&Path>) -> Vault {
        let settings = pinned(stage);
        let root = stage.path(name);
        let new = new_vault(&root, &settings);
        keepwell_wallet::backup::restore(&new, &self.phrase, backup, stage.now(), &mut OsRng)
            .expect("a restored wallet")
    }

    /// Takes in the built-in sample.
    pub(crate) fn import_sample(&self, stage: &Stage) {
        let report = records::import_sample(&self.vault, stage.now(), &mut |_| {}, &mut OsRng);
        assert!(report.expect("a report").unreadable().is_none());
    }

    /// Takes in a file, with whatever is wrong in it.
    pub(crate) fn import(&self, stage: &Stage, name: &str, bytes: &[u8]) -> FileReport {
        let options = Options {
            now: stage.now(),
            person: PersonRule::Refuse,
        };
        let inputs = [Input::Bytes { name, bytes }];
        let report = records::import(&self.vault, &inputs, &options, &mut |_| {}, &mut OsRng);
        report.expect("a report").files.remove(0)
    }

    /// Makes a grant; nothing is sent.
    pub(crate) fn make(&self, stage: &Stage, wish: &Wish<'_>) -> Made {
        grants::make(&self.vault, wish, stage.now(), &mut OsRng).expect("a grant")
    }

    /// Makes a grant that reaches both servers.
    pub(crate) fn grant(&self, stage: &Stage, wish: &Wish<'_>) -> Made {
        let made = self.make(stage, wish);
        let outcome = self.send(stage);
        assert_eq!((outcome.waiting, outcome.refused), (0, 0));
        made
    }

    /// Sends what waits.
    pub(crate) fn send(&self, stage: &Stage) -> Outcome {
        outbox::run(&self.vault, &stage.wire, &ASKED, stage.now(), &mut OsRng).expect("a run")
    }

    /// Stops a grant and tells both servers.
    pub(crate) fn stop(&self, stage: &Stage, grant: GrantId) {
        grants::revoke(&self.vault, grant, stage.now()).expect("a stop");
        let outcome = self.send(stage);
        assert_eq!((outcome.waiting, outcome.refused), (0, 0));
    }

    /// Sends, asks and follows.
    pub(crate) fn sync(&self, stage: &Stage) -> Synced {
        sync::sync(&self.vault, &stage.wire, &ASKED, stage.now(), &mut OsRng).expect("a sync")
    }

    /// Sends, asks and follows, and finds nothing to complain about.
    pub(crate) fn sync_well(&self, stage: &Stage) {
        let synced = self.sync(stage);
        assert_eq!(synced.unreachable, None);
        assert_eq!(synced.alerts, []);
        assert_eq!(self.failing(stage), []);
    }

    /// The checks that fail.
    pub(crate) fn failing(&self, stage: &Stage) -> Vec<CheckName> {
        let checks = check::check(&self.vault, stage.now()).expect("checks");
        assert_eq!(checks.len(), 4);
        let failing = checks.into_iter().filter(|check| !check.ok);
        failing.map(|check| check.name).collect()
    }

    /// The file with the evidence of an alert.
    pub(crate) fn evidence(&self, alert: &Alert) -> serde_json::Value {
        let file = self.vault.home().evidence().join(&alert.file);
        let bytes = std::fs::read(file).expect("a file of evidence");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    /// What the wallet knows of a grant.
    pub(crate) fn known(&self, grant: GrantId) -> Grant {
        let grant = grants::load(&self.vault, grant).expect("readable");
        grant.expect("a grant")
    }

    /// Where a grant's ciphertext is.
    pub(crate) fn mailbox(&self, grant: GrantId) -> MailboxId {
        self.known(grant).relay.mailbox
    }

    /// Where a grant stands.
    pub(crate) fn state(&self, stage: &Stage, grant: GrantId) -> GrantState {
        grants::state(&self.known(grant), stage.now())
    }
}

fn pinned(stage: &Stage) -> Settings {
    settings::pin(&stage.wire, stage.url.clone(), None).expect("a server's settings")
}

fn new_vault<'a>(root: &'a Path, settings: &'a Settings) -> NewVault<'a> {
    NewVault {
        root,
        passphrase: PASSPHRASE,
        cost: Cost::TEST_ONLY,
        settings,
    }
}
