//! The shape of the tree: which perfect subtrees a range of entries is made of, and the least that must be kept to go on
//! appending. Computed from leaf hashes and sizes alone. A reader that follows every entry needs nothing else to hold a
//! log to its word: its own root must equal the next checkpoint's.

use std::iter;

use thiserror::Error;

use crate::hash::{HASH_BYTES, Hash};

/// The most entries a log may hold, so that every reader with signed 64-bit numbers can follow it.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// A perfect subtree: the one over the entries `index · 2^level .. (index + 1) · 2^level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId {
    level: u8,
    index: u64,
}

impl NodeId {
    /// The node `index` (from 0) of `level` (0 are the leaves).
    pub fn new(level: u8, index: u64) -> Self {
        Self { level, index }
    }

    /// Height above the leaves; its subtree holds 2^level entries.
    pub fn level(self) -> u8 {
        self.level
    }

    /// How many nodes of the same level are to its left.
    pub fn index(self) -> u64 {
        self.index
    }
}

/// Where the hashes of a log come from: memory, files or another machine.
pub trait HashSource {
    /// Why hashes could not be had.
    type Error: std::error::Error + 'static;

    /// The hashes of `nodes`, in the same order and exactly as many.
    ///
    /// # Errors
    /// When one of them is not there or cannot be read.
    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Self::Error>;
}

/// The perfect subtrees that make up the entries `start..end`, from left to right, as large as their place allows.
pub fn cover(start: u64, end: u64) -> impl Iterator<Item = NodeId> {
    let mut at = start;
    iter::from_fn(move || {
        let fits = end.checked_sub(at)?.checked_ilog2()?;
        let level = at.trailing_zeros().min(fits);
        let index = at >> level;
        at += 1 << level;
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        Some(NodeId { level, index })
    })
}

/// The hash of a subtree of RFC 9162 from those of its [`cover`]; of the empty tree from none. Right for every range whose
/// beginning is a multiple of the largest power of two in its length, so that its cover falls from left to right.
pub(crate) fn fold(hashes: &[Hash]) -> Hash {
    hashes
        .iter()
        .rev()
        .copied()
        .reduce(|right, left| Hash::of_children(&left, &right))
        .unwrap_or_else(Hash::of_empty_tree)
}

/// The log holds as many entries as it ever may.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("this log is full: start a new one under another origin")]
pub struct TreeFull;

/// These bytes are not a frontier.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("the remembered state of the log is damaged: read the log again from its beginning")]
pub struct BadFrontier;

/// The roots of the perfect subtrees of a log, largest first: all that is needed to append to it and to know its root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of a log without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// The frontier of a log of `size` entries, from the hashes of `cover(0, size)`. They may come from an unchecked
    /// source, so that a reader can begin in the middle: once all later entries are pushed and the root equals a signed
    /// one, the peaks are proven with them.
    ///
    /// # Errors
    /// [`BadFrontier`] when there are more or fewer peaks than a log of that size has, or it is larger than a log may be.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Result<Self, BadFrontier> {
        let expected = usize::try_from(size.count_ones()).map_err(|_| BadFrontier)?;
        if size > MAX_SIZE || peaks.len() != expected {
            return Err(BadFrontier);
        }
        Ok(Self { size, peaks })
    }

    /// Appends one leaf hash.
    ///
    /// # Errors
    /// [`TreeFull`] at [`MAX_SIZE`] entries; nothing is changed.
    pub fn push(&mut self, leaf: Hash) -> Result<(), TreeFull> {
        if self.size >= MAX_SIZE {
            return Err(TreeFull);
        }
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = Hash::of_children(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
        Ok(())
    }

    /// Appends 2^`level` entries of which only the root of the perfect subtree over them is known, as where they were pruned.
    ///
    /// # Errors
    /// [`BadFrontier`] where such a subtree cannot stand here, or the log would be larger than it may be; nothing is changed.
    pub fn push_subtree(&mut self, level: u8, root: Hash) -> Result<(), BadFrontier> {
        let width = 1_u64.checked_shl(level.into()).ok_or(BadFrontier)?;
        let size = self.size.checked_add(width);
        let size = size.filter(|size| *size <= MAX_SIZE && self.size.is_multiple_of(width));
        let size = size.ok_or(BadFrontier)?;
        let mut node = root;
        for _ in 0..(self.size >> level).trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = Hash::of_children(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size = size;
        Ok(())
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree at this size.
    pub fn root(&self) -> Hash {
        fold(&self.peaks)
    }

    /// The hashes of `cover(0, size)`.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Size (u64, big endian) and the peaks, 8 to 2,024 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let peaks = self.peaks.iter().flat_map(Hash::as_bytes);
        self.size
            .to_be_bytes()
            .iter()
            .chain(peaks)
            .copied()
            .collect()
    }

    /// Reads what [`Frontier::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`BadFrontier`] when the length does not fit the size.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadFrontier> {
        let (size, peaks) = bytes.split_first_chunk::<8>().ok_or(BadFrontier)?;
        let (peaks, rest) = peaks.as_chunks::<HASH_BYTES>();
        if !rest.is_empty() {
            return Err(BadFrontier);
        }
        let peaks = peaks.iter().copied().map(Hash::from_bytes).collect();
        Self::from_peaks(u64::from_be_bytes(*size), peaks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{leaves, naive_root};

    #[test]
    fn the_root_is_that_of_the_recursion() {
        let leaves = leaves(300);
        let mut frontier = Frontier::new();
        for size in 0..300 {
            assert_eq!(frontier.root(), naive_root(&leaves[..size]), "size {size}");
            assert_eq!(
                Frontier::from_bytes(&frontier.to_bytes()).as_ref(),
                Ok(&frontier)
            );
            frontier.push(leaves[size]).unwrap();
        }
    }

    #[test]
    fn a_subtree_counts_as_all_of_its_leaves() {
        let leaves = leaves(300);
        for (level, from) in [(0, 7), (3, 0), (3, 8), (3, 24), (6, 64), (8, 0)] {
            let mut frontier = Frontier::new();
            leaves[..from]
                .iter()
                .for_each(|leaf| frontier.push(*leaf).unwrap());
            let width = 1 << level;
            let root = naive_root(&leaves[from..from + width]);
            let before = frontier.clone();
            if level > 0 {
                let mut apart = frontier.clone();
                apart.push(leaves[from]).unwrap();
                assert_eq!(apart.push_subtree(level, root), Err(BadFrontier));
            }
            assert_eq!(frontier.push_subtree(64, root), Err(BadFrontier));
            assert_eq!(frontier, before);
            frontier.push_subtree(level, root).unwrap();
            leaves[from + width..]
                .iter()
                .for_each(|leaf| frontier.push(*leaf).unwrap());
            assert_eq!(frontier.root(), naive_root(&leaves), "{level} at {from}");
        }
    }

    #[test]
    fn a_range_is_covered_once_and_in_order() {
        let ranges = (0..70_u64).flat_map(|start| (start..70).map(move |end| (start, end)));
        for (start, end) in ranges {
            let reached = cover(start, end).fold(start, |at, node| {
                assert_eq!(node.index() << node.level(), at);
                at + (1 << node.level())
            });
            assert_eq!(reached, end);
        }
        assert_eq!(cover(0, MAX_SIZE).count(), 63);
    }

    #[test]
    fn a_damaged_frontier_is_refused() {
        let mut frontier = Frontier::new();
        leaves(7)
            .into_iter()
            .for_each(|leaf| frontier.push(leaf).unwrap());
        let bytes = frontier.to_bytes();
        for length in 0..bytes.len() {
            assert_eq!(Frontier::from_bytes(&bytes[..length]), Err(BadFrontier));
        }
        let too_large = [u64::MAX.to_be_bytes().to_vec(), vec![0; 64 * 32]].concat();
        assert_eq!(Frontier::from_bytes(&too_large), Err(BadFrontier));
    }

    #[test]
    fn a_full_log_takes_nothing_more() {
        let peaks = vec![Hash::of_empty_tree(); 63];
        let mut frontier = Frontier::from_peaks(MAX_SIZE, peaks).unwrap();
        let before = frontier.clone();
        assert_eq!(frontier.push(Hash::of_empty_tree()), Err(TreeFull));
        assert_eq!(frontier, before);
    }
}
