//! A clinic card: a clinic's signed description of itself (protocol §2), a COSE_Sign1 whose `kid` is the clinic's
//! verification key. A wallet encrypts to the recipient in it and names it in the grant's terms by its digest.

use ciborium::Value;
use keepwell_crypto::{
    agree::AgreementKey,
    hash::{Digest, sha256},
    recipient::Recipient,
    sign::{SigningKey, VerifyingKey},
};

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    cose::{self, Header, Sign1},
    origin::Origin,
    time::Timestamp,
};

/// The largest card in bytes; one with a hybrid recipient takes about 2,400.
pub const MAX_BYTES: usize = 4096;
/// The longest name or contact, in bytes.
pub const MAX_TEXT: usize = 120;
/// The country on the card of a key that a screen made for one visit: none. Every such screen has the same name in one
/// language, and a key of its own.
pub const NOWHERE: &str = "ZZ";
const WHAT: &str = "clinic card";
const VERSION: u64 = 1;

/// What a card says.
#[derive(Clone)]
pub struct CardDetails {
    /// The clinic's name as patients know it, at most [`MAX_TEXT`] bytes.
    pub name: String,
    /// ISO 3166-1 alpha-2 country code, upper case, or [`NOWHERE`].
    pub country: String,
    /// How to reach it, in its own words.
    pub contact: Option<String>,
    /// Whom shares are encrypted for.
    pub recipient: Recipient,
    /// What access keys are agreed with.
    pub agreement: AgreementKey,
    /// The relay it fetches from.
    pub relay: Origin,
    /// Where its page is served.
    pub page: Origin,
    /// When it was made.
    pub issued: Timestamp,
    /// From when on it must not be used.
    pub expires: Timestamp,
}

/// A card whose signature has been checked.
#[derive(Clone)]
pub struct Card {
    bytes: Vec<u8>,
    key: VerifyingKey,
    details: CardDetails,
}

impl Card {
    /// Signs a card.
    pub fn sign(details: CardDetails, key: &SigningKey) -> Self {
        let payload = encode(&details);
        let header = Header::signed_by(&key.verifying_key());
        let bytes = cose::sign(&header, Vec::new(), &payload, false, key);
        Self {
            bytes,
            key: key.verifying_key(),
            details,
        }
    }

    /// Reads a card and checks its signature. Whether it is in date is the caller's to ask: [`Self::is_current`].
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut document = Sign1::parse(WHAT, bytes, MAX_BYTES)?;
        let key = document.take_signer()?;
        let payload = document.finish(&key, None)?;
        let details = decode(&payload)?;
        Ok(Self {
            bytes: bytes.to_vec(),
            key,
            details,
        })
    }

    /// The exact bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the exact bytes.
    pub fn digest(&self) -> Digest {
        sha256(&self.bytes)
    }

    /// The clinic's verification key: its identity.
    pub fn key(&self) -> VerifyingKey {
        self.key
    }

    /// What it says.
    pub fn details(&self) -> &CardDetails {
        &self.details
    }

    /// Whether `now` is between its issue, five minutes of clock difference allowed, and its expiry.
    pub fn is_current(&self, now: Timestamp) -> bool {
        self.details.issued <= now.plus(5 * 60) && now < self.details.expires
    }
}

fn encode(details: &CardDetails) -> Vec<u8> {
    let mut map = MapWriter::default()
        .put(0, Value::from(VERSION))
        .text(1, &details.name)
        .text(2, &details.country);
    if let Some(contact) = &details.contact {
        map = map.text(3, contact);
    }
    map.text(4, &details.recipient.to_string())
        .bytes(5, details.agreement.as_bytes())
        .text(6, details.relay.as_str())
        .text(7, details.page.as_str())
        .put(8, Value::from(details.issued.seconds()))
        .put(9, Value::from(details.expires.seconds()))
        .encode()
}

fn decode(payload: &[u8]) -> Result<CardDetails, FormatError> {
    let mut map = MapReader::parse(WHAT, payload, MAX_BYTES)?;
    map.version(VERSION)?;
    let name = map.text(1, "name", MAX_TEXT)?;
    let country = map.text(2, "country", 2)?;
    if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(FormatError::malformed(WHAT, "country"));
    }
    let contact = match map.optional(3) {
        Some(Value::Text(contact)) if contact.len() <= MAX_TEXT => Some(contact),
        None => None,
        Some(_) => return Err(FormatError::malformed(WHAT, "contact")),
    };
    let recipient = map.text(4, "recipient", 2048)?;
    let details = CardDetails {
        name,
        country,
        contact,
        recipient: recipient
            .parse()
            .map_err(|_| FormatError::malformed(WHAT, "recipient"))?,
        agreement: AgreementKey::from_bytes(map.array(5, "agreement key")?),
        relay: origin(&mut map, 6, "relay")?,
        page: origin(&mut map, 7, "page")?,
        issued: Timestamp::from_seconds(map.uint(8, "issued")?),
        expires: Timestamp::from_seconds(map.uint(9, "expires")?),
    };
    map.finish()?;
    if details.issued < details.expires {
        Ok(details)
    } else {
        Err(FormatError::malformed(WHAT, "expires"))
    }
}

fn origin(map: &mut MapReader, key: u64, name: &'static str) -> Result<Origin, FormatError> {
    Origin::parse(&map.text(key, name, Origin::MAX_BYTES)?)
        .map_err(|_| FormatError::malformed(WHAT, name))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use keepwell_crypto::{agree::AgreementSecret, recipient::Identity, secret::Secret32};

    pub(crate) fn example() -> CardDetails {
        let secret = Secret32::from_bytes([7; 32]);
        CardDetails {
            name: "Harbour Clinic".into(),
            country: "IE".into(),
            contact: Some("front desk".into()),
            recipient: Identity::from_secret(&secret).recipient(),
            agreement: AgreementSecret::from_secret(&secret).public(),
            relay: Origin::parse("https://relay.example").unwrap(),
            page: Origin::parse("https://clinic.example").unwrap(),
            issued: Timestamp::from_seconds(1_000_000),
            expires: Timestamp::from_seconds(2_000_000),
        }
    }

    #[test]
    fn a_card_reads_back_and_every_changed_byte_is_noticed() {
        let card = Card::sign(example(), &SigningKey::from_seed(&[1; 32]));
        let again = Card::parse(card.as_bytes()).unwrap();
        assert_eq!(again.details().name, "Harbour Clinic");
        assert_eq!(again.digest(), card.digest());
        assert_eq!(encode(again.details()), encode(card.details()));
        for at in 0..card.as_bytes().len() {
            let mut changed = card.as_bytes().to_vec();
            changed[at] ^= 1;
            assert!(Card::parse(&changed).is_err(), "byte {at}");
            assert!(Card::parse(&card.as_bytes()[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_signed_card_with_a_wrong_field_is_refused() {
        let sign = |change: fn(&mut CardDetails)| {
            let mut details = example();
            change(&mut details);
            Card::parse(Card::sign(details, &SigningKey::from_seed(&[1; 32])).as_bytes()).err()
        };
        assert_eq!(
            sign(|card| card.name = String::new()),
            Some(FormatError::malformed(WHAT, "name"))
        );
        assert_eq!(
            sign(|card| card.name = "a\u{7}".into()),
            Some(FormatError::malformed(WHAT, "name"))
        );
        assert_eq!(
            sign(|card| card.country = "ie".into()),
            Some(FormatError::malformed(WHAT, "country"))
        );
        assert_eq!(
            sign(|card| card.expires = card.issued),
            Some(FormatError::malformed(WHAT, "expires"))
        );
    }
}
