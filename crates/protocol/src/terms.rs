//! The terms of a grant: what exactly was granted, to whom, through which servers (protocol §3). They bind the record
//! itself to the grant by the digest of every part, and the statement commits to them, so that nobody can serve other
//! content under a real grant.

use ciborium::Value;
use keepwell_crypto::{hash::Digest, sign::VerifyingKey};

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    mailbox::MailboxId,
    origin::Origin,
};

/// The largest terms, in bytes: room for about 1,000 parts.
pub const MAX_BYTES: usize = 64 * 1024;
/// The most parts of one grant.
pub const MAX_PARTS: usize = 1000;
/// The part that holds the FHIR Bundle; every grant has it, first.
pub const BUNDLE_PART: &str = "bundle";
/// The part that holds the same as a PDF, where there is one.
pub const PDF_PART: &str = "summary";
const WHAT: &str = "grant's terms";
const VERSION: u64 = 1;

/// The terms of one grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// SHA-256 of the Consent's exact bytes.
    pub consent: Digest,
    /// SHA-256 of the clinic card's exact bytes.
    pub card: Digest,
    /// The key that signed that card.
    pub card_key: VerifyingKey,
    /// The relay that holds the share.
    pub relay: Origin,
    /// The mailbox on it.
    pub mailbox: MailboxId,
    /// The HPKE `enc` from which the clinic makes its access key.
    pub access_point: [u8; 32],
    /// The ledger's origin line, as in its checkpoints.
    pub ledger: String,
    /// Whether the clinic may open while the ledger cannot be reached.
    pub offline_ok: bool,
    /// The parts, [`BUNDLE_PART`] first.
    pub parts: Vec<PartTerms>,
    /// The identity and report keys in the manifest ([`crate::manifest::wallet_keys`]), so that nobody who can seal
    /// another manifest can put keys of their own there.
    pub wallet_keys: Digest,
}

/// One part as the terms bind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartTerms {
    /// Its name on the relay: lower-case letters and digits, at most 16.
    pub name: String,
    /// Length of the plaintext in bytes, before padding.
    pub size: u64,
    /// SHA-256 of the plaintext, before padding.
    pub digest: Digest,
}

impl Terms {
    /// Deterministic CBOR; these bytes are kept and hashed, never made again.
    pub fn encode(&self) -> Vec<u8> {
        let parts = self.parts.iter().map(|part| {
            Value::Array(vec![
                Value::from(part.name.as_str()),
                Value::from(part.size),
                Value::Bytes(part.digest.to_vec()),
            ])
        });
        MapWriter::default()
            .put(0, Value::from(VERSION))
            .bytes(1, &self.consent)
            .bytes(2, &self.card)
            .bytes(3, self.card_key.as_bytes())
            .text(4, self.relay.as_str())
            .bytes(5, self.mailbox.as_bytes())
            .bytes(6, &self.access_point)
            .text(7, &self.ledger)
            .put(8, Value::from(self.offline_ok))
            .put(9, Value::Array(parts.collect()))
            .bytes(10, &self.wallet_keys)
            .encode()
    }

    /// Reads terms.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_BYTES)?;
        map.version(VERSION)?;
        let terms = Self {
            consent: map.array(1, "consent")?,
            card: map.array(2, "card")?,
            card_key: VerifyingKey::from_bytes(&map.array(3, "card key")?)
                .map_err(|_| FormatError::malformed(WHAT, "card key"))?,
            relay: Origin::parse(&map.text(4, "relay", Origin::MAX_BYTES)?)
                .map_err(|_| FormatError::malformed(WHAT, "relay"))?,
            mailbox: MailboxId::from_bytes(map.array(5, "mailbox")?),
            access_point: map.array(6, "access point")?,
            ledger: map.text(7, "ledger", 255)?,
            offline_ok: map.flag(8, "offline")?,
            parts: parse_parts(map.take(9, "parts")?)?,
            wallet_keys: map.array(10, "wallet keys")?,
        };
        map.finish()?;
        Ok(terms)
    }
}

fn parse_parts(value: Value) -> Result<Vec<PartTerms>, FormatError> {
    let wrong = FormatError::malformed(WHAT, "parts");
    let items = value.into_array().map_err(|_| wrong)?;
    let parts: Vec<PartTerms> = items
        .into_iter()
        .map(parse_part)
        .collect::<Result<_, _>>()?;
    let mut names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let fits = (1..=MAX_PARTS).contains(&parts.len()) && names.len() == parts.len();
    let bundle_first = parts.first().is_some_and(|part| part.name == BUNDLE_PART);
    if fits && bundle_first {
        Ok(parts)
    } else {
        Err(wrong)
    }
}

fn parse_part(value: Value) -> Result<PartTerms, FormatError> {
    let wrong = FormatError::malformed(WHAT, "part");
    let [name, size, digest]: [Value; 3] = value
        .into_array()
        .map_err(|_| wrong)?
        .try_into()
        .map_err(|_| wrong)?;
    let name = name.into_text().map_err(|_| wrong)?;
    if !is_part_name(&name) {
        return Err(wrong);
    }
    let size = size
        .as_integer()
        .and_then(|size| u64::try_from(size).ok())
        .ok_or(wrong)?;
    let digest = digest
        .into_bytes()
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(wrong)?;
    Ok(PartTerms { name, size, digest })
}

/// Whether `name` may name a part: 1 to 16 lower-case letters or digits, so that it is safe in a path.
pub fn is_part_name(name: &str) -> bool {
    (1..=16).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;

    /// Terms with every field different.
    pub(crate) fn example() -> Terms {
        Terms {
            consent: [1; 32],
            card: [2; 32],
            card_key: SigningKey::from_seed(&[3; 32]).verifying_key(),
            relay: Origin::parse("https://relay.example").unwrap(),
            mailbox: MailboxId::from_bytes([4; 16]),
            access_point: [5; 32],
            ledger: "ledger.example/log".into(),
            offline_ok: true,
            parts: vec![
                PartTerms {
                    name: BUNDLE_PART.into(),
                    size: 40_000,
                    digest: [6; 32],
                },
                PartTerms {
                    name: "a1".into(),
                    size: 1 << 31,
                    digest: [7; 32],
                },
            ],
            wallet_keys: [8; 32],
        }
    }

    #[test]
    fn terms_read_back() {
        assert_eq!(Terms::parse(&example().encode()).unwrap(), example());
    }

    #[test]
    fn part_names_cannot_leave_their_folder_or_stand_twice() {
        for name in [
            "",
            "../x",
            "A1",
            "a/b",
            "a.b",
            "aaaaaaaaaaaaaaaaa",
            BUNDLE_PART,
        ] {
            let mut terms = example();
            terms.parts[1].name = name.into();
            assert!(Terms::parse(&terms.encode()).is_err(), "{name}");
        }
        let mut terms = example();
        terms.parts.clear();
        assert!(Terms::parse(&terms.encode()).is_err());
    }
}
