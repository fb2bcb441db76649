//! A small tree whose leaf hashes are all at hand: its root, and proofs by [`crate::proof`]. Every hash between is computed when
//! it is asked for, so it is for some thousands of leaves and not for a log.

use std::convert::Infallible;

use crate::hash::Hash;
use crate::tree::{Frontier, HashSource, NodeId};

/// The leaf hashes of a tree, in order.
#[derive(Clone, Copy, Debug)]
pub struct Leaves<'a>(pub &'a [Hash]);

impl Leaves<'_> {
    /// The RFC 9162 root over them; of none that of the empty tree.
    pub fn root(self) -> Hash {
        let mut frontier = Frontier::new();
        for leaf in self.0 {
            // A slice never has as many as a tree can hold.
            if frontier.push(*leaf).is_err() {
                break;
            }
        }
        frontier.root()
    }
}

impl HashSource for Leaves<'_> {
    type Error = Infallible;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Infallible> {
        let under = |node: &NodeId| {
            let width = 1_usize.checked_shl(node.level().into()).unwrap_or(0);
            let first = usize::try_from(node.index()).unwrap_or(usize::MAX);
            let first = first.saturating_mul(width);
            let end = first.saturating_add(width);
            Leaves(self.0.get(first..end).unwrap_or_default()).root()
        };
        Ok(nodes.iter().map(under).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::InclusionProof;
    use crate::testing::{leaves, naive_root};

    #[test]
    fn every_leaf_is_proved_under_the_root_of_the_recursion() {
        for size in 0..40 {
            let all = leaves(size);
            let tree = Leaves(&all);
            assert_eq!(tree.root(), naive_root(&all), "{size}");
            for (index, leaf) in (0..size).zip(&all) {
                let proof = InclusionProof::make(&tree, index, size).unwrap();
                assert_eq!(proof.verify(leaf, &tree.root()), Ok(()));
            }
        }
    }
}
