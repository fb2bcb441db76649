//! The ledger as it was, from its folder: what was before the write-ahead log from files beside it, the rest from the log. A
//! start takes the right edge of the tree, which must lead to the signed root, and goes on from there; where that is not
//! possible, or everything is to be checked, the whole tree is computed again. Nothing is signed here, and nothing is changed
//! before everything has been compared.

mod chunks;
mod resume;
mod segments;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keepwell_crypto::hash::sha256;
use keepwell_tlog::tile::Tile;

use crate::chunk::{CHUNK, Chunk, Part, StoredHead, chunk_of, read_heads};
use crate::disk::{self, Writes};
use crate::error::LedgerOpenError;
use crate::genesis;
use crate::home::Home;
use crate::key::LogKey;
use crate::log::Log;
use crate::register::{Index, Register, TagKey};
use crate::wal::{self, End, Segment, Wal};

/// How much is read of what was before the write-ahead log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// The right edge of its tree; all of it only where that does not lead to the signed root.
    Edge,
    /// All of it.
    Whole,
}

/// A ledger read back.
pub(crate) struct Restored {
    pub(crate) log: Log,
    pub(crate) register: Register,
    pub(crate) wal: Wal,
    /// The newest head, `None` for a ledger without entries.
    pub(crate) head: Option<StoredHead>,
    /// Entries of the complete segments that are still there.
    pub(crate) segments: Vec<Range<u64>>,
    /// Complete chunks that stand in the write-ahead log; what is missing of their files is to be written.
    pub(crate) chunks: Vec<Chunk>,
    /// Entries before the write-ahead log.
    pub(crate) beside: u64,
    /// Runs before the write-ahead log that have no file of their own, or a wrong one.
    pub(crate) missing: Vec<u64>,
}

/// A ledger that was read from its beginning.
pub(crate) struct Whole {
    pub(crate) entries: u64,
    /// Entries before the write-ahead log.
    pub(crate) beside: u64,
    /// Tiles that are missing or wrong, and can be made again.
    pub(crate) stale: Vec<PathBuf>,
}

/// What grows while reading.
struct Reading<'a> {
    home: &'a Home,
    key: &'a LogKey,
    tags: Arc<TagKey>,
    log: Log,
    register: Register,
    head: Option<StoredHead>,
    /// Complete chunks from the write-ahead log.
    chunks: Vec<Chunk>,
    /// Tiles of dropped segments that are missing on disk or differ from what the entries give.
    stale: Vec<Tile>,
    /// Chunks below this are known to be complete on disk.
    durable: u64,
    /// Runs that have no file, or a wrong one.
    missing: Vec<u64>,
}

/// Reads the ledger in `home` back.
pub(crate) fn restore(
    home: &Home,
    (key, tags): (&LogKey, &Arc<TagKey>),
    segment_bytes: u64,
    depth: Depth,
) -> Result<Restored, LedgerOpenError> {
    let folder = home.wal();
    let segments = segments(&folder)?;
    let mut reading = Reading::new(home, key, tags);
    let (beside, end) = reading.read(&segments, depth)?;
    let last = segments
        .last()
        .ok_or_else(|| LedgerOpenError::Damaged(folder.clone()))?;
    reading.write_stale()?;
    let wal = Wal::reopen(last, &end, segment_bytes);
    Ok(Restored {
        log: reading.log,
        register: reading.register,
        wal: wal.map_err(LedgerOpenError::disk(&folder))?,
        head: reading.head,
        segments: complete(&segments),
        chunks: reading.chunks,
        beside,
        missing: reading.missing,
    })
}

/// Reads all of the ledger in `home`, and changes nothing.
pub(crate) fn read_whole(
    home: &Home,
    (key, tags): (&LogKey, &Arc<TagKey>),
) -> Result<Whole, LedgerOpenError> {
    let mut reading = Reading::new(home, key, tags);
    let (beside, _) = reading.read(&segments(&home.wal())?, Depth::Whole)?;
    let stale = reading.stale.iter().map(|tile| home.tile(tile.id()));
    Ok(Whole {
        entries: reading.log.size(),
        beside,
        stale: stale.collect(),
    })
}

fn segments(folder: &Path) -> Result<Vec<Segment>, LedgerOpenError> {
    wal::segments(folder)
        .map_err(LedgerOpenError::disk(folder))?
        .ok_or_else(|| LedgerOpenError::Damaged(folder.to_owned()))
}

impl<'a> Reading<'a> {
    fn new(home: &'a Home, key: &'a LogKey, tags: &Arc<TagKey>) -> Self {
        let index = Index::new(Box::new(home.clone()), tags.clone());
        Self {
            home,
            key,
            tags: tags.clone(),
            log: Log::default(),
            register: Register::new(sha256(key.public().key().as_bytes()), index),
            head: None,
            chunks: Vec::new(),
            stale: Vec::new(),
            durable: 0,
            missing: Vec::new(),
        }
    }

    /// Reads everything and compares it with what was published. Gives the number of entries before the write-ahead log, and
    /// where that goes on.
    fn read(&mut self, segments: &[Segment], depth: Depth) -> Result<(u64, End), LedgerOpenError> {
        let beside = segments.first().map_or(0, |oldest| oldest.first);
        self.read_beside(beside, depth)?;
        let end = self.read_segments(segments)?;
        self.compare_with_published()?;
        Ok((beside, end))
    }

    /// Takes up the `entries` entries before the write-ahead log.
    fn read_beside(&mut self, entries: u64, depth: Depth) -> Result<(), LedgerOpenError> {
        self.durable = chunks_for(entries);
        if entries == 0 || (depth == Depth::Edge && self.resume(entries)?) {
            return Ok(());
        }
        if depth == Depth::Edge {
            tracing::warn!(
                "what stands beside the log does not lead to what was signed: reading all of it"
            );
        }
        self.read_chunks(entries)
    }

    /// The last head that was published must be one of this log's: else the folder, or a part of it, is an older copy.
    fn compare_with_published(&self) -> Result<(), LedgerOpenError> {
        let path = self.home.checkpoint();
        let damaged = || LedgerOpenError::Damaged(path.clone());
        let found = self.log.size();
        let Some(bytes) = disk::read(&path).map_err(LedgerOpenError::disk(&path))? else {
            // It is written before the first statement is taken.
            return if found <= genesis::ENTRIES {
                Ok(())
            } else {
                Err(damaged())
            };
        };
        let published = self.key.open_head(&bytes).map_err(|_| damaged())?;
        let size = published.checkpoint().size();
        if size > found {
            return Err(LedgerOpenError::RolledBack {
                found,
                published: size,
            });
        }
        match head_at(self.home, &self.chunks, &self.log, size)? {
            Some(head) if head.note.as_bytes() == bytes => Ok(()),
            _ => Err(damaged()),
        }
    }

    /// Tiles are derived: those that a damaged disk lost are made again, now that the entries have proven right.
    fn write_stale(&self) -> Result<(), LedgerOpenError> {
        let write = || {
            let mut writes = Writes::default();
            for tile in &self.stale {
                tracing::warn!(
                    tile = tile.id().path(),
                    "a tile was missing or damaged: written again"
                );
                writes.put(&self.home.tile(tile.id()), &tile.to_bytes())?;
            }
            writes.finish()
        };
        write().map_err(LedgerOpenError::disk(self.home.wal()))
    }
}

impl Restored {
    /// The head of exactly this size, as it was stored.
    pub(crate) fn head_at(
        &self,
        home: &Home,
        size: u64,
    ) -> Result<Option<StoredHead>, LedgerOpenError> {
        head_at(home, &self.chunks, &self.log, size)
    }
}

/// The head of exactly this size, among those in memory or in the file of its chunk.
fn head_at(
    home: &Home,
    chunks: &[Chunk],
    log: &Log,
    size: u64,
) -> Result<Option<StoredHead>, LedgerOpenError> {
    let mut known = chunks.iter().chain([log.open()]);
    if let Some(head) = known.find_map(|chunk| chunk.head(size)) {
        return Ok(Some(head.clone()));
    }
    let index = chunk_of(size.saturating_sub(1));
    let path = home.part(Part::Heads, index);
    let heads = read_heads(home, index).map_err(LedgerOpenError::disk(path))?;
    Ok(heads.and_then(|heads| heads.into_iter().find(|head| head.size == size)))
}

/// The entries of each segment but the last.
fn complete(segments: &[Segment]) -> Vec<Range<u64>> {
    let next = segments.iter().skip(1);
    segments
        .iter()
        .zip(next)
        .map(|(one, next)| one.first..next.first)
        .collect()
}

/// The chunks that hold the first `entries` entries, the last of them perhaps in part.
fn chunks_for(entries: u64) -> u64 {
    entries.div_ceil(CHUNK)
}
