//! The system's own store for secrets, as a second way into the wallet: on Linux the Secret Service, which a login opens;
//! on a phone the key chain, behind face or finger. It keeps one secret for each wallet folder, as Base64, because some
//! services keep only text. Where there is none, the passphrase is the one way in.

use std::{
    path::Path,
    sync::{Arc, OnceLock, mpsc},
    thread,
    time::Duration,
};

use data_encoding::BASE64;
use keepwell_wallet::{edge::Secret32, vault::Vault};
use keyring_core::{CredentialStore, Entry};
use rand_core::OsRng;
#[cfg(mobile)]
use tauri::AppHandle;
#[cfg(mobile)]
use tauri_plugin_biometric::{AuthOptions, BiometricExt as _};
use zeroize::Zeroizing;

#[cfg(target_os = "android")]
use android_native_keyring_store::Store;
#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(target_os = "ios")]
use apple_native_keyring_store::protected::Store;
#[cfg(windows)]
use windows_native_keyring_store::Store;
#[cfg(target_os = "linux")]
use zbus_secret_service_keyring_store::Store;

use crate::failure::Failure;

/// Under which the system shows it to the person.
const SERVICE: &str = "Keepwell";

/// How long the system may take to say whether it has one.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether this device has one that answers; asked once.
pub(crate) fn is_there() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| {
        let (answer, answered) = mpsc::channel();
        thread::spawn(move || answer.send(store().is_some()));
        answered.recv_timeout(PATIENCE).unwrap_or_default()
    })
}

/// Asks the person's face or finger, where the system leaves that to the app.
///
/// # Errors
/// When it is not theirs, or they think better of it.
#[cfg(mobile)]
pub(crate) fn ask_person(app: &AppHandle, why: String) -> Result<(), Failure> {
    let wish = AuthOptions {
        allow_device_credential: true,
        ..AuthOptions::default()
    };
    app.biometric()
        .authenticate(why, wish)
        .map_err(|_| absent())
}

/// Makes a secret that opens the wallet and gives it to the system.
///
/// # Errors
/// When the system does not take it; then no secret opens the wallet.
pub(crate) fn turn_on(vault: &Vault) -> Result<(), Failure> {
    let entry = entry(vault.home().root())?;
    let secret = vault.add_device(&mut OsRng)?;
    let text = Zeroizing::new(BASE64.encode(secret.expose()));
    if entry.set_password(&text).is_err() {
        vault.remove_device(&mut OsRng)?;
        return Err(absent());
    }
    Ok(())
}

/// From now on only the passphrase opens the wallet.
///
/// # Errors
/// When the wallet's folder cannot be written.
pub(crate) fn turn_off(vault: &Vault) -> Result<(), Failure> {
    vault.remove_device(&mut OsRng)?;
    forget(vault.home().root());
    Ok(())
}

/// The secret of the wallet in `folder`. The system may ask the person first.
///
/// # Errors
/// When there is none.
pub(crate) fn fetch(folder: &Path) -> Result<Secret32, Failure> {
    let text = Zeroizing::new(entry(folder)?.get_password().map_err(|_| absent())?);
    let bytes = Zeroizing::new(BASE64.decode(text.as_bytes()).map_err(|_| absent())?);
    let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| absent())?;
    Ok(Secret32::from_bytes(bytes))
}

/// Removes the secret of the wallet in `folder`, if there is one. Left behind it would open nothing.
pub(crate) fn forget(folder: &Path) {
    if let Ok(entry) = entry(folder) {
        let _ = entry.delete_credential();
    }
}

fn entry(folder: &Path) -> Result<Entry, Failure> {
    let store = store().ok_or_else(absent)?;
    let folder = folder.to_string_lossy();
    store.build(SERVICE, &folder, None).map_err(|_| absent())
}

fn absent() -> Failure {
    Failure::new(
        "key_store",
        "this device's key store did not give the key: use your passphrase",
    )
}

fn store() -> Option<Arc<CredentialStore>> {
    let store = Store::new().ok()?;
    Some(store)
}
