//! What the tests of this crate share: a log of numbered entries, its tree by the plain recursion of RFC 9162 §2.1.1,
//! and a source of hashes that computes them from the entries. Slow and obvious on purpose, to check the rest against.

use std::convert::Infallible;

use crate::hash::Hash;
use crate::tile::{Tile, TileId, TileSource};
use crate::tree::{HashSource, NodeId};

/// Bytes from hexadecimal digits.
pub(crate) fn from_hex(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// The leaf hashes of a log whose entry number `i` is the text of `i`.
pub(crate) fn leaves(size: u64) -> Vec<Hash> {
    (0..size)
        .map(|i| Hash::of_leaf(i.to_string().as_bytes()))
        .collect()
}

/// MTH of RFC 9162 §2.1.1, as the RFC writes it.
pub(crate) fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_empty_tree(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            Hash::of_children(&naive_root(left), &naive_root(right))
        }
    }
}

/// PATH of RFC 9162 §2.1.3.1.
pub(crate) fn naive_inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return vec![];
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, sibling) = if index < left.len() {
        (naive_inclusion(index, left), right)
    } else {
        (naive_inclusion(index - left.len(), right), left)
    };
    path.push(naive_root(sibling));
    path
}

/// SUBPROOF of RFC 9162 §2.1.4.1.
pub(crate) fn naive_consistency(old: usize, leaves: &[Hash], is_known: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if is_known {
            vec![]
        } else {
            vec![naive_root(leaves)]
        };
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, sibling) = if old <= left.len() {
        (naive_consistency(old, left, is_known), right)
    } else {
        (naive_consistency(old - left.len(), right, false), left)
    };
    path.push(naive_root(sibling));
    path
}

/// A log that holds its leaves and computes everything from them.
pub(crate) struct NaiveLog(pub(crate) Vec<Hash>);

impl NaiveLog {
    fn node(&self, level: u8, index: u64) -> Hash {
        let span = 1_usize << level;
        let start = usize::try_from(index).unwrap() * span;
        naive_root(&self.0[start..start + span])
    }
}

impl HashSource for NaiveLog {
    type Error = Infallible;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Infallible> {
        Ok(nodes
            .iter()
            .map(|node| self.node(node.level(), node.index()))
            .collect())
    }
}

impl TileSource for NaiveLog {
    type Error = Infallible;

    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, Infallible> {
        let tile = |id: &TileId| {
            let first = id.index() * 256;
            let hashes = (first..first + u64::from(id.width()))
                .map(|index| self.node(id.level() * 8, index))
                .collect();
            Tile::new(*id, hashes).unwrap().to_bytes()
        };
        Ok(ids.iter().map(tile).collect())
    }
}
