//! The file of unlock slots: the data key under the passphrase, for the recovery words, and, if the person wants it, under
//! a secret in the device's own key store. One small file that is only ever replaced as a whole, with a checksum, so that
//! a damaged file is not mistaken for a wrong passphrase.

use std::{fs, io::Read as _, path::Path};

use ciborium::Value;
use keepwell_crypto::{
    hash::sha256,
    keys::WalletKeys,
    seal::DataKey,
    secret::Secret32,
    slot::{
        Cost, PassphraseSlot, make_device_slot, make_recovery_slot, open_device_slot,
        open_recovery_slot,
    },
};
use keepwell_protocol::{
    FormatError,
    cbor::{MapReader, MapWriter},
};
use rand_core::CryptoRngCore;

use super::VaultError;
use crate::home::{HomeError, write_file};

const WHAT: &str = "wallet's key file";
/// Without a device slot.
const VERSION: u64 = 1;
/// With one: programs that know version 1 alone say that this wallet is newer.
const WITH_DEVICE: u64 = 2;
/// The largest file that is read, in bytes; ours have about 600.
const MAX_BYTES: usize = 8192;

/// The slots of a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slots {
    passphrase: PassphraseSlot,
    recovery: Vec<u8>,
    device: Option<Vec<u8>>,
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
            device: None,
        })
    }

    /// The same with another passphrase; the other slots stay.
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
            ..self.clone()
        })
    }

    /// The same with a slot for the device's secret, or without one.
    pub(super) fn with_device(
        &self,
        key: &DataKey,
        device: Option<&Secret32>,
        rng: &mut dyn CryptoRngCore,
    ) -> Self {
        Self {
            device: device.map(|secret| make_device_slot(key, secret, rng)),
            ..self.clone()
        }
    }

    /// Whether there is a slot for the device's secret.
    pub(super) fn has_device(&self) -> bool {
        self.device.is_some()
    }

    /// The data key, by the device's secret.
    ///
    /// # Errors
    /// [`VaultError::WrongDevice`] or [`VaultError::SlotsDamaged`].
    pub(super) fn open_by_device(&self, secret: &Secret32) -> Result<DataKey, VaultError> {
        let slot = self.device.as_ref().ok_or(VaultError::WrongDevice)?;
        open_device_slot(slot, secret).map_err(|error| match VaultError::from(error) {
            VaultError::WrongPassphrase => VaultError::WrongDevice,
            other => other,
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
        self.fields(Some(&self.checksum())).encode()
    }

    fn checksum(&self) -> [u8; 32] {
        sha256(&self.fields(None).encode())
    }

    /// Everything but the checksum, which goes in its place.
    fn fields(&self, checksum: Option<&[u8]>) -> MapWriter {
        let version = if self.has_device() {
            WITH_DEVICE
        } else {
            VERSION
        };
        let fields = MapWriter::default()
            .put(0, Value::from(version))
            .bytes(1, &self.passphrase.salt)
            .put(2, Value::from(self.passphrase.cost.memory_kib))
            .put(3, Value::from(self.passphrase.cost.passes))
            .bytes(4, &self.passphrase.wrapped)
            .bytes(5, &self.recovery);
        fields
            .optional_bytes(6, checksum)
            .optional_bytes(7, self.device.as_deref())
    }

    fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_BYTES)?;
        let version = map.uint(0, "version")?;
        if !matches!(version, VERSION | WITH_DEVICE) {
            return Err(FormatError::UnknownVersion { what: WHAT });
        }
        let small = |number: u64, field| {
            u32::try_from(number).map_err(|_| FormatError::malformed(WHAT, field))
        };
        let salt = map.array(1, "salt")?;
        let cost = Cost {
            memory_kib: small(map.uint(2, "memory")?, "memory")?,
            passes: small(map.uint(3, "passes")?, "passes")?,
        };
        let wrapped = map.bytes(4, "passphrase slot")?;
        let recovery = map.bytes(5, "recovery slot")?;
        let sum: [u8; 32] = map.array(6, "checksum")?;
        let slots = Self {
            passphrase: PassphraseSlot {
                salt,
                cost,
                wrapped,
            },
            recovery,
            device: map.optional_bytes(7, "device slot")?,
        };
        map.finish()?;
        if slots.has_device() == (version == WITH_DEVICE) && slots.checksum() == sum {
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
    fn a_device_slot_comes_and_goes_and_the_others_stay() {
        let (slots, key, keys) = slots();
        let secret = Secret32::generate(&mut OsRng);
        assert!(matches!(
            slots.open_by_device(&secret),
            Err(VaultError::WrongDevice)
        ));
        let with = slots.with_device(&key, Some(&secret), &mut OsRng);
        let read = Slots::parse(&with.encode()).expect("slots");
        assert!(read.open_by_device(&secret).expect("the key") == key);
        assert!(read.open("open").expect("the key") == key);
        assert!(read.open_by_words(&keys).expect("the key") == key);
        let other = Secret32::generate(&mut OsRng);
        assert!(matches!(
            read.open_by_device(&other),
            Err(VaultError::WrongDevice)
        ));
        let changed = read
            .with_passphrase(&key, "sesame", Cost::TEST_ONLY, &mut OsRng)
            .expect("slots");
        assert!(changed.open_by_device(&secret).expect("the key") == key);
        assert_eq!(read.with_device(&key, None, &mut OsRng), slots);
    }

    #[test]
    fn every_altered_bit_is_noticed() {
        let (slots, key, _) = slots();
        let secret = Secret32::generate(&mut OsRng);
        let with = slots.with_device(&key, Some(&secret), &mut OsRng);
        check_every_bit(&slots.encode());
        check_every_bit(&with.encode());
    }

    fn check_every_bit(bytes: &[u8]) {
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut altered = bytes.to_vec();
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
