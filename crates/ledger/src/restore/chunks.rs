//! Reads the entries whose segments were dropped, from complete chunks: entry bundles and the hashes of their signers. The
//! tree they give must be that of the head signed where the write-ahead log now begins.

use keepwell_protocol::entry::Entry;
use keepwell_tlog::edge::Edge;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::tile::{TILE_WIDTH, Tile, TileId};
use keepwell_tlog::tree::NodeId;

use crate::chunk::{
    CHUNK, Part, Signer, StoredHead, chunk_of, read_entries, read_heads, read_signers, read_tile,
};
use crate::disk;
use crate::error::LedgerOpenError;
use crate::files::Files as _;
use crate::log::Log;
use crate::register::{Making, RUN, Run};
use crate::restore::{Reading, chunks_for};

impl Reading<'_> {
    /// Reads the first `entries` entries, and computes their whole tree.
    pub(super) fn read_chunks(&mut self, entries: u64) -> Result<(), LedgerOpenError> {
        let mut edge = Edge::new();
        let pruned = self.take_pruned(entries)?;
        for index in 0..chunks_for(entries) {
            if self.home.is_pruned(index) {
                let root = self.root_of(index)?;
                let full = edge.push_tile(root);
                let full = full.map_err(|_| LedgerOpenError::Damaged(self.home.pruned_path()))?;
                self.compare_tiles(full)?;
                continue;
            }
            let chunk = self.read_chunk(index)?;
            let left = usize::try_from(entries - edge.size()).unwrap_or(usize::MAX);
            for (entry, _) in chunk.iter().take(left) {
                let full = edge
                    .push(Hash::of_leaf(&entry.to_bytes()))
                    .map_err(|_| LedgerOpenError::Damaged(self.home.wal()))?;
                self.compare_tiles(full)?;
            }
            if index >= chunk_of(pruned) {
                self.note(index, chunk, entries);
            }
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
        self.missing = (pruned / RUN..entries / RUN).collect();
        Ok(())
    }

    /// Takes up what is known of the runs below the minimum index, which is not made again from entries; gives that index.
    fn take_pruned(&mut self, entries: u64) -> Result<u64, LedgerOpenError> {
        let minimum = self.home.pruned().minimum();
        if minimum > entries {
            return Err(LedgerOpenError::Damaged(self.home.pruned_path()));
        }
        if minimum == 0 {
            return Ok(0);
        }
        let mut making = Making::new(entries);
        let mut runs = Vec::new();
        for number in 0..minimum / RUN {
            let path = self.home.run(number);
            let run = Run::read(self.home, &self.tags, number);
            let run = run.map_err(LedgerOpenError::disk(&path))?;
            let root = self.tile_above(number)?.root();
            let run = run.filter(|run| *run.root() == root);
            let run = run.ok_or(LedgerOpenError::Damaged(path))?;
            making.add(&run);
            runs.push(run.without_tags());
        }
        self.register.take(making, &runs, minimum);
        Ok(minimum)
    }

    /// The root of a pruned chunk's tile, from the tile above, which cannot be made again.
    fn root_of(&self, chunk: u64) -> Result<Hash, LedgerOpenError> {
        let tile = self.tile_above(chunk / CHUNK)?;
        let root = tile.node(NodeId::new(8, chunk));
        root.ok_or_else(|| LedgerOpenError::Damaged(self.home.tile(tile.id())))
    }

    /// The full tile of level 1 with this number.
    fn tile_above(&self, number: u64) -> Result<Tile, LedgerOpenError> {
        let damaged = || LedgerOpenError::Damaged(self.home.wal());
        let id = TileId::new(1, number, TILE_WIDTH).ok_or_else(damaged)?;
        let path = self.home.tile(id);
        let tile = read_tile(self.home, id).map_err(LedgerOpenError::disk(&path))?;
        tile.ok_or(LedgerOpenError::Damaged(path))
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
