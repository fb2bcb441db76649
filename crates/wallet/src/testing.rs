//! What the tests of this crate share: a wallet in a temporary folder, servers that do not exist, and files to import.

use std::path::PathBuf;

use keepwell_crypto::{
    phrase::{Phrase, WordCount},
    sign::SigningKey,
    slot::Cost,
};
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_tlog::{
    cosignature::WitnessKey,
    note::{Name, Signer, VerifierKey},
    policy::{Log, Policy},
};
use rand_core::OsRng;
use tempfile::TempDir;

use crate::{
    records::{self, Input, Options, PersonRule, RecordId, Report},
    settings::Settings,
    vault::{NewVault, Vault},
};

/// What unlocks the wallets of the tests.
pub(crate) const PASSPHRASE: &str = "correct horse";
/// When the tests take place: 2026-11-20T09:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200);

/// Settings of servers that do not exist.
pub(crate) fn settings() -> Settings {
    let origin = |text| Origin::parse(text).expect("an origin");
    let name = Name::parse("ledger.example").expect("a name");
    Settings {
        server: origin("https://keepwell.example"),
        relay: origin("https://relay.example"),
        page: origin("https://clinic.example"),
        ledger: Signer::new(name, SigningKey::from_seed(&[3; 32]))
            .verifier_key()
            .clone(),
        witnesses: None,
    }
}

/// One witness, for the log with this key.
pub(crate) fn policy(log: &VerifierKey) -> Policy {
    let name = Name::parse("w.example").expect("a name");
    let key = WitnessKey::new(name, SigningKey::from_seed(&[4; 32]).verifying_key());
    let log = Log {
        key: log.clone(),
        url: Vec::new(),
    };
    Policy::new(vec![log], vec![(key, Vec::new())], 1).expect("a policy")
}

/// A wallet in a folder that goes with it.
pub(crate) struct Wallet {
    pub(crate) vault: Vault,
    pub(crate) phrase: Phrase,
    pub(crate) folder: TempDir,
}

impl Wallet {
    /// A new, empty one.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let new = NewVault {
            root: &folder.path().join("home"),
            passphrase: PASSPHRASE,
            cost: Cost::TEST_ONLY,
            settings: &settings(),
        };
        let (vault, phrase) = Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
        Self {
            vault,
            phrase,
            folder,
        }
    }

    /// One with the built-in sample in it.
    pub(crate) fn with_sample() -> Self {
        let wallet = Self::new();
        let report = records::import_sample(&wallet.vault, NOW, &mut |_| {}, &mut OsRng);
        assert!(report.expect("a report").unreadable().is_none());
        wallet
    }

    /// Where its home is.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Locks it; the folder stays.
    pub(crate) fn lock(self) -> (TempDir, PathBuf) {
        let root = self.root();
        (self.folder, root)
    }

    /// Imports one file from memory.
    pub(crate) fn import(&self, name: &str, bytes: &[u8]) -> Report {
        self.import_as(name, bytes, PersonRule::Refuse)
    }

    /// Imports one file from memory by this rule.
    pub(crate) fn import_as(&self, name: &str, bytes: &[u8], person: PersonRule) -> Report {
        let options = Options { now: NOW, person };
        let inputs = [Input::Bytes { name, bytes }];
        records::import(&self.vault, &inputs, &options, &mut |_| {}, &mut OsRng).expect("a report")
    }

    /// The ids of the records with this title.
    pub(crate) fn titled(&self, title: &str) -> Vec<RecordId> {
        let listed = records::list(&self.vault, &records::Filter::default()).expect("a list");
        listed
            .into_iter()
            .filter(|record| record.title == title)
            .map(|record| record.id)
            .collect()
    }

    /// A record's bytes.
    pub(crate) fn raw(&self, id: RecordId) -> Vec<u8> {
        raw(&self.vault, id)
    }
}

/// A record's bytes.
pub(crate) fn raw(vault: &Vault, id: RecordId) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut reader = records::raw(vault, id).expect("a record");
    std::io::Read::read_to_end(&mut reader, &mut bytes).expect("its bytes");
    bytes
}

/// The options of a plain import.
pub(crate) fn options() -> Options {
    Options {
        now: NOW,
        person: PersonRule::Refuse,
    }
}

/// A Bundle about `name`, with an allergy called `allergy`.
pub(crate) fn bundle(name: &str, birth_date: &str, allergy: &str) -> String {
    format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[
 {{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":{{"resourceType":"Patient","id":"p","name":[{{"text":"{name}"}}],"birthDate":"{birth_date}"}}}},
 {{"resource":{{"resourceType":"AllergyIntolerance","code":{{"text":"{allergy}"}},"patient":{{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"}}}}}}
]}}"#
    )
}

/// A text document of `length` bytes that differs with `seed`.
pub(crate) fn letter(seed: u8, length: usize) -> Vec<u8> {
    let line = format!("Letter number {seed}: nothing of note.\n");
    line.bytes().cycle().take(length).collect()
}
