//! The bits of all shards, made from the log's entries by one rule, and the root over them. Ledger, wallet and monitor
//! compute it with this code; whoever writes it again finds the rule in docs/formats/status.md.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use keepwell_tlog::{hash::Hash, leaves::Leaves, proof::InclusionProof};

use crate::{
    entry::{Entry, EntryType},
    status::{SHARD_BITS, SHARD_BYTES},
};

/// A shard in which nothing is revoked: most of them.
static EMPTY: LazyLock<Shard> = LazyLock::new(|| Shard::of(Arc::new(vec![0; SHARD_BYTES])));

/// The grant that the entry at `index` revokes. A target that does not stand before the revocation ends nothing.
pub fn revoked(index: u64, entry: &Entry) -> Option<u64> {
    (entry.kind == EntryType::Revocation && entry.target < index).then_some(entry.target)
}

/// The shard that has the bit of the grant at `index`, and the bit's place in it.
pub fn shard_of(index: u64) -> (u64, u64) {
    (index / SHARD_BITS, index % SHARD_BITS)
}

/// The bits of every shard of a log of some size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitmap {
    size: u64,
    shards: Vec<Shard>,
}

/// 2^20 bits and their hash. A clone costs nothing until one of both changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    bits: Arc<Vec<u8>>,
    hash: Hash,
}

impl Bitmap {
    /// What the log of these entries says, from its first one on.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let (mut size, mut targets) = (0, Vec::new());
        for (index, entry) in (0..).zip(entries) {
            targets.extend(revoked(index, entry));
            size = index + 1;
        }
        let mut bitmap = Self::default();
        bitmap.grow(size, targets);
        bitmap
    }

    /// What the first `size` entries say, of shards whose bits are known, [`SHARD_BYTES`] each, by their numbers. In all others nothing is
    /// revoked, and shards beyond the log are none.
    pub fn of_shards(size: u64, shards: BTreeMap<u64, Arc<Vec<u8>>>) -> Self {
        let mut bitmap = Self::default();
        bitmap.grow(size, []);
        for (number, bits) in shards {
            let at = usize::try_from(number).unwrap_or(usize::MAX);
            let there = bitmap.shards.get_mut(at);
            if let Some(shard) = there.filter(|_| bits.len() == SHARD_BYTES) {
                *shard = Shard::of(bits);
            }
        }
        bitmap
    }

    /// Goes on to a log of `size` entries, of which the new ones revoke `targets`. Never becomes smaller; a target beyond
    /// the log is none.
    pub fn grow(&mut self, size: u64, targets: impl IntoIterator<Item = u64>) {
        self.size = self.size.max(size);
        let count = usize::try_from(self.size.div_ceil(SHARD_BITS)).unwrap_or(usize::MAX);
        self.shards.resize_with(count, || EMPTY.clone());
        let mut changed = BTreeSet::new();
        for target in targets {
            let (shard, bit) = shard_of(target);
            let at = usize::try_from(shard).unwrap_or(usize::MAX);
            if let Some(shard) = self.shards.get_mut(at) {
                set(Arc::<Vec<u8>>::make_mut(&mut shard.bits), bit);
                changed.insert(at);
            }
        }
        for at in changed {
            if let Some(shard) = self.shards.get_mut(at) {
                *shard = Shard::of(shard.bits.clone());
            }
        }
    }

    /// How many entries it covers.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Whether the grant at `index` is revoked.
    pub fn contains(&self, index: u64) -> bool {
        let (shard, bit) = shard_of(index);
        self.shard(shard).is_some_and(|shard| shard.contains(bit))
    }

    /// The shard with this number, from 0; `None` beyond the last.
    pub fn shard(&self, number: u64) -> Option<&Shard> {
        self.shards.get(usize::try_from(number).ok()?)
    }

    /// How many shards there are.
    pub fn shards(&self) -> u64 {
        u64::try_from(self.shards.len()).unwrap_or(u64::MAX)
    }

    /// The RFC 9162 root over the shards' hashes.
    pub fn root(&self) -> Hash {
        Leaves(&self.hashes()).root()
    }

    /// The proof that shard `number` is under the root; `None` beyond the last.
    pub fn proof(&self, number: u64) -> Option<InclusionProof> {
        InclusionProof::make(&Leaves(&self.hashes()), number, self.shards()).ok()
    }

    fn hashes(&self) -> Vec<Hash> {
        self.shards.iter().map(|shard| shard.hash).collect()
    }
}

impl Shard {
    /// The shard with exactly these bits: [`SHARD_BYTES`] of them.
    pub(super) fn of(bits: Arc<Vec<u8>>) -> Self {
        let hash = Hash::of_leaf(&bits);
        Self { bits, hash }
    }

    /// The bits. Bit `n` is bit `n % 8` of byte `n / 8`, counted from the lowest.
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// SHA-256(0x00 ‖ bits).
    pub fn hash(&self) -> &Hash {
        &self.hash
    }

    /// Whether bit `bit` is set.
    pub fn contains(&self, bit: u64) -> bool {
        usize::try_from(bit / 8)
            .ok()
            .and_then(|at| self.bits.get(at))
            .is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }
}

fn set(bits: &mut [u8], bit: u64) {
    let at = usize::try_from(bit / 8).unwrap_or(usize::MAX);
    if let Some(byte) = bits.get_mut(at) {
        *byte |= 1 << (bit % 8);
    }
}
