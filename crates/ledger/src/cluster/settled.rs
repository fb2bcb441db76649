//! The right edge of the log at a size where complete chunks end, from what is in the store. A tile of level 0 is made of its
//! bundle, and one that is not full of the full ones below it, so that no other tiles are ever written.

use std::io;

use keepwell_tlog::edge::{Edge, OpenEdgeError};
use keepwell_tlog::hash::HASH_BYTES;
use keepwell_tlog::tile::{TILE_WIDTH, Tile, TileId, TileSource};

use super::{BrokeOff, Cluster};
use crate::chunk::{Part, parse_entries, tile_of};

/// The edge of the first `settled` entries, a multiple of 256.
pub(super) fn edge(cluster: &Cluster, settled: u64) -> Result<Edge, BrokeOff> {
    let damaged = || BrokeOff::Damaged("a tile in the object store".to_owned());
    Edge::open(settled, &Full(cluster)).map_err(|error| match error {
        OpenEdgeError::Tiles(keepwell_tlog::tile::ReadTilesError::Source(error)) => {
            BrokeOff::Store(error)
        }
        _ => damaged(),
    })
}

/// Gives any tile, and reads full ones only.
struct Full<'c>(&'c Cluster);

impl TileSource for Full<'_> {
    type Error = io::Error;

    fn tiles(&self, ids: &[TileId]) -> io::Result<Vec<Vec<u8>>> {
        ids.iter().map(|id| self.tile(*id)).collect()
    }
}

impl Full<'_> {
    fn tile(&self, id: TileId) -> io::Result<Vec<u8>> {
        let is_full = id.width() == TILE_WIDTH;
        let below = id.level().checked_sub(1).filter(|_| !is_full);
        let Some(below) = below else {
            let mut tiles = self.full(&[id.to_full()])?;
            let mut tile = tiles.pop().unwrap_or_default();
            tile.truncate(usize::from(id.width()) * HASH_BYTES);
            return Ok(tile);
        };
        let first = id.index() * u64::from(TILE_WIDTH);
        let ids: Option<Vec<_>> = (first..first + u64::from(id.width()))
            .map(|index| TileId::new(below, index, TILE_WIDTH))
            .collect();
        let ids = ids.ok_or(io::ErrorKind::InvalidData)?;
        let mut bytes = Vec::new();
        for (id, tile) in ids.iter().zip(self.full(&ids)?) {
            let tile = Tile::parse(*id, &tile).ok_or(io::ErrorKind::InvalidData)?;
            bytes.extend(tile.root().as_bytes());
        }
        Ok(bytes)
    }

    fn full(&self, ids: &[TileId]) -> io::Result<Vec<Vec<u8>>> {
        let path = |id: &TileId| match id.level() {
            0 => Part::Bundle.path(id.index()),
            _ => id.path(),
        };
        let paths: Vec<_> = ids.iter().map(path).collect();
        let files = self.0.wait(self.0.objects.read_all(&paths))?;
        ids.iter().zip(files).map(made_of).collect()
    }
}

/// A full tile, of the file that it is read from.
fn made_of((id, file): (&TileId, Vec<u8>)) -> io::Result<Vec<u8>> {
    if id.level() > 0 {
        return Ok(file);
    }
    let entries = parse_entries(id.index(), &file);
    let tile = entries.and_then(|entries| tile_of(id.index(), &entries));
    Ok(tile.ok_or(io::ErrorKind::InvalidData)?.to_bytes())
}
