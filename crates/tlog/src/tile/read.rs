//! Hashes of a log out of its tiles. Given something that fetches tiles (files, memory, HTTP) and the size of the log,
//! it names the tiles that are needed, takes each once, and computes the hashes from them.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::hash::Hash;
use crate::tile::{Tile, TileId};
use crate::tree::{HashSource, NodeId};

/// Where tiles come from. A partial tile may be gone once the full one is there, so an implementation that finds it
/// missing asks for [`TileId::to_full`] and returns its first `32 · width` bytes.
pub trait TileSource {
    /// Why tiles could not be had.
    type Error: std::error::Error + 'static;

    /// The bytes of the tiles `ids`, in the same order and exactly as many. Fetched together where that is faster.
    ///
    /// # Errors
    /// When one of them is not there or cannot be read.
    fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, Self::Error>;
}

/// Why hashes could not be taken from tiles.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ReadTilesError<E: std::error::Error + 'static> {
    /// The log is not as large as that.
    #[error("the log has no such entry yet")]
    OutsideLog,
    /// The source failed.
    #[error("a part of the log could not be read: {0}")]
    Source(#[source] E),
    /// A tile has another length than its name says.
    #[error("the part {0} of the log is damaged or missing")]
    WrongTile(String),
}

/// The hashes of a log of one size, taken from its tiles.
pub struct TileHashes<'a, S> {
    source: &'a S,
    size: u64,
}

impl<'a, S: TileSource> TileHashes<'a, S> {
    /// Reads from `source` a log of `size` entries. Take the size from a checkpoint whose signature was checked.
    pub fn new(source: &'a S, size: u64) -> Self {
        Self { source, size }
    }

    /// The tiles `ids`, in the same order, each with the length it must have.
    pub(crate) fn read(&self, ids: &[TileId]) -> Result<Vec<Tile>, ReadTilesError<S::Error>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.source.tiles(ids).map_err(ReadTilesError::Source)?;
        let mut found = found.into_iter();
        ids.iter()
            .map(|id| {
                found
                    .next()
                    .and_then(|bytes| Tile::parse(*id, &bytes))
                    .ok_or_else(|| ReadTilesError::WrongTile(id.path()))
            })
            .collect()
    }
}

impl<S: TileSource> HashSource for TileHashes<'_, S> {
    type Error = ReadTilesError<S::Error>;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Self::Error> {
        let ids = tiles_of(nodes, self.size)?;
        let unique: Vec<_> = ids
            .iter()
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let tiles: BTreeMap<_, _> = self
            .read(&unique)?
            .into_iter()
            .map(|tile| (tile.id(), tile))
            .collect();
        nodes
            .iter()
            .zip(ids)
            .map(|(node, id)| {
                tiles
                    .get(&id)
                    .and_then(|tile| tile.node(*node))
                    .ok_or(ReadTilesError::OutsideLog)
            })
            .collect()
    }
}

/// The tile of each node in a log of `size` entries.
pub(super) fn tiles_of<E: std::error::Error>(
    nodes: &[NodeId],
    size: u64,
) -> Result<Vec<TileId>, ReadTilesError<E>> {
    nodes
        .iter()
        .map(|node| TileId::of_node(*node, size).ok_or(ReadTilesError::OutsideLog))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::convert::Infallible;

    use super::*;
    use crate::testing::{NaiveLog, leaves};
    use crate::tree::cover;

    /// A source that remembers what it was asked and may answer wrongly.
    struct Spy {
        log: NaiveLog,
        asked: RefCell<Vec<TileId>>,
        spoil: fn(&mut Vec<Vec<u8>>),
    }

    impl TileSource for Spy {
        type Error = Infallible;

        fn tiles(&self, ids: &[TileId]) -> Result<Vec<Vec<u8>>, Infallible> {
            self.asked.borrow_mut().extend(ids);
            let mut tiles = self.log.tiles(ids)?;
            (self.spoil)(&mut tiles);
            Ok(tiles)
        }
    }

    fn spy(spoil: fn(&mut Vec<Vec<u8>>)) -> Spy {
        Spy {
            log: NaiveLog(leaves(600)),
            asked: RefCell::default(),
            spoil,
        }
    }

    #[test]
    fn each_tile_is_asked_for_once() {
        let spy = spy(|_| ());
        let nodes: Vec<_> = cover(0, 600).collect();
        let hashes = TileHashes::new(&spy, 600).hashes(&nodes).unwrap();
        assert_eq!(hashes, spy.log.hashes(&nodes).unwrap());
        let paths: Vec<_> = spy.asked.borrow().iter().map(TileId::path).collect();
        assert_eq!(paths, ["tile/0/002.p/88", "tile/1/000.p/2"]);
    }

    #[test]
    fn a_short_long_or_missing_tile_is_named() {
        let spoils: [fn(&mut Vec<Vec<u8>>); 3] = [
            |tiles| tiles[0].truncate(88 * 32 - 1),
            |tiles| tiles[0].extend([0; 32]),
            |tiles| tiles.clear(),
        ];
        for spoil in spoils {
            let spy = spy(spoil);
            let answer = TileHashes::new(&spy, 600).hashes(&[NodeId::new(0, 599)]);
            assert_eq!(
                answer,
                Err(ReadTilesError::WrongTile("tile/0/002.p/88".into()))
            );
        }
    }

    #[test]
    fn nothing_is_asked_beyond_the_size() {
        let spy = spy(|_| ());
        let answer = TileHashes::new(&spy, 599).hashes(&[NodeId::new(0, 599)]);
        assert_eq!(answer, Err(ReadTilesError::OutsideLog));
        assert!(spy.asked.borrow().is_empty());
    }
}
