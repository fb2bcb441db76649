//! The key set that a ledger logs (entry type 4): its own key, and the relays whose access roots it takes. A COSE Key Set (RFC 9052
//! §7) in deterministic CBOR; a relay's key carries the relay's origin, so that nobody takes it for one that signs receipts. Where
//! the ledger changes its key, the old one signs the set and the new one in it says yes. See docs/formats/key-set.md.

mod listed;

use std::fmt;

pub use listed::{HandedOver, ListedKey, MAX_LISTED_BYTES, MOST_KEYS};

use ciborium::Value;
use keepwell_crypto::{
    hash::{Digest, sha256_labelled},
    label::Label,
    sign::{SignatureBytes, SigningKey, VerifyingKey},
};

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
/// The signature by which a new key of the ledger takes over from the one that signed the statement.
const TAKES_OVER: i64 = -70_005;

/// What a type-4 statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySet {
    /// The ledger's key from here on. Another one than signed the statement takes over from that.
    pub ledger: VerifyingKey,
    /// The relays.
    pub relays: Vec<RelayKey>,
    /// The index of the key set that it follows on the log; `None` for the first. So no two are the same statement.
    pub after: Option<u64>,
}

/// What may stand with a key.
#[derive(Clone)]
enum Mark {
    Relay(Origin),
    TakesOver(SignatureBytes),
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
        let payload = self.encode(None);
        Statement::sign(EntryType::KeySet, &subject(self.after), &payload, key)
    }

    /// The statement by which `old`, the ledger's key until now, hands over to `new`. It follows the key set at index `after` on the
    /// log; the relays stay.
    pub fn hand_over(
        (old, new): (&SigningKey, &SigningKey),
        relays: Vec<RelayKey>,
        after: u64,
    ) -> Statement {
        let set = Self {
            ledger: new.verifying_key(),
            relays,
            after: Some(after),
        };
        let yes = new.sign(&taken_over(&old.verifying_key(), &set));
        let payload = set.encode(Some(yes));
        Statement::sign(EntryType::KeySet, &subject(set.after), &payload, old)
    }

    /// Reads what the ledger signed with this key, its own until then. Where it hands over, the set's key is another one, which has
    /// said yes to that.
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
        let (key, yes, relays) = parse(statement.payload())?;
        let set = Self {
            ledger: key,
            relays,
            after,
        };
        let is_good = match yes {
            None => key == *ledger,
            Some(yes) => {
                let message = taken_over(ledger, &set);
                key != *ledger && key.verify(&message, &yes).is_ok()
            }
        };
        is_good
            .then_some(set)
            .ok_or(FormatError::malformed(WHAT, "ledger's key"))
    }

    fn encode(&self, yes: Option<SignatureBytes>) -> Vec<u8> {
        let own = marked(&self.ledger, yes.map(Mark::TakesOver).as_ref());
        let relays = self.relays.iter();
        let relays = relays.map(|one| marked(&one.key, Some(&Mark::Relay(one.relay.clone()))));
        let all = std::iter::once(own).chain(relays);
        cbor::encode(&Value::Array(all.collect()))
    }
}

/// What a new key signs to take over from `old`: both keys, and the place on the log.
fn taken_over(old: &VerifyingKey, set: &KeySet) -> Digest {
    let after = set.after.unwrap_or(u64::MAX).to_be_bytes();
    let parts: [&[u8]; 3] = [old.as_bytes(), set.ledger.as_bytes(), &after];
    sha256_labelled(Label::LEDGER_ROTATION, &parts)
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
fn parse(
    bytes: &[u8],
) -> Result<(VerifyingKey, Option<SignatureBytes>, Vec<RelayKey>), FormatError> {
    let wrong = FormatError::malformed(WHAT, "keys");
    let value = cbor::decode(WHAT, bytes, statement::MAX_BYTES)?;
    let mut keys = value.into_array().map_err(|_| wrong)?.into_iter();
    let (ledger, yes) = match read_key(keys.next().ok_or(wrong)?)? {
        (key, None) => (key, None),
        (key, Some(Mark::TakesOver(yes))) => (key, Some(yes)),
        (_, Some(Mark::Relay(_))) => return Err(wrong),
    };
    let relay = |value| match read_key(value)? {
        (key, Some(Mark::Relay(relay))) => Ok(RelayKey { relay, key }),
        _ => Err(wrong),
    };
    let relays = keys.map(relay).collect::<Result<Vec<_>, _>>()?;
    if relays.len() > MOST_RELAYS {
        return Err(FormatError::TooLarge { what: WHAT });
    }
    Ok((ledger, yes, relays))
}

/// An Ed25519 key for EdDSA as a COSE Key, its id the raw key.
fn cose_key(key: &VerifyingKey) -> Vec<(Value, Value)> {
    let number = |(label, value): (i64, i64)| (Value::from(label), Value::from(value));
    let bytes = |label: i64| (Value::from(label), Value::Bytes(key.as_bytes().to_vec()));
    vec![number(KTY), bytes(KID), number(ALG), number(CRV), bytes(X)]
}

fn marked(key: &VerifyingKey, mark: Option<&Mark>) -> Value {
    let mut map = cose_key(key);
    map.extend(mark.map(|mark| match mark {
        Mark::Relay(relay) => (Value::from(RELAY), Value::from(relay.as_str())),
        Mark::TakesOver(yes) => (Value::from(TAKES_OVER), Value::Bytes(yes.to_vec())),
    }));
    Value::Map(map)
}

/// The value of a label.
fn field(map: &[(Value, Value)], label: i64) -> Option<&Value> {
    let mut found = map.iter().filter(|(key, _)| *key == Value::from(label));
    found.next().map(|(_, value)| value)
}

/// The key in a COSE Key; whether everything else in it is right, the caller compares.
fn key_in(map: &[(Value, Value)]) -> Option<VerifyingKey> {
    let key = field(map, X)?.as_bytes()?.as_slice().try_into().ok()?;
    VerifyingKey::from_bytes(key).ok()
}

/// Takes apart exactly what [`marked`] makes.
fn read_key(value: Value) -> Result<(VerifyingKey, Option<Mark>), FormatError> {
    let wrong = FormatError::malformed(WHAT, "key");
    let map = value.as_map().ok_or(wrong)?;
    let key = key_in(map).ok_or(wrong)?;
    let mark = match (field(map, RELAY), field(map, TAKES_OVER)) {
        (None, None) => None,
        (Some(relay), _) => {
            let text = relay.as_text().ok_or(wrong)?;
            Some(Mark::Relay(Origin::parse(text).map_err(|_| wrong)?))
        }
        (None, Some(yes)) => {
            let yes = yes.as_bytes().ok_or(wrong)?.as_slice();
            Some(Mark::TakesOver(yes.try_into().map_err(|_| wrong)?))
        }
    };
    if marked(&key, mark.as_ref()) == value {
        Ok((key, mark))
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
            let other = Statement::sign(EntryType::KeySet, &subject, &set(1).encode(None), &key(1));
            let is_first = subject == SUBJECT;
            assert_eq!(KeySet::read(&other, &ledger).is_ok(), is_first, "{subject}");
        }
        let kind = EntryType::StatusRoot;
        let other = Statement::sign(kind, SUBJECT, &set(1).encode(None), &key(1));
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
    fn a_key_is_handed_over_by_the_old_one_to_one_that_says_yes() {
        let (old, new) = (key(1), key(2));
        let handed = KeySet::hand_over((&old, &new), set(2).relays, 7);
        let set_of = |ledger: &SigningKey| KeySet {
            ledger: ledger.verifying_key(),
            after: Some(7),
            ..set(2)
        };
        let read = KeySet::read(&handed, &old.verifying_key());
        assert_eq!(read, Ok(set_of(&new)));
        assert!(KeySet::read(&handed, &new.verifying_key()).is_err());
        // Without the new key's yes, with somebody else's, with a yes for another place or from another key.
        let message = |by: &SigningKey, after| {
            let set = KeySet {
                after,
                ..set_of(&new)
            };
            taken_over(&by.verifying_key(), &set)
        };
        for yes in [
            None,
            Some(key(3).sign(&message(&old, Some(7)))),
            Some(new.sign(&message(&old, Some(8)))),
            Some(new.sign(&message(&key(3), Some(7)))),
        ] {
            let payload = set_of(&new).encode(yes);
            let forged = Statement::sign(EntryType::KeySet, &subject(Some(7)), &payload, &old);
            assert!(KeySet::read(&forged, &old.verifying_key()).is_err());
        }
        // Nobody takes over from itself.
        let itself = KeySet::hand_over((&old, &old), Vec::new(), 7);
        assert!(KeySet::read(&itself, &old.verifying_key()).is_err());
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
        let too_many = set(15).encode(None);
        let refused = parse(&too_many).unwrap_err();
        assert_eq!(refused, FormatError::TooLarge { what: WHAT });
        let handed = KeySet::hand_over((&key(1), &key(2)), longest.relays, 1 << 40);
        assert!(handed.as_bytes().len() <= statement::MAX_BYTES);
    }

    #[test]
    fn nothing_else_is_a_key_set() {
        let good = set(2).encode(None);
        for at in 0..good.len() {
            let mut changed = good.clone();
            changed[at] ^= 1;
            let same = (set(2).ledger, None, set(2).relays);
            assert_ne!(parse(&changed).ok(), Some(same), "byte {at}");
            assert!(parse(&good[..at]).is_err());
        }
        let relay = set(1).relays.remove(0);
        let ledger = marked(&key(1).verifying_key(), None);
        let relay = marked(&relay.key, Some(&Mark::Relay(relay.relay)));
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
