//! SHA-256, plain and with a context label before the input. Plain is for bytes whose format a standard fixes; the
//! labelled form is for everything that Keepwell itself defines.

use sha2::{Digest as _, Sha256};

use crate::label::Label;

/// A SHA-256 digest, 32 bytes.
pub type Digest = [u8; 32];

/// SHA-256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// SHA-256 of the label's prefix followed by `parts`. The parts are not delimited: give parts of fixed length, or one.
pub fn sha256_labelled(label: Label, parts: &[&[u8]]) -> Digest {
    let mut hasher = Sha256::new_with_prefix(label.prefix());
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

/// Computes SHA-256 over bytes that arrive piece by piece.
#[derive(Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Takes in the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all pieces.
    pub fn finish(self) -> Digest {
        self.0.finalize().into()
    }
}
