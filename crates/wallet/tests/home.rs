//! Homes of released versions keep opening with the same records. `fixtures/home-1` was made by this file, once, with
//! `KEEPWELL_WRITE_FIXTURES=1 cargo test -p keepwell-wallet --test home`; it is never made again, and each later version
//! of the home gets a folder of its own beside it.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use keepwell_crypto::{
    phrase::{Phrase, WordCount},
    sign::SigningKey,
    slot::Cost,
};
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_tlog::note::{Name, Signer};
use keepwell_wallet::{
    records::{self, Filter, Input, Options, PersonRule},
    settings::Settings,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;

const PASSPHRASE: &str = "fixture home one";
const RECORD: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
 {"fullUrl":"urn:uuid:6f1d4c1e-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","id":"p","name":[{"family":"Fixture-Test","given":["Ilse"]}],"birthDate":"1971-07-07"}},
 {"resource":{"resourceType":"AllergyIntolerance", "code":{"text":"Wasp  venom"},"patient":{"reference":"urn:uuid:6f1d4c1e-0000-4000-8000-000000000001"}}}
]}"#;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/home-1")
}

fn settings() -> Settings {
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

/// Just above the size up to which a document is sealed in the store.
fn large_document() -> Vec<u8> {
    b"A line of a long letter.\n"
        .iter()
        .copied()
        .cycle()
        .take(256 * 1024 + 1)
        .collect()
}

/// What the home holds: title and bytes of each record, in the order of the list.
fn expected() -> Vec<(String, Vec<u8>)> {
    let resource = |start: &str, end: &str| {
        let (_, rest) = RECORD.split_once(start).expect("its start");
        let (middle, _) = rest.split_once(end).expect("its end");
        format!("{start}{middle}{end}").into_bytes()
    };
    let patient = resource(r#"{"resourceType":"Patient""#, r#""1971-07-07"}"#);
    let allergy = resource(r#"{"resourceType":"AllergyIntolerance""#, r#"0001"}}"#);
    vec![
        ("large.txt".to_owned(), large_document()),
        ("small.txt".to_owned(), b"A short letter.\n".to_vec()),
        ("Ilse Fixture-Test".to_owned(), patient),
        ("Wasp venom".to_owned(), allergy),
    ]
}

#[test]
fn the_home_of_version_1_opens_with_its_records() {
    if std::env::var_os("KEEPWELL_WRITE_FIXTURES").is_some() && !fixture().exists() {
        write_fixture();
    }
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("home");
    copy(&fixture(), &root);
    let vault = Vault::unlock(&root, PASSPHRASE).expect("unlocked");
    assert!(!vault.was_rebuilt());
    assert_eq!(*vault.settings(), settings());
    let person = records::person(&vault)
        .expect("readable")
        .expect("a person");
    assert_eq!(person.birth_date.as_deref(), Some("1971-07-07"));
    let listed = records::list(&vault, &Filter::default()).expect("a list");
    let found: Vec<_> = listed
        .into_iter()
        .map(|record| (record.title, raw(&vault, record.id)))
        .collect();
    for (found, expected) in found.iter().zip(&expected()) {
        assert_eq!(found.0, expected.0);
        assert!(found.1 == expected.1, "{}", found.0);
    }
    assert_eq!(found.len(), 4);
    drop(vault);

    // The words in the fixture still stand for the same keys.
    let words = fs::read_to_string(fixture().join("words.txt")).expect("the words");
    let phrase = Phrase::parse(&words).expect("valid words");
    Vault::recover(&root, &phrase, "another", Cost::TEST_ONLY, &mut OsRng).expect("recovered");
}

fn raw(vault: &Vault, id: records::RecordId) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut reader = records::raw(vault, id).expect("a record");
    reader.read_to_end(&mut bytes).expect("its bytes");
    bytes
}

/// Makes the fixture: a home, and beside its files the recovery words, which a real home never holds.
fn write_fixture() {
    let (root, settings) = (fixture(), settings());
    let new = NewVault {
        root: &root,
        passphrase: PASSPHRASE,
        cost: Cost::TEST_ONLY,
        settings: &settings,
    };
    let (vault, phrase) = Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
    let large = large_document();
    let inputs = [
        ("record.json", RECORD.as_bytes()),
        ("large.txt", &large),
        ("small.txt", b"A short letter.\n"),
    ]
    .map(|(name, bytes)| Input::Bytes { name, bytes });
    let options = Options {
        now: Timestamp::from_seconds(1_795_165_200),
        person: PersonRule::Refuse,
    };
    let report = records::import(&vault, &inputs, &options, &mut |_| {}, &mut OsRng);
    assert_eq!(report.expect("a report").records, 4);
    drop(vault);
    // Room set aside for a full disk; the store makes it again.
    fs::remove_file(root.join("store/reserve")).expect("removed");
    fs::write(root.join("words.txt"), phrase.expose().as_bytes()).expect("written");
}

/// Copies files alone, since git keeps no empty folders.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the fixture") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::create_dir_all(to).expect("created");
            fs::copy(&path, &target).expect("copied");
        }
    }
}
