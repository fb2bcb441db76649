//! Files at rest of a wallet: its backup, its slots, its version. Those of a clinic and of a ledger are altered in their own
//! crates, and the store's and sled's in `tests/durable`.

use std::{fs, path::PathBuf, sync::Arc};

use keepwell_crypto::{keys::WalletKeys, phrase::WordCount, slot::Cost};
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_tlog::note::VerifierKey;
use keepwell_wallet::{
    backup::{backup, restore},
    settings::Settings,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;
use tempfile::TempDir;

use super::{Row, named, row};
use crate::vector::Vector;

const PASSPHRASE: &str = "open sesame";
const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

pub(super) fn rows() -> Vec<Row> {
    let folder = Arc::new(TempDir::new().unwrap());
    let root = folder.path().join("wallet");
    let settings = settings();
    let (vault, phrase) =
        Vault::create(&new(&root, &settings), WordCount::Twelve, &mut OsRng).expect("a wallet");
    let file = folder.path().join("backup");
    backup(&vault, &file, NOW).expect("a backup");
    drop(vault);
    let bytes = fs::read(&file).unwrap();
    let (restored, kept) = (folder.path().join("restored"), folder.clone());
    // Restoring begins with this, after the words were stretched, which takes its time.
    let identity = WalletKeys::derive(&phrase).recovery();
    let mut rows = vec![row("backup", bytes, move |bytes| {
        let _ = &kept;
        named(identity.decrypt(bytes, 1 << 20))?;
        fs::write(&file, bytes).unwrap();
        let made = restore(
            &new(&restored, &settings),
            &phrase,
            Some(&file),
            NOW,
            &mut OsRng,
        );
        let named = named(made).map(drop);
        if restored.exists() {
            fs::remove_dir_all(&restored).unwrap();
        }
        named
    })];
    for name in ["slots", "format"] {
        rows.push(unlocked(&folder, root.clone(), name));
    }
    rows
}

/// A file of the home, by whether the passphrase still unlocks it.
fn unlocked(folder: &Arc<TempDir>, root: PathBuf, name: &'static str) -> Row {
    let (kept, path) = (folder.clone(), root.join(name));
    let bytes = fs::read(&path).unwrap();
    let whole = bytes.clone();
    row(name, bytes, move |bytes| {
        let _ = &kept;
        fs::write(&path, bytes).unwrap();
        let unlocked = named(Vault::unlock(&root, PASSPHRASE)).map(drop);
        fs::write(&path, &whole).unwrap();
        unlocked
    })
}

fn new<'a>(root: &'a std::path::Path, settings: &'a Settings) -> NewVault<'a> {
    NewVault {
        root,
        passphrase: PASSPHRASE,
        cost: Cost::TEST_ONLY,
        settings,
    }
}

fn settings() -> Settings {
    let server = Origin::parse("https://server.example").unwrap();
    Settings {
        server: server.clone(),
        relay: server.clone(),
        page: server,
        ledger: VerifierKey::parse(Vector::read("ledger/ledger").text("ledger_key")).unwrap(),
        witnesses: None,
    }
}
