//! Which tiles a log has: those that are new between two sizes, and the partial ones at its right edge. Computed from
//! sizes alone, so that a writer and a reader name the same tiles without asking each other.

use crate::tile::{TILE_HEIGHT, TILE_WIDTH, TileId};

/// Tile levels that a log of any size can have.
const LEVELS: u8 = 8;

/// How many hashes tile level `level` has in a log of `size` entries.
pub(crate) fn hashes_at(level: u8, size: u64) -> u64 {
    size.checked_shr(u32::from(level) * u32::from(TILE_HEIGHT))
        .unwrap_or(0)
}

/// The tiles that a log of `new` entries has and one of `old` entries has not, by level and then from left to right. A
/// partial tile that has grown is a new one.
pub fn new_tiles(old: u64, new: u64) -> impl Iterator<Item = TileId> {
    (0..LEVELS).flat_map(move |level| {
        spans(hashes_at(level, old), hashes_at(level, new))
            .filter_map(move |(index, width)| TileId::new(level, index, width))
    })
}

/// The partial tiles of a log of `size` entries, lowest level first.
pub fn edge_tiles(size: u64) -> impl Iterator<Item = TileId> {
    (0..LEVELS).filter_map(move |level| {
        let held = hashes_at(level, size);
        let width = u16::try_from(held % u64::from(TILE_WIDTH)).ok()?;
        TileId::new(level, held / u64::from(TILE_WIDTH), width)
    })
}

/// Cuts a row that grew from `old` to `new` items into pieces of 256: index and width of each that is new or has grown.
pub(crate) fn spans(old: u64, new: u64) -> impl Iterator<Item = (u64, u16)> {
    let width = u64::from(TILE_WIDTH);
    let pieces = if old < new {
        old / width..new.div_ceil(width)
    } else {
        0..0
    };
    pieces.filter_map(move |index| {
        let held = (new - index * width).min(width);
        Some((index, u16::try_from(held).ok()?))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn paths(tiles: impl Iterator<Item = TileId>) -> Vec<String> {
        tiles.map(|tile| tile.path()).collect()
    }

    /// The examples of the tlog-tiles text.
    #[test]
    fn sizes_have_the_tiles_of_the_standard() {
        let edge = ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"];
        assert_eq!(paths(edge_tiles(70_000)), edge);
        let all: Vec<_> = new_tiles(0, 70_000).collect();
        assert_eq!(
            all.iter()
                .filter(|tile| tile.level() == 0 && tile.is_full())
                .count(),
            273
        );
        assert_eq!(
            all.iter()
                .filter(|tile| tile.level() == 1 && tile.is_full())
                .count(),
            1
        );
        assert_eq!(all.len(), 273 + 1 + 3);
        assert_eq!(paths(new_tiles(0, 256)), ["tile/0/000", "tile/1/000.p/1"]);
        assert_eq!(paths(edge_tiles(0)), [""; 0]);
    }

    #[test]
    fn growing_names_each_new_tile_once() {
        for old in [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536] {
            for new in [old, old + 1, old + 255, old + 256, old + 1000] {
                let before: BTreeSet<_> = new_tiles(0, old).collect();
                let after: BTreeSet<_> = new_tiles(0, new).collect();
                let grown: Vec<_> = new_tiles(old, new).collect();
                assert_eq!(
                    grown.iter().copied().collect::<BTreeSet<_>>(),
                    after.difference(&before).copied().collect(),
                    "{old} to {new}"
                );
                assert!(grown.iter().all(|tile| tile.is_in(new) && !tile.is_in(old)));
            }
        }
    }

    #[test]
    fn a_log_never_shrinks() {
        assert_eq!(new_tiles(300, 299).count(), 0);
        assert_eq!(edge_tiles(u64::MAX).count(), 8);
    }
}
