//! The body of `add-checkpoint`: the old size, the hashes of the proof, an empty line, and the checkpoint's note. Read by
//! the witness, written by the log; one spelling only.

use std::fmt;

use thiserror::Error;

use super::MAX_REQUEST_BYTES;
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::hash::Hash;
use crate::note::{Name, Note};
use crate::number::parse_decimal;
use crate::proof::ConsistencyProof;

/// The most hashes in a request, by the standard.
const MAX_HASHES: usize = 63;

/// These bytes are not a request of `add-checkpoint`, or too many.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("this is not a checkpoint with the size and proof that a witness asks for")]
pub struct BadRequest;

/// A checkpoint handed in to a witness. Nothing in it is true before [`AddCheckpoint::judge`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    old_size: u64,
    path: Vec<Hash>,
    origin: Option<Name>,
    note: Note,
}

impl AddCheckpoint {
    /// Hands in `signed`, with the proof that it extends the checkpoint of the proof's old size; `None` when the proof is
    /// for another size, or longer than the standard allows.
    pub fn new(proof: &ConsistencyProof, signed: &SignedCheckpoint) -> Option<Self> {
        let fits = proof.new_size() == signed.checkpoint().size();
        (fits && proof.path().len() <= MAX_HASHES).then(|| Self {
            old_size: proof.old_size(),
            path: proof.path().to_vec(),
            origin: Some(signed.checkpoint().origin().clone()),
            note: signed.note().clone(),
        })
    }

    /// Reads a request. Only its form is checked.
    ///
    /// # Errors
    /// [`BadRequest`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BadRequest> {
        if bytes.len() > MAX_REQUEST_BYTES {
            return Err(BadRequest);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| BadRequest)?;
        let (head, note) = text.split_once("\n\n").ok_or(BadRequest)?;
        let mut lines = head.split('\n');
        let old_size = lines
            .next()
            .and_then(|line| parse_decimal(line.strip_prefix("old ")?))
            .ok_or(BadRequest)?;
        let path: Vec<Hash> = lines
            .take(MAX_HASHES + 1)
            .map(Hash::parse)
            .collect::<Option<_>>()
            .ok_or(BadRequest)?;
        if path.len() > MAX_HASHES {
            return Err(BadRequest);
        }
        let note = Note::parse(note.as_bytes()).map_err(|_| BadRequest)?;
        Ok(Self {
            old_size,
            path,
            origin: origin(note.text())?,
            note,
        })
    }

    /// The size of the checkpoint that the proof begins at.
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// The hashes of the proof: at most 63.
    pub fn path(&self) -> &[Hash] {
        &self.path
    }

    /// The checkpoint's note, not checked.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The log that the checkpoint names, not checked; `None` where that is no name of a key: the standard only recommends that it
    /// is, and a log that nobody knows is answered differently from what is no request.
    pub fn origin(&self) -> Option<&Name> {
        self.origin.as_ref()
    }
}

/// The origin of a checkpoint's text, where it is the name of a key. Of another log nothing more is read.
fn origin(text: &str) -> Result<Option<Name>, BadRequest> {
    match text.split_once('\n') {
        None | Some(("", _)) => Err(BadRequest),
        Some((line, _)) if Name::parse(line).is_err() => Ok(None),
        Some(_) => {
            let checkpoint = Checkpoint::parse(text).ok_or(BadRequest)?;
            Ok(Some(checkpoint.origin().clone()))
        }
    }
}

/// The body as it is sent.
impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        self.path
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.note)
    }
}
