//! Tiles of C2SP tlog-tiles: 256 neighbouring hashes of every eighth level of the tree, the form in which a log stores
//! and serves them. A tile is made by [`crate::edge::Edge`] or read from bytes; hashes between the stored levels are
//! computed from it. What is in a tile proves nothing by itself: a proof made from it must reach a signed root.

mod kept;
mod path;
mod plan;
mod read;

pub use kept::{KeptHashes, KeptTiles};
pub use plan::{edge_tiles, new_tiles};
pub use read::{ReadTilesError, TileHashes, TileSource};

use crate::hash::{HASH_BYTES, Hash};
use crate::tree::{NodeId, fold};

pub(crate) use path::{index_path, parse_index_path};
pub(crate) use plan::spans;

/// How many hashes a full tile holds, and entries a full bundle.
pub const TILE_WIDTH: u16 = 256;

/// The highest tile level that a path may name.
pub const MAX_LEVEL: u8 = 63;

/// Levels of the tree in one tile.
const TILE_HEIGHT: u8 = 8;

/// The name of a tile: its place and how many hashes it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    level: u8,
    index: u64,
    width: u16,
}

impl TileId {
    /// The tile `index` of `level` (0 to [`MAX_LEVEL`]) with `width` hashes (1 to [`TILE_WIDTH`]); `None` outside of that.
    pub fn new(level: u8, index: u64, width: u16) -> Option<Self> {
        let valid = level <= MAX_LEVEL && (1..=TILE_WIDTH).contains(&width);
        valid.then_some(Self {
            level,
            index,
            width,
        })
    }

    /// The tile that holds `node`, or the hashes under it, in a log of `size` entries; `None` when `node` is not in it.
    pub fn of_node(node: NodeId, size: u64) -> Option<Self> {
        let level = node.level() / TILE_HEIGHT;
        let (first, count) = hashes_under(node)?;
        let index = first / u64::from(TILE_WIDTH);
        let held = plan::hashes_at(level, size);
        if first.checked_add(u64::from(count))? > held {
            return None;
        }
        let width = (held - index * u64::from(TILE_WIDTH)).min(u64::from(TILE_WIDTH));
        Self::new(level, index, u16::try_from(width).ok()?)
    }

    /// Tile level: its hashes are those of the tree's level `8 · level`.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// How many tiles of the same level are to its left.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Number of hashes, 1 to 256.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it is full, so that it never changes its name again.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// Whether a log of `size` entries has all hashes of this tile.
    pub fn is_in(&self, size: u64) -> bool {
        self.index
            .checked_mul(u64::from(TILE_WIDTH))
            .and_then(|first| first.checked_add(u64::from(self.width)))
            .is_some_and(|end| end <= plan::hashes_at(self.level, size))
    }

    /// The same place with all its hashes.
    #[must_use]
    pub fn to_full(self) -> Self {
        Self {
            width: TILE_WIDTH,
            ..self
        }
    }
}

/// The hashes of one tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    id: TileId,
    hashes: Vec<Hash>,
}

impl Tile {
    /// A tile of these hashes; `None` when there are not as many as its name says.
    pub fn new(id: TileId, hashes: Vec<Hash>) -> Option<Self> {
        (hashes.len() == usize::from(id.width)).then_some(Self { id, hashes })
    }

    /// A full tile from exactly 256 hashes, which the caller has counted.
    pub(crate) fn full(level: u8, index: u64, hashes: Vec<Hash>) -> Self {
        Self {
            id: TileId {
                level,
                index,
                width: TILE_WIDTH,
            },
            hashes,
        }
    }

    /// Reads the bytes of tile `id`: 32 for each hash and nothing more. A wider tile of the same place is another tile: cut
    /// it with [`Tile::narrow`].
    pub fn parse(id: TileId, bytes: &[u8]) -> Option<Self> {
        let (hashes, rest) = bytes.as_chunks::<HASH_BYTES>();
        if !rest.is_empty() {
            return None;
        }
        Self::new(id, hashes.iter().copied().map(Hash::from_bytes).collect())
    }

    /// The hashes one after the other, 32 to 8,192 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.hashes
            .iter()
            .flat_map(Hash::as_bytes)
            .copied()
            .collect()
    }

    /// Its name.
    pub fn id(&self) -> TileId {
        self.id
    }

    /// Its hashes, from left to right.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Its hashes, from left to right.
    pub fn into_hashes(self) -> Vec<Hash> {
        self.hashes
    }

    /// The tile as it was when it held only `width` hashes; `None` when it never held that many.
    pub fn narrow(mut self, width: u16) -> Option<Self> {
        if width > self.id.width {
            return None;
        }
        self.hashes.truncate(usize::from(width));
        Self::new(
            TileId::new(self.id.level, self.id.index, width)?,
            self.hashes,
        )
    }

    /// The hash of `node`, when the tile holds it or everything under it within its own levels.
    pub fn node(&self, node: NodeId) -> Option<Hash> {
        let (first, count) = hashes_under(node)?;
        let offset = first.checked_sub(self.id.index.checked_mul(u64::from(TILE_WIDTH))?)?;
        if node.level() / TILE_HEIGHT != self.id.level {
            return None;
        }
        let hashes = self.hashes.get(usize::try_from(offset).ok()?..)?;
        hashes.get(..usize::from(count)).map(subtree)
    }

    /// The hash that stands for the tile one level up. Only a full tile has its place there.
    pub fn root(&self) -> Hash {
        subtree(&self.hashes)
    }
}

/// The first hash of the tile level of `node` that is under it, and how many are: 1 to 128.
fn hashes_under(node: NodeId) -> Option<(u64, u16)> {
    let below = node.level() % TILE_HEIGHT;
    let count = 1_u16 << below;
    Some((node.index().checked_mul(u64::from(count))?, count))
}

/// The root over hashes whose number is a power of two.
fn subtree(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row.chunks(2).map(fold).collect();
    }
    fold(&row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NaiveLog, leaves};
    use crate::tree::HashSource as _;

    /// Every node of every level is found in its tile with the hash that the entries give.
    #[test]
    fn nodes_between_the_stored_levels_are_computed() {
        let log = NaiveLog(leaves(1000));
        for level in 0..=9 {
            for index in 0..(1000 >> level) {
                let node = NodeId::new(level, index);
                let id = TileId::of_node(node, 1000).unwrap();
                let bytes = log.tiles(&[id]).unwrap().remove(0);
                let tile = Tile::parse(id, &bytes).unwrap();
                assert_eq!(tile.node(node), Some(log.hashes(&[node]).unwrap()[0]));
            }
            assert_eq!(
                TileId::of_node(NodeId::new(level, 1000 >> level), 1000),
                None
            );
        }
    }

    #[test]
    fn bytes_of_another_length_are_no_tile() {
        let id = TileId::new(0, 0, 3).unwrap();
        for length in 0..200 {
            assert_eq!(
                Tile::parse(id, &vec![7; length]).is_some(),
                length == 96,
                "{length}"
            );
        }
        assert!(TileId::new(0, 0, 0).is_none());
        assert!(TileId::new(0, 0, 257).is_none());
        assert!(TileId::new(64, 0, 1).is_none());
    }

    #[test]
    fn a_tile_knows_whether_a_log_has_it() {
        let id = |level, index, width| TileId::new(level, index, width).unwrap();
        assert!(id(0, 0, 256).is_in(256));
        assert!(!id(0, 0, 256).is_in(255));
        assert!(id(1, 0, 1).is_in(256));
        assert!(!id(1, 0, 1).is_in(255));
        assert!(!id(0, u64::MAX, 256).is_in(u64::MAX));
        assert!(!id(63, 0, 1).is_in(u64::MAX));
    }

    #[test]
    fn nodes_that_cannot_be_are_in_no_tile() {
        let id = TileId::new(0, 0, 256).unwrap();
        let tile = Tile::new(id, leaves(256)).unwrap();
        for node in [
            NodeId::new(0, 256),
            NodeId::new(8, 0),
            NodeId::new(255, u64::MAX),
        ] {
            assert_eq!(tile.node(node), None);
            assert_eq!(
                TileId::of_node(node, 256).filter(|found| *found == id),
                None
            );
        }
    }
}
