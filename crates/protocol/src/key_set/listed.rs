//! The keys of a ledger as it serves them to everybody (`/.well-known/scitt-keys`): the one that it signs with now, and those
//! before it, each with how far it goes and the statement by which it handed over. Nothing here is proved by itself: see
//! [`crate::rotation`].

use ciborium::Value;
use keepwell_crypto::{hash::Digest, sign::VerifyingKey};

use super::{cose_key, field, key_in};
use crate::{FormatError, cbor};

/// The most keys that a ledger has in its life, one after the other.
pub const MOST_KEYS: usize = 64;
/// The largest list of keys, in bytes.
pub const MAX_LISTED_BYTES: usize = 16 * 1024;
const WHAT: &str = "list of a ledger's keys";
/// The largest log whose checkpoint this key signed; from COSE's private-use range.
const UNTIL: i64 = -70_006;
/// SHA-256 of the key set by which it handed over.
const BY: i64 = -70_007;

/// One key of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedKey {
    /// The key.
    pub key: VerifyingKey,
    /// How it ended; `None` for the one that the ledger signs with.
    pub handed_over: Option<HandedOver>,
}

/// How a key ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The largest log that it signed for, whose last entry is the key set by which it handed over.
    pub until: u64,
    /// The digest of that key set.
    pub statement: Digest,
}

impl ListedKey {
    /// The keys as a COSE Key Set, in this order.
    pub fn encode(all: &[Self]) -> Vec<u8> {
        let keys = all.iter().map(|key| key.to_cose());
        cbor::encode(&Value::Array(keys.collect()))
    }

    /// The key as a COSE Key.
    pub fn encode_one(&self) -> Vec<u8> {
        cbor::encode(&self.to_cose())
    }

    /// Reads what [`Self::encode`] made.
    ///
    /// # Errors
    /// [`FormatError`] for anything else.
    pub fn parse(bytes: &[u8]) -> Result<Vec<Self>, FormatError> {
        let wrong = FormatError::malformed(WHAT, "keys");
        let value = cbor::decode(WHAT, bytes, MAX_LISTED_BYTES)?;
        let keys = value.into_array().map_err(|_| wrong)?;
        if keys.len() > MOST_KEYS {
            return Err(FormatError::TooLarge { what: WHAT });
        }
        let read = |value: &Value| Self::from_cose(value).ok_or(wrong);
        keys.iter().map(read).collect()
    }

    fn to_cose(self) -> Value {
        let mut map = cose_key(&self.key);
        if let Some(HandedOver { until, statement }) = &self.handed_over {
            map.push((Value::from(UNTIL), Value::from(*until)));
            map.push((Value::from(BY), Value::Bytes(statement.to_vec())));
        }
        Value::Map(map)
    }

    fn from_cose(value: &Value) -> Option<Self> {
        let map = value.as_map()?;
        let handed_over = match (field(map, UNTIL), field(map, BY)) {
            (Some(until), Some(statement)) => Some(HandedOver {
                until: until.as_integer()?.try_into().ok()?,
                statement: statement.as_bytes()?.as_slice().try_into().ok()?,
            }),
            _ => None,
        };
        let read = Self {
            key: key_in(map)?,
            handed_over,
        };
        (read.to_cose() == *value).then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;

    fn listed(seed: u8, until: Option<u64>) -> ListedKey {
        ListedKey {
            key: SigningKey::from_seed(&[seed; 32]).verifying_key(),
            handed_over: until.map(|until| HandedOver {
                until,
                statement: [seed; 32],
            }),
        }
    }

    #[test]
    fn the_keys_read_back_and_nothing_else_does() {
        let keys = vec![listed(3, None), listed(2, Some(900)), listed(1, Some(7))];
        let bytes = ListedKey::encode(&keys);
        assert_eq!(ListedKey::parse(&bytes), Ok(keys.clone()));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_ne!(ListedKey::parse(&changed), Ok(keys.clone()), "byte {at}");
            assert!(ListedKey::parse(&bytes[..at]).is_err());
        }
        let many = vec![listed(1, Some(1 << 60)); MOST_KEYS];
        let bytes = ListedKey::encode(&many);
        assert!(bytes.len() <= MAX_LISTED_BYTES);
        assert_eq!(ListedKey::parse(&bytes), Ok(many.clone()));
        let too_many = ListedKey::encode(&[many, vec![listed(2, None)]].concat());
        let refused = ListedKey::parse(&too_many);
        assert_eq!(refused, Err(FormatError::TooLarge { what: WHAT }));
    }

    /// An OKP key on Ed25519 for EdDSA, with the raw key as its id: what any SCITT client reads.
    #[test]
    fn a_key_that_goes_on_has_the_standard_s_labels_alone() {
        let bytes = ListedKey::encode(&[listed(1, None)]);
        let value = cbor::decode(WHAT, &bytes, 200).unwrap();
        let map = value.into_array().unwrap().remove(0).into_map().unwrap();
        let labels = map.iter().map(|(label, _)| label.as_integer().unwrap());
        let labels: Vec<i64> = labels.map(|label| label.try_into().unwrap()).collect();
        assert_eq!(labels, [1, 2, 3, -1, -2]);
        assert_eq!(map[1].1, map[4].1);
        assert_eq!(bytes.len(), 1 + 1 + 2 + 35 + 2 + 2 + 35);
    }
}
