//! C2SP signed notes: a text and the signatures under it, one to a line. Made by a [`Signer`] or read from bytes; what a
//! note says may be used only after [`Note::verify`] with keys that come from configuration. Signatures by unknown keys
//! are kept and ignored, which is how witnesses add theirs.

mod key;
mod name;
mod parse;
mod signature;

pub use key::{BadKey, KeyId, NoteKey, Signer, VerifierKey};
pub use name::{BadName, MAX_NAME_BYTES, Name};
pub use signature::Signature;

use std::fmt;

use thiserror::Error;

/// The longest note that is read or made, in bytes: room for sixteen post-quantum signatures and more.
pub const MAX_NOTE_BYTES: usize = 256 * 1024;

/// The most signature lines in a note.
pub const MAX_SIGNATURES: usize = 64;

/// Why a note is not accepted.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NoteError {
    /// A key that is known did not make the signature that names it: the text or the signature was altered.
    #[error("a signature of the ledger is wrong: its statement was altered")]
    BadSignature,
    /// Not the form of a note.
    #[error("this is not a signed note of a ledger")]
    Malformed,
    /// More bytes or signatures than the limits.
    #[error("this signed note is larger than a ledger's may be")]
    TooLarge,
    /// No signature by any of the given keys.
    #[error("this is not signed by the ledger it should come from")]
    UnknownSigner,
}

/// A text with signatures. Nothing in it is true before [`Note::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

impl Note {
    /// A note of `text` with one signature.
    ///
    /// # Errors
    /// [`NoteError::Malformed`] when the text does not end with a newline or has other control characters,
    /// [`NoteError::TooLarge`].
    pub fn sign(text: String, signer: &Signer) -> Result<Self, NoteError> {
        if !parse::is_text(&text) {
            return Err(NoteError::Malformed);
        }
        let signature = signer.sign(&text);
        let mut note = Self {
            text,
            signatures: Vec::new(),
        };
        note.add(signature)?;
        Ok(note)
    }

    /// Adds a signature made over this note's text. It is not checked here.
    ///
    /// # Errors
    /// [`NoteError::TooLarge`] when the note is full; nothing is changed.
    pub fn add(&mut self, signature: Signature) -> Result<(), NoteError> {
        let length = self.to_string().len() + signature.to_string().len();
        if self.signatures.len() >= MAX_SIGNATURES || length > MAX_NOTE_BYTES {
            return Err(NoteError::TooLarge);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// Checks the signatures by `keys` and returns those of the keys that signed, each once. Lines by other keys are ignored.
    ///
    /// # Errors
    /// [`NoteError::BadSignature`] when a line that names one of the keys was not made by it, [`NoteError::UnknownSigner`]
    /// when no line names any.
    pub fn verify<'k>(&self, keys: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, NoteError> {
        let mut signers = Vec::new();
        for key in keys {
            let mut lines = self.signatures_by(key).peekable();
            if lines.peek().is_none() {
                continue;
            }
            if !lines.all(|line| key.verifies(&self.text, line.bytes())) {
                return Err(NoteError::BadSignature);
            }
            signers.push(key);
        }
        if signers.is_empty() {
            Err(NoteError::UnknownSigner)
        } else {
            Ok(signers)
        }
    }

    /// The same text with the lines that these keys made, one of each: whatever anybody else wrote below it is left out.
    #[must_use]
    pub fn signed_by(&self, keys: &[VerifierKey]) -> Self {
        let made = |key: &VerifierKey| {
            let mut lines = self.signatures_by(key);
            lines
                .find(|line| key.verifies(&self.text, line.bytes()))
                .cloned()
        };
        Self {
            text: self.text.clone(),
            signatures: keys.iter().filter_map(made).collect(),
        }
    }

    /// The lines that name this key. Whether it made them has not been checked.
    pub fn signatures_by<const TYPE: u8>(
        &self,
        key: &NoteKey<TYPE>,
    ) -> impl Iterator<Item = &Signature> {
        self.signatures
            .iter()
            .filter(move |line| line.name() == key.name() && line.key_id() == key.id())
    }

    /// The text, with its final newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All signature lines in their order.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }
}

/// The note as it is stored and sent.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

#[cfg(test)]
mod tests;
