//! Checking proofs, by the algorithms of RFC 9162 §2.1.3.2 and §2.1.4.2. Needs the proof, the leaf and roots that were
//! signed; whether the signature is good is the caller's question.

use crate::hash::Hash;
use crate::proof::{ConsistencyProof, InclusionProof, ProofError};

impl InclusionProof {
    /// The root that this proof gives the leaf. It proves something only once it equals a signed one.
    pub fn root(&self, leaf: &Hash) -> Hash {
        let (mut at, mut last) = (self.index, self.size - 1);
        let mut hash = *leaf;
        for sibling in &self.path {
            if at & 1 == 1 || at == last {
                hash = Hash::of_children(sibling, &hash);
                skip_levels_without_sibling(&mut at, &mut last);
            } else {
                hash = Hash::of_children(&hash, sibling);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        hash
    }

    /// Checks that the entry with this leaf hash stands at the proof's index in the log of its size with this root.
    ///
    /// # Errors
    /// [`ProofError::Root`] when it does not.
    pub fn verify(&self, leaf: &Hash, root: &Hash) -> Result<(), ProofError> {
        equal(&self.root(leaf), root)
    }
}

impl ConsistencyProof {
    /// Checks that the log with `new_root` begins with every entry of the log with `old_root`, at the proof's sizes.
    ///
    /// # Errors
    /// [`ProofError::Root`] when it does not: the ledger has rewritten or dropped entries, or shows two histories.
    pub fn verify(&self, old_root: &Hash, new_root: &Hash) -> Result<(), ProofError> {
        if self.old_size == 0 {
            return equal(old_root, &Hash::of_empty_tree());
        }
        if self.old_size == self.new_size {
            return equal(old_root, new_root);
        }
        let (seed, path) = self.own_seed().unwrap_or((old_root, &self.path));
        let (old, new) = self.climb(seed, path);
        equal(&old, old_root)?;
        equal(&new, new_root)
    }

    /// The root that the log with `new_root` has at the smaller size, where this proof shows it: whoever signed that root and another
    /// one of the smaller size has rewritten entries. `None` where the proof does not lead to `new_root`, which may be the fault of
    /// whoever sent it, and where it says nothing without the smaller root: from a size that is a power of two, and where it is empty.
    pub fn old_root(&self, new_root: &Hash) -> Option<Hash> {
        let (seed, path) = self.own_seed()?;
        let (old, new) = self.climb(seed, path);
        (new == *new_root).then_some(old)
    }

    /// The hash that both roots are climbed to from, where it is not the smaller root itself, and the others.
    fn own_seed(&self) -> Option<(&Hash, &[Hash])> {
        let parts = self.path.split_first();
        parts.filter(|_| !self.old_size.is_power_of_two())
    }

    /// The smaller and the larger root.
    fn climb(&self, seed: &Hash, path: &[Hash]) -> (Hash, Hash) {
        let (mut at, mut last) = (self.old_size - 1, self.new_size - 1);
        let same = at.trailing_ones();
        (at, last) = (at >> same, last >> same);
        let (mut old, mut new) = (*seed, *seed);
        for hash in path {
            if at & 1 == 1 || at == last {
                old = Hash::of_children(hash, &old);
                new = Hash::of_children(hash, &new);
                skip_levels_without_sibling(&mut at, &mut last);
            } else {
                new = Hash::of_children(&new, hash);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        (old, new)
    }
}

/// At the right edge a node without a sibling is its own parent: climbs to the level where it next is a right child.
fn skip_levels_without_sibling(at: &mut u64, last: &mut u64) {
    while *at & 1 == 0 && *at != 0 {
        (*at, *last) = (*at >> 1, *last >> 1);
    }
}

fn equal(computed: &Hash, expected: &Hash) -> Result<(), ProofError> {
    if computed == expected {
        Ok(())
    } else {
        Err(ProofError::Root)
    }
}
