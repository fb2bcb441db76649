//! Unlock slots: the data key wrapped under a passphrase (Argon2id), for the recovery identity (age), and, where the
//! device has a store of its own for keys, under a secret that is kept there. Changing a passphrase writes a new slot and
//! leaves the record as it is.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use rand_core::CryptoRngCore;
use thiserror::Error;
use zeroize::Zeroize as _;

use crate::{
    recipient::{Identity, OpenError, Recipient},
    seal::{DataKey, Place},
    secret::Secret32,
};

/// The most memory a slot may ask for, so that a hostile file cannot exhaust the device: 1 GiB in KiB.
const MAX_MEMORY_KIB: u32 = 1 << 20;
const MAX_PASSES: u32 = 16;
const DEVICE: Place<'_> = Place {
    table: "slot",
    key: b"device",
    version: 1,
};
const PLACE: Place<'_> = Place {
    table: "slot",
    key: b"data-key",
    version: 1,
};

/// Why a slot does not give the data key.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SlotError {
    /// The derivation needs more memory than the system gives.
    #[error(
        "there is not enough free memory to check the passphrase: close other programs and try again"
    )]
    NoMemory,
    /// The passphrase is not the one the slot was made with.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The slot is damaged, or asks for more work than this program allows.
    #[error("the key slot is damaged: restore from your words and a backup")]
    Damaged,
}

/// How costly one guess of a passphrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Cost {
    /// What wallets use: Argon2id with 64 MiB and 3 passes (protocol §1), about 0.2 s on a slow core.
    pub const STANDARD: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// The least that Argon2id accepts, for tests that unlock hundreds of times. Never used by a program.
    pub const TEST_ONLY: Self = Self {
        memory_kib: 8,
        passes: 1,
    };
}

/// The data key wrapped under a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassphraseSlot {
    /// Random, 16 bytes.
    pub salt: [u8; 16],
    /// The cost it was made with.
    pub cost: Cost,
    /// The data key, sealed under the derived key.
    pub wrapped: Vec<u8>,
}

impl PassphraseSlot {
    /// Wraps `key` under `passphrase`.
    ///
    /// # Errors
    /// [`SlotError::Damaged`] when `cost` is outside the limits, [`SlotError::NoMemory`] when there is too little for it.
    pub fn make(
        key: &DataKey,
        passphrase: &str,
        cost: Cost,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, SlotError> {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let wrapping = derive(passphrase, &salt, cost)?;
        let wrapped = wrapping.seal(PLACE, key.secret().expose(), rng);
        Ok(Self {
            salt,
            cost,
            wrapped,
        })
    }

    /// Unwraps the data key.
    ///
    /// # Errors
    /// [`SlotError::WrongPassphrase`], [`SlotError::NoMemory`], or [`SlotError::Damaged`] when the slot makes no sense.
    pub fn open(&self, passphrase: &str) -> Result<DataKey, SlotError> {
        let bytes = derive(passphrase, &self.salt, self.cost)?
            .open(PLACE, &self.wrapped)
            .map_err(|_| SlotError::WrongPassphrase)?;
        unwrapped(bytes)
    }
}

/// The data key sealed under a secret that the device's own key store keeps.
pub fn make_device_slot(key: &DataKey, device: &Secret32, rng: &mut dyn CryptoRngCore) -> Vec<u8> {
    DataKey::from_secret(device.clone()).seal(DEVICE, key.secret().expose(), rng)
}

/// Unwraps a device slot.
///
/// # Errors
/// [`SlotError::WrongPassphrase`] when it was made with another secret, else [`SlotError::Damaged`].
pub fn open_device_slot(slot: &[u8], device: &Secret32) -> Result<DataKey, SlotError> {
    let bytes = DataKey::from_secret(device.clone())
        .open(DEVICE, slot)
        .map_err(|_| SlotError::WrongPassphrase)?;
    unwrapped(bytes)
}

/// The data key as an age file for the recovery identity.
///
/// # Errors
/// [`SlotError::Damaged`] when age cannot write to memory.
pub fn make_recovery_slot(key: &DataKey, recovery: &Recipient) -> Result<Vec<u8>, SlotError> {
    recovery
        .encrypt(key.secret().expose())
        .map_err(|_| SlotError::Damaged)
}

/// Unwraps a recovery slot.
///
/// # Errors
/// [`SlotError::WrongPassphrase`] when it was made for other words, else [`SlotError::Damaged`].
pub fn open_recovery_slot(slot: &[u8], recovery: &Identity) -> Result<DataKey, SlotError> {
    let bytes = recovery.decrypt(slot, 32).map_err(|error| match error {
        OpenError::NotForThisKey => SlotError::WrongPassphrase,
        _ => SlotError::Damaged,
    })?;
    let secret = bytes
        .as_slice()
        .try_into()
        .map_err(|_| SlotError::Damaged)?;
    Ok(DataKey::from_secret(Secret32::from_bytes(secret)))
}

fn unwrapped(mut bytes: Vec<u8>) -> Result<DataKey, SlotError> {
    let key = bytes
        .as_slice()
        .try_into()
        .map(Secret32::from_bytes)
        .map_err(|_| SlotError::Damaged);
    bytes.zeroize();
    key.map(DataKey::from_secret)
}

fn derive(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Result<DataKey, SlotError> {
    if cost.memory_kib > MAX_MEMORY_KIB || cost.passes > MAX_PASSES {
        return Err(SlotError::Damaged);
    }
    let params =
        Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| SlotError::Damaged)?;
    // Asked for here and not by the library, which ends the program where there is too little.
    let mut memory = Vec::<Block>::new();
    memory
        .try_reserve_exact(params.block_count())
        .map_err(|_| SlotError::NoMemory)?;
    memory.resize(params.block_count(), Block::default());
    let mut bytes = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(passphrase.as_bytes(), salt, &mut bytes, &mut memory)
        .map_err(|_| SlotError::Damaged)?;
    Ok(DataKey::from_secret(Secret32::from_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn only_the_right_passphrase_opens_a_slot() {
        let key = DataKey::generate(&mut OsRng);
        let slot = PassphraseSlot::make(&key, "open sesame", Cost::TEST_ONLY, &mut OsRng).unwrap();
        assert!(slot.open("open sesame").unwrap() == key);
        assert_eq!(
            slot.open("open Sesame").err(),
            Some(SlotError::WrongPassphrase)
        );
    }

    #[test]
    fn a_slot_that_asks_for_too_much_is_refused_before_any_work() {
        let key = DataKey::generate(&mut OsRng);
        let mut slot = PassphraseSlot::make(&key, "p", Cost::TEST_ONLY, &mut OsRng).unwrap();
        slot.cost.memory_kib = u32::MAX;
        assert_eq!(slot.open("p").err(), Some(SlotError::Damaged));
    }

    #[test]
    fn only_the_devices_secret_opens_its_slot() {
        let key = DataKey::generate(&mut OsRng);
        let (one, two) = (
            Secret32::generate(&mut OsRng),
            Secret32::generate(&mut OsRng),
        );
        let slot = make_device_slot(&key, &one, &mut OsRng);
        assert!(open_device_slot(&slot, &one).unwrap() == key);
        assert_eq!(
            open_device_slot(&slot, &two).err(),
            Some(SlotError::WrongPassphrase)
        );
    }

    #[test]
    fn the_recovery_identity_opens_its_slot_and_no_other() {
        let key = DataKey::generate(&mut OsRng);
        let (one, two) = (
            Identity::generate(&mut OsRng),
            Identity::generate(&mut OsRng),
        );
        let slot = make_recovery_slot(&key, &one.recipient()).unwrap();
        assert!(open_recovery_slot(&slot, &one).unwrap() == key);
        assert_eq!(
            open_recovery_slot(&slot, &two).err(),
            Some(SlotError::WrongPassphrase)
        );
    }
}
