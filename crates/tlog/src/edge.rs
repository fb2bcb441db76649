//! The right edge of a growing log: the tiles that are not full yet. Opened from the tiles of the last size or begun
//! empty, it takes leaf hashes, hands out each tile as it fills, and gives the unfinished ones to write with a checkpoint.
//! It holds at most eight tiles, however long the log is.

use thiserror::Error;

use crate::hash::Hash;
use crate::tile::{ReadTilesError, TILE_WIDTH, Tile, TileHashes, TileId, TileSource, edge_tiles};
use crate::tree::{BadFrontier, Frontier, HashSource as _, TreeFull, cover};

/// Why the right edge of a log could not be read back.
#[derive(Debug, Error)]
pub enum OpenEdgeError<E: std::error::Error + 'static> {
    /// The size is beyond what a log may have.
    #[error(transparent)]
    Size(#[from] BadFrontier),
    /// A tile is missing or damaged.
    #[error(transparent)]
    Tiles(#[from] ReadTilesError<E>),
}

/// The unfinished tiles of a log, one for each tile level, and its frontier.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    frontier: Frontier,
    /// At position `l` the hashes of the partial tile of level `l`: fewer than 256.
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// The edge of a log without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads back the edge of a log of `size` entries. The caller compares [`Edge::root`] with the checkpoint of that size.
    ///
    /// # Errors
    /// [`OpenEdgeError`] when a tile is missing or has another length than it must.
    pub fn open<S: TileSource>(size: u64, source: &S) -> Result<Self, OpenEdgeError<S::Error>> {
        let tiles = TileHashes::new(source, size);
        let peaks: Vec<_> = cover(0, size).collect();
        let frontier = Frontier::from_peaks(size, tiles.hashes(&peaks)?)?;
        let mut levels = Vec::new();
        for tile in tiles.read(&edge_tiles(size).collect::<Vec<_>>())? {
            levels.resize(usize::from(tile.id().level()), Vec::new());
            levels.push(tile.into_hashes());
        }
        Ok(Self { frontier, levels })
    }

    /// Appends one leaf hash and returns the tiles it filled, lowest level first: mostly none.
    ///
    /// # Errors
    /// [`TreeFull`] when the log may not grow; nothing is changed.
    pub fn push(&mut self, leaf: Hash) -> Result<Vec<Tile>, TreeFull> {
        self.frontier.push(leaf)?;
        Ok(self.carry(0, leaf))
    }

    /// Appends the 256 entries of a tile of which only the root is known, as where they were pruned, and returns the tiles above
    /// that it filled.
    ///
    /// # Errors
    /// [`BadFrontier`] where this is not the beginning of a tile, or the log may not grow; nothing is changed.
    pub fn push_tile(&mut self, root: Hash) -> Result<Vec<Tile>, BadFrontier> {
        self.frontier.push_subtree(8, root)?;
        Ok(self.carry(1, root))
    }

    /// Puts a hash at the end of this level, and into the levels above as tiles fill.
    fn carry(&mut self, from: u8, hash: Hash) -> Vec<Tile> {
        let mut filled = Vec::new();
        let mut carry = hash;
        for level in from..=u8::MAX {
            let at = usize::from(level);
            if self.levels.len() <= at {
                self.levels.resize(at + 1, Vec::new());
            }
            let Some(hashes) = self.levels.get_mut(at) else {
                break;
            };
            hashes.push(carry);
            if hashes.len() < usize::from(TILE_WIDTH) {
                break;
            }
            let index = (self.frontier.size() >> (8 * (u32::from(level) + 1))) - 1;
            let tile = Tile::full(level, index, std::mem::take(hashes));
            carry = tile.root();
            filled.push(tile);
        }
        filled
    }

    /// The partial tiles at this size, lowest level first.
    pub fn partial_tiles(&self) -> impl Iterator<Item = Tile> + '_ {
        edge_tiles(self.size()).filter_map(|id| self.tile(id))
    }

    /// The partial tile `id`, if it is one of those at this size or a narrower one of the same place.
    pub fn tile(&self, id: TileId) -> Option<Tile> {
        let now = edge_tiles(self.size()).find(|tile| tile.level() == id.level())?;
        let hashes = self
            .levels
            .get(usize::from(id.level()))?
            .get(..usize::from(id.width()))?;
        if now.index() != id.index() {
            return None;
        }
        Tile::new(id, hashes.to_vec())
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root of the tree at this size.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// What a reader needs to follow the log from here.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::testing::{NaiveLog, leaves};
    use crate::tile::new_tiles;

    /// Appends to a log in memory and compares every tile handed out with the one computed from all leaves.
    #[test]
    fn the_tiles_are_those_of_the_whole_log() {
        let log = NaiveLog(leaves(66_000));
        let mut edge = Edge::new();
        let mut written = BTreeMap::new();
        for leaf in &log.0 {
            for tile in edge.push(*leaf).unwrap() {
                written.insert(tile.id(), tile.to_bytes());
            }
        }
        for tile in edge.partial_tiles() {
            written.insert(tile.id(), tile.to_bytes());
        }
        let expected: Vec<_> = new_tiles(0, edge.size()).collect();
        assert_eq!(written.keys().copied().collect::<Vec<_>>(), {
            let mut sorted = expected.clone();
            sorted.sort();
            sorted
        });
        // 66,000 = 257 full tiles of leaves, one of the level above, and three partial ones.
        assert_eq!(expected.len(), 257 + 1 + 3);
        let naive = log.tiles(&expected).unwrap();
        for (id, bytes) in expected.iter().zip(naive) {
            assert_eq!(written[id], bytes, "{}", id.path());
        }
    }

    #[test]
    fn an_edge_read_back_goes_on_as_before() {
        let log = NaiveLog(leaves(600));
        let mut edge = Edge::new();
        for (size, leaf) in (0_u64..).zip(&log.0) {
            let mut reopened = Edge::open(size, &log).unwrap();
            assert_eq!(reopened.root(), edge.root());
            assert_eq!(
                reopened.push(*leaf).unwrap().len(),
                edge.push(*leaf).unwrap().len()
            );
            assert!(
                reopened.partial_tiles().eq(edge.partial_tiles()),
                "size {size}"
            );
        }
    }

    #[test]
    fn a_tile_whose_entries_are_gone_is_as_good_as_they_are() {
        let log = NaiveLog(leaves(66_000));
        let (mut edge, mut other) = (Edge::new(), Edge::new());
        for chunk in log.0.chunks(256) {
            let above = |tiles: Vec<Tile>| tiles.into_iter().filter(|tile| tile.id().level() > 0);
            let pushed = chunk.iter().flat_map(|leaf| edge.push(*leaf).unwrap());
            let filled: Vec<_> = above(pushed.collect()).collect();
            let root = crate::testing::naive_root(chunk);
            if chunk.len() == 256 {
                assert_eq!(other.push_tile(root).unwrap(), filled);
            } else {
                chunk
                    .iter()
                    .for_each(|leaf| drop(other.push(*leaf).unwrap()));
            }
            assert_eq!(other.root(), edge.root());
        }
        assert!(other.partial_tiles().eq(edge.partial_tiles()));
        assert_eq!(other.push_tile(Hash::of_empty_tree()), Err(BadFrontier));
    }

    #[test]
    fn only_partial_tiles_of_this_place_are_given() {
        let mut edge = Edge::new();
        leaves(300)
            .into_iter()
            .for_each(|leaf| drop(edge.push(leaf).unwrap()));
        let tile = |level, index, width| edge.tile(TileId::new(level, index, width).unwrap());
        assert!(tile(0, 1, 44).is_some());
        assert!(tile(0, 1, 7).is_some());
        assert!(tile(1, 0, 1).is_some());
        assert!(tile(0, 1, 45).is_none());
        assert!(tile(0, 0, 44).is_none());
        assert!(tile(2, 0, 1).is_none());
    }
}
