//! A proof to carry away: C2SP tlog-proof@v1, a text file with an entry's inclusion proof and the signed checkpoint it
//! leads to. Written by whoever read the log, checked offline against the log's key alone; witnesses' cosignatures travel
//! in the checkpoint and are judged from it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, Note, VerifierKey};
use crate::number::parse_decimal;
use crate::proof::{InclusionProof, ProofError};

/// The most extra data in a proof, in bytes.
pub const MAX_EXTRA_BYTES: usize = 16 * 1024;

/// The longest proof that is read, in bytes: the note, the extra data in Base64, the hashes, and room for the other lines.
pub const MAX_PROOF_BYTES: usize = MAX_NOTE_BYTES + MAX_EXTRA_BYTES * 4 / 3 + 4096;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// Why a carried proof is not accepted.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TlogProofError {
    /// The checkpoint in it is not accepted.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Not the form of a proof.
    #[error("this is not a ledger proof file")]
    Malformed,
    /// The inclusion proof in it is not accepted.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// More bytes than the limits.
    #[error("this ledger proof is larger than one may be")]
    TooLarge,
}

/// An inclusion proof with the checkpoint it leads to. Nothing in it is true before [`TlogProof::verify`], and the extra
/// data not even then: no signature covers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    extra: Option<Vec<u8>>,
    inclusion: InclusionProof,
    note: Note,
}

impl TlogProof {
    /// Puts an inclusion proof and the checkpoint of the same size together.
    ///
    /// # Errors
    /// [`ProofError::Range`] when the sizes differ.
    pub fn new(
        inclusion: InclusionProof,
        checkpoint: &SignedCheckpoint,
    ) -> Result<Self, ProofError> {
        if inclusion.size() != checkpoint.checkpoint().size() {
            return Err(ProofError::Range);
        }
        Ok(Self {
            extra: None,
            inclusion,
            note: checkpoint.note().clone(),
        })
    }

    /// Adds data of the application's own, 1 to [`MAX_EXTRA_BYTES`]. Nothing protects it.
    ///
    /// # Errors
    /// [`TlogProofError::TooLarge`], [`TlogProofError::Malformed`] for none.
    pub fn with_extra(self, extra: Vec<u8>) -> Result<Self, TlogProofError> {
        match extra.len() {
            0 => Err(TlogProofError::Malformed),
            1..=MAX_EXTRA_BYTES => Ok(Self {
                extra: Some(extra),
                ..self
            }),
            _ => Err(TlogProofError::TooLarge),
        }
    }

    /// Reads a proof. Nothing in it is checked but its form.
    ///
    /// # Errors
    /// [`TlogProofError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        if bytes.len() > MAX_PROOF_BYTES {
            return Err(TlogProofError::TooLarge);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| TlogProofError::Malformed)?;
        let (head, note) = text.split_once("\n\n").ok_or(TlogProofError::Malformed)?;
        let note = Note::parse(note.as_bytes()).map_err(CheckpointError::from)?;
        let checkpoint = Checkpoint::parse(note.text()).ok_or(CheckpointError::Malformed)?;
        let (extra, index, path) = parse_head(head)?;
        let inclusion = InclusionProof::new(index, checkpoint.size(), path)?;
        let proof = Self {
            extra: None,
            inclusion,
            note,
        };
        match extra {
            None => Ok(proof),
            Some(extra) => proof.with_extra(extra),
        }
    }

    /// Checks that the entry with this leaf hash is in the log that one of `keys` belongs to, at [`TlogProof::index`], and
    /// returns the checkpoint that shows it: its origin says which log, its cosignatures who else saw it.
    ///
    /// # Errors
    /// [`TlogProofError::Checkpoint`] when the log did not sign, [`TlogProofError::Proof`] when the entry is not there.
    pub fn verify(
        &self,
        leaf: &Hash,
        keys: &[VerifierKey],
    ) -> Result<SignedCheckpoint, TlogProofError> {
        let signed = SignedCheckpoint::from_note(self.note.clone(), keys)?;
        self.inclusion.verify(leaf, signed.checkpoint().root())?;
        Ok(signed)
    }

    /// The entry's index in the log, from 0.
    pub fn index(&self) -> u64 {
        self.inclusion.index()
    }

    /// The inclusion proof.
    pub fn inclusion(&self) -> &InclusionProof {
        &self.inclusion
    }

    /// The checkpoint's note, its signatures unchecked.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Data of the application's own, which nothing protects.
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }
}

/// The file as it is stored and sent.
impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.inclusion.index())?;
        self.inclusion
            .path()
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.note)
    }
}

type Head = (Option<Vec<u8>>, u64, Vec<Hash>);

/// The lines before the empty one: extra data if any, the index, the hashes.
fn parse_head(head: &str) -> Result<Head, TlogProofError> {
    let malformed = TlogProofError::Malformed;
    let mut lines = head.split('\n');
    if lines.next() != Some(FIRST_LINE) {
        return Err(malformed);
    }
    let mut line = lines.next().ok_or(TlogProofError::Malformed)?;
    let mut extra = None;
    if let Some(base64) = line.strip_prefix("extra ") {
        extra = Some(
            STANDARD
                .decode(base64)
                .map_err(|_| TlogProofError::Malformed)?,
        );
        line = lines.next().ok_or(TlogProofError::Malformed)?;
    }
    let index = line
        .strip_prefix("index ")
        .and_then(parse_decimal)
        .ok_or(malformed)?;
    let path = lines
        .map(|line| Hash::parse(line).ok_or(TlogProofError::Malformed))
        .collect::<Result<_, _>>()?;
    Ok((extra, index, path))
}

#[cfg(test)]
mod tests;
