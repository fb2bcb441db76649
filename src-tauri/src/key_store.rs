//! The system's own store for secrets, as a second way into the wallet: on Linux the Secret Service, which a login opens;
//! on a phone the key chain, behind face or finger. It keeps one secret for each wallet folder, as Base64, because some
//! services keep only text. Where there is none, the passphrase is the one way in.

mod ask;

use std::{
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use data_encoding::BASE64;
use keepwell_wallet::edge::Secret32;
use keyring_core::{CredentialStore, Error};
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
use ask::{Line, NoAnswer};

/// Under which the system shows it to the person.
const SERVICE: &str = "Keepwell";

/// How long the system may take for what it does without asking anybody: beyond what a machine needs that does much else. Nothing
/// else waits for it.
const SYSTEM: Duration = Duration::from_secs(15);
/// How often whoever waits for their turn looks.
const TURN: Duration = Duration::from_millis(50);
/// How long the person may take whom the system asks for a password or a finger.
const PERSON: Duration = Duration::from_secs(120);

/// Where secrets are asked for, kept and removed.
static SECRETS: Line = Line::new();
/// Where it is only asked whether there is a store, so that this waits for no answer of a person.
static PRESENCE: Line = Line::new();

/// Whether this device has one that answers. Whoever asks while another asks waits for their turn.
pub(crate) fn is_there() -> bool {
    let begun = Instant::now();
    loop {
        match PRESENCE.ask(store, SYSTEM, SYSTEM, |_| ()) {
            Ok(()) => return true,
            Err(NoAnswer::Busy) if begun.elapsed() < SYSTEM => thread::sleep(TURN),
            Err(_) => return false,
        }
    }
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
        .map_err(|_| refused())
}

/// Gives the secret of the wallet in `folder` to the system, in place of an earlier one. The system may ask the person
/// first.
///
/// # Errors
/// When the system does not take it.
pub(crate) fn keep(folder: &Path, secret: &Secret32) -> Result<(), Failure> {
    let text = Zeroizing::new(BASE64.encode(secret.expose()));
    let name = name(folder);
    let kept = SECRETS.ask(store, SYSTEM, PERSON, move |store| {
        store.build(SERVICE, &name, None)?.set_password(&text)
    });
    kept.map_err(silent)?.map_err(|_| {
        Failure::new(
            "key_store_refused",
            "this device's key store did not take the key: only your passphrase opens the wallet",
        )
    })
}

/// The secret of the wallet in `folder`. The system may ask the person first.
///
/// # Errors
/// When there is none.
pub(crate) fn fetch(folder: &Path) -> Result<Secret32, Failure> {
    let name = name(folder);
    let fetched = SECRETS.ask(store, SYSTEM, PERSON, move |store| {
        let text = store.build(SERVICE, &name, None)?.get_password()?;
        Ok::<_, Error>(Zeroizing::new(text))
    });
    let text = fetched.map_err(silent)?.map_err(|_| refused())?;
    decode(&text).ok_or_else(refused)
}

/// Removes the secret of the wallet in `folder`, if there is one. Left behind it would open nothing.
pub(crate) fn forget(folder: &Path) {
    let name = name(folder);
    let _ = SECRETS.ask(store, SYSTEM, SYSTEM, move |store| {
        store.build(SERVICE, &name, None)?.delete_credential()
    });
}

fn name(folder: &Path) -> String {
    folder.to_string_lossy().into_owned()
}

fn decode(text: &str) -> Option<Secret32> {
    let bytes = Zeroizing::new(BASE64.decode(text.as_bytes()).ok()?);
    let bytes = <&[u8; 32]>::try_from(bytes.as_slice()).ok()?;
    Some(Secret32::from_bytes(*bytes))
}

fn silent(why: NoAnswer) -> Failure {
    match why {
        NoAnswer::Absent => Failure::new(
            "key_store_silent",
            "this device's key store does not answer: use your passphrase",
        ),
        NoAnswer::Busy => Failure::new(
            "key_store_waits",
            "this device still waits for an answer of yours: give it, or use your passphrase",
        ),
    }
}

fn refused() -> Failure {
    Failure::new(
        "key_store",
        "this device's key store did not give the key: use your passphrase",
    )
}

fn store() -> Option<Arc<CredentialStore>> {
    let store = Store::new().ok()?;
    Some(store)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_kept_is_a_secret() {
        let secret = Secret32::from_bytes([7; 32]);
        let text = BASE64.encode(secret.expose());
        assert!(decode(&text) == Some(secret));
        for other in [
            "",
            "not Base64",
            "AAAA",
            text.get(4..).unwrap(),
            &format!("{text}AAAA"),
        ] {
            assert!(decode(other).is_none(), "{other}");
        }
    }
}
