//! A log of numbered entries, kept as the tiles that a ledger of ours would publish: what others read, and what our own proofs
//! are made from.

use std::{collections::BTreeMap, io};

use keepwell_tlog::{
    edge::Edge,
    hash::Hash,
    proof::{ConsistencyProof, InclusionProof},
    tile::{Tile, TileHashes, TileId, TileSource},
};

/// A log that is no longer than what its tiles hold.
pub(crate) struct Log {
    tiles: BTreeMap<String, Vec<u8>>,
    roots: Vec<Hash>,
}

impl Log {
    /// A log of `size` entries; entry `i` is the decimal text of `i`.
    pub(crate) fn of(size: u64) -> Self {
        let mut edge = Edge::new();
        let mut log = Self {
            tiles: BTreeMap::new(),
            roots: vec![edge.root()],
        };
        for index in 0..size {
            let filled = edge.push(leaf(index)).unwrap();
            filled.into_iter().for_each(|tile| log.keep(&tile));
            log.roots.push(edge.root());
        }
        edge.partial_tiles().for_each(|tile| log.keep(&tile));
        log
    }

    fn keep(&mut self, tile: &Tile) {
        self.tiles.insert(tile.id().path(), tile.to_bytes());
    }

    pub(crate) fn root(&self, size: u64) -> Hash {
        self.roots[usize::try_from(size).unwrap()]
    }

    pub(crate) fn inclusion(&self, index: u64, size: u64) -> InclusionProof {
        InclusionProof::make(&TileHashes::new(self, size), index, size).unwrap()
    }

    pub(crate) fn consistency(&self, old: u64, new: u64) -> ConsistencyProof {
        ConsistencyProof::make(&TileHashes::new(self, new), old, new).unwrap()
    }
}

impl TileSource for Log {
    type Error = io::Error;

    /// A partial tile that has grown since is the beginning of what is there.
    fn tiles(&self, ids: &[TileId]) -> io::Result<Vec<Vec<u8>>> {
        let tile = |id: &TileId| {
            let (at, wanted) = (id.to_full().path(), usize::from(id.width()) * 32);
            let found = self.tiles.iter().find(|(path, bytes)| {
                let same = path.split(".p/").next() == Some(at.as_str());
                same && bytes.len() >= wanted
            });
            let (_, bytes) = found.ok_or(io::ErrorKind::NotFound)?;
            Ok(bytes[..wanted].to_vec())
        };
        ids.iter().map(tile).collect()
    }
}

/// The hash of an entry.
pub(crate) fn leaf(index: u64) -> Hash {
    Hash::of_leaf(index.to_string().as_bytes())
}
