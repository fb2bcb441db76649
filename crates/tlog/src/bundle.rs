//! Entry bundles of C2SP tlog-tiles: the entries themselves, 256 to a bundle, each after its length. Made by the server
//! from what it logged, and read strictly by everybody who follows the log.

use thiserror::Error;

use crate::tile::{TILE_WIDTH, index_path, parse_index_path, spans};

/// The longest entry a bundle can hold, in bytes.
pub const MAX_ENTRY_BYTES: usize = u16::MAX as usize;

/// Why entries do not make a bundle, or bytes are none.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum BundleError {
    /// More or fewer entries than the name says.
    #[error("this part of the log does not hold the number of entries it should")]
    Count,
    /// An entry is longer than 65,535 bytes.
    #[error("an entry is too long for the log")]
    EntryTooLong,
    /// The bytes end within an entry.
    #[error("this part of the log ends in the middle of an entry")]
    Torn,
}

/// The name of a bundle: its place and how many entries it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BundleId {
    index: u64,
    width: u16,
}

impl BundleId {
    /// The bundle `index` with `width` entries (1 to 256); `None` outside of that.
    pub fn new(index: u64, width: u16) -> Option<Self> {
        (1..=TILE_WIDTH)
            .contains(&width)
            .then_some(Self { index, width })
    }

    /// The bundle that holds the entry `index` of a log of `size` entries; `None` when there is no such entry.
    pub fn of_entry(index: u64, size: u64) -> Option<Self> {
        spans(index, size)
            .next()
            .filter(|_| index < size)
            .and_then(|(at, width)| Self::new(at, width))
    }

    /// Its path under the log's prefix, without a slash before it: `tile/entries/x001/234.p/5`.
    pub fn path(&self) -> String {
        format!("tile/entries/{}", index_path(self.index, self.width))
    }

    /// Reads a path; `None` for anything that [`BundleId::path`] would not have written.
    pub fn parse(path: &str) -> Option<Self> {
        let (index, width) = parse_index_path(path.strip_prefix("tile/entries/")?)?;
        Self::new(index, width)
    }

    /// How many bundles are to its left.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Number of entries, 1 to 256.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it is full, so that it never changes its name again.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The log index of its first entry; `None` when no log reaches as far.
    pub fn first_entry(&self) -> Option<u64> {
        self.index.checked_mul(u64::from(TILE_WIDTH))
    }

    /// Whether a log of `size` entries has all entries of this bundle.
    pub fn is_in(&self, size: u64) -> bool {
        self.first_entry()
            .and_then(|first| first.checked_add(u64::from(self.width)))
            .is_some_and(|end| end <= size)
    }

    /// The same place with all its entries.
    #[must_use]
    pub fn to_full(self) -> Self {
        Self {
            width: TILE_WIDTH,
            ..self
        }
    }
}

/// The bundles that a log of `new` entries has and one of `old` entries has not. A partial bundle that has grown is new.
pub fn new_bundles(old: u64, new: u64) -> impl Iterator<Item = BundleId> {
    spans(old, new).filter_map(|(index, width)| BundleId::new(index, width))
}

/// The bytes of a bundle: for each entry its length (u16, big endian), then itself.
///
/// # Errors
/// [`BundleError::EntryTooLong`]; [`BundleError::Count`] for more than 256 entries or none.
pub fn encode<T: AsRef<[u8]>>(entries: &[T]) -> Result<Vec<u8>, BundleError> {
    if entries.is_empty() || entries.len() > usize::from(TILE_WIDTH) {
        return Err(BundleError::Count);
    }
    let mut bytes = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::EntryTooLong)?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(entry);
    }
    Ok(bytes)
}

/// The entries in the bytes of bundle `id`: exactly as many as its name says, and nothing after them.
///
/// # Errors
/// [`BundleError::Torn`] when the bytes end too soon, [`BundleError::Count`] when there is more.
pub fn parse(id: BundleId, bytes: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    let mut rest = bytes;
    let mut entries = Vec::with_capacity(usize::from(id.width));
    for _ in 0..id.width {
        let (length, after) = rest.split_first_chunk::<2>().ok_or(BundleError::Torn)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after.split_at_checked(length).ok_or(BundleError::Torn)?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(BundleError::Count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_entry_is_found_in_its_bundle() {
        let path = |index, size| BundleId::of_entry(index, size).map(|id| id.path());
        assert_eq!(path(0, 1).as_deref(), Some("tile/entries/000.p/1"));
        assert_eq!(path(255, 256).as_deref(), Some("tile/entries/000"));
        assert_eq!(path(256, 300).as_deref(), Some("tile/entries/001.p/44"));
        assert_eq!(
            path(1_234_067 * 256, u64::MAX).as_deref(),
            Some("tile/entries/x001/x234/067")
        );
        assert_eq!(path(0, 0), None);
        assert_eq!(path(300, 300), None);
    }

    #[test]
    fn growing_names_each_new_bundle() {
        let paths: Vec<_> = new_bundles(200, 600).map(|id| id.path()).collect();
        assert_eq!(
            paths,
            [
                "tile/entries/000",
                "tile/entries/001",
                "tile/entries/002.p/88"
            ]
        );
        assert_eq!(new_bundles(600, 600).count(), 0);
        assert!(new_bundles(200, 600).all(|id| id.is_in(600) && !id.is_in(200)));
    }

    #[test]
    fn an_empty_entry_counts() {
        let bytes = encode(&[b"".as_slice(), b"ab"]).unwrap();
        assert_eq!(bytes, [0, 0, 0, 2, b'a', b'b']);
        let id = BundleId::new(0, 2).unwrap();
        assert_eq!(parse(id, &bytes).unwrap(), [b"".as_slice(), b"ab"]);
    }

    #[test]
    fn too_many_too_few_and_too_long_are_refused() {
        assert_eq!(encode::<&[u8]>(&[]), Err(BundleError::Count));
        assert_eq!(encode(&vec![b"a"; 257]), Err(BundleError::Count));
        assert_eq!(
            encode(&[vec![0; MAX_ENTRY_BYTES + 1]]),
            Err(BundleError::EntryTooLong)
        );
        let bytes = encode(&[b"one".as_slice(), b"two"]).unwrap();
        let id = |width| BundleId::new(0, width).unwrap();
        assert_eq!(parse(id(1), &bytes), Err(BundleError::Count));
        assert_eq!(parse(id(3), &bytes), Err(BundleError::Torn));
        for length in 0..bytes.len() {
            assert_eq!(
                parse(id(2), &bytes[..length]),
                Err(BundleError::Torn),
                "{length}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_bundle_comes_back(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 1..=256)) {
            let bytes = encode(&entries).unwrap();
            let id = BundleId::new(7, u16::try_from(entries.len()).unwrap()).unwrap();
            prop_assert_eq!(parse(id, &bytes).unwrap(), entries);
        }

        #[test]
        fn every_path_comes_back(index: u64, width in 1..=TILE_WIDTH) {
            let id = BundleId::new(index, width).unwrap();
            prop_assert_eq!(BundleId::parse(&id.path()), Some(id));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, width in 1..=TILE_WIDTH) {
            let _ = parse(BundleId::new(0, width).unwrap(), &bytes);
        }
    }
}
