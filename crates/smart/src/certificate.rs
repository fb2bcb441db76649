//! A health certificate in a QR code that begins `HC1:` (HCERT 1.1.1, as the EU and the WHO have them): Base45 over zlib
//! over a signed CBOR web token. Reading it says what it claims; the signature is asked for with the keys of a trust list,
//! and without one it is not known.

mod read;
mod signers;

use serde_json::Value;
use thiserror::Error;

use crate::facts::{Signature, Standing};

pub use signers::{Signers, SignersError};

/// How a certificate's code begins.
pub const SCHEME: &str = "HC1:";
/// The most characters of a code.
pub const MAX_TEXT: usize = 4296;
/// The most bytes that it may hold unpacked.
pub const MAX_TOKEN: usize = 256 * 1024;

/// A certificate whose shape was read and whose signature nobody has looked at. No `Debug`: it is health data.
pub struct Certificate {
    /// Who says to have issued it: mostly the two letters of a country.
    pub issuer: Option<String>,
    /// When it was issued, in Unix seconds.
    pub issued: Option<u64>,
    /// Until when it holds, in Unix seconds.
    pub expires: Option<u64>,
    /// What it says.
    pub content: Content,
    /// The name of the key that it was signed with.
    kid: Vec<u8>,
    algorithm: Algorithm,
    /// What was signed.
    signed: Vec<u8>,
    signature: Vec<u8>,
}

/// What a certificate says.
pub enum Content {
    /// A certificate of the EU's kind, of a vaccination, a test or a recovery; as JSON.
    Covid(Value),
    /// The WHO's kinds; as JSON.
    Who(Value),
    /// A link to a summary, which begins `vhlink:/` or, older, `shlink:/`. Not to be followed before its signature was found
    /// good.
    Link(String),
    /// Something else, by its number.
    Other(i128),
}

/// How it was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Es256,
    Ps256,
}

/// Why there is no certificate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CertificateError {
    /// Cut or misread.
    #[error("this certificate is incomplete or was misread: scan it again")]
    Damaged,
    /// Something else.
    #[error("this is no health certificate")]
    NotACertificate,
    /// Over a limit.
    #[error("this certificate is larger than allowed")]
    TooLarge,
    /// Signed in a way that the standard does not have, or empty.
    #[error(
        "this certificate is not made as health certificates are: ask its issuer for a new one"
    )]
    Unusual,
}

impl Certificate {
    /// Reads a certificate from the text of its code.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn read(text: &str) -> Result<Self, CertificateError> {
        read::certificate(text)
    }

    /// Whether one of `signers` signed it: each whose key has its name is tried.
    #[must_use]
    pub fn signature(&self, signers: &Signers) -> Signature {
        let mut named = signers.named(&self.kid).peekable();
        if named.peek().is_none() {
            return Signature::UnknownKey;
        }
        let signed = named.any(|key| key.signed(self.algorithm, &self.signed, &self.signature));
        if signed {
            Signature::Valid
        } else {
            Signature::Wrong
        }
    }

    /// Whether it holds in second `now`, by its own times.
    #[must_use]
    pub fn standing(&self, now: u64) -> Standing {
        Standing::at(now, self.issued, self.expires)
    }
}

#[cfg(test)]
mod tests;
