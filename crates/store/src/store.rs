//! The store itself: which locks guard what, and how damage met while running is mended. Callers see rows and errors;
//! engine, journal and snapshot are its own affair.

mod export;
mod format;
mod mend;
mod open;
mod read;
mod recover;
mod renew;
mod scrub;
mod write;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use crate::{
    engine::{Engine, Head},
    folder::Folder,
    journal::Journal,
    sealer::Sealer,
};

pub use read::Scan;

/// Sealed tables in a folder of their own. Reads go on beside each other and beside a write; writes come one after another.
/// All calls block; dropping it closes the store.
pub struct Store {
    // Dropped in this order: the engine is closed before the folder's lock is let go.
    slot: RwLock<Slot>,
    writer: Mutex<Writer>,
    report: Mutex<Option<RebuildReport>>,
    sealer: Arc<Sealer>,
    /// A shorter journal than this is never rolled into a snapshot, in bytes.
    journal_min: u64,
    folder: Folder,
}

/// A store that was opened.
pub struct Opened {
    /// The store, whole.
    pub store: Store,
    /// What was damaged and has been rebuilt; nothing acknowledged is missing, save where the report says so.
    pub rebuilt: Option<RebuildReport>,
}

/// What a rebuild did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RebuildReport {
    /// Which part was damaged.
    pub part: Rebuilt,
    /// How many rows the store has now.
    pub rows: u64,
    /// The journal ended in an unfinished write while the database was damaged too. It is most likely a write that was
    /// never acknowledged, but that can no longer be told: look whether the last change is there.
    pub last_write_unsure: bool,
}

/// The part of the store that was rebuilt from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rebuilt {
    /// The snapshot and its journal.
    Copy,
    /// The `sled` database.
    Database,
}

/// The engine in use. It is exclusively locked while a batch is applied, so that no reader sees half of one.
#[derive(Default)]
struct Slot {
    /// `None` after a failure, until the next call opens it again.
    engine: Option<Engine>,
    /// Counts the engines, so that of many readers who meet the same damage one mends it.
    epoch: u64,
}

/// What the one who writes needs. Whoever locks both this and the slot locks this first.
#[derive(Default)]
struct Writer {
    head: Head,
    /// `None` after a failure, until the next write opens it again.
    journal: Option<Journal>,
    /// The journal's length in bytes from which it is rolled into a new snapshot.
    renew_at: u64,
    /// Whether space is set aside; without it nothing is written.
    has_reserve: bool,
}

impl Store {
    /// The report of a rebuild made while the store was in use, once; `None` when there was none since.
    pub fn take_rebuild_report(&self) -> Option<RebuildReport> {
        lock(&self.report).take()
    }

    fn lock_writer(&self) -> MutexGuard<'_, Writer> {
        lock(&self.writer)
    }
}

/// Locks; what a thread that panicked left behind is whole, because every change is made in one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What only a test may do to a store in use.
#[cfg(test)]
impl Store {
    pub(crate) fn spoil(&self, table: crate::Table, key: &[u8]) {
        let name = self.sealer.name(table.name(), key);
        self.on_engine(|engine| engine.spoil(&name)).unwrap();
    }

    pub(crate) fn lose_journal(&self) {
        self.lock_writer().journal = None;
    }

    pub(crate) fn lose_engine(&self) {
        self.close();
    }

    pub(crate) fn generation(&self) -> u64 {
        self.lock_writer().head.generation
    }
}
