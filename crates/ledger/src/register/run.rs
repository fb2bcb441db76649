//! What a start needs to know of 65,536 neighbouring entries without reading them: the tags by which they are found, and the
//! few that are no grants. Made from their bundles and the hashes of their signers once all of them stand in files, and kept
//! in a file of its own with the hash of the tree over just these entries, so that it cannot pass for what was made from others.

use std::io;

use keepwell_crypto::secret::Secret32;
use keepwell_protocol::entry::{ENTRY_BYTES, Entry, EntryType};
use keepwell_tlog::hash::{HASH_BYTES, Hash};
use keepwell_tlog::tile::{TILE_WIDTH, Tile, TileId};

use super::tag::{TAG_BYTES, Tag, TagKey};
use crate::chunk::{self, CHUNK};
use crate::disk;
use crate::home::Home;

/// Entries of a run: those under one full tile of level 1.
pub(crate) const RUN: u64 = CHUNK * CHUNK;

const MAGIC: [u8; 8] = *b"KWINDEX\x01";
/// A tag, and the place of its entry in the run.
const KEY_BYTES: usize = TAG_BYTES + 2;
const SEAL_BYTES: usize = 32;

/// One run.
#[derive(PartialEq, Eq)]
pub(crate) struct Run {
    first: u64,
    root: Hash,
    /// Entries that are no grants, with their indexes.
    others: Vec<(u64, Entry)>,
    /// Tags in ascending order, [`KEY_BYTES`] each.
    keys: Vec<u8>,
}

impl Run {
    /// Run `number`, made from the files of its entries; `None` when one of them is missing or is none. Whoever relies on it
    /// compares [`Self::root`].
    pub(crate) fn make(home: &Home, tags: &TagKey, number: u64) -> io::Result<Option<Self>> {
        let first = number.saturating_mul(RUN);
        let (mut others, mut keys, mut roots) = (Vec::new(), Vec::new(), Vec::new());
        let mut place = 0_u16;
        for index in first / CHUNK..first / CHUNK + CHUNK {
            let Some(chunk) = chunk::read(home, index)? else {
                return Ok(None);
            };
            for ((entry, signer), index) in chunk.iter().zip(index * CHUNK..) {
                let is_grant = entry.kind == EntryType::Grant;
                others.extend((!is_grant).then_some((index, *entry)));
                keys.extend(tags.of(entry, signer).map(|tag| (tag, place)));
                place = place.wrapping_add(1);
            }
            let entries: Vec<_> = chunk.into_iter().map(|(entry, _)| entry).collect();
            roots.extend(chunk::tile_of(index, &entries).map(|tile| tile.root()));
        }
        keys.sort_unstable();
        let mut bytes = Vec::with_capacity(keys.len() * KEY_BYTES);
        for (tag, place) in keys {
            bytes.extend(tag.to_bytes());
            bytes.extend(place.to_be_bytes());
        }
        let tile = TileId::new(1, number, TILE_WIDTH).and_then(|id| Tile::new(id, roots));
        Ok(tile.map(|tile| Self {
            first,
            root: tile.root(),
            others,
            keys: bytes,
        }))
    }

    /// Run `number` from its own file, at once; `None` when that is missing, altered, or another ledger's.
    pub(crate) fn read(home: &Home, tags: &TagKey, number: u64) -> io::Result<Option<Self>> {
        let bytes = disk::read_at_once(&home.run(number))?;
        Ok(bytes.and_then(|bytes| Self::parse(&bytes, tags, number)))
    }

    /// What stands in the file.
    pub(crate) fn encode(&self, tags: &TagKey) -> Vec<u8> {
        let count = u32::try_from(self.others.len()).unwrap_or(u32::MAX);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.first.to_be_bytes());
        bytes.extend(self.root.as_bytes());
        bytes.extend(count.to_be_bytes());
        for (index, entry) in &self.others {
            bytes.extend(index.to_be_bytes());
            bytes.extend(entry.to_bytes());
        }
        bytes.extend(&self.keys);
        bytes.extend(tags.seal(&bytes).expose());
        bytes
    }

    /// The same without its tags, which take far more room than the rest.
    pub(crate) fn without_tags(self) -> Self {
        Self {
            keys: Vec::new(),
            ..self
        }
    }

    /// The hash of the tree over its entries.
    pub(crate) fn root(&self) -> &Hash {
        &self.root
    }

    /// Its entries that are no grants, with their indexes.
    pub(crate) fn others(&self) -> &[(u64, Entry)] {
        &self.others
    }

    /// The index of its last grant.
    pub(crate) fn last_grant(&self) -> Option<u64> {
        let mut others = self.others.iter().rev().map(|(index, _)| *index).peekable();
        let mut all = (self.first..self.first.saturating_add(RUN)).rev();
        all.find(|index| others.next_if_eq(index).is_none())
    }

    /// Its tags with the indexes of their entries.
    pub(super) fn tags(&self) -> impl Iterator<Item = (Tag, u64)> + '_ {
        let (keys, _) = self.keys.as_chunks::<KEY_BYTES>();
        keys.iter().map(|[a, b, c, d, e, high, low]| {
            let place = u16::from_be_bytes([*high, *low]);
            let tag = Tag::from_bytes([*a, *b, *c, *d, *e]);
            (tag, self.first.saturating_add(place.into()))
        })
    }

    fn parse(bytes: &[u8], tags: &TagKey, number: u64) -> Option<Self> {
        let (content, seal) = bytes.split_last_chunk::<SEAL_BYTES>()?;
        if tags.seal(content) != Secret32::from_bytes(*seal) {
            return None;
        }
        let rest = content.strip_prefix(&MAGIC)?;
        let (first, rest) = rest.split_first_chunk::<8>()?;
        let (root, rest) = rest.split_first_chunk::<HASH_BYTES>()?;
        let (count, mut rest) = rest.split_first_chunk::<4>()?;
        let first = u64::from_be_bytes(*first);
        let mut others = Vec::new();
        for _ in 0..u32::from_be_bytes(*count) {
            let (index, after) = rest.split_first_chunk::<8>()?;
            let (entry, after) = after.split_first_chunk::<ENTRY_BYTES>()?;
            others.push((u64::from_be_bytes(*index), Entry::parse(entry).ok()?));
            rest = after;
        }
        let is_whole = rest.len().is_multiple_of(KEY_BYTES);
        (is_whole && first == number.checked_mul(RUN)?).then(|| Self {
            first,
            root: Hash::from_bytes(*root),
            others,
            keys: rest.to_vec(),
        })
    }
}
