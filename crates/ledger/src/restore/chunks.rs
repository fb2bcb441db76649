//! Reads the entries whose segments were dropped, from complete chunks: entry bundles and the hashes of their signers. The
//! tree they give must be that of the head signed where the write-ahead log now begins.

use crate::chunk::{Part, Registration, chunk_of, read_entries, read_heads, read_signers};
use crate::disk;
use crate::error::LedgerOpenError;
use crate::restore::{Reading, chunks_for};

impl Reading<'_> {
    /// Reads the first `entries` entries.
    pub(super) fn read_chunks(&mut self, entries: u64) -> Result<(), LedgerOpenError> {
        self.durable = chunks_for(entries);
        for index in 0..self.durable {
            let registrations = self.read_chunk(index)?;
            let left = usize::try_from(entries - self.log.size()).unwrap_or(usize::MAX);
            let wanted = registrations.into_iter().take(left).collect();
            self.append(wanted)?;
        }
        if entries > 0 {
            self.compare_with_head(entries)?;
        }
        Ok(())
    }

    fn read_chunk(&self, index: u64) -> Result<Vec<Registration>, LedgerOpenError> {
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
        let registrations = entries.into_iter().zip(hashes);
        Ok(registrations
            .map(|(entry, signer)| Registration {
                entry,
                signer,
                statement: Vec::new(),
            })
            .collect())
    }

    fn append(&mut self, registrations: Vec<Registration>) -> Result<(), LedgerOpenError> {
        for (index, one) in (self.log.size()..).zip(&registrations) {
            self.register.note(index, &one.entry, one.signer);
        }
        let full = self
            .log
            .extend(registrations)
            .map_err(|_| LedgerOpenError::Damaged(self.home.wal()))?;
        for tile in full.into_iter().flat_map(|chunk| chunk.tiles) {
            let path = self.home.tile(tile.id());
            let there = disk::read(&path).map_err(LedgerOpenError::disk(path))?;
            if there.as_deref() != Some(&tile.to_bytes()) {
                self.stale.push(tile);
            }
        }
        Ok(())
    }

    fn compare_with_head(&mut self, size: u64) -> Result<(), LedgerOpenError> {
        let path = self.home.part(Part::Heads, chunk_of(size - 1));
        let heads = read_heads(self.home, chunk_of(size - 1))
            .map_err(LedgerOpenError::disk(&path))?
            .unwrap_or_default();
        let head = heads
            .into_iter()
            .find(|head| head.size == size)
            .filter(|head| {
                let signed = self.key.open_head(head.note.as_bytes());
                signed.is_ok_and(|signed| *signed.checkpoint().root() == self.log.root())
            })
            .ok_or(LedgerOpenError::Damaged(path))?;
        self.head = Some(head);
        Ok(())
    }
}
