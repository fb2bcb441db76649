//! The name of a record in this wallet: ten letters and digits that a person can type. Random, so that it says nothing
//! about the record and is the same on no other device.

use std::{fmt, str::FromStr};

use rand_core::CryptoRngCore;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

/// Without i, l, o and u, which people mix up.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LETTERS: u32 = 10;
const BITS: u32 = LETTERS * 5;

/// Text that is not the id of a record.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("this is not the id of a record: copy one from the list of records")]
pub struct NotAnId;

/// A record's id: 50 random bits, written as `7k3m0x9q2d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(u64);

impl RecordId {
    /// A new id from `rng`; the caller makes sure that no record has it.
    pub(crate) fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        Self(rng.next_u64() >> (u64::BITS - BITS))
    }

    /// As it is kept in the store.
    pub(crate) fn to_bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }

    /// The inverse of [`Self::to_bytes`].
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let number = u64::from_be_bytes(bytes.try_into().ok()?);
        (number >> BITS == 0).then_some(Self(number))
    }
}

impl FromStr for RecordId {
    type Err = NotAnId;

    /// Reads ten letters and digits in upper or lower case.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let lower = text.to_ascii_lowercase();
        let value = |letter: u8| {
            let place = ALPHABET.iter().position(|other| *other == letter)?;
            u64::try_from(place).ok()
        };
        let number = lower.bytes().try_fold(0, |number: u64, letter| {
            Some((number.checked_mul(32)?) | value(letter)?)
        });
        let has_length = u32::try_from(text.len()).is_ok_and(|length| length == LETTERS);
        number.filter(|_| has_length).map(Self).ok_or(NotAnId)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..LETTERS).rev().try_for_each(|place| {
            let at = usize::try_from((self.0 >> (place * 5)) & 31).unwrap_or_default();
            let letter = ALPHABET.get(at).copied().unwrap_or(b'0');
            write!(f, "{}", char::from(letter))
        })
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn ids_are_ten_letters_and_come_back() {
        for _ in 0..1000 {
            let id = RecordId::generate(&mut OsRng);
            let text = id.to_string();
            assert_eq!(text.len(), 10, "{text}");
            assert_eq!(text.parse(), Ok(id));
            assert_eq!(text.to_uppercase().parse(), Ok(id));
            assert_eq!(RecordId::from_bytes(&id.to_bytes()), Some(id));
        }
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in [
            "",
            "0",
            "000000000",
            "00000000000",
            "000000000i",
            "00000-0000",
            "../../../x",
            "ééééé",
        ] {
            assert_eq!(text.parse::<RecordId>(), Err(NotAnId), "{text}");
        }
        assert_eq!(RecordId::from_bytes(&[255; 8]), None);
        assert_eq!(RecordId::from_bytes(&[0; 7]), None);
    }
}
