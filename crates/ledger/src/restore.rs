//! The ledger as it was, from its folder: entries of dropped segments from the complete chunks, the rest from the
//! write-ahead log. The whole tree is computed again and compared with the signed heads, so that nothing missing or altered
//! passes; nothing is signed here, and nothing is changed before everything has been compared.

mod chunks;
mod segments;

use std::ops::Range;

use keepwell_crypto::hash::sha256;
use keepwell_tlog::tile::Tile;

use crate::chunk::{CHUNK, Chunk, Part, StoredHead, chunk_of, read_heads};
use crate::disk::{self, Writes};
use crate::error::LedgerOpenError;
use crate::genesis;
use crate::home::Home;
use crate::key::LogKey;
use crate::log::Log;
use crate::register::Register;
use crate::wal::{self, Segment, Wal};

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
}

/// What grows while reading.
struct Reading<'a> {
    home: &'a Home,
    key: &'a LogKey,
    log: Log,
    register: Register,
    head: Option<StoredHead>,
    /// Complete chunks from the write-ahead log.
    chunks: Vec<Chunk>,
    /// Tiles of dropped segments that are missing on disk or differ from what the entries give.
    stale: Vec<Tile>,
    /// Chunks below this are known to be complete on disk.
    durable: u64,
}

/// Reads the ledger in `home` back.
pub(crate) fn restore(
    home: &Home,
    key: &LogKey,
    segment_bytes: u64,
) -> Result<Restored, LedgerOpenError> {
    let folder = home.wal();
    let segments = wal::segments(&folder)
        .map_err(LedgerOpenError::disk(&folder))?
        .ok_or_else(|| LedgerOpenError::Damaged(folder.clone()))?;
    let mut reading = Reading::new(home, key);
    if let Some(oldest) = segments.first() {
        reading.read_chunks(oldest.first)?;
    }
    let good_bytes = reading.read_segments(&segments)?;
    reading.compare_with_published()?;
    let last = segments
        .last()
        .ok_or_else(|| LedgerOpenError::Damaged(folder.clone()))?;
    reading.write_stale()?;
    let wal = Wal::reopen(last, good_bytes, segment_bytes);
    Ok(Restored {
        log: reading.log,
        register: reading.register,
        wal: wal.map_err(LedgerOpenError::disk(&folder))?,
        head: reading.head,
        segments: complete(&segments),
        chunks: reading.chunks,
    })
}

impl<'a> Reading<'a> {
    fn new(home: &'a Home, key: &'a LogKey) -> Self {
        Self {
            home,
            key,
            log: Log::default(),
            register: Register::new(sha256(key.public().key().as_bytes())),
            head: None,
            chunks: Vec::new(),
            stale: Vec::new(),
            durable: 0,
        }
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
