//! The file of unlock slots: the data key once under the passphrase and once for the recovery words. One small file that
//! is only ever replaced as a whole, with a checksum, so that a damaged file is not mistaken for a wrong passphrase.

use std::{fs, io::Read as _, path::Path};

use ciborium::Value;
use keepwell_crypto::{
    hash::sha256,
    keys::WalletKeys,
    seal::DataKey,
    slot::{Cost, PassphraseSlot, make_recovery_slot, open_recovery_slot},
};
use keepwell_protocol::{
    FormatError,
    cbor::{MapReader, MapWriter},
};
use rand_core::CryptoRngCore;

use super::VaultError;
use crate::home::{HomeError, write_file};

const WHAT: &str = "wallet's key file";
const VERSION: u64 = 1;
/// The largest file that is read, in bytes; ours have about 600.
const MAX_BYTES: usize = 8192;

/// The slots of a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slots {
    passphrase: PassphraseSlot,
    recovery: Vec<u8>,
}

impl Slots {
    /// Wraps `key` in both slots.
    ///
    /// # Errors
    /// When `cost` is outside the limits.
    pub(super) fn make(
        key: &DataKey,
        passphrase: &str,
        keys: &WalletKeys,
        cost: Cost,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, VaultError> {
        Ok(Self {
            passphrase: PassphraseSlot::make(key, passphrase, cost, rng)?,
            recovery: make_recovery_slot(key, &keys.recovery().recipient())?,
        })
    }

    /// The same with another passphrase; the recovery slot stays.
    ///
    /// # Errors
    /// When `cost` is outside the limits.
    pub(super) fn with_passphrase(
        &self,
        key: &DataKey,
        passphrase: &str,
        cost: Cost,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, VaultError> {
        Ok(Self {
            passphrase: PassphraseSlot::make(key, passphrase, cost, rng)?,
            recovery: self.recovery.clone(),
        })
    }

    /// The data key, by the passphrase.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`] or [`VaultError::SlotsDamaged`].
    pub(super) fn open(&self, passphrase: &str) -> Result<DataKey, VaultError> {
        Ok(self.passphrase.open(passphrase)?)
    }

    /// The data key, by the words.
    ///
    /// # Errors
    /// [`VaultError::WrongPhrase`] or [`VaultError::SlotsDamaged`].
    pub(super) fn open_by_words(&self, keys: &WalletKeys) -> Result<DataKey, VaultError> {
        open_recovery_slot(&self.recovery, &keys.recovery()).map_err(
            |error| match VaultError::from(error) {
                VaultError::WrongPassphrase => VaultError::WrongPhrase,
                other => other,
            },
        )
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`VaultError::SlotsDamaged`], a newer version, or a disk that fails.
    pub(super) fn read(path: &Path) -> Result<Self, VaultError> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
        fs::File::open(path)
            .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
            .map_err(HomeError::from)?;
        Self::parse(&bytes).map_err(|error| match error {
            FormatError::UnknownVersion { .. } => HomeError::NewerVersion.into(),
            _ => VaultError::SlotsDamaged,
        })
    }

    /// Replaces the file.
    ///
    /// # Errors
    /// When the disk fails; the file is then the old one or the new one.
    pub(super) fn write(&self, path: &Path) -> Result<(), VaultError> {
        Ok(write_file(path, &self.encode()).map_err(HomeError::from)?)
    }

    fn encode(&self) -> Vec<u8> {
        self.fields()
            .bytes(6, &sha256(&self.fields().encode()))
            .encode()
    }

    fn fields(&self) -> MapWriter {
        MapWriter::default()
            .put(0, Value::from(VERSION))
            .bytes(1, &self.passphrase.salt)
            .put(2, Value::from(self.passphrase.cost.memory_kib))
            .put(3, Value::from(self.passphrase.cost.passes))
            .bytes(4, &self.passphrase.wrapped)
            .bytes(5, &self.recovery)
    }

    fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_BYTES)?;
        map.version(VERSION)?;
        let small = |number: u64, field| {
            u32::try_from(number).map_err(|_| FormatError::malformed(WHAT, field))
        };
        let salt = map.array(1, "salt")?;
        let cost = Cost {
            memory_kib: small(map.uint(2, "memory")?, "memory")?,
            passes: small(map.uint(3, "passes")?, "passes")?,
        };
        let wrapped = map.bytes(4, "passphrase slot")?;
        let slots = Self {
            passphrase: PassphraseSlot {
                salt,
                cost,
                wrapped,
            },
            recovery: map.bytes(5, "recovery slot")?,
        };
        let sum: [u8; 32] = map.array(6, "checksum")?;
        map.finish()?;
        if sha256(&slots.fields().encode()) == sum {
            Ok(slots)
        } else {
            Err(FormatError::malformed(WHAT, "checksum"))
        }
    }
}

#[cfg(test)]
mod tests {
    use keepwell_crypto::phrase::{Phrase, WordCount};
    use rand_core::OsRng;

    use super::*;

    fn slots() -> (Slots, DataKey, WalletKeys) {
        let keys = WalletKeys::derive(&Phrase::generate(WordCount::Twelve, &mut OsRng));
        let key = DataKey::generate(&mut OsRng);
        let slots = Slots::make(&key, "open", &keys, Cost::TEST_ONLY, &mut OsRng).expect("slots");
        (slots, key, keys)
    }

    #[test]
    fn slots_open_by_passphrase_and_by_words_after_a_round_trip() {
        let (slots, key, keys) = slots();
        let read = Slots::parse(&slots.encode()).expect("slots");
        assert_eq!(read, slots);
        assert!(read.open("open").expect("the key") == key);
        assert!(read.open_by_words(&keys).expect("the key") == key);
        assert!(matches!(
            read.open("0pen"),
            Err(VaultError::WrongPassphrase)
        ));
        let others = WalletKeys::derive(&Phrase::generate(WordCount::Twelve, &mut OsRng));
        assert!(matches!(
            read.open_by_words(&others),
            Err(VaultError::WrongPhrase)
        ));
    }

    #[test]
    fn every_altered_bit_is_noticed() {
        let bytes = slots().0.encode();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut altered = bytes.clone();
                altered[at] ^= 1 << bit;
                assert!(Slots::parse(&altered).is_err(), "byte {at} bit {bit}");
            }
        }
    }

    #[test]
    fn an_absurd_cost_is_refused_without_work() {
        let (mut slots, _, _) = slots();
        slots.passphrase.cost.memory_kib = u32::MAX;
        let read = Slots::parse(&slots.encode()).expect("well formed");
        assert!(matches!(read.open("open"), Err(VaultError::SlotsDamaged)));
    }
}
