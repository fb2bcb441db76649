//! Keys that sign notes, and the text in which their public halves are handed out: `name+id+base64(type ‖ key)`. A key
//! of one signature type is never taken for one of another, because the type is part of the Rust type and of the id.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keepwell_crypto::sign::{SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::note::{Name, Signature};

/// The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key): finds a key among known ones, proves nothing.
pub type KeyId = [u8; 4];

/// Type byte of plain Ed25519 note signatures.
const ED25519: u8 = 0x01;

/// This text is not a key that checks a ledger's or a witness's signatures.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("this is not a ledger's or a witness's key: copy the whole line name+id+key")]
pub struct BadKey;

/// The public half of an Ed25519 key under a name, for signatures of one type.
#[derive(Clone, PartialEq, Eq)]
pub struct NoteKey<const TYPE: u8> {
    name: Name,
    id: KeyId,
    key: VerifyingKey,
}

/// The key of a log: it signs notes as they are.
pub type VerifierKey = NoteKey<ED25519>;

impl<const TYPE: u8> NoteKey<TYPE> {
    /// A key under a name.
    pub fn new(name: Name, key: VerifyingKey) -> Self {
        let hash = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', TYPE])
            .chain_update(key.as_bytes())
            .finalize();
        let [a, b, c, d, ..] = <[u8; 32]>::from(hash);
        Self {
            name,
            id: [a, b, c, d],
            key,
        }
    }

    /// Reads `name+id+base64(type ‖ key)`.
    ///
    /// # Errors
    /// [`BadKey`] for another type, an id that does not belong to the key, or any other spelling than its own.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(_), Some(base64)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(BadKey);
        };
        let name = Name::parse(name).map_err(|_| BadKey)?;
        let bytes = STANDARD.decode(base64).map_err(|_| BadKey)?;
        let (kind, key) = bytes.split_first().ok_or(BadKey)?;
        let key = <&[u8; 32]>::try_from(key).map_err(|_| BadKey)?;
        let key = Self::new(name, VerifyingKey::from_bytes(key).map_err(|_| BadKey)?);
        // The id is checked with the rest: a key has one spelling.
        if *kind == TYPE && key.to_string() == text {
            Ok(key)
        } else {
            Err(BadKey)
        }
    }

    /// Its name; a log's is its origin.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// Its id.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The Ed25519 key itself.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }
}

impl VerifierKey {
    /// Whether `signature` is this key's over `text`.
    pub(crate) fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        <&[u8; 64]>::try_from(signature)
            .is_ok_and(|signature| self.key.verify(text.as_bytes(), signature).is_ok())
    }
}

impl<const TYPE: u8> fmt::Display for NoteKey<TYPE> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = u32::from_be_bytes(self.id);
        let key = [[TYPE].as_slice(), self.key.as_bytes()].concat();
        write!(f, "{}+{id:08x}+{}", self.name, STANDARD.encode(key))
    }
}

impl<const TYPE: u8> fmt::Debug for NoteKey<TYPE> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteKey({self})")
    }
}

/// The private key of a log under its name.
pub struct Signer {
    public: VerifierKey,
    key: SigningKey,
}

impl Signer {
    /// A log's key under its origin.
    pub fn new(name: Name, key: SigningKey) -> Self {
        Self {
            public: VerifierKey::new(name, key.verifying_key()),
            key,
        }
    }

    /// The public half, to be handed out.
    pub fn verifier_key(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs the text of a note, which must end with a newline.
    pub(crate) fn sign(&self, text: &str) -> Signature {
        let bytes = self.key.sign(text.as_bytes()).to_vec();
        Signature::new(self.public.name().clone(), self.public.id(), bytes)
    }
}
