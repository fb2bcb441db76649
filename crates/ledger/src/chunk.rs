//! 256 neighbouring entries with all that belongs to them: who signed each, the statements, the heads signed meanwhile
//! and the tiles that filled with the last one. Complete chunks are written beside the write-ahead log, each part to a
//! file of its own, so that statements can be erased there while entries, tiles and everybody's proofs stay as they are.

use std::io;
use std::path::Path;
use std::sync::Arc;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::entry::Entry;
use keepwell_tlog::bundle::{self, BundleId};
use keepwell_tlog::hash::Hash;
use keepwell_tlog::tile::{TILE_WIDTH, Tile, TileId};
use keepwell_tlog::tree::NodeId;

use crate::disk::{self, Writes};
use crate::files::Files;
use crate::home::Home;

/// Entries in a complete chunk.
pub(crate) const CHUNK: u64 = TILE_WIDTH as u64;

/// The first half of SHA-256 of the key that signed a statement: what the ledger keeps of it. Whoever wanted to pass for the
/// signer of any of 2^30 grants would have to try 2^98 keys.
pub(crate) type Signer = [u8; 16];

/// What the ledger keeps of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Registration {
    pub(crate) entry: Entry,
    /// SHA-256 of the key that signed the statement.
    pub(crate) signer: Digest,
    /// At most 4,096 bytes; none once erased.
    pub(crate) statement: Vec<u8>,
}

/// A signed head as it is stored. Whoever uses it checks the signature again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredHead {
    pub(crate) size: u64,
    pub(crate) note: Arc<str>,
}

/// What is kept of a complete chunk, each in a file of its own, beside its tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The entry bundle, at the path under which it is served.
    Bundle,
    /// For each entry the hash of who signed it.
    Signers,
    /// The statements: the one file that holds what may have to be erased.
    Statements,
    /// The heads signed within it.
    Heads,
}

impl Part {
    /// Where it stands for chunk `index`: `tile/entries/<N>`, and likewise for the others.
    pub(crate) fn path(self, index: u64) -> String {
        let bundle = BundleId::new(index, TILE_WIDTH).map_or_else(String::new, |id| id.path());
        let beside = |what| bundle.replacen("tile/entries", what, 1);
        match self {
            Self::Bundle => bundle,
            Self::Signers => beside("signers"),
            Self::Statements => beside("statements"),
            Self::Heads => beside("heads"),
        }
    }
}

/// A chunk, growing or complete.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    pub(crate) index: u64,
    pub(crate) registrations: Vec<Registration>,
    /// Those with a size within this chunk: above its first entry's index, up to the end.
    pub(crate) heads: Vec<StoredHead>,
    /// The tiles that filled with the last entry.
    pub(crate) tiles: Vec<Tile>,
}

/// What is kept of the SHA-256 of a signer's key.
pub(crate) fn short(signer: &Digest) -> Signer {
    let mut short = [0; 16];
    let all = short.iter_mut().zip(signer);
    all.for_each(|(to, from)| *to = *from);
    short
}

/// The chunk that holds entry `index`.
pub(crate) fn chunk_of(index: u64) -> u64 {
    index / CHUNK
}

impl Chunk {
    pub(crate) fn new(index: u64) -> Self {
        Self {
            index,
            ..Self::default()
        }
    }

    /// The size of the log when this chunk is complete.
    pub(crate) fn end(&self) -> u64 {
        self.index.saturating_add(1).saturating_mul(CHUNK)
    }

    /// Its entry bundle, of the first `width` entries; `None` when it does not hold as many.
    pub(crate) fn bundle(&self, width: u16) -> Option<Vec<u8>> {
        let entries: Vec<_> = self
            .registrations
            .get(..usize::from(width))?
            .iter()
            .map(|one| one.entry.to_bytes())
            .collect();
        bundle::encode(&entries).ok()
    }

    /// The stored head of exactly this size.
    pub(crate) fn head(&self, size: u64) -> Option<&StoredHead> {
        self.heads.iter().find(|head| head.size == size)
    }

    /// Writes a complete chunk; what is there already with the same content stays.
    pub(crate) fn write(&self, home: &Home, writes: &mut Writes) -> io::Result<()> {
        let files = self.files().ok_or(io::ErrorKind::InvalidData)?;
        let mut files = files.iter();
        files.try_for_each(|(path, bytes)| put_once(writes, &home.at_path(path), bytes))
    }

    /// What is kept of a complete chunk: paths and contents, its tiles last. A tile of level 0 is computed from the bundle
    /// whenever somebody asks for it. `None` while the chunk is not complete.
    pub(crate) fn files(&self) -> Option<Vec<(String, Vec<u8>)>> {
        let at = |part: Part| part.path(self.index);
        let mut files = vec![
            (at(Part::Bundle), self.bundle(TILE_WIDTH)?),
            (at(Part::Signers), self.signers()),
            (at(Part::Statements), self.statements()),
            (at(Part::Heads), encode_heads(&self.heads)),
        ];
        let tiles = self.tiles.iter().filter(|tile| tile.id().level() > 0);
        files.extend(tiles.map(|tile| (tile.id().path(), tile.to_bytes())));
        Some(files)
    }

    fn signers(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for one in &self.registrations {
            bytes.extend(short(&one.signer));
        }
        bytes
    }

    fn statements(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for one in &self.registrations {
            push_prefixed(&mut bytes, &one.statement);
        }
        bytes
    }
}

/// The entries of complete chunk `index`, read back; `None` when the file is missing or is none.
pub(crate) fn read_entries(files: &dyn Files, index: u64) -> io::Result<Option<Vec<Entry>>> {
    let bytes = files.read(&Part::Bundle.path(index))?;
    Ok(bytes.and_then(|bytes| parse_entries(index, &bytes)))
}

/// The entries in the bundle of complete chunk `index`.
pub(crate) fn parse_entries(index: u64, bytes: &[u8]) -> Option<Vec<Entry>> {
    let id = BundleId::new(index, TILE_WIDTH)?;
    let entries = bundle::parse(id, bytes).ok()?;
    entries
        .into_iter()
        .map(|entry| Entry::parse(entry).ok())
        .collect()
}

/// Who signed the entries of complete chunk `index`, read back. Older ledgers kept the whole SHA-256 of each key.
pub(crate) fn read_signers(files: &dyn Files, index: u64) -> io::Result<Option<Vec<Signer>>> {
    let bytes = files.read(&Part::Signers.path(index))?;
    Ok(bytes.and_then(|bytes| {
        let count = usize::from(TILE_WIDTH);
        match bytes.len() / count {
            16 => exactly(count, bytes.as_chunks::<16>(), |signer| *signer),
            32 => exactly(count, bytes.as_chunks::<32>(), short),
            _ => None,
        }
    }))
}

/// The entries of complete chunk `index` with who signed them, read back.
pub(crate) fn read(files: &dyn Files, index: u64) -> io::Result<Option<Vec<(Entry, Signer)>>> {
    let (entries, signers) = (read_entries(files, index)?, read_signers(files, index)?);
    let both = entries.zip(signers);
    Ok(both.map(|(entries, signers)| entries.into_iter().zip(signers).collect()))
}

/// The tile of level 0 of complete chunk `index`; `None` when these are not all of its entries.
pub(crate) fn tile_of(index: u64, entries: &[Entry]) -> Option<Tile> {
    let hashes = entries.iter().map(|entry| Hash::of_leaf(&entry.to_bytes()));
    Tile::new(TileId::new(0, index, TILE_WIDTH)?, hashes.collect())
}

/// The full tile at the place of `id`; `None` when what it is made of is missing or is none.
pub(crate) fn read_tile(files: &dyn Files, id: TileId) -> io::Result<Option<Tile>> {
    let id = id.to_full();
    if id.level() == 0 {
        let entries = read_entries(files, id.index())?;
        return Ok(entries.and_then(|entries| tile_of(id.index(), &entries)));
    }
    let bytes = files.read(&id.path())?;
    Ok(bytes.and_then(|bytes| Tile::parse(id, &bytes)))
}

/// Compares the entries of complete chunk `index` with the tile above them, where that one is full.
///
/// # Errors
/// When a file cannot be read, or they differ.
pub(crate) fn compare(files: &dyn Files, index: u64) -> io::Result<()> {
    let place =
        |level, index| TileId::new(level, index, TILE_WIDTH).ok_or(io::ErrorKind::InvalidData);
    let Some(above) = read_tile(files, place(1, index / CHUNK)?)? else {
        return Ok(());
    };
    let tile = read_tile(files, place(0, index)?)?;
    if tile.map(|tile| tile.root()) == above.node(NodeId::new(8, index)) {
        Ok(())
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// The heads of complete chunk `index`, read back.
pub(crate) fn read_heads(files: &dyn Files, index: u64) -> io::Result<Option<Vec<StoredHead>>> {
    let bytes = files.read(&Part::Heads.path(index))?;
    Ok(bytes.and_then(|bytes| decode_heads(&bytes)))
}

/// The statements of complete chunk `index`, read back; an erased one is empty.
pub(crate) fn read_statements(files: &dyn Files, index: u64) -> io::Result<Option<Vec<Vec<u8>>>> {
    let bytes = files.read(&Part::Statements.path(index))?;
    Ok(bytes.and_then(|bytes| {
        let id = BundleId::new(index, TILE_WIDTH)?;
        let statements = bundle::parse(id, &bytes).ok()?;
        Some(statements.into_iter().map(<[u8]>::to_vec).collect())
    }))
}

/// Appends `bytes` after their length (u16, big endian). Statements and notes are far below that.
pub(crate) fn push_prefixed(to: &mut Vec<u8>, bytes: &[u8]) {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    to.extend(length.to_be_bytes());
    to.extend(bytes.iter().take(usize::from(length)));
}

/// Takes what [`push_prefixed`] wrote from the front.
pub(crate) fn take_prefixed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

fn encode_heads(heads: &[StoredHead]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for head in heads {
        bytes.extend(head.size.to_be_bytes());
        push_prefixed(&mut bytes, head.note.as_bytes());
    }
    bytes
}

fn decode_heads(bytes: &[u8]) -> Option<Vec<StoredHead>> {
    let mut rest = bytes;
    let mut heads = Vec::new();
    while !rest.is_empty() {
        let (size, after) = rest.split_first_chunk::<8>()?;
        let (note, after) = take_prefixed(after)?;
        heads.push(StoredHead {
            size: u64::from_be_bytes(*size),
            note: std::str::from_utf8(note).ok()?.into(),
        });
        rest = after;
    }
    Some(heads)
}

/// Items cut from bytes, when there are as many as there must be and nothing is left.
fn exactly<const N: usize, T>(
    count: usize,
    (items, rest): (&[[u8; N]], &[u8]),
    read: impl Fn(&[u8; N]) -> T,
) -> Option<Vec<T>> {
    let is_whole = rest.is_empty() && items.len() == count;
    is_whole.then(|| items.iter().map(read).collect())
}

fn put_once(writes: &mut Writes, path: &Path, bytes: &[u8]) -> io::Result<()> {
    if disk::read(path)?.as_deref() == Some(bytes) {
        return Ok(());
    }
    writes.put(path, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_protocol::entry::EntryType;
    use rand_core::OsRng;

    fn chunk() -> Chunk {
        let registration = |n: u8| Registration {
            entry: Entry {
                kind: EntryType::Grant,
                target: 0,
                statement: [n; 32],
            },
            signer: [n ^ 1; 32],
            statement: vec![n; usize::from(n)],
        };
        Chunk {
            index: 3,
            registrations: (0..=255).map(registration).collect(),
            heads: vec![StoredHead {
                size: 1000,
                note: "a note\n".into(),
            }],
            tiles: Vec::new(),
        }
    }

    #[test]
    fn every_part_of_a_chunk_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let held = Home::hold(dir.path(), "a.example", &mut OsRng).unwrap();
        let (home, chunk) = (held.home, chunk());
        let mut writes = Writes::default();
        chunk.write(&home, &mut writes).unwrap();
        writes.finish().unwrap();
        let entries = read_entries(&home, 3).unwrap().unwrap();
        assert!(
            entries
                .iter()
                .eq(chunk.registrations.iter().map(|one| &one.entry))
        );
        let signers = read_signers(&home, 3).unwrap().unwrap();
        assert!(
            signers
                .iter()
                .copied()
                .eq(chunk.registrations.iter().map(|one| short(&one.signer)))
        );
        let statements = read_statements(&home, 3).unwrap().unwrap();
        assert!(
            statements
                .iter()
                .eq(chunk.registrations.iter().map(|one| &one.statement))
        );
        assert_eq!(read_heads(&home, 3).unwrap().unwrap(), chunk.heads);
        assert_eq!(read_entries(&home, 4).unwrap(), None);
        let old: Vec<u8> = chunk
            .registrations
            .iter()
            .flat_map(|one| one.signer)
            .collect();
        std::fs::write(home.part(Part::Signers, 3), &old).unwrap();
        assert_eq!(read_signers(&home, 3).unwrap().unwrap(), signers);
        std::fs::write(home.part(Part::Signers, 3), &old[1..]).unwrap();
        assert_eq!(read_signers(&home, 3).unwrap(), None);
    }

    #[test]
    fn cut_files_are_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::hold(dir.path(), "a.example", &mut OsRng)
            .unwrap()
            .home;
        let mut writes = Writes::default();
        chunk().write(&home, &mut writes).unwrap();
        for part in [Part::Bundle, Part::Signers, Part::Heads] {
            let path = home.part(part, 3);
            let bytes = std::fs::read(&path).unwrap();
            std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        }
        assert_eq!(read_entries(&home, 3).unwrap(), None);
        assert_eq!(read_signers(&home, 3).unwrap(), None);
        assert_eq!(read_heads(&home, 3).unwrap(), None);
    }
}
