//! Tiles that are kept with every hash that can be computed from them, for whoever makes many proofs of one log: the second
//! proof out of a tile costs a look-up for each of its hashes instead of up to 255 computations. A tile's name always stands
//! for the same bytes, so nothing kept here is ever out of date.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::hash::Hash;
use crate::tile::read::tiles_of;
use crate::tile::{ReadTilesError, TILE_HEIGHT, TILE_WIDTH, Tile, TileHashes, TileId, TileSource};
use crate::tree::{HashSource, NodeId};

/// Tiles of one log, at most so many.
pub struct KeptTiles {
    most: usize,
    ladders: Mutex<BTreeMap<TileId, Arc<Ladder>>>,
}

/// The hashes of a log of one size, from tiles that are kept or taken from a source.
pub struct KeptHashes<'a, S> {
    kept: &'a KeptTiles,
    tiles: TileHashes<'a, S>,
    size: u64,
}

/// At position `k` the hashes over each 2^k neighbours of a tile.
struct Ladder(Vec<Vec<Hash>>);

impl KeptTiles {
    /// Keeps at most `most` tiles, 16 KiB each, and lets all of them go when there are more.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            ladders: Mutex::default(),
        }
    }

    /// The hashes of the log of `size` entries; what is not kept yet comes from `source`, which must be of the same log.
    pub fn hashes<'a, S: TileSource>(&'a self, source: &'a S, size: u64) -> KeptHashes<'a, S> {
        KeptHashes {
            kept: self,
            tiles: TileHashes::new(source, size),
            size,
        }
    }

    /// Lets all of them go, where one turned out to be none of the log's.
    pub fn forget(&self) {
        let mut ladders = self.ladders.lock().unwrap_or_else(PoisonError::into_inner);
        ladders.clear();
    }

    fn get(&self, ids: &BTreeSet<TileId>) -> BTreeMap<TileId, Arc<Ladder>> {
        let ladders = self.ladders.lock().unwrap_or_else(PoisonError::into_inner);
        let found = ids
            .iter()
            .filter_map(|id| Some((*id, ladders.get(id)?.clone())));
        found.collect()
    }

    fn keep(&self, new: &[(TileId, Arc<Ladder>)]) {
        let mut ladders = self.ladders.lock().unwrap_or_else(PoisonError::into_inner);
        if ladders.len().saturating_add(new.len()) > self.most {
            ladders.clear();
        }
        ladders.extend(new.iter().take(self.most).cloned());
    }
}

impl<S: TileSource> HashSource for KeptHashes<'_, S> {
    type Error = ReadTilesError<S::Error>;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Self::Error> {
        let ids = tiles_of(nodes, self.size)?;
        let unique: BTreeSet<_> = ids.iter().copied().collect();
        let mut ladders = self.kept.get(&unique);
        let missing = unique.iter().filter(|id| !ladders.contains_key(id));
        let missing: Vec<_> = missing.copied().collect();
        let new = self.tiles.read(&missing)?.into_iter();
        let new: Vec<_> = new
            .map(|tile| (tile.id(), Arc::new(Ladder::of(tile))))
            .collect();
        self.kept.keep(&new);
        ladders.extend(new);
        let hash = |(node, id): (&NodeId, &TileId)| ladders.get(id)?.node(*id, *node);
        let found = nodes.iter().zip(&ids).map(hash);
        found
            .collect::<Option<Vec<_>>>()
            .ok_or(ReadTilesError::OutsideLog)
    }
}

impl Ladder {
    fn of(tile: Tile) -> Self {
        let mut rows = vec![tile.into_hashes()];
        while let Some(last) = rows.last().filter(|last| last.len() > 1) {
            let pairs = last.as_chunks::<2>().0;
            let next = pairs
                .iter()
                .map(|[left, right]| Hash::of_children(left, right));
            rows.push(next.collect());
        }
        Self(rows)
    }

    fn node(&self, id: TileId, node: NodeId) -> Option<Hash> {
        let below = node.level() % TILE_HEIGHT;
        let first = id.index().checked_mul(u64::from(TILE_WIDTH >> below))?;
        let at = usize::try_from(node.index().checked_sub(first)?).ok()?;
        self.0.get(usize::from(below))?.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::convert::Infallible;

    use super::*;
    use crate::proof::InclusionProof;
    use crate::testing::{NaiveLog, leaves};

    struct Spy {
        log: NaiveLog,
        asked: RefCell<usize>,
    }

    impl TileSource for Spy {
        type Error = Infallible;

        fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, Infallible> {
            *self.asked.borrow_mut() += ids.len();
            self.log.tiles(ids)
        }
    }

    fn spy() -> Spy {
        Spy {
            log: NaiveLog(leaves(1000)),
            asked: RefCell::default(),
        }
    }

    #[test]
    fn proofs_are_those_that_tiles_alone_give_at_every_size() {
        let (spy, kept) = (spy(), KeptTiles::new(64));
        for size in (1..=1000).step_by(37) {
            for index in (0..size).step_by(29) {
                let from_kept = InclusionProof::make(&kept.hashes(&spy, size), index, size);
                let alone = InclusionProof::make(&TileHashes::new(&spy, size), index, size);
                assert_eq!(from_kept.unwrap(), alone.unwrap(), "{index} of {size}");
            }
        }
    }

    #[test]
    fn a_tile_is_asked_for_once_while_it_is_kept() {
        let (spy, kept) = (spy(), KeptTiles::new(8));
        let prove = |index| InclusionProof::make(&kept.hashes(&spy, 1000), index, 1000).unwrap();
        (0..256).for_each(|index| drop(prove(index)));
        // Its own tile, the last one, and the one above both.
        assert_eq!(*spy.asked.borrow(), 3);
        prove(300);
        assert_eq!(*spy.asked.borrow(), 4);
        kept.forget();
        prove(300);
        assert_eq!(*spy.asked.borrow(), 7);
    }

    #[test]
    fn what_is_kept_has_a_most() {
        let (spy, kept) = (spy(), KeptTiles::new(3));
        for index in [0, 256, 512, 0] {
            InclusionProof::make(&kept.hashes(&spy, 1000), index, 1000).unwrap();
            assert!(kept.ladders.lock().unwrap().len() <= 3);
        }
        let none = kept.hashes(&spy, 999).hashes(&[NodeId::new(0, 999)]);
        assert_eq!(none, Err(ReadTilesError::OutsideLog));
    }
}
