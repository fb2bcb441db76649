//! The wallet as a whole: where it stands, making it, unlocking, locking and erasing it.

use std::io::Write as _;

use keepwell_wallet::{edge::Cost, vault::Vault};
use rand_core::OsRng;
use tauri::{AppHandle, command, ipc::Channel};
use zeroize::Zeroizing;

use super::{Shared, beside, file::FileBytes};
#[cfg(mobile)]
use crate::notices;
use crate::{
    failure::Failure,
    key_store,
    shown::wallet::{Platform, Restored, Status},
    told::Change,
};

/// Tells where the wallet stands and what the device offers.
#[command]
#[specta::specta]
pub(crate) async fn status(session: Shared<'_>) -> Result<Status, Failure> {
    beside(session, |session| {
        let (state, server) = session.status()?;
        // What is wrong with a wallet is said when it is opened.
        let key_store = Vault::has_device(&session.folder).unwrap_or_default();
        let platform = Platform {
            camera: true,
            phone: cfg!(mobile),
            version: env!("CARGO_PKG_VERSION"),
        };
        Ok(Status {
            state,
            server,
            key_store,
            platform,
        })
    })
    .await
}

/// Tells whether the system has a key store that answers.
#[command]
#[specta::specta]
pub(crate) async fn has_key_store(session: Shared<'_>) -> Result<bool, Failure> {
    beside(session, |_| Ok(key_store::is_there())).await
}

/// Makes a wallet and gives its recovery words.
#[command]
#[specta::specta]
pub(crate) async fn create(
    session: Shared<'_>,
    server: String,
    passphrase: String,
) -> Result<Vec<&'static str>, Failure> {
    let passphrase = Zeroizing::new(passphrase);
    beside(session, move |session| session.create(&server, &passphrase)).await
}

/// Makes a wallet from recovery words, and from a backup if there is one.
#[command]
#[specta::specta]
pub(crate) async fn restore(
    session: Shared<'_>,
    server: String,
    words: String,
    passphrase: String,
    backup: Option<FileBytes>,
) -> Result<Restored, Failure> {
    let (words, passphrase) = (Zeroizing::new(words), Zeroizing::new(passphrase));
    beside(session, move |session| {
        let Some(backup) = backup else {
            return session.restore(&server, &words, &passphrase, None);
        };
        // It is sealed for the words, so that a file for a moment tells nobody anything.
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(&backup.0)?;
        session.restore(&server, &words, &passphrase, Some(file.path()))
    })
    .await
}

/// Opens the wallet.
#[command]
#[specta::specta]
pub(crate) async fn unlock(session: Shared<'_>, passphrase: String) -> Result<(), Failure> {
    let passphrase = Zeroizing::new(passphrase);
    beside(session, move |session| session.unlock(&passphrase)).await
}

/// Opens the wallet by the system's key store.
#[command]
#[specta::specta]
pub(crate) async fn unlock_with_key_store(
    app: AppHandle,
    session: Shared<'_>,
) -> Result<(), Failure> {
    beside(session, move |session| {
        #[cfg(mobile)]
        key_store::ask_person(&app, notices::unlock(session))?;
        #[cfg(desktop)]
        drop(app); // The system asks by itself.
        session.unlock_with_key_store()
    })
    .await
}

/// Opens the wallet by its recovery words and sets a new passphrase.
#[command]
#[specta::specta]
pub(crate) async fn unlock_with_words(
    session: Shared<'_>,
    words: String,
    passphrase: String,
) -> Result<(), Failure> {
    let (words, passphrase) = (Zeroizing::new(words), Zeroizing::new(passphrase));
    beside(session, move |session| {
        session.unlock_with_words(&words, &passphrase)
    })
    .await
}

/// Locks the wallet.
#[command]
#[specta::specta]
pub(crate) async fn lock(session: Shared<'_>) -> Result<(), Failure> {
    beside(session, |session| {
        session.lock();
        Ok(())
    })
    .await
}

/// Takes note that the person is there.
#[command]
#[specta::specta]
pub(crate) fn awake(session: Shared<'_>) {
    session.awake();
}

/// Takes note that a code waits on the screen to be scanned, or no longer.
#[command]
#[specta::specta]
pub(crate) fn code_waits(session: Shared<'_>, waits: bool) {
    session.wait(waits);
}

/// Takes note of where the page wants to be told what changed.
#[command]
#[specta::specta]
pub(crate) fn listen(session: Shared<'_>, page: Channel<Change>) {
    session.told.listen(page);
}

/// Sets another passphrase.
#[command]
#[specta::specta]
pub(crate) async fn change_passphrase(
    session: Shared<'_>,
    current: String,
    next: String,
) -> Result<(), Failure> {
    let (current, next) = (Zeroizing::new(current), Zeroizing::new(next));
    beside(session, move |session| {
        session.with_vault(|vault| {
            vault.confirm(&current)?;
            Ok(vault.change_passphrase(&next, Cost::STANDARD, &mut OsRng)?)
        })
    })
    .await
}

/// Lets the system's key store open the wallet too, or no longer.
#[command]
#[specta::specta]
pub(crate) async fn set_key_store(session: Shared<'_>, on: bool) -> Result<(), Failure> {
    beside(session, move |session| match on {
        true => session.turn_key_store_on(),
        false => session.turn_key_store_off(),
    })
    .await
}

/// Deletes everything on this device.
#[command]
#[specta::specta]
pub(crate) async fn erase(session: Shared<'_>, passphrase: String) -> Result<(), Failure> {
    let passphrase = Zeroizing::new(passphrase);
    beside(session, move |session| session.erase(&passphrase)).await
}
