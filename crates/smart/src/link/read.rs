//! Reads a link's text. Where a sender broke a rule in a way that leaves no doubt, the link is read all the same.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{Flags, Key, Link, LinkError, SCHEME, VERSION};

/// No QR code holds more.
const MAX_TEXT: usize = 4296;
const MAX_FOUND_URL: usize = 2048;
/// Seconds beyond this are milliseconds: the year 5138.
const MILLISECONDS_FROM: u64 = 100_000_000_000;

/// A link as it was found.
pub struct Found {
    /// The link.
    pub link: Link,
    /// The address of the page before it, up to its `#`.
    pub page: Option<String>,
    /// What was wrong with it and was forgiven.
    pub oddities: Vec<Oddity>,
}

/// A mistake of the sender that leaves no doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// The end is written as text.
    ExpiryAsText,
    /// The end is in milliseconds.
    ExpiryInMilliseconds,
    /// The end cannot be read; the server knows it.
    ExpiryUnreadable,
    /// The address is longer than it may be.
    LongUrl,
    /// A single file and a passcode exclude each other.
    FlagsTogether,
}

#[derive(Deserialize)]
struct Payload {
    url: Option<Zeroizing<String>>,
    key: Option<Zeroizing<String>>,
    exp: Option<Value>,
    flag: Option<String>,
    label: Option<String>,
    v: Option<u64>,
}

pub(super) fn read(text: &str) -> Result<Found, LinkError> {
    let text = text.trim();
    if text.len() > MAX_TEXT {
        return Err(LinkError::NotALink);
    }
    let (page, payload) = text.split_once(SCHEME).ok_or(LinkError::NotALink)?;
    let page = match page.strip_suffix('#') {
        Some(page) => Some(page.to_owned()),
        None if page.is_empty() => None,
        None => return Err(LinkError::NotALink),
    };
    let payload = parse(payload)?;
    if payload.v.is_some_and(|version| version > VERSION) {
        return Err(LinkError::Newer);
    }
    let mut oddities = Vec::new();
    let url = payload.url.ok_or(LinkError::Damaged)?;
    if !is_address(&url) {
        return Err(LinkError::Damaged);
    }
    if url.len() > super::MAX_URL {
        oddities.push(Oddity::LongUrl);
    }
    let flags = Flags::of(payload.flag.as_deref().unwrap_or_default());
    if flags.is_single_file && flags.has_passcode {
        oddities.push(Oddity::FlagsTogether);
    }
    let link = Link {
        url,
        key: key(payload.key.as_ref().ok_or(LinkError::Damaged)?)?,
        expires: payload.exp.and_then(|exp| expiry(&exp, &mut oddities)),
        flags,
        label: payload.label,
    };
    Ok(Found {
        link,
        page,
        oddities,
    })
}

fn parse(payload: &str) -> Result<Payload, LinkError> {
    let payload = payload.trim_end_matches('=');
    let json = BASE64URL_NOPAD.decode(payload.as_bytes());
    let json = Zeroizing::new(json.map_err(|_| LinkError::Damaged)?);
    serde_json::from_slice(&json).map_err(|_| LinkError::Damaged)
}

fn key(text: &str) -> Result<Key, LinkError> {
    let bytes = BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes());
    let bytes = Zeroizing::new(bytes.map_err(|_| LinkError::Damaged)?);
    let bytes: &[u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| LinkError::Damaged)?;
    Ok(Key::new(*bytes))
}

/// Whether it can be an address at all; which addresses are asked is the network's rule.
fn is_address(url: &str) -> bool {
    let is_web = ["https://", "http://"]
        .iter()
        .any(|one| url.starts_with(one));
    let is_plain = |letter: char| letter.is_ascii_graphic();
    is_web && url.len() <= MAX_FOUND_URL && url.chars().all(is_plain)
}

/// The end in seconds, from a number or a text, of seconds or of milliseconds.
fn expiry(exp: &Value, oddities: &mut Vec<Oddity>) -> Option<u64> {
    let number = match exp {
        Value::String(text) => {
            oddities.push(Oddity::ExpiryAsText);
            text.trim().parse().ok()
        }
        Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)),
        _ => None,
    };
    match number {
        None => {
            oddities.push(Oddity::ExpiryUnreadable);
            None
        }
        Some(number) if number >= MILLISECONDS_FROM => {
            oddities.push(Oddity::ExpiryInMilliseconds);
            Some(number / 1000)
        }
        seconds => seconds,
    }
}

/// The whole seconds of a number with a fraction.
fn whole(number: f64) -> Option<u64> {
    let digits = format!("{:.0}", number.floor());
    digits.parse().ok()
}
