//! Backups that restore every byte, and those that are cut, changed, another wallet's or no backups: these restore nothing.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use keepwell_crypto::{
    phrase::{Phrase, WordCount},
    recipient::Recipient,
    slot::Cost,
};
use keepwell_store::{Batch, Table};
use rand_core::OsRng;

use super::*;
use crate::{
    records::{Filter, PersonRule, count, list},
    settings::Settings,
    testing::{NOW, PASSPHRASE, Wallet, bundle, letter, raw, settings},
    vault::{NewVault, Vault},
};

/// Every record's title and bytes, whether it is kept apart and whether it is the sample's, by its id.
fn content(vault: &Vault) -> BTreeMap<String, (String, Vec<u8>, bool, bool)> {
    let listed = list(vault, &Filter::default()).expect("a list");
    listed
        .into_iter()
        .map(|record| {
            let bytes = raw(vault, record.id);
            let known = (record.title, bytes, record.is_apart, record.is_sample);
            (record.id.to_string(), known)
        })
        .collect()
}

fn filled() -> Wallet {
    let wallet = Wallet::with_sample();
    wallet.import("large.txt", &letter(5, 700_000));
    let other = bundle("Tomas Berg", "1990-01-01", "Cats");
    wallet.import_as("tomas.json", other.as_bytes(), PersonRule::Other);
    wallet
}

fn back_up(wallet: &Wallet) -> PathBuf {
    let path = wallet.folder.path().join("wallet.backup");
    backup(&wallet.vault, &path, NOW).expect("a backup");
    path
}

fn restore_to(
    root: &Path,
    phrase: &Phrase,
    backup: Option<&Path>,
    settings: &Settings,
) -> Result<Vault, BackupError> {
    let new = NewVault {
        root,
        passphrase: "a new one",
        cost: Cost::TEST_ONLY,
        settings,
    };
    restore(&new, phrase, backup, NOW, &mut OsRng)
}

#[test]
fn words_and_file_bring_every_record_back_byte_for_byte() {
    let wallet = filled();
    const TABLE: Table = Table::new("grants");
    let mut batch = Batch::new();
    batch.put(TABLE, b"a grant", *b"its terms");
    wallet.vault.store().write(&batch).expect("written");
    let path = back_up(&wallet);
    let report = backup(&wallet.vault, &path, NOW).expect("a second one over the first");
    assert_eq!(report.records, count(&wallet.vault).expect("a count"));
    assert_eq!(report.bytes, fs::metadata(&path).expect("a file").len());

    let folder = tempfile::tempdir().expect("a folder");
    let mut elsewhere = settings();
    elsewhere.server = "https://elsewhere.example".parse().expect("an origin");
    let root = folder.path().join("home");
    let phrase = Phrase::parse(&wallet.phrase.expose()).expect("words");
    let restored = restore_to(&root, &phrase, Some(&path), &elsewhere).expect("restored");
    assert!(content(&restored) == content(&wallet.vault));
    assert!(restored.keys().to_bytes() == wallet.vault.keys().to_bytes());
    assert!(restored.data_key() != wallet.vault.data_key());
    assert_eq!(*restored.settings(), elsewhere);
    let grant = restored.store().get(TABLE, b"a grant").expect("readable");
    assert_eq!(grant.expect("the grant").as_slice(), b"its terms");
    drop(restored);
    assert!(Vault::unlock(&root, PASSPHRASE).is_err());
    let again = Vault::unlock(&root, "a new one").expect("unlocked");
    assert!(content(&again) == content(&wallet.vault));
}

#[test]
fn words_alone_bring_the_keys_back_with_an_empty_record() {
    let wallet = filled();
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("home");
    let restored = restore_to(&root, &wallet.phrase, None, &settings()).expect("restored");
    assert_eq!(count(&restored).expect("a count"), 0);
    assert!(restored.keys().to_bytes() == wallet.vault.keys().to_bytes());
}

#[test]
fn other_words_and_other_files_are_named() {
    let wallet = filled();
    let path = back_up(&wallet);
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("home");
    let refused = |phrase: &Phrase, backup: &Path| {
        let error = restore_to(&root, phrase, Some(backup), &settings()).err();
        assert!(!root.exists(), "a refused restore leaves nothing");
        error.expect("refused")
    };
    let others = Phrase::generate(WordCount::TwentyFour, &mut OsRng);
    assert!(matches!(refused(&others, &path), BackupError::WrongPhrase));
    let other = folder.path().join("other");
    for bytes in [
        &b""[..],
        b"age",
        b"age-encryption.org/v2\n",
        b"%PDF-1.7 \n1234567890",
    ] {
        fs::write(&other, bytes).expect("written");
        assert!(matches!(
            refused(&wallet.phrase, &other),
            BackupError::NotABackup
        ));
    }
    let recipient = wallet.vault.keys().recovery().recipient();
    for (text, is_newer) in [
        (&b"keepwell-backup 2\nsomething to come"[..], true),
        (b"a letter to myself", false),
    ] {
        fs::write(&other, recipient.encrypt(text).expect("a file")).expect("written");
        match refused(&wallet.phrase, &other) {
            BackupError::NewerVersion => assert!(is_newer),
            BackupError::NotABackup => assert!(!is_newer),
            error => panic!("{error}"),
        }
    }
    let error = refused(&wallet.phrase, &folder.path().join("nowhere"));
    assert!(matches!(error, BackupError::Io(_)));
}

#[test]
fn a_backup_that_was_cut_or_changed_anywhere_restores_nothing() {
    let wallet = filled();
    let path = back_up(&wallet);
    let whole = fs::read(&path).expect("a file");
    let folder = tempfile::tempdir().expect("a folder");
    let (root, bad) = (folder.path().join("home"), folder.path().join("bad"));
    let refuse = |bytes: &[u8], what: &str| {
        fs::write(&bad, bytes).expect("written");
        let restored = restore_to(&root, &wallet.phrase, Some(&bad), &settings());
        assert!(restored.is_err(), "{what} went unnoticed");
        assert!(!root.exists(), "{what} left something");
    };
    let places = (0..16).map(|part| part * (whole.len() - 1) / 15);
    for at in places.chain((0..400).step_by(16)).chain([whole.len() - 17]) {
        let mut changed = whole.clone();
        changed[at] ^= 0x20;
        refuse(&changed, &format!("a change at {at}"));
    }
    for length in (0..8)
        .map(|part| part * whole.len() / 8)
        .chain([whole.len() - 1, whole.len() - 16])
    {
        refuse(&whole[..length], &format!("a cut at {length}"));
    }
    refuse(&[whole.clone(), vec![0]].concat(), "an addition");
    fs::write(&bad, whole).expect("written");
    restore_to(&root, &wallet.phrase, Some(&bad), &settings()).expect("restored");
}

#[test]
fn a_backup_that_lacks_what_it_promises_restores_nothing() {
    // Whoever has the recipient could make a well-formed age file; what is in it must still fit together.
    let wallet = filled();
    let path = back_up(&wallet);
    let identity = wallet.vault.keys().recovery();
    let file = fs::read(&path).expect("a file");
    let plain = identity.decrypt(&file, 10_000_000).expect("plain").to_vec();
    let recipient: Recipient = identity.recipient();
    let folder = tempfile::tempdir().expect("a folder");
    let (root, bad) = (folder.path().join("home"), folder.path().join("bad"));
    let refuse = |plain: &[u8]| {
        fs::write(&bad, recipient.encrypt(plain).expect("a file")).expect("written");
        let restored = restore_to(&root, &wallet.phrase, Some(&bad), &settings());
        assert!(matches!(
            restored.err(),
            Some(BackupError::Damaged | BackupError::NotABackup | BackupError::NewerVersion)
        ));
        assert!(!root.exists());
    };
    for at in (0..90)
        .step_by(2)
        .chain([400_000, 700_000, plain.len() - 1])
    {
        let mut changed = plain.clone();
        changed[at] ^= 4;
        // When the backup was made is nobody's promise.
        let is_time = (22..27).contains(&at);
        if !is_time {
            refuse(&changed);
        }
    }
    refuse(&[plain.clone(), vec![0]].concat());
    refuse(&plain[..plain.len() - 1]);
}

#[test]
fn a_restore_never_touches_a_wallet_that_is_there() {
    let wallet = filled();
    let path = back_up(&wallet);
    let before = content(&wallet.vault);
    let restored = restore_to(&wallet.root(), &wallet.phrase, Some(&path), &settings());
    assert!(matches!(restored.err(), Some(BackupError::Vault(_))));
    assert!(content(&wallet.vault) == before);
}

#[test]
fn a_backup_that_fails_leaves_the_older_one() {
    let wallet = filled();
    let path = back_up(&wallet);
    let before = fs::read(&path).expect("a file");
    let documents = wallet.root().join("documents");
    let entry = fs::read_dir(documents).expect("a folder").next();
    fs::remove_file(entry.expect("a file").expect("an entry").path()).expect("removed");
    let error = backup(&wallet.vault, &path, NOW).expect_err("a document is gone");
    let id = wallet.titled("large.txt")[0];
    assert!(matches!(error, BackupError::Records(RecordsError::DamagedRecord(gone)) if gone == id));
    assert!(fs::read(&path).expect("a file") == before);
    let names = fs::read_dir(wallet.folder.path())
        .expect("a folder")
        .count();
    assert_eq!(names, 2, "the home and the older backup");
}
