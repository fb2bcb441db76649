//! Reads the entries whose segments were dropped, from complete chunks: entry bundles and the hashes of their signers. The
//! tree they give must be that of the head signed where the write-ahead log now begins.

use keepwell_protocol::entry::Entry;
use keepwell_tlog::edge::Edge;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::tile::Tile;

use crate::chunk::{
    CHUNK, Part, Signer, StoredHead, chunk_of, read_entries, read_heads, read_signers,
};
use crate::disk;
use crate::error::LedgerOpenError;
use crate::log::Log;
use crate::register::RUN;
use crate::restore::{Reading, chunks_for};

impl Reading<'_> {
    /// Reads the first `entries` entries, and computes their whole tree.
    pub(super) fn read_chunks(&mut self, entries: u64) -> Result<(), LedgerOpenError> {
        let mut edge = Edge::new();
        for index in 0..chunks_for(entries) {
            let chunk = self.read_chunk(index)?;
            let left = usize::try_from(entries - edge.size()).unwrap_or(usize::MAX);
            for (entry, _) in chunk.iter().take(left) {
                let full = edge
                    .push(Hash::of_leaf(&entry.to_bytes()))
                    .map_err(|_| LedgerOpenError::Damaged(self.home.wal()))?;
                self.compare_tiles(full)?;
            }
            self.note(index, chunk, entries);
        }
        if entries > 0 {
            let head = self.head_of(entries)?;
            let signed = self.key.open_head(head.note.as_bytes());
            if !signed.is_ok_and(|signed| *signed.checkpoint().root() == edge.root()) {
                return Err(LedgerOpenError::Damaged(
                    self.home.part(Part::Heads, chunk_of(entries - 1)),
                ));
            }
            self.head = Some(head);
        }
        self.log = Log::resume(edge);
        self.missing = (0..entries / RUN).collect();
        Ok(())
    }

    pub(super) fn read_chunk(&self, index: u64) -> Result<Vec<(Entry, Signer)>, LedgerOpenError> {
        let (bundle, signers) = (
            self.home.part(Part::Bundle, index),
            self.home.part(Part::Signers, index),
        );
        let entries = read_entries(self.home, index)
            .map_err(LedgerOpenError::disk(&bundle))?
            .ok_or(LedgerOpenError::Damaged(bundle))?;
        let hashes = read_signers(self.home, index)
            .map_err(LedgerOpenError::disk(&signers))?
            .ok_or(LedgerOpenError::Damaged(signers))?;
        Ok(entries.into_iter().zip(hashes).collect())
    }

    /// Notes those of a chunk's entries that are among the first `entries`.
    pub(super) fn note(&mut self, index: u64, chunk: Vec<(Entry, Signer)>, entries: u64) {
        let first = index.saturating_mul(CHUNK);
        for (index, (entry, signer)) in (first..entries).zip(chunk) {
            self.register.note(index, &entry, signer);
        }
        let end = first.saturating_add(CHUNK).min(entries);
        self.register.settle(end);
    }

    /// The head of exactly `size` entries, as it stands in the file of its chunk.
    pub(super) fn head_of(&self, size: u64) -> Result<StoredHead, LedgerOpenError> {
        let index = chunk_of(size.saturating_sub(1));
        let path = self.home.part(Part::Heads, index);
        let heads = read_heads(self.home, index).map_err(LedgerOpenError::disk(&path))?;
        let mut heads = heads.unwrap_or_default().into_iter();
        let head = heads.find(|head| head.size == size);
        head.ok_or(LedgerOpenError::Damaged(path))
    }

    fn compare_tiles(&mut self, full: Vec<Tile>) -> Result<(), LedgerOpenError> {
        for tile in full.into_iter().filter(|tile| tile.id().level() > 0) {
            let path = self.home.tile(tile.id());
            let there = disk::read(&path).map_err(LedgerOpenError::disk(path))?;
            if there.as_deref() != Some(&tile.to_bytes()) {
                self.stale.push(tile);
            }
        }
        Ok(())
    }
}
