//! What is gone of a ledger's folder or store, as everybody who reads there asks: which chunks, and in a folder what is still known of
//! their entries. Grants are known by their signers alone, which stay beside the log; all others stand in the run's own file.

use std::io;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use keepwell_protocol::entry::Entry;
use keepwell_protocol::retention::Kept;

use crate::home::Home;
use crate::register::{RUN, Run, TagKey};

/// Which chunks are gone.
#[derive(Default)]
pub(crate) struct Pruned {
    kept: RwLock<Kept>,
    /// What seals the files of runs.
    tags: OnceLock<Arc<TagKey>>,
}

impl Pruned {
    /// As it was when the folder was opened.
    pub(crate) fn begin(&self, kept: Kept, tags: Arc<TagKey>) {
        let _ = self.tags.set(tags);
        self.set(kept);
    }

    /// From now on nobody reads what this says is gone.
    pub(crate) fn set(&self, kept: Kept) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = kept;
    }

    /// The same, unless more is known to be gone: nothing of that comes back.
    pub(crate) fn raise(&self, kept: Kept) {
        let mut there = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.minimum() > there.minimum() {
            *there = kept;
        }
    }

    /// Which chunks stayed.
    pub(crate) fn kept(&self) -> Kept {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    /// The minimum index.
    pub(crate) fn minimum(&self) -> u64 {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.minimum()
    }

    /// Whether this chunk is gone.
    pub(crate) fn has(&self, chunk: u64) -> bool {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.is_pruned(chunk)
    }

    /// The entry at this index, where it is no grant.
    pub(crate) fn entry(&self, home: &Home, index: u64) -> io::Result<Option<Entry>> {
        let tags = self.tags.get().ok_or(io::ErrorKind::InvalidData)?;
        let run = Run::read(home, tags, index / RUN)?.ok_or(io::ErrorKind::InvalidData)?;
        let mut others = run.others().iter();
        let found = others.find(|(at, _)| *at == index);
        Ok(found.map(|(_, entry)| *entry))
    }
}

impl std::fmt::Debug for Pruned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pruned")
            .field("minimum", &self.minimum())
            .finish_non_exhaustive()
    }
}
