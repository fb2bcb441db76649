//! Making proofs, by the recursions of RFC 9162 §2.1.3.1 and §2.1.4.1 walked from the root down. The hashes are taken
//! from a source in one request, so that a reader fetches all tiles at once.

use std::ops::Range;

use thiserror::Error;

use crate::hash::Hash;
use crate::proof::{ConsistencyProof, InclusionProof, ProofError};
use crate::tree::{HashSource, MAX_SIZE, cover, fold};

/// Why a proof could not be made.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MakeProofError<E: std::error::Error + 'static> {
    /// There is no such entry, or the sizes are in the wrong order.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The source of hashes failed.
    #[error("the proof could not be made: {0}")]
    Source(#[source] E),
    /// The source gave more or fewer hashes than it was asked for.
    #[error("the proof could not be made: a part of the log is missing")]
    WrongCount,
}

impl InclusionProof {
    /// Makes the proof that entry `index` is in the log of `size` entries whose hashes `source` has.
    ///
    /// # Errors
    /// [`MakeProofError`] when there is no such entry or the source fails.
    pub fn make<S: HashSource>(
        source: &S,
        index: u64,
        size: u64,
    ) -> Result<Self, MakeProofError<S::Error>> {
        if index >= size || size > MAX_SIZE {
            return Err(ProofError::Range.into());
        }
        let path = subtrees(source, &siblings(index, size))?;
        Ok(Self::new(index, size, path)?)
    }
}

impl ConsistencyProof {
    /// Makes the proof that the log of `new_size` entries, whose hashes `source` has, begins with its first `old_size`.
    ///
    /// # Errors
    /// [`MakeProofError`] when the log would shrink or the source fails.
    pub fn make<S: HashSource>(
        source: &S,
        old_size: u64,
        new_size: u64,
    ) -> Result<Self, MakeProofError<S::Error>> {
        if old_size > new_size || new_size > MAX_SIZE {
            return Err(ProofError::Range.into());
        }
        let path = subtrees(source, &differences(old_size, new_size))?;
        Ok(Self::new(old_size, new_size, path)?)
    }
}

/// The ranges of entries whose hashes are the siblings on the way from entry `index` up to the root.
fn siblings(index: u64, size: u64) -> Vec<Range<u64>> {
    let (mut start, mut end) = (0, size);
    let mut ranges = Vec::new();
    while end - start > 1 {
        let middle = start + left_size(end - start);
        if index < middle {
            ranges.push(middle..end);
            end = middle;
        } else {
            ranges.push(start..middle);
            start = middle;
        }
    }
    ranges.reverse();
    ranges
}

/// The ranges of entries whose hashes show both roots to a reader who knows the old one.
fn differences(old: u64, new: u64) -> Vec<Range<u64>> {
    if old == 0 || old == new {
        return Vec::new();
    }
    let (mut start, mut end) = (0, new);
    let mut ranges = Vec::new();
    while end != old {
        let middle = start + left_size(end - start);
        if old <= middle {
            ranges.push(middle..end);
            end = middle;
        } else {
            ranges.push(start..middle);
            start = middle;
        }
    }
    // A subtree that begins at 0 is the whole old log, whose root the reader knows.
    if start != 0 {
        ranges.push(start..end);
    }
    ranges.reverse();
    ranges
}

/// The largest power of two below `size`, which is at least 2.
fn left_size(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The hash of each range, asked for together.
fn subtrees<S: HashSource>(
    source: &S,
    ranges: &[Range<u64>],
) -> Result<Vec<Hash>, MakeProofError<S::Error>> {
    let mut nodes = Vec::with_capacity(ranges.len());
    let mut counts = Vec::with_capacity(ranges.len());
    for range in ranges {
        let before = nodes.len();
        nodes.extend(cover(range.start, range.end));
        counts.push(nodes.len() - before);
    }
    let hashes = source.hashes(&nodes).map_err(MakeProofError::Source)?;
    if hashes.len() != nodes.len() {
        return Err(MakeProofError::WrongCount);
    }
    let mut rest = hashes.as_slice();
    counts
        .into_iter()
        .map(|count| {
            let (these, after) = rest
                .split_at_checked(count)
                .ok_or(MakeProofError::WrongCount)?;
            rest = after;
            Ok(fold(these))
        })
        .collect()
}
