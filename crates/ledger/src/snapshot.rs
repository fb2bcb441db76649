//! What readers see: the ledger at one head, replaced as a whole after each commit. Together with the files it answers
//! for every tile, bundle and entry of that size; what is not on disk yet is held here.

use std::io;
use std::sync::Arc;

use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::receipt::RootSignature;
use keepwell_tlog::bundle::{self, BundleId};
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::edge::Edge;
use keepwell_tlog::hash::HASH_BYTES;
use keepwell_tlog::tile::{KeptTiles, TileId, TileSource};

use crate::chunk::{self, Chunk, StoredHead, chunk_of};
use crate::files::Files;
use crate::log::Log;

/// The ledger after one commit.
pub(crate) struct Snapshot {
    /// The newest head.
    pub(crate) head: SignedCheckpoint,
    /// Serves every receipt under it.
    pub(crate) receipts: RootSignature,
    /// The partial tiles.
    edge: Edge,
    /// Index of the unfinished chunk.
    open: u64,
    /// Entries of the unfinished chunk.
    entries: Vec<Entry>,
    /// Statements of the unfinished chunk that anybody may read, by their place in it.
    public: Vec<(usize, Vec<u8>)>,
    /// Heads of the unfinished chunk.
    heads: Vec<StoredHead>,
    /// Complete chunks that may not be on disk yet.
    pending: Vec<Arc<Chunk>>,
}

/// A snapshot and the files beside it.
pub(crate) struct View<'a> {
    pub(crate) files: &'a dyn Files,
    /// For proofs: the tiles out of which others were made.
    pub(crate) kept: &'a KeptTiles,
    pub(crate) snapshot: Arc<Snapshot>,
}

impl Snapshot {
    /// The log at its present size, for which `head` is signed.
    pub(crate) fn new(
        head: SignedCheckpoint,
        receipts: RootSignature,
        log: &Log,
        pending: Vec<Arc<Chunk>>,
    ) -> Self {
        let open = log.open();
        Self {
            head,
            receipts,
            edge: log.edge().clone(),
            open: open.index,
            entries: open.registrations.iter().map(|one| one.entry).collect(),
            public: public(open),
            heads: open.heads.clone(),
            pending,
        }
    }
}

impl View<'_> {
    /// Number of entries.
    pub(crate) fn size(&self) -> u64 {
        self.snapshot.head.checkpoint().size()
    }

    /// Whether everything about entry `index` that a receipt needs is in memory: it is one of the newest. The tiles above it are
    /// partial, or filled with its chunk or a later one.
    pub(crate) fn is_at_hand(&self, index: u64) -> bool {
        let chunk = chunk_of(index);
        chunk == self.snapshot.open || self.pending(chunk).is_some()
    }

    /// Whether entry `index` was pruned.
    pub(crate) fn is_pruned(&self, index: u64) -> bool {
        self.files.is_pruned(chunk_of(index))
    }

    /// The bytes of a tile; `None` when the log has no such tile.
    pub(crate) fn tile(&self, id: TileId) -> io::Result<Option<Vec<u8>>> {
        if !id.is_in(self.size()) {
            return Ok(None);
        }
        if let Some(tile) = self.snapshot.edge.tile(id) {
            return Ok(Some(tile.to_bytes()));
        }
        let mut pending = self.snapshot.pending.iter().flat_map(|chunk| &chunk.tiles);
        let full = match pending.find(|tile| tile.id() == id.to_full()) {
            Some(tile) => tile.to_bytes(),
            None => chunk::read_tile(self.files, id)?
                .ok_or(io::ErrorKind::NotFound)?
                .to_bytes(),
        };
        let wanted = usize::from(id.width()) * HASH_BYTES;
        Ok(Some(full.into_iter().take(wanted).collect()))
    }

    /// The bytes of an entry bundle; `None` when the log has no such bundle.
    pub(crate) fn bundle(&self, id: BundleId) -> io::Result<Option<Vec<u8>>> {
        if !id.is_in(self.size()) {
            return Ok(None);
        }
        let wanted = usize::from(id.width());
        if let Some(chunk) = self.pending(id.index()) {
            return Ok(chunk.bundle(id.width()));
        }
        let all = self.entries(id.index())?;
        let entries: Vec<_> = all.iter().take(wanted).map(Entry::to_bytes).collect();
        Ok(bundle::encode(&entries).ok())
    }

    /// Entry `index`; `None` when the log is not as large.
    pub(crate) fn entry(&self, index: u64) -> io::Result<Option<Entry>> {
        if index >= self.size() {
            return Ok(None);
        }
        let at = usize::try_from(index % chunk::CHUNK).unwrap_or(usize::MAX);
        if let Some(chunk) = self.pending(chunk_of(index)) {
            return Ok(chunk.registrations.get(at).map(|one| one.entry));
        }
        if chunk_of(index) == self.snapshot.open {
            return Ok(self.snapshot.entries.get(at).copied());
        }
        Ok(self.entries(chunk_of(index))?.get(at).copied())
    }

    /// The statement of entry `index`, where it concerns everybody; `None` for every other, and for an erased or pruned one.
    pub(crate) fn statement(&self, index: u64) -> io::Result<Option<Vec<u8>>> {
        let found = self.find_statement(index);
        // Looked at last: it may be pruned meanwhile.
        if self.is_pruned(index) {
            return Ok(None);
        }
        found
    }

    fn find_statement(&self, index: u64) -> io::Result<Option<Vec<u8>>> {
        if !self.entry(index)?.as_ref().is_some_and(is_public) {
            return Ok(None);
        }
        let (chunk, at) = (
            chunk_of(index),
            usize::try_from(index % chunk::CHUNK).unwrap_or(usize::MAX),
        );
        let found = if let Some(chunk) = self.pending(chunk) {
            let registration = chunk.registrations.get(at);
            registration.map(|one| one.statement.clone())
        } else if chunk == self.snapshot.open {
            let mut public = self.snapshot.public.iter();
            public
                .find(|(place, _)| *place == at)
                .map(|(_, statement)| statement.clone())
        } else {
            let all = chunk::read_statements(self.files, chunk)?;
            all.and_then(|all| all.into_iter().nth(at))
        };
        Ok(found.filter(|statement| !statement.is_empty()))
    }

    /// The note of the head of exactly this size; `None` when no commit ended there, or it was pruned.
    pub(crate) fn note(&self, size: u64) -> io::Result<Option<Arc<str>>> {
        let Some(last) = size.checked_sub(1).filter(|_| size <= self.size()) else {
            return Ok(None);
        };
        let index = chunk_of(last);
        if let Some(chunk) = self.pending(index) {
            return Ok(chunk.head(size).map(|head| head.note.clone()));
        }
        let heads = if index == self.snapshot.open {
            self.snapshot.heads.clone()
        } else {
            let heads = chunk::read_heads(self.files, index)?;
            if self.files.is_pruned(index) {
                return Ok(None);
            }
            heads.ok_or(io::ErrorKind::InvalidData)?
        };
        let found = heads.into_iter().find(|head| head.size == size);
        Ok(found.map(|head| head.note))
    }

    fn pending(&self, index: u64) -> Option<&Chunk> {
        let mut pending = self.snapshot.pending.iter();
        pending.find(|chunk| chunk.index == index).map(Arc::as_ref)
    }

    /// The entries of a chunk that is not pending.
    fn entries(&self, index: u64) -> io::Result<Vec<Entry>> {
        if index == self.snapshot.open {
            return Ok(self.snapshot.entries.clone());
        }
        Ok(chunk::read_entries(self.files, index)?.ok_or(io::ErrorKind::InvalidData)?)
    }
}

/// Whether anybody may read the statement of this entry: a clinic that withdraws its card wants everybody to know, and so
/// does the ledger of its policies, of what it says was revoked, whose roots it takes, and what a relay has bound itself to.
fn is_public(entry: &Entry) -> bool {
    matches!(
        entry.kind,
        EntryType::AccessRoot
            | EntryType::CardWithdrawal
            | EntryType::KeySet
            | EntryType::Policy
            | EntryType::StatusRoot
    )
}

fn public(chunk: &Chunk) -> Vec<(usize, Vec<u8>)> {
    let all = chunk.registrations.iter().enumerate();
    all.filter(|(_, one)| is_public(&one.entry))
        .map(|(at, one)| (at, one.statement.clone()))
        .collect()
}

/// For proofs made here.
impl TileSource for View<'_> {
    type Error = io::Error;

    fn tiles(&self, ids: &[TileId]) -> io::Result<Vec<Vec<u8>>> {
        ids.iter()
            .map(|id| Ok(self.tile(*id)?.ok_or(io::ErrorKind::NotFound)?))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::{CHUNK, Registration};
    use crate::key::LogKey;
    use keepwell_crypto::sign::SigningKey;
    use keepwell_tlog::note::Name;

    struct Nowhere;

    impl Files for Nowhere {
        fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
            panic!("{path} is read")
        }
    }

    fn some(count: u64) -> Vec<Registration> {
        let one = |n: u64| {
            let mut statement = [0; 32];
            statement[..8].copy_from_slice(&n.to_be_bytes());
            Registration {
                entry: Entry {
                    kind: EntryType::Grant,
                    target: 0,
                    statement,
                },
                signer: [2; 32],
                statement: Vec::new(),
            }
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn receipts_at_hand_need_no_file() {
        let origin = Name::parse("a.example/ledger").unwrap();
        let key = LogKey::new(origin, SigningKey::from_seed(&[1; 32]));
        let (mut log, mut pending) = (Log::default(), Vec::new());
        for size in [1, 255, 256, 257, 600, 65_535, 65_536, 65_537, 66_000] {
            let complete = log.extend(some(size - log.size())).unwrap();
            pending.extend(complete.into_iter().map(Arc::new));
            pending.drain(..pending.len().saturating_sub(3));
            let head = key.sign_head(size, log.root()).unwrap();
            let receipts = key.receipts(head.checkpoint());
            let view = View {
                files: &Nowhere,
                kept: &KeptTiles::new(8),
                snapshot: Arc::new(Snapshot::new(head, receipts, &log, pending.clone())),
            };
            let at_hand: Vec<_> = (0..size).filter(|index| view.is_at_hand(*index)).collect();
            let least = size.min(3 * CHUNK + size % CHUNK);
            assert_eq!(at_hand.first(), Some(&(size - least)), "of {size}");
            for index in at_hand {
                view.receipt_at_hand(index).unwrap().unwrap();
            }
        }
    }
}
