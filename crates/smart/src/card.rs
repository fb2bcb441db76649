//! A SMART Health Card: FHIR that somebody signed, as a compact JWS (ES256) over DEFLATE. Reading it says what it claims;
//! whether the signature is good and whether its issuer is anybody one trusts are two other facts, asked for by themselves.

mod read;

use thiserror::Error;

use crate::facts::{Signature, Standing};
use crate::keys::{KeySet, Revoked};

/// The most bytes of a card as a JWS.
pub const MAX_JWS: usize = 8 << 20;
/// The most bytes that it may hold unpacked.
pub const MAX_PAYLOAD: usize = 16 << 20;
/// The most cards of a file.
pub const MAX_CARDS: usize = 100;

/// The one member of a file of cards, and within how many bytes of its beginning it stands.
const MEMBER: &[u8] = b"\"verifiableCredential\"";
const HEAD: usize = 1024;

/// A card whose shape was read and whose signature nobody has looked at. No `Debug`: it is health data.
pub struct Card {
    /// Who says to have signed it: an `https` address without a slash at its end.
    pub issuer: String,
    /// The name of the key that it was signed with.
    pub kid: String,
    /// From when it holds, in Unix seconds.
    pub from: u64,
    /// Until when it holds, in Unix seconds.
    pub until: Option<u64>,
    /// By which its issuer can take it back.
    pub revocation: Option<String>,
    /// What kinds of card it is.
    pub types: Vec<String>,
    /// The version of FHIR that it holds.
    pub fhir_version: String,
    /// The FHIR Bundle, byte for byte as it was signed.
    pub bundle: String,
    /// What was signed.
    signed: String,
    signature: [u8; 64],
}

/// Why there is no card.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CardError {
    /// Cut, misread, or something else.
    #[error("this card is incomplete or was misread: scan or copy it again")]
    Damaged,
    /// It breaks a rule of the standard, so that nothing can be said of its signature.
    #[error("this card is not made as SMART Health Cards are: ask its issuer for a new one")]
    Unusual,
    /// Over a limit.
    #[error("this card is larger than allowed")]
    TooLarge,
}

impl Card {
    /// Reads a card in its compact form, three parts.
    ///
    /// # Errors
    /// [`CardError`].
    pub fn read(jws: &str) -> Result<Self, CardError> {
        read::card(jws)
    }

    /// Whether a JSON file that begins like this holds cards.
    #[must_use]
    pub fn is_file(head: &[u8]) -> bool {
        let head = head.get(..HEAD).unwrap_or(head);
        head.windows(MEMBER.len()).any(|window| window == MEMBER)
    }

    /// Reads a `.smart-health-card` file: each of its cards by itself.
    ///
    /// # Errors
    /// [`CardError`] when it is no such file.
    pub fn read_file(bytes: &[u8]) -> Result<Vec<Result<Self, CardError>>, CardError> {
        read::file(bytes)
    }

    /// Whether one of `keys`, which are those of [`Card::issuer`], signed it.
    #[must_use]
    pub fn signature(&self, keys: &KeySet) -> Signature {
        match keys.find(&self.kid) {
            None => Signature::UnknownKey,
            Some(key) if key.signed(self.signed.as_bytes(), &self.signature) => Signature::Valid,
            Some(_) => Signature::Wrong,
        }
    }

    /// Whether it holds in second `now`, by its own times and by what its issuer took back.
    #[must_use]
    pub fn standing(&self, now: u64, revoked: Option<&Revoked>) -> Standing {
        let is_revoked =
            |rid: &String| revoked.is_some_and(|revoked| revoked.holds(&self.kid, rid, self.from));
        if self.revocation.as_ref().is_some_and(is_revoked) {
            Standing::Revoked
        } else {
            Standing::at(now, Some(self.from), self.until)
        }
    }
}

#[cfg(test)]
mod tests;
