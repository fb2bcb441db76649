//! Targets over `keepwell-wallet`: a backup and a grant index, which both come from elsewhere. What they hold is sealed anew, since
//! no change would get past the seal.

use std::{fs, sync::OnceLock};

use keepwell_crypto::{
    keys::WalletKeys,
    phrase::Phrase,
    seal::{DataKey, Place},
    sign::SigningKey,
    slot::Cost,
};
use keepwell_protocol::{origin::Origin, part, time::Timestamp};
use keepwell_tlog::note::{Name, Signer};
use keepwell_wallet::{backup, index, settings::Settings, vault::NewVault};
use rand_core::OsRng;
use tempfile::TempDir;

use super::signed::LEDGER_SEED;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
/// From the reference vectors of BIP39.
const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

/// The plaintext of a backup. Nothing of it stays when it is refused.
pub fn backup(data: &[u8]) {
    let phrase = phrase();
    let sealed = WalletKeys::derive(&phrase)
        .recovery()
        .recipient()
        .encrypt(data);
    let folder = TempDir::new().expect("a folder");
    let (file, root) = (folder.path().join("backup"), folder.path().join("wallet"));
    fs::write(&file, sealed.expect("sealed")).expect("written");
    let new = NewVault {
        root: &root,
        passphrase: "p",
        cost: Cost::TEST_ONLY,
        settings: settings(),
    };
    let restored = backup::restore(&new, &phrase, Some(&file), NOW, &mut OsRng);
    assert_eq!(restored.is_ok(), root.join("format").exists());
}

/// The content of a grant index.
pub fn grant_index(data: &[u8]) {
    let keys = WalletKeys::derive(&phrase()).index();
    let place = Place {
        table: "grant index",
        key: &keys.mailbox,
        version: 1,
    };
    let sealed =
        DataKey::from_secret(keys.seal.clone()).seal(place, &part::frame(data), &mut OsRng);
    let Ok(entries) = index::open(&sealed, &keys) else {
        return;
    };
    if let Ok(again) = index::seal(&entries, &keys, &mut OsRng) {
        assert_eq!(
            index::open(&again, &keys).expect("an index reads back"),
            entries
        );
    }
}

fn phrase() -> Phrase {
    Phrase::parse(WORDS).expect("words")
}

fn settings() -> &'static Settings {
    static SETTINGS: OnceLock<Settings> = OnceLock::new();
    SETTINGS.get_or_init(|| {
        let server = Origin::parse("https://server.example").expect("an origin");
        let name = Name::parse("ledger.example/2026").expect("a name");
        let signer = Signer::new(name, SigningKey::from_seed(&LEDGER_SEED));
        Settings {
            server: server.clone(),
            relay: server.clone(),
            page: server,
            ledger: signer.verifier_key().clone(),
            witnesses: None,
        }
    })
}
