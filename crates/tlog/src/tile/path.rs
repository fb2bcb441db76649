//! Where tiles are served: `tile/<L>/<N>[.p/<W>]`, with the index in groups of three digits. Written from a tile's name
//! and read back strictly, because the path comes from anybody and may end up as the name of a file.

use crate::number::parse_decimal;
use crate::tile::{MAX_LEVEL, TILE_WIDTH, TileId};

impl TileId {
    /// Its path under the log's prefix, without a slash before it: `tile/0/x001/x234/067`, `tile/1/000.p/17`.
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, index_path(self.index, self.width))
    }

    /// Reads a path; `None` for anything that [`TileId::path`] would not have written.
    pub fn parse(path: &str) -> Option<Self> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let level = u8::try_from(parse_decimal(level)?)
            .ok()
            .filter(|level| *level <= MAX_LEVEL)?;
        let (index, width) = parse_index_path(rest)?;
        Self::new(level, index, width)
    }
}

/// `<N>[.p/<W>]`: the index in groups of three digits, all but the last after an `x`, and the width unless it is 256.
pub(crate) fn index_path(index: u64, width: u16) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    if width < TILE_WIDTH {
        format!("{path}.p/{width}")
    } else {
        path
    }
}

/// Reads what [`index_path`] wrote, and nothing else.
pub(crate) fn parse_index_path(path: &str) -> Option<(u64, u16)> {
    let (groups, width) = match path.split_once(".p/") {
        None => (path, TILE_WIDTH),
        Some((groups, width)) => {
            let width = u16::try_from(parse_decimal(width)?).ok()?;
            (
                groups,
                Some(width).filter(|width| (1..TILE_WIDTH).contains(width))?,
            )
        }
    };
    Some((parse_groups(groups)?, width))
}

fn parse_groups(groups: &str) -> Option<u64> {
    let (leading, last) = match groups.rsplit_once('/') {
        None => (None, groups),
        Some((leading, last)) => (Some(leading), last),
    };
    let mut index = 0_u64;
    for group in leading.into_iter().flat_map(|leading| leading.split('/')) {
        index = append_group(index, group.strip_prefix('x')?)?;
        // A first group of zeros would be another spelling of the same index.
        if index == 0 {
            return None;
        }
    }
    append_group(index, last)
}

fn append_group(index: u64, digits: &str) -> Option<u64> {
    if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    index.checked_mul(1000)?.checked_add(digits.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_are_those_of_the_standard() {
        let path = |level, index, width| TileId::new(level, index, width).unwrap().path();
        assert_eq!(path(0, 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(path(63, 0, 1), "tile/63/000.p/1");
        assert_eq!(path(1, 999, 255), "tile/1/999.p/255");
        assert_eq!(path(2, 1000, 256), "tile/2/x001/000");
    }

    #[test]
    fn every_other_spelling_is_refused() {
        for path in [
            "",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "/tile/0/000",
            "tile/00/000",
            "tile/64/000",
            "tile/-1/000",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/1",
            "tile/0/x000",
            "tile/0/x000/000",
            "tile/0/x001",
            "tile/0/001/000",
            "tile/0/x001/x000",
            "tile/0/x1/000",
            "tile/0/x001//000",
            "tile/0/x001/000/",
            "tile/0//000",
            "tile/0/000.p",
            "tile/0/000.p/",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/1/",
            "tile/0/000.p/1.p/1",
            "tile/0/000.P/1",
            "tile/0/../000",
            "tile/0/x..1/000",
            "tile/entries/000",
            "TILE/0/000",
            "tile/0/٠٠٠",
            "tile/0/000 ",
            "tile/0/000\n",
            "tile/0/+01",
            "tile/0/X001/000",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
        ] {
            assert_eq!(TileId::parse(path), None, "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn every_path_comes_back(level in 0..=MAX_LEVEL, index: u64, width in 1..=TILE_WIDTH) {
            let id = TileId::new(level, index, width).unwrap();
            prop_assert_eq!(TileId::parse(&id.path()), Some(id));
        }

        /// What parses is what would have been written: no tile has two paths.
        #[test]
        fn what_parses_has_that_path(path in "tile/[0-9]{1,2}/(x[0-9]{3}/){0,2}[0-9]{3}(\\.p/[0-9]{1,3})?") {
            if let Some(id) = TileId::parse(&path) {
                prop_assert_eq!(id.path(), path);
            }
        }

        #[test]
        fn no_text_makes_it_panic(path in ".{0,40}") {
            let _ = TileId::parse(&path);
            let _ = TileId::parse(&format!("tile/0/{path}"));
        }
    }
}
