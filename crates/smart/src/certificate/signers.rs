//! A trust list: the keys of those who may issue certificates, as the WHO publishes them, a DID document with JSON web
//! keys. A key's name is the first eight bytes of the hash of its certificate; two keys may have the same.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use thiserror::Error;

use super::Algorithm;

/// The most bytes of a trust list.
const MAX_LIST: usize = 16 << 20;
/// The most characters of the name of a key.
const MAX_NAME: usize = 64;

/// Keys of issuers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signers {
    keys: Vec<(Vec<u8>, Key)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A point of P-256, not compressed.
    Curve(Vec<u8>),
    /// Modulus and exponent.
    Rsa(Vec<u8>, Vec<u8>),
}

/// Why there is no trust list.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SignersError {
    /// No JSON, or of another shape.
    #[error("this is no list of issuers' keys: get it again from where it is published")]
    Damaged,
    /// Over the limit.
    #[error("this list is larger than allowed")]
    TooLarge,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    verification_method: Vec<Method>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Method {
    id: String,
    public_key_jwk: Option<Jwk>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

impl Signers {
    /// Reads a trust list. Keys of other kinds are passed over.
    ///
    /// # Errors
    /// [`SignersError`].
    pub fn read(bytes: &[u8]) -> Result<Self, SignersError> {
        if bytes.len() > MAX_LIST {
            return Err(SignersError::TooLarge);
        }
        let document: Document =
            serde_json::from_slice(bytes).map_err(|_| SignersError::Damaged)?;
        let methods = document.verification_method.into_iter();
        let keys =
            methods.filter_map(|method| Some((name(&method.id)?, method.public_key_jwk?.key()?)));
        Ok(Self {
            keys: keys.collect(),
        })
    }

    /// These and others: the keys of several lists.
    pub fn add(&mut self, others: Self) {
        self.keys.extend(others.keys);
    }

    pub(super) fn named<'a>(&'a self, kid: &'a [u8]) -> impl Iterator<Item = &'a Key> {
        let named = self.keys.iter().filter(move |(name, _)| name == kid);
        named.map(|(_, key)| key)
    }
}

impl Jwk {
    fn key(&self) -> Option<Key> {
        let decode = |text: &Option<String>| BASE64URL_NOPAD.decode(text.as_ref()?.as_bytes()).ok();
        match (self.kty.as_str(), self.crv.as_deref()) {
            ("EC", Some("P-256")) => {
                let (x, y) = (decode(&self.x)?, decode(&self.y)?);
                let point = [&[4], x.as_slice(), &y].concat();
                (x.len() == 32 && y.len() == 32).then_some(Key::Curve(point))
            }
            ("RSA", _) => Some(Key::Rsa(decode(&self.n)?, decode(&self.e)?)),
            _ => None,
        }
    }
}

impl Key {
    pub(super) fn signed(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let checked = match (self, algorithm) {
            (Self::Curve(point), Algorithm::Es256) => {
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
                key.verify(message, signature)
            }
            (Self::Rsa(n, e), Algorithm::Ps256) => {
                let key = RsaPublicKeyComponents { n, e };
                key.verify(&RSA_PSS_2048_8192_SHA256, message, signature)
            }
            _ => return false,
        };
        checked.is_ok()
    }
}

/// The bytes that `did:web:…#name` names: Base64, some of whose signs an address writes as `%2B`.
fn name(id: &str) -> Option<Vec<u8>> {
    let (_, name) = id.rsplit_once('#')?;
    if name.len() > MAX_NAME {
        return None;
    }
    let name = [("%2B", "+"), ("%2F", "/"), ("%3D", "=")]
        .into_iter()
        .fold(name.to_owned(), |name, (from, to)| name.replace(from, to));
    BASE64.decode(name.as_bytes()).ok()
}
