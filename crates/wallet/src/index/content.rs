//! What the grant index holds: every unexpired grant with all that is needed to list and stop it from the words alone.
//! Deterministic CBOR, padded and sealed under a key from the phrase (docs/formats/grant-index.md).

use ciborium::Value;
use keepwell_client::servers::LedgerKey;
use keepwell_crypto::{
    hash::Digest,
    keys::IndexKeys,
    seal::{DataKey, OVERHEAD, Place},
    sign::VerifyingKey,
};
use keepwell_protocol::{
    FormatError,
    cbor::{MapReader, MapWriter},
    mailbox::MailboxId,
    origin::Origin,
    part,
    relay_api::MAX_BOX,
    statement, terms,
    time::Timestamp,
};
use rand_core::CryptoRngCore;
use thiserror::Error;

use crate::{
    grants::{GrantId, PauseWish},
    links::Shape,
};

const WHAT: &str = "grant index";
const VERSION: u64 = 2;
/// The version of an index with a link in it: programs that know no links leave it alone.
pub(super) const WITH_LINK: u64 = 3;
/// The version before, which knew of no pause.
const BEFORE: u64 = 1;
/// Longer terms stay out: they name many parts, and the fields beside them are enough to list and stop the grant.
const MAX_TERMS: usize = 4096;

/// One grant in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The grant's number, from which its keys are derived.
    pub id: GrantId,
    /// The statement's exact bytes.
    pub statement: Vec<u8>,
    /// The terms' exact bytes, where they fit.
    pub terms: Option<Vec<u8>>,
    /// The salt of the statement's commitment.
    pub salt: [u8; 32],
    /// The index in the log, once it is known.
    pub log_index: Option<u64>,
    /// The public half of the access key.
    pub access: VerifyingKey,
    /// SHA-256 of the clinic's card.
    pub card: Digest,
    /// The key that signed it.
    pub card_key: VerifyingKey,
    /// The clinic's name.
    pub clinic: String,
    /// When the grant was made.
    pub made: Timestamp,
    /// From when it holds.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// The most openings.
    pub openings: Option<u32>,
    /// The relay.
    pub relay: Origin,
    /// The mailbox on it.
    pub mailbox: MailboxId,
    /// Where the ledger is reached.
    pub ledger_url: Origin,
    /// The ledger's key.
    pub ledger_key: LedgerKey,
    /// When the patient stopped it.
    pub stopped: Option<Timestamp>,
    /// The last pause, or end of one, that the patient asked for.
    pub pause: Option<PauseWish>,
    /// What it is made as, when it is a link.
    pub link: Option<Shape>,
}

/// More open grants than the index can hold.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("too many clinics have access at the same time: stop some of them first")]
pub struct IndexFull;

/// The sealed box for these entries.
///
/// # Errors
/// [`IndexFull`] beyond some 400 entries.
pub fn seal(
    entries: &[IndexEntry],
    keys: &IndexKeys,
    rng: &mut dyn CryptoRngCore,
) -> Result<Vec<u8>, IndexFull> {
    let whole = encode(entries, MAX_TERMS);
    let content = if fits(&whole) {
        whole
    } else {
        encode(entries, 0)
    };
    if !fits(&content) {
        return Err(IndexFull);
    }
    let key = DataKey::from_secret(keys.seal.clone());
    Ok(key.seal(place(keys), &part::frame(&content), rng))
}

/// The entries in a sealed box.
///
/// # Errors
/// [`FormatError`]: a newer version made it, or it is damaged.
pub fn open(sealed: &[u8], keys: &IndexKeys) -> Result<Vec<IndexEntry>, FormatError> {
    let key = DataKey::from_secret(keys.seal.clone());
    let framed = key
        .open(place(keys), sealed)
        .map_err(|_| FormatError::malformed(WHAT, "seal"))?;
    let content = part::unframe(&framed).map_err(|_| FormatError::malformed(WHAT, "padding"))?;
    decode(content)
}

fn place(keys: &IndexKeys) -> Place<'_> {
    Place {
        table: "grant index",
        key: &keys.mailbox,
        version: 1,
    }
}

fn fits(content: &[u8]) -> bool {
    let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
    usize::try_from(part::padded_size(size)).is_ok_and(|padded| padded + OVERHEAD <= MAX_BOX)
}

fn encode(entries: &[IndexEntry], max_terms: usize) -> Vec<u8> {
    let has_link = entries.iter().any(|entry| entry.link.is_some());
    let version = if has_link { WITH_LINK } else { VERSION };
    let entries = entries.iter().map(|entry| encode_entry(entry, max_terms));
    MapWriter::default()
        .put(0, Value::from(version))
        .put(1, Value::Array(entries.collect()))
        .encode()
}

fn encode_entry(entry: &IndexEntry, max_terms: usize) -> Value {
    let number = |map: MapWriter, key, number: Option<u64>| match number {
        Some(number) => map.put(key, Value::from(number)),
        None => map,
    };
    let terms = entry.terms.as_deref();
    let map = MapWriter::default()
        .bytes(0, entry.id.as_bytes())
        .bytes(1, &entry.statement)
        .optional_bytes(2, terms.filter(|terms| terms.len() <= max_terms))
        .bytes(3, &entry.salt);
    let map = number(map, 4, entry.log_index)
        .bytes(5, entry.access.as_bytes())
        .bytes(6, &entry.card)
        .bytes(7, entry.card_key.as_bytes())
        .text(8, &entry.clinic)
        .put(9, Value::from(entry.made.seconds()))
        .put(10, Value::from(entry.from.seconds()))
        .put(11, Value::from(entry.until.seconds()));
    let map = number(map, 12, entry.openings.map(u64::from))
        .text(13, entry.relay.as_str())
        .bytes(14, entry.mailbox.as_bytes())
        .text(15, entry.ledger_url.as_str())
        .text(16, &entry.ledger_key.to_string());
    let map = number(map, 17, entry.stopped.map(Timestamp::seconds));
    let map = match entry.pause {
        Some(wish) => map
            .put(18, Value::from(wish.asked.seconds()))
            .put(19, Value::from(wish.paused)),
        None => map,
    };
    number(map, 20, entry.link.map(Shape::number)).into_value()
}

fn decode(content: &[u8]) -> Result<Vec<IndexEntry>, FormatError> {
    let mut map = MapReader::parse(WHAT, content, MAX_BOX)?;
    if !matches!(map.uint(0, "version")?, WITH_LINK | VERSION | BEFORE) {
        return Err(FormatError::UnknownVersion { what: WHAT });
    }
    let entries = map.take(1, "entries")?;
    map.finish()?;
    let wrong = FormatError::malformed(WHAT, "entries");
    let entries = entries.into_array().map_err(|_| wrong)?;
    entries.into_iter().map(decode_entry).collect()
}

fn decode_entry(value: Value) -> Result<IndexEntry, FormatError> {
    let mut map = MapReader::from_value(WHAT, value)?;
    let entry = IndexEntry {
        id: GrantId::from_bytes(map.array(0, "id")?),
        statement: limited(
            map.bytes(1, "statement")?,
            statement::MAX_BYTES,
            "statement",
        )?,
        terms: map
            .optional_bytes(2, "terms")?
            .map(|terms| limited(terms, terms::MAX_BYTES, "terms"))
            .transpose()?,
        salt: map.array(3, "salt")?,
        log_index: number(&mut map, 4, "log index")?,
        access: key(&mut map, 5, "access key")?,
        card: map.array(6, "card")?,
        card_key: key(&mut map, 7, "card key")?,
        clinic: map.text(8, "clinic", keepwell_protocol::card::MAX_TEXT)?,
        made: Timestamp::from_seconds(map.uint(9, "made")?),
        from: Timestamp::from_seconds(map.uint(10, "from")?),
        until: Timestamp::from_seconds(map.uint(11, "until")?),
        openings: number(&mut map, 12, "openings")?
            .map(|most| u32::try_from(most).map_err(|_| wrong("openings")))
            .transpose()?,
        relay: origin(&mut map, 13, "relay")?,
        mailbox: MailboxId::from_bytes(map.array(14, "mailbox")?),
        ledger_url: origin(&mut map, 15, "ledger")?,
        ledger_key: LedgerKey::parse(&map.text(16, "ledger key", 512)?)
            .map_err(|_| wrong("ledger key"))?,
        stopped: number(&mut map, 17, "stopped")?.map(Timestamp::from_seconds),
        pause: pause(&mut map)?,
        link: number(&mut map, 20, "link")?
            .map(|number| Shape::of_number(number).ok_or(wrong("link")))
            .transpose()?,
    };
    map.finish()?;
    Ok(entry)
}

fn wrong(field: &'static str) -> FormatError {
    FormatError::malformed(WHAT, field)
}

fn limited(bytes: Vec<u8>, most: usize, field: &'static str) -> Result<Vec<u8>, FormatError> {
    if bytes.len() <= most {
        Ok(bytes)
    } else {
        Err(wrong(field))
    }
}

fn number(map: &mut MapReader, at: u64, field: &'static str) -> Result<Option<u64>, FormatError> {
    let number = |value: Value| value.as_integer().and_then(|n| u64::try_from(n).ok());
    map.optional(at)
        .map(|value| number(value).ok_or(wrong(field)))
        .transpose()
}

fn pause(map: &mut MapReader) -> Result<Option<PauseWish>, FormatError> {
    let Some(asked) = number(map, 18, "pause")? else {
        return Ok(None);
    };
    let paused = map.take(19, "pause")?.as_bool();
    Ok(Some(PauseWish {
        asked: Timestamp::from_seconds(asked),
        paused: paused.ok_or(wrong("pause"))?,
    }))
}

fn key(map: &mut MapReader, at: u64, field: &'static str) -> Result<VerifyingKey, FormatError> {
    VerifyingKey::from_bytes(&map.array(at, field)?).map_err(|_| wrong(field))
}

fn origin(map: &mut MapReader, at: u64, field: &'static str) -> Result<Origin, FormatError> {
    Origin::parse(&map.text(at, field, Origin::MAX_BYTES)?).map_err(|_| wrong(field))
}

#[cfg(test)]
mod tests;
