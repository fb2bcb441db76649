//! Proofs of RFC 9162: that an entry is in a log of some size (inclusion), and that a larger log begins with a smaller
//! one (consistency). Made from a source of hashes by whoever has the tiles, checked with nothing but roots. A proof has
//! exactly the length that its sizes ask for, so that no byte of it goes unchecked.

mod make;
mod verify;

pub use make::MakeProofError;

use thiserror::Error;

use crate::hash::Hash;
use crate::tree::MAX_SIZE;

/// Why a proof is not accepted.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ProofError {
    /// More or fewer hashes than the sizes ask for.
    #[error("the ledger's proof has the wrong length: it was altered or made for another entry")]
    Length,
    /// The entry is not within the log, the sizes are in the wrong order, or larger than a log may be.
    #[error("the ledger's proof speaks of an entry or a size that cannot be")]
    Range,
    /// The hashes do not lead to the root.
    #[error("the ledger's proof does not lead to the signed state of the ledger")]
    Root,
}

/// The proof that an entry stands at an index of a log of some size: its siblings from the leaf up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InclusionProof {
    index: u64,
    size: u64,
    path: Vec<Hash>,
}

impl InclusionProof {
    /// Takes a proof apart from its leaf and root: entry `index` (from 0) of a log of `size` entries.
    ///
    /// # Errors
    /// [`ProofError::Range`], [`ProofError::Length`].
    pub fn new(index: u64, size: u64, path: Vec<Hash>) -> Result<Self, ProofError> {
        if index >= size || size > MAX_SIZE {
            return Err(ProofError::Range);
        }
        if path.len() != inclusion_length(index, size) {
            return Err(ProofError::Length);
        }
        Ok(Self { index, size, path })
    }

    /// The entry's index, from 0.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Size of the log it was made for.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The siblings, from the leaf's to the root's child: at most 63.
    pub fn path(&self) -> &[Hash] {
        &self.path
    }
}

/// The proof that a log of `new_size` entries begins with the log of `old_size` entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsistencyProof {
    old_size: u64,
    new_size: u64,
    path: Vec<Hash>,
}

impl ConsistencyProof {
    /// Takes a proof apart from its roots. From size 0, and between equal sizes, it is empty.
    ///
    /// # Errors
    /// [`ProofError::Range`] when the log would shrink, [`ProofError::Length`].
    pub fn new(old_size: u64, new_size: u64, path: Vec<Hash>) -> Result<Self, ProofError> {
        if old_size > new_size || new_size > MAX_SIZE {
            return Err(ProofError::Range);
        }
        if path.len() != consistency_length(old_size, new_size) {
            return Err(ProofError::Length);
        }
        Ok(Self {
            old_size,
            new_size,
            path,
        })
    }

    /// Size of the smaller log.
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// Size of the larger log.
    pub fn new_size(&self) -> u64 {
        self.new_size
    }

    /// The hashes in the order of RFC 9162 §2.1.4.1: at most 64.
    pub fn path(&self) -> &[Hash] {
        &self.path
    }
}

/// How many levels the paths of entries `a` and `b` climb before they meet.
fn levels_apart(a: u64, b: u64) -> u32 {
    u64::BITS - (a ^ b).leading_zeros()
}

/// Below where the paths of this and the last entry meet every level has a sibling; above, only those to the left.
fn inclusion_length(index: u64, size: u64) -> usize {
    let apart = levels_apart(index, size - 1);
    let length = apart + (index >> apart).count_ones();
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// The path of the smaller log's last entry from the top of its last perfect subtree, whose hash comes first unless it is
/// the whole smaller log.
fn consistency_length(old: u64, new: u64) -> usize {
    if old == 0 || old == new {
        return 0;
    }
    let apart = levels_apart(old - 1, new - 1);
    let below = old.trailing_zeros();
    let seed = u32::from(!old.is_power_of_two());
    let length = seed + (apart - below) + ((old - 1) >> apart).count_ones();
    usize::try_from(length).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
