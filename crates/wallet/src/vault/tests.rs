//! Wallets made, unlocked, recovered, changed, damaged and erased.

use std::{fs, path::Path};

use keepwell_crypto::{
    phrase::{Phrase, WordCount},
    secret::Secret32,
    slot::Cost,
};
use rand_core::OsRng;

use super::*;
use crate::testing::{PASSPHRASE, Wallet, settings};

fn unlock(root: &Path, passphrase: &str) -> Result<Vault, VaultError> {
    Vault::unlock(root, passphrase)
}

#[test]
fn a_wallet_unlocks_with_its_passphrase_alone() {
    let wallet = Wallet::new();
    let (keys, data_key) = (
        wallet.vault.keys().to_bytes(),
        wallet.vault.data_key().clone(),
    );
    assert_eq!(wallet.phrase.words().count(), 12);
    let (_folder, root) = wallet.lock();
    for wrong in ["", "correct horsf", "Correct horse", " correct horse"] {
        assert!(matches!(
            unlock(&root, wrong),
            Err(VaultError::WrongPassphrase)
        ));
    }
    let vault = unlock(&root, PASSPHRASE).expect("unlocked");
    assert!(vault.keys().to_bytes() == keys);
    assert!(*vault.data_key() == data_key);
    assert_eq!(*vault.settings(), settings());
    assert!(!vault.was_rebuilt());
}

#[test]
fn a_wallet_is_never_made_over_another_nor_without_a_passphrase() {
    let wallet = Wallet::new();
    let (root, settings) = (wallet.root(), settings());
    let new = |root, passphrase| {
        let new = NewVault {
            root,
            passphrase,
            cost: Cost::TEST_ONLY,
            settings: &settings,
        };
        Vault::create(&new, WordCount::TwentyFour, &mut OsRng).map(|(_, phrase)| phrase)
    };
    assert!(matches!(
        new(&root, "another"),
        Err(VaultError::Home(HomeError::Exists))
    ));
    let other = wallet.folder.path().join("other");
    assert!(matches!(new(&other, ""), Err(VaultError::EmptyPassphrase)));
    assert!(!other.exists());
    let phrase = new(&other, "another").expect("a wallet");
    assert_eq!(phrase.words().count(), 24);
}

#[test]
fn a_vault_can_be_shared_between_threads() {
    fn check<T: Send + Sync>(_: &T) {}
    check(&Wallet::new().vault);
}

#[test]
fn one_program_at_a_time_has_a_wallet_open() {
    let wallet = Wallet::new();
    assert!(matches!(
        unlock(&wallet.root(), PASSPHRASE),
        Err(VaultError::Store(StoreError::InUse))
    ));
}

#[test]
fn a_changed_passphrase_replaces_the_old_one() {
    let wallet = Wallet::new();
    wallet
        .vault
        .change_passphrase("battery staple", Cost::TEST_ONLY, &mut OsRng)
        .expect("changed");
    let empty = wallet
        .vault
        .change_passphrase("", Cost::TEST_ONLY, &mut OsRng);
    assert!(matches!(empty, Err(VaultError::EmptyPassphrase)));
    let phrase = Phrase::parse(&wallet.phrase.expose()).expect("words");
    let (_folder, root) = wallet.lock();
    assert!(matches!(
        unlock(&root, PASSPHRASE),
        Err(VaultError::WrongPassphrase)
    ));
    drop(unlock(&root, "battery staple").expect("unlocked"));
    // The words still open it.
    Vault::recover(&root, &phrase, "third", Cost::TEST_ONLY, &mut OsRng).expect("recovered");
}

#[test]
fn the_words_set_a_new_passphrase_and_other_words_do_not() {
    let wallet = Wallet::with_sample();
    let count = crate::records::count(&wallet.vault).expect("a count");
    let phrase = Phrase::parse(&wallet.phrase.expose()).expect("words");
    let (_folder, root) = wallet.lock();
    let others = Phrase::generate(WordCount::Twelve, &mut OsRng);
    let recovered = Vault::recover(&root, &others, "new", Cost::TEST_ONLY, &mut OsRng);
    assert!(matches!(recovered, Err(VaultError::WrongPhrase)));
    drop(unlock(&root, PASSPHRASE).expect("the old one is still good"));
    drop(Vault::recover(&root, &phrase, "new", Cost::TEST_ONLY, &mut OsRng).expect("recovered"));
    let vault = unlock(&root, "new").expect("unlocked");
    assert_eq!(crate::records::count(&vault).expect("a count"), count);
}

#[test]
fn damaged_and_foreign_slots_are_not_called_a_wrong_passphrase() {
    let wallet = Wallet::new();
    let other = Wallet::new();
    let (_folder, root) = wallet.lock();
    let whole = fs::read(root.join("slots")).expect("slots");
    for at in [0, 20, whole.len() / 2, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(root.join("slots"), altered).expect("written");
        assert!(matches!(
            unlock(&root, PASSPHRASE),
            Err(VaultError::SlotsDamaged | VaultError::Home(HomeError::NewerVersion))
        ));
    }
    // Slots of another wallet open, but their key is not this store's.
    let (_other_folder, other_root) = other.lock();
    fs::copy(other_root.join("slots"), root.join("slots")).expect("copied");
    assert!(matches!(
        unlock(&root, PASSPHRASE),
        Err(VaultError::Store(StoreError::WrongKey))
    ));
    fs::write(root.join("slots"), whole).expect("written");
    unlock(&root, PASSPHRASE).expect("unlocked");
}

#[test]
fn a_damaged_store_is_rebuilt_and_nothing_is_missing() {
    let wallet = Wallet::with_sample();
    let count = crate::records::count(&wallet.vault).expect("a count");
    let (_folder, root) = wallet.lock();
    let database = root.join("store/sled/db");
    let length = fs::metadata(&database).expect("the database").len();
    fs::write(
        &database,
        vec![0x5a; usize::try_from(length).expect("small")],
    )
    .expect("written");
    let vault = unlock(&root, PASSPHRASE).expect("unlocked");
    assert!(vault.was_rebuilt());
    assert_eq!(crate::records::count(&vault).expect("a count"), count);
    drop(vault);
    assert!(!unlock(&root, PASSPHRASE).expect("unlocked").was_rebuilt());
}

#[test]
fn other_servers_are_pinned_only_when_they_are_stored() {
    let mut wallet = Wallet::new();
    let mut other = settings();
    other.relay = "https://elsewhere.example".parse().expect("an origin");
    wallet.vault.set_settings(other.clone()).expect("stored");
    assert_eq!(*wallet.vault.settings(), other);
    let (_folder, root) = wallet.lock();
    let vault = unlock(&root, PASSPHRASE).expect("unlocked");
    assert_eq!(*vault.settings(), other);
}

#[test]
fn an_erased_wallet_is_gone_and_another_can_be_made_there() {
    let wallet = Wallet::with_sample();
    let root = wallet.root();
    fs::write(root.join("evidence/ledger.txt"), "evidence").expect("written");
    wallet.vault.erase(&mut OsRng).expect("erased");
    assert!(!root.exists());
    assert!(matches!(
        unlock(&root, PASSPHRASE),
        Err(VaultError::Home(HomeError::Missing))
    ));
    let settings = settings();
    let new = NewVault {
        root: &root,
        passphrase: "again",
        cost: Cost::TEST_ONLY,
        settings: &settings,
    };
    Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
}

#[test]
fn nothing_secret_or_medical_is_readable_in_the_home() {
    let wallet = Wallet::with_sample();
    let large = crate::testing::letter(1, 400_000);
    wallet.import("diabetes.txt", &large);
    let keys = wallet.vault.keys().to_bytes();
    let mut needles = vec![
        PASSPHRASE.as_bytes().to_vec(),
        wallet.phrase.expose().as_bytes().to_vec(),
        wallet.vault.data_key().secret().expose().to_vec(),
        b"resourceType".to_vec(),
        b"AllergyIntolerance".to_vec(),
        b"Haddad".to_vec(),
        b"diabetes".to_vec(),
        b"nothing of note".to_vec(),
        b"relay.example".to_vec(),
    ];
    needles.extend(keys.chunks(32).map(<[u8]>::to_vec));
    let (_folder, root) = wallet.lock();
    let mut read = 0;
    visit(&root, &mut |path, bytes| {
        read += bytes.len();
        for needle in &needles {
            let found = bytes
                .windows(needle.len())
                .any(|window| window == needle.as_slice());
            assert!(!found, "{} tells {needle:?}", path.display());
            let name = path.display().to_string();
            assert!(!name.contains(&*String::from_utf8_lossy(needle)));
        }
    });
    assert!(read > 400_000, "the home was looked at");
}

fn visit(folder: &Path, see: &mut dyn FnMut(&Path, &[u8])) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            visit(&path, see);
        } else {
            see(&path, &fs::read(&path).expect("a file"));
        }
    }
}

#[test]
fn a_devices_secret_opens_the_wallet_until_it_is_turned_off() {
    let wallet = Wallet::new();
    let (first, secret) = (
        Secret32::generate(&mut OsRng),
        Secret32::generate(&mut OsRng),
    );
    for secret in [&first, &secret] {
        let added = wallet.vault.add_device(secret, &mut OsRng);
        added.expect("turned on");
    }
    let (_folder, root) = wallet.lock();
    assert!(Vault::has_device(&root).expect("the key file"));
    assert!(matches!(
        Vault::unlock_with_device(&root, &first),
        Err(VaultError::WrongDevice)
    ));
    let vault = Vault::unlock_with_device(&root, &secret).expect("unlocked");
    vault.confirm(PASSPHRASE).expect("the passphrase");
    assert!(matches!(
        vault.confirm("another"),
        Err(VaultError::WrongPassphrase)
    ));
    vault.remove_device(&mut OsRng).expect("turned off");
    drop(vault);
    assert!(!Vault::has_device(&root).expect("the key file"));
    assert!(matches!(
        Vault::unlock_with_device(&root, &secret),
        Err(VaultError::WrongDevice)
    ));
    drop(unlock(&root, PASSPHRASE).expect("still unlocked by the passphrase"));
}

#[test]
fn a_passphrase_and_a_device_changed_at_once_are_both_changed() {
    let Wallet { vault, .. } = &Wallet::new();
    let secret = Secret32::generate(&mut OsRng);
    for round in 0..20 {
        let passphrase = format!("passphrase {round}");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let changed = vault.change_passphrase(&passphrase, Cost::TEST_ONLY, &mut OsRng);
                changed.expect("changed");
            });
            scope.spawn(|| {
                vault.remove_device(&mut OsRng).expect("turned off");
                vault.add_device(&secret, &mut OsRng).expect("turned on");
            });
        });
        vault.confirm(&passphrase).expect("the new one");
        assert!(Vault::has_device(vault.home().root()).expect("the key file"));
    }
}
