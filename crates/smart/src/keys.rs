//! The keys with which somebody signs SMART Health Cards: a JWK Set (RFC 7517) of P-256 keys, each named by its own
//! thumbprint (RFC 7638), and the list of the cards that a key has taken back. Whether that somebody is trusted is another
//! matter.

use data_encoding::BASE64URL_NOPAD;
use ring::digest::{SHA256, digest};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::Deserialize;
use thiserror::Error;

/// The most bytes of a key set, and of a list of revoked cards.
pub const MAX_KEYS: usize = 4 << 20;

/// Public keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySet {
    keys: Vec<Key>,
}

/// One of them: P-256, for signatures, named by its thumbprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    kid: String,
    /// The point, not compressed.
    point: Vec<u8>,
    /// Its owner publishes what it took back.
    has_list: bool,
}

/// The cards that a key has taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    kid: String,
    /// The cards' revocation identifiers, and before which second they were signed; `None` for whenever.
    cards: Vec<(String, Option<u64>)>,
}

/// Why there are no keys, or no list.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum KeysError {
    /// No JSON, or of another shape.
    #[error("this is no list of an issuer's keys: get it again from the issuer")]
    Damaged,
    /// Over [`MAX_KEYS`].
    #[error("this list is larger than allowed")]
    TooLarge,
}

#[derive(Deserialize)]
struct FoundSet {
    keys: Vec<FoundKey>,
}

#[derive(Deserialize)]
struct FoundKey {
    kty: Option<String>,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    /// The version of the list of what was taken back, where there is one.
    #[serde(rename = "crlVersion")]
    list: Option<serde_json::Value>,
    /// A private key that somebody published must not be believed any more.
    d: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct FoundList {
    kid: String,
    method: String,
    rids: Vec<String>,
}

impl KeySet {
    /// Reads a JWK Set. Keys of other kinds and misnamed ones are passed over.
    ///
    /// # Errors
    /// [`KeysError`].
    pub fn read(bytes: &[u8]) -> Result<Self, KeysError> {
        if bytes.len() > MAX_KEYS {
            return Err(KeysError::TooLarge);
        }
        let found: FoundSet = serde_json::from_slice(bytes).map_err(|_| KeysError::Damaged)?;
        let keys = found.keys.into_iter().filter_map(Key::of).collect();
        Ok(Self { keys })
    }

    /// Whether there is a list of the cards that `kid` signed and took back.
    #[must_use]
    pub fn has_list(&self, kid: &str) -> bool {
        self.find(kid).is_some_and(|key| key.has_list)
    }

    pub(crate) fn find(&self, kid: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.kid == kid)
    }
}

impl Key {
    fn of(found: FoundKey) -> Option<Self> {
        let is_right = |value: &Option<String>, wanted| value.as_deref() == Some(wanted);
        let fits = is_right(&found.kty, "EC")
            && is_right(&found.crv, "P-256")
            && is_right(&found.alg, "ES256")
            && is_right(&found.purpose, "sig")
            && found.d.is_none();
        let (x, y) = (found.x?, found.y?);
        let mut point = vec![4];
        for coordinate in [&x, &y] {
            let bytes = BASE64URL_NOPAD.decode(coordinate.as_bytes()).ok()?;
            point.extend(<[u8; 32]>::try_from(bytes).ok()?);
        }
        let kid = found.kid?;
        let has_list = found.list.is_some();
        (fits && kid == thumbprint(&x, &y)).then_some(Self {
            kid,
            point,
            has_list,
        })
    }

    /// Whether this key signed `message`; `signature` is r and s, 32 bytes each.
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.point);
        key.verify(message, signature).is_ok()
    }
}

impl Revoked {
    /// Reads a list (SMART Health Cards, "Revocation").
    ///
    /// # Errors
    /// [`KeysError`].
    pub fn read(bytes: &[u8]) -> Result<Self, KeysError> {
        if bytes.len() > MAX_KEYS {
            return Err(KeysError::TooLarge);
        }
        let found: FoundList = serde_json::from_slice(bytes).map_err(|_| KeysError::Damaged)?;
        if found.method != "rid" {
            return Err(KeysError::Damaged);
        }
        let card = |rid: String| match rid.split_once('.') {
            None => Some((rid, None)),
            Some((name, before)) => Some((name.to_owned(), Some(before.parse().ok()?))),
        };
        let cards = found.rids.into_iter().map(card);
        Ok(Self {
            kid: found.kid,
            cards: cards.collect::<Option<_>>().ok_or(KeysError::Damaged)?,
        })
    }

    /// Whether a card that `kid` signed in second `signed` is taken back.
    pub(crate) fn holds(&self, kid: &str, rid: &str, signed: u64) -> bool {
        let named = |(name, before): &(String, Option<u64>)| {
            name == rid && before.is_none_or(|before| signed < before)
        };
        self.kid == kid && self.cards.iter().any(named)
    }
}

/// The thumbprint of a P-256 key with these coordinates as they are written.
fn thumbprint(x: &str, y: &str) -> String {
    let json = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    BASE64URL_NOPAD.encode(digest(&SHA256, json.as_bytes()).as_ref())
}

#[cfg(test)]
pub(crate) mod tests;
