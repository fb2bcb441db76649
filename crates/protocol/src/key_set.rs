//! The key set that a ledger logs (entry type 4): its own key, and the relays whose access roots it takes. A COSE Key Set (RFC 9052
//! §7) in deterministic CBOR; a relay's key carries the relay's origin, so that nobody takes it for one that signs receipts.
//! See docs/formats/key-set.md.

use std::fmt;

use ciborium::Value;
use keepwell_crypto::sign::{SigningKey, VerifyingKey};

use crate::{
    FormatError, cbor,
    entry::EntryType,
    hexadecimal::{from_hex, to_hex},
    origin::Origin,
    statement::{self, Statement},
};

/// The CWT `sub` of a log's first key set; a later one has `:` and the index of the one before behind it.
const SUBJECT: &str = "urn:keepwell:ledger:keys";
/// The most relays that one ledger knows: they fit into one statement with origins of the largest size.
pub const MOST_RELAYS: usize = 14;
const WHAT: &str = "key set";
/// COSE key parameters (RFC 9052 §7, RFC 9053 §7.2) of an Ed25519 key.
const KTY: (i64, i64) = (1, 1);
const KID: i64 = 2;
const ALG: (i64, i64) = (3, -8);
const CRV: (i64, i64) = (-1, 6);
const X: i64 = -2;
/// The origin of the relay that signs access roots with this key; from COSE's private-use range.
const RELAY: i64 = -70_004;

/// What a type-4 statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySet {
    /// The ledger's key.
    pub ledger: VerifyingKey,
    /// The relays.
    pub relays: Vec<RelayKey>,
    /// The index of the key set that it follows on the log; `None` for the first. So no two are the same statement.
    pub after: Option<u64>,
}

/// A relay, and the key by which it signs access roots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelayKey {
    /// Where it is.
    pub relay: Origin,
    /// Its key.
    pub key: VerifyingKey,
}

impl RelayKey {
    /// Reads `<origin>=<64 hexadecimal digits>`, as a relay tells its operator.
    pub fn parse(text: &str) -> Option<Self> {
        let (relay, key) = text.rsplit_once('=')?;
        Some(Self {
            relay: Origin::parse(relay).ok()?,
            key: VerifyingKey::from_bytes(&from_hex(key)?).ok()?,
        })
    }
}

impl fmt::Display for RelayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.relay, to_hex(self.key.as_bytes()))
    }
}

impl KeySet {
    /// The signed statement.
    pub fn sign(&self, key: &SigningKey) -> Statement {
        Statement::sign(EntryType::KeySet, &subject(self.after), &self.encode(), key)
    }

    /// Reads what the ledger with this key signed.
    ///
    /// # Errors
    /// [`FormatError`] when somebody else signed it, or it is of another type, or malformed.
    pub fn read(statement: &Statement, ledger: &VerifyingKey) -> Result<Self, FormatError> {
        if statement.signer() != *ledger {
            return Err(FormatError::BadSignature { what: WHAT });
        }
        let after = after(statement.subject());
        let after = after.filter(|_| statement.kind() == EntryType::KeySet);
        let after = after.ok_or(FormatError::malformed(WHAT, "subject"))?;
        let (key, relays) = parse(statement.payload())?;
        if key != *ledger {
            return Err(FormatError::malformed(WHAT, "ledger's key"));
        }
        Ok(Self {
            ledger: key,
            relays,
            after,
        })
    }

    fn encode(&self) -> Vec<u8> {
        let relays = self.relays.iter();
        let relays = relays.map(|one| cose_key(&one.key, Some(&one.relay)));
        let all = std::iter::once(cose_key(&self.ledger, None)).chain(relays);
        cbor::encode(&Value::Array(all.collect()))
    }
}

fn subject(after: Option<u64>) -> String {
    after.map_or_else(|| SUBJECT.to_owned(), |index| format!("{SUBJECT}:{index}"))
}

/// Which key set a subject says that it follows; `None` when it is none of a key set.
fn after(text: &str) -> Option<Option<u64>> {
    let rest = text.strip_prefix(SUBJECT)?;
    let after = match rest.strip_prefix(':') {
        Some(index) => Some(index.parse().ok()?),
        None => None,
    };
    (subject(after) == text).then_some(after)
}

/// Exactly one key of the ledger's, which comes first, and those of its relays.
fn parse(bytes: &[u8]) -> Result<(VerifyingKey, Vec<RelayKey>), FormatError> {
    let wrong = FormatError::malformed(WHAT, "keys");
    let value = cbor::decode(WHAT, bytes, statement::MAX_BYTES)?;
    let mut keys = value.into_array().map_err(|_| wrong)?.into_iter();
    let (ledger, None) = read_key(keys.next().ok_or(wrong)?)? else {
        return Err(wrong);
    };
    let relay = |value| match read_key(value)? {
        (key, Some(relay)) => Ok(RelayKey { relay, key }),
        (_, None) => Err(wrong),
    };
    let relays = keys.map(relay).collect::<Result<Vec<_>, _>>()?;
    if relays.len() > MOST_RELAYS {
        return Err(FormatError::TooLarge { what: WHAT });
    }
    Ok((ledger, relays))
}

/// An Ed25519 key for EdDSA as a COSE Key, its id the raw key; with the origin of the relay whose key it is.
pub fn cose_key(key: &VerifyingKey, relay: Option<&Origin>) -> Value {
    let number = |(label, value): (i64, i64)| (Value::from(label), Value::from(value));
    let bytes = |label: i64| (Value::from(label), Value::Bytes(key.as_bytes().to_vec()));
    let mut map = vec![number(KTY), bytes(KID), number(ALG), number(CRV), bytes(X)];
    let relay = relay.map(|relay| (Value::from(RELAY), Value::from(relay.as_str())));
    map.extend(relay);
    Value::Map(map)
}

/// Takes apart exactly what [`cose_key`] makes.
fn read_key(value: Value) -> Result<(VerifyingKey, Option<Origin>), FormatError> {
    let wrong = FormatError::malformed(WHAT, "key");
    let map = value.as_map().ok_or(wrong)?;
    let field = |label: i64| {
        let mut found = map.iter().filter(|(key, _)| *key == Value::from(label));
        found.next().map(|(_, value)| value)
    };
    let key = field(X).and_then(Value::as_bytes).ok_or(wrong)?;
    let key = key.as_slice().try_into().map_err(|_| wrong)?;
    let key = VerifyingKey::from_bytes(key).map_err(|_| wrong)?;
    let relay = field(RELAY).map(|value| {
        let text = value.as_text().ok_or(wrong)?;
        Origin::parse(text).map_err(|_| wrong)
    });
    let relay = relay.transpose()?;
    if cose_key(&key, relay.as_ref()) == value {
        Ok((key, relay))
    } else {
        Err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&[seed; 32])
    }

    fn set(relays: u8) -> KeySet {
        let relay = |seed: u8| RelayKey {
            relay: Origin::parse(&format!("https://relay{seed}.example")).unwrap(),
            key: key(100 + seed).verifying_key(),
        };
        KeySet {
            ledger: key(1).verifying_key(),
            relays: (0..relays).map(relay).collect(),
            after: None,
        }
    }

    #[test]
    fn a_relay_is_written_as_its_operator_passes_it_on() {
        let one = set(1).relays.remove(0);
        let text = one.to_string();
        assert!(text.starts_with("https://relay0.example="));
        assert_eq!(RelayKey::parse(&text), Some(one));
        for text in [
            "",
            "https://relay.example",
            "https://relay.example=00",
            text.trim_start_matches('h'),
        ] {
            assert_eq!(RelayKey::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_set_reads_back_under_its_ledger_s_key_alone() {
        for relays in [0, 1, 14] {
            let statement = set(relays).sign(&key(1));
            let ledger = key(1).verifying_key();
            assert_eq!(KeySet::read(&statement, &ledger), Ok(set(relays)));
            assert!(KeySet::read(&statement, &key(2).verifying_key()).is_err());
        }
        let foreign = set(1).sign(&key(2));
        let signer = key(2).verifying_key();
        assert!(KeySet::read(&foreign, &signer).is_err(), "names another");
        let ledger = key(1).verifying_key();
        for subject in [
            "urn:x",
            "",
            "x",
            ":",
            ":01",
            ":+1",
            ":-1",
            ":18446744073709551616",
        ] {
            let subject = format!("{SUBJECT}{subject}").replace(&format!("{SUBJECT}urn"), "urn");
            let other = Statement::sign(EntryType::KeySet, &subject, &set(1).encode(), &key(1));
            let is_first = subject == SUBJECT;
            assert_eq!(KeySet::read(&other, &ledger).is_ok(), is_first, "{subject}");
        }
        let kind = EntryType::StatusRoot;
        let other = Statement::sign(kind, SUBJECT, &set(1).encode(), &key(1));
        assert!(KeySet::read(&other, &ledger).is_err());
    }

    #[test]
    fn the_same_keys_again_are_another_statement() {
        let later = KeySet {
            after: Some(7),
            ..set(1)
        };
        let (one, other) = (set(1).sign(&key(1)), later.sign(&key(1)));
        assert_ne!(one.digest(), other.digest());
        let ledger = key(1).verifying_key();
        assert_eq!(KeySet::read(&other, &ledger), Ok(later));
    }

    #[test]
    fn fourteen_of_the_longest_origins_fit_and_no_more_are_read() {
        let mut longest = set(14);
        for (number, one) in longest.relays.iter_mut().enumerate() {
            let host = ["a".repeat(53), "b".repeat(54)].join(".");
            let text = format!("https://{host}.ex{number:02}:65535");
            one.relay = Origin::parse(&text).unwrap();
        }
        let statement = longest.sign(&key(1));
        assert!(statement.as_bytes().len() <= statement::MAX_BYTES);
        let too_many = set(15).encode();
        assert_eq!(parse(&too_many), Err(FormatError::TooLarge { what: WHAT }));
    }

    #[test]
    fn nothing_else_is_a_key_set() {
        let good = set(2).encode();
        for at in 0..good.len() {
            let mut changed = good.clone();
            changed[at] ^= 1;
            let same = Ok((set(2).ledger, set(2).relays));
            assert_ne!(parse(&changed), same, "byte {at}");
            assert!(parse(&good[..at]).is_err());
        }
        let relay = set(1).relays.remove(0);
        let ledger = cose_key(&key(1).verifying_key(), None);
        let relay = cose_key(&relay.key, Some(&relay.relay));
        for keys in [
            vec![],
            vec![relay.clone()],
            vec![relay.clone(), ledger.clone()],
            vec![ledger.clone(), ledger.clone()],
        ] {
            assert!(parse(&cbor::encode(&Value::Array(keys))).is_err());
        }
    }
}
