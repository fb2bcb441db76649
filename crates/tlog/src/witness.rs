//! What a log and a witness say to each other, by C2SP tlog-witness: the log hands in a new checkpoint with the proof that
//! it extends the last one the witness cosigned; the witness judges it against what it remembers. The judgement is a pure
//! function of both, so that server, tests and fuzzers share it; remembering durably is the witness's own work.

mod message;

pub use message::{AddCheckpoint, BadRequest};

use keepwell_crypto::hash::sha256;
use thiserror::Error;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::hash::Hash;
use crate::note::{Name, NoteError, VerifierKey};
use crate::proof::{ConsistencyProof, ProofError};

/// The content type of the answer to a log whose old size was another than the witness's.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";

/// The longest request, in bytes: the note, 63 hashes, and the first line.
pub const MAX_REQUEST_BYTES: usize = crate::note::MAX_NOTE_BYTES + 4096;

/// Where a witness of ours shows the last checkpoint of the log `origin` that it cosigned, below its address: Keepwell's own, beside
/// the standard.
pub fn last_path(origin: &Name) -> String {
    let digits = sha256(origin.as_str().as_bytes());
    let digits: String = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("checkpoint/{digits}")
}

/// Why a witness does not cosign.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// None of the keys the witness has for this log made a signature (403).
    #[error("this checkpoint was not signed by the log that it names")]
    NotByLog,
    /// The proof does not lead from the last cosigned checkpoint to this one (422). Nobody signs proofs, so it may be wrong alone.
    #[error("this proof does not lead from the last checkpoint that was cosigned to this one")]
    NotConsistent {
        /// Whether the proof shows that the log signed a history with another root at the size that was cosigned. Then it is evidence.
        is_rewritten: bool,
    },
    /// The old size is not the last cosigned one (409); the log asks again from there.
    #[error("the last checkpoint that was cosigned has {seen} entries")]
    OldSize {
        /// The size of the last cosigned checkpoint; 0 when there is none.
        seen: u64,
        /// Whether the log signed another root at the size that was cosigned. Then it is evidence.
        is_fork: bool,
    },
    /// The old size is larger than the checkpoint's, or the text is no checkpoint (400).
    #[error("this is not a checkpoint with a proof from a smaller one")]
    Malformed,
    /// The log signed another root at the very size that was cosigned (409). It is evidence.
    #[error("this log has signed two different states of the same size")]
    OtherRoot {
        /// That size.
        seen: u64,
    },
    /// A log the witness does not follow (404).
    #[error("this witness does not follow that log")]
    UnknownLog,
}

impl Refusal {
    /// The HTTP status code of tlog-witness.
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::NotByLog => 403,
            Self::UnknownLog => 404,
            Self::OldSize { .. } | Self::OtherRoot { .. } => 409,
            Self::NotConsistent { .. } => 422,
        }
    }

    /// Whether the log itself signed what cannot stand beside what it signed before: to be kept and shown to others.
    pub fn is_evidence(&self) -> bool {
        match self {
            Self::OtherRoot { .. } => true,
            Self::NotConsistent { is_rewritten } => *is_rewritten,
            Self::OldSize { is_fork, .. } => *is_fork,
            Self::NotByLog | Self::Malformed | Self::UnknownLog => false,
        }
    }
}

impl AddCheckpoint {
    /// Judges the request. `known` are the keys of the logs the witness follows, `seen` the last checkpoint of this log it
    /// cosigned. On `Ok` the checkpoint extends it: the witness stores it durably, then cosigns.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn judge(
        &self,
        known: &[VerifierKey],
        seen: Option<&SignedCheckpoint>,
    ) -> Result<SignedCheckpoint, Refusal> {
        let own = self.keys_of_its_log(known)?;
        let signed = SignedCheckpoint::from_note(self.note().clone(), &own);
        let signed = signed.map_err(|error| match error {
            CheckpointError::Note(NoteError::UnknownSigner | NoteError::BadSignature) => {
                Refusal::NotByLog
            }
            CheckpointError::Malformed | CheckpointError::Note(_) => Refusal::Malformed,
        })?;
        let (size, root) = (signed.checkpoint().size(), *signed.checkpoint().root());
        if self.old_size() > size {
            return Err(Refusal::Malformed);
        }
        let empty = Hash::of_empty_tree();
        let (seen_size, seen_root) = seen.map_or((0, &empty), |seen| {
            (seen.checkpoint().size(), seen.checkpoint().root())
        });
        let is_fork = size == seen_size && root != *seen_root;
        if self.old_size() != seen_size {
            return Err(Refusal::OldSize {
                seen: seen_size,
                is_fork,
            });
        }
        if is_fork {
            return Err(Refusal::OtherRoot { seen: seen_size });
        }
        let proof = ConsistencyProof::new(seen_size, size, self.path().to_vec());
        let proof = proof.map_err(|error| match error {
            ProofError::Range => Refusal::Malformed,
            ProofError::Length | ProofError::Root => Refusal::NotConsistent {
                is_rewritten: false,
            },
        })?;
        proof
            .verify(seen_root, &root)
            .map(|()| signed)
            .map_err(|_| Refusal::NotConsistent {
                is_rewritten: proof.old_root(&root).is_some(),
            })
    }

    /// The keys among `known` that bear the name of the checkpoint's log.
    fn keys_of_its_log(&self, known: &[VerifierKey]) -> Result<Vec<VerifierKey>, Refusal> {
        let own: Vec<VerifierKey> = known
            .iter()
            .filter(|key| Some(key.name()) == self.origin())
            .cloned()
            .collect();
        if own.is_empty() {
            Err(Refusal::UnknownLog)
        } else {
            Ok(own)
        }
    }
}

#[cfg(test)]
mod tests;
