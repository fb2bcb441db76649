//! Tokens instead of work: who was invited gets some from the server, and shows one for each new mailbox or grant; the server
//! recognises that it made the token, but not for whom (Privacy Pass: RFC 9577 for what is shown, RFC 9578 §5 for how
//! tokens are made, type 0x0001). Issuer and origin are the same server.

mod directory;
mod header;
mod invitation;
mod issuance;

pub use directory::{DIRECTORY_PATH, DIRECTORY_TYPE, Directory, MAX_DIRECTORY_BYTES};
pub use invitation::Invitation;
pub use issuance::{
    ISSUE_PATH, PendingToken, REQUEST_TYPE, RESPONSE_TYPE, TokenRequest, TokenResponse,
};

use data_encoding::BASE64URL;
use keepwell_crypto::{
    hash::{Digest, sha256},
    voprf::{ELEMENT_LEN, EvaluatorKey, OUTPUT_LEN, Output},
};

use crate::FormatError;

/// VOPRF (P-384, SHA-384).
const TOKEN_TYPE: u16 = 1;
/// The name of the HTTP authentication scheme.
const TOKEN_SCHEME: &str = "PrivateToken";
const CHALLENGE: &str = "challenge for a token";
const TOKEN: &str = "token";
/// type (2) ‖ nonce (32) ‖ challenge digest (32) ‖ key id (32) ‖ authenticator (48).
const TOKEN_BYTES: usize = INPUT_BYTES + OUTPUT_LEN;
/// Everything before the authenticator: what that is the output for.
const INPUT_BYTES: usize = 98;
/// The longest challenge that is read: two names of a server and eight bytes.
const MAX_CHALLENGE_BYTES: usize = 1024;

/// What a server wants a token for, and of which key: `TokenChallenge` of RFC 9577 §2.1 without a redemption context, so that a
/// token may be fetched long before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenChallenge {
    bytes: Vec<u8>,
    key: EvaluatorKey,
}

/// A token: it lets in once. It is as good as what it lets in, and is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; TOKEN_BYTES]);

impl TokenChallenge {
    /// The challenge of the server with this authority (host, and port where it is not the scheme's own), for tokens of `key`.
    pub fn new(authority: &str, key: EvaluatorKey) -> Self {
        // No authority has more than 255 + 6 bytes.
        let name = authority.as_bytes();
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX).to_be_bytes();
        let mut bytes = TOKEN_TYPE.to_be_bytes().to_vec();
        bytes.extend(length);
        bytes.extend(name);
        bytes.push(0);
        bytes.extend(length);
        bytes.extend(name);
        Self { bytes, key }
    }

    /// Reads the value of `WWW-Authenticate`.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn from_header(value: &str) -> Result<Self, FormatError> {
        let malformed = |what| FormatError::malformed(CHALLENGE, what);
        let mut parameters = header::parameters(value).ok_or_else(|| malformed("scheme"))?;
        let mut take = |name: &'static str| {
            let value = parameters.remove(name).ok_or_else(|| malformed(name))?;
            header::decode(&value).ok_or_else(|| malformed(name))
        };
        let bytes = take("challenge")?;
        let key: [u8; ELEMENT_LEN] = take("token-key")?
            .try_into()
            .map_err(|_| malformed("token-key"))?;
        match bytes.first_chunk::<2>() {
            Some(kind) if u16::from_be_bytes(*kind) != TOKEN_TYPE => {
                Err(FormatError::UnknownVersion { what: CHALLENGE })
            }
            Some(_) if bytes.len() <= MAX_CHALLENGE_BYTES => Ok(Self { bytes, key }),
            _ => Err(malformed("challenge")),
        }
    }

    /// `PrivateToken challenge="…", token-key="…"`.
    pub fn to_header(&self) -> String {
        format!(
            "{TOKEN_SCHEME} challenge=\"{}\", token-key=\"{}\"",
            BASE64URL.encode(&self.bytes),
            BASE64URL.encode(&self.key)
        )
    }

    /// The key that a token must be of.
    pub fn key(&self) -> &EvaluatorKey {
        &self.key
    }

    /// What a token says it is for: the same for all keys of one server.
    pub fn digest(&self) -> Digest {
        sha256(&self.bytes)
    }
}

impl Token {
    /// Reads bytes as they were kept.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let bytes = bytes.try_into();
        let bytes: [u8; TOKEN_BYTES] =
            bytes.map_err(|_| FormatError::malformed(TOKEN, "length"))?;
        match bytes {
            [0, 1, ..] => Ok(Self(bytes)),
            _ => Err(FormatError::UnknownVersion { what: TOKEN }),
        }
    }

    /// The bytes, to be kept sealed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads the value of `Authorization`.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn from_header(value: &str) -> Result<Self, FormatError> {
        let malformed = |what| FormatError::malformed(TOKEN, what);
        let mut parameters = header::parameters(value).ok_or_else(|| malformed("scheme"))?;
        let token = parameters.remove("token");
        let token = token.ok_or_else(|| malformed("token"))?;
        Self::from_bytes(&header::decode(&token).ok_or_else(|| malformed("token"))?)
    }

    /// `PrivateToken token="…"`.
    pub fn to_header(&self) -> String {
        format!("{TOKEN_SCHEME} token=\"{}\"", BASE64URL.encode(&self.0))
    }

    /// What no other token has.
    pub fn nonce(&self) -> Digest {
        self.field(2)
    }

    /// [`TokenChallenge::digest`] of what it is for.
    pub fn challenge_digest(&self) -> Digest {
        self.field(34)
    }

    /// [`key_id`] of the key it was made with.
    pub fn key_id(&self) -> Digest {
        self.field(66)
    }

    /// What the authenticator is the output for.
    pub fn input(&self) -> &[u8] {
        self.0.split_at(INPUT_BYTES).0
    }

    /// Shows that the holder of the key made it.
    pub fn authenticator(&self) -> Output {
        self.0.last_chunk().copied().unwrap_or([0; OUTPUT_LEN])
    }

    fn new(input: [u8; INPUT_BYTES], authenticator: &Output) -> Self {
        let bytes = [input.as_slice(), authenticator].concat();
        // The parts have the lengths that stand above.
        Self(bytes.try_into().unwrap_or([0; TOKEN_BYTES]))
    }

    fn field(&self, at: usize) -> Digest {
        let field = self.0.get(at..).and_then(<[u8]>::first_chunk);
        field.copied().unwrap_or_default()
    }
}

/// How a key is named in a token: SHA-256 of its bytes.
pub fn key_id(key: &EvaluatorKey) -> Digest {
    sha256(key)
}

fn input(nonce: &Digest, challenge_digest: &Digest, key: &EvaluatorKey) -> [u8; INPUT_BYTES] {
    let kind = TOKEN_TYPE.to_be_bytes();
    let parts: [&[u8]; 4] = [&kind, nonce, challenge_digest, &key_id(key)];
    parts.concat().try_into().unwrap_or([0; INPUT_BYTES])
}

#[cfg(test)]
mod tests;
