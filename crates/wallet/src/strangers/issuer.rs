//! What an issuer of SMART Health Cards publishes: its keys, and for each key the cards that it took back. Asked for only when
//! somebody wants a card checked, since the issuer then learns that somebody does.

use keepwell_smart::keys::{KeySet, KeysError, MAX_KEYS, Revoked};
use thiserror::Error;

use super::{AskError, Strangers, ask};

/// Where an issuer's keys are, below its address.
const KEYS: &str = "/.well-known/jwks.json";
/// The most characters of an issuer's address.
const MAX_ADDRESS: usize = 1024;

/// Why an issuer's keys or list are not known.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum IssuerError {
    /// Its server.
    #[error(transparent)]
    Ask(AskError),
    /// It publishes none.
    #[error("the issuer publishes nothing where it should: ask it whether the card is its own")]
    Nothing,
    /// What it publishes makes no sense.
    #[error(transparent)]
    Published(#[from] KeysError),
}

/// The keys of the issuer with this address.
///
/// # Errors
/// [`IssuerError`].
pub(crate) fn keys(strangers: &Strangers<'_>, issuer: &str) -> Result<KeySet, IssuerError> {
    Ok(KeySet::read(&published(strangers, issuer, KEYS)?)?)
}

/// What the key `kid` of that issuer took back. `kid` is one of its keys' names, so that it can stand in an address.
///
/// # Errors
/// [`IssuerError`].
pub(crate) fn revoked(
    strangers: &Strangers<'_>,
    issuer: &str,
    kid: &str,
) -> Result<Revoked, IssuerError> {
    let path = format!("/.well-known/crl/{kid}.json");
    Ok(Revoked::read(&published(strangers, issuer, &path)?)?)
}

fn published(strangers: &Strangers<'_>, issuer: &str, path: &str) -> Result<Vec<u8>, IssuerError> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"?#@\\".contains(&byte);
    if issuer.len() > MAX_ADDRESS || !issuer.bytes().all(is_plain) {
        return Err(AskError::Address.into());
    }
    match ask::get(strangers, &format!("{issuer}{path}"), MAX_KEYS) {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(AskError::Gone) => Err(IssuerError::Nothing),
        Err(error) => Err(error.into()),
    }
}

impl From<AskError> for IssuerError {
    fn from(error: AskError) -> Self {
        Self::Ask(error)
    }
}
