//! The emergency card that is shown while the wallet is locked, where the person turned that on: one small file beside the
//! wallet, unsealed, since it is read before anything is unlocked. Which lines are on it is kept sealed, on this device alone;
//! the card is made anew whenever the record or that choice changes, and at every unlock. See `docs/formats/emergency-card.md`.

mod file;

use std::path::Path;

use keepwell_protocol::time::Timestamp;
use keepwell_store::Batch;
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};

use super::{Card, EmergencyError, Groups, Language, Part, Wish, make};
use crate::{
    home::{EMERGENCY_CARD, remove_file, write_file},
    records::RecordsError,
    vault::{TABLE, Vault},
};

/// In the vault's own rows, which no backup holds.
const KEY: &[u8] = b"emergency-card";
/// The first byte of the row: the version of its format.
const VERSION: u8 = 1;

/// A card as anybody sees it who holds the device. No `Debug`: it is health data.
pub struct LockedCard {
    /// The card.
    pub card: Card,
    /// When it was made.
    pub made: Timestamp,
}

/// What the person chose. Private topics are no part of it.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    parts: Vec<Part>,
    language: String,
    is_ascii: bool,
}

/// Shows a card like this while the wallet is locked, from now on until it is turned off; what `wish` lets in of private topics
/// stays out. Durable on return.
///
/// # Errors
/// [`EmergencyError`]; then no card is shown while it is locked, also where one was before.
pub fn turn_on(
    vault: &Vault,
    wish: &Wish,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), EmergencyError> {
    let _records = vault.lock_records();
    let choice = Choice::of(wish);
    let done = keep(vault, &choice).and_then(|()| put(vault, &choice, now, rng));
    if done.is_err() {
        // Who was told that it failed must not find a card there later; what fails here too is told by the first failure.
        let _ = take_away(vault);
    }
    done
}

/// Shows no card while the wallet is locked. It is gone on return.
///
/// # Errors
/// [`EmergencyError::Records`] when the folder or the store cannot be written.
pub fn turn_off(vault: &Vault) -> Result<(), EmergencyError> {
    let _records = vault.lock_records();
    take_away(vault)
}

/// What is shown while the wallet is locked; `None` when nothing is.
///
/// # Errors
/// [`EmergencyError::Records`] when the store cannot be read.
pub fn wish(vault: &Vault) -> Result<Option<Wish>, EmergencyError> {
    Ok(kept(vault)?.and_then(|choice| choice.wish()))
}

/// Makes the card anew, if it is turned on: for whoever unlocked the wallet or changed its record. A card that cannot be made is
/// taken away, so that none is shown that says what the record no longer does; of an empty record that is no failure.
///
/// # Errors
/// [`EmergencyError`].
pub fn renew(
    vault: &Vault,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), EmergencyError> {
    // Held until the file is in place, so that no older card comes after a newer one or after it was turned off.
    let _records = vault.lock_records();
    let done = match kept(vault) {
        Ok(Some(choice)) => put(vault, &choice, now, rng),
        Ok(None) => return remove(vault),
        Err(error) => Err(error),
    };
    let Err(error) = done else { return Ok(()) };
    remove(vault)?;
    match error {
        EmergencyError::Records(RecordsError::NothingSelected) => Ok(()),
        other => Err(other),
    }
}

/// The card beside the wallet in `root`, which may be locked; `None` when there is none, or none that is whole.
#[must_use]
pub fn read(root: &Path) -> Option<LockedCard> {
    file::read(&root.join(EMERGENCY_CARD))
}

/// Makes the card and puts it beside the wallet. The caller holds the lock on records.
fn put(
    vault: &Vault,
    choice: &Choice,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), EmergencyError> {
    let wish = choice.wish().ok_or(RecordsError::Damaged)?;
    let card = make(vault, &wish, now, rng)?;
    let bytes = file::encode(&card, now);
    Ok(write_file(&vault.home().emergency_card(), &bytes).map_err(RecordsError::from)?)
}

/// The file first: after a crash in between nothing is shown, and the switch is found on.
fn take_away(vault: &Vault) -> Result<(), EmergencyError> {
    let removed = remove(vault);
    let mut batch = Batch::new();
    batch.delete(TABLE, KEY);
    vault.store().write(&batch).map_err(RecordsError::from)?;
    removed
}

fn remove(vault: &Vault) -> Result<(), EmergencyError> {
    Ok(remove_file(&vault.home().emergency_card()).map_err(RecordsError::from)?)
}

fn keep(vault: &Vault, choice: &Choice) -> Result<(), EmergencyError> {
    let mut value = vec![VERSION];
    // Names and a flag can always be written.
    serde_json::to_writer(&mut value, choice).unwrap_or_default();
    let mut batch = Batch::new();
    batch.put(TABLE, KEY, value);
    Ok(vault.store().write(&batch).map_err(RecordsError::from)?)
}

/// What is turned on. A row that makes no sense, or one of a later program, counts as none: nothing is shown by a choice that
/// this program does not understand.
fn kept(vault: &Vault) -> Result<Option<Choice>, EmergencyError> {
    let value = vault.store().get(TABLE, KEY).map_err(RecordsError::from)?;
    Ok(value.and_then(|value| match value.split_first() {
        Some((&VERSION, json)) => serde_json::from_slice(json).ok(),
        _ => None,
    }))
}

impl Choice {
    fn of(wish: &Wish) -> Self {
        Self {
            parts: wish.parts.clone(),
            language: wish.language.tag().to_owned(),
            is_ascii: wish.is_ascii,
        }
    }

    fn wish(&self) -> Option<Wish> {
        Some(Wish {
            parts: self.parts.clone(),
            language: Language::of(&self.language)?,
            is_ascii: self.is_ascii,
            let_in: Groups::new(),
        })
    }
}

#[cfg(test)]
mod tests;
