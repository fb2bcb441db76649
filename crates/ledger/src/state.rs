//! What the threads and the requests share. Each part says who writes it; nothing here is held locked while the disk or
//! the network is waited for.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use keepwell_crypto::hash::Digest;

use crate::home::Home;
use crate::key::LogKey;
use crate::register::Register;
use crate::snapshot::{Snapshot, View};

/// The ledger's state.
pub(crate) struct State {
    pub(crate) home: Home,
    pub(crate) key: LogKey,
    /// Written by the sequencer alone, before the commit it belongs to.
    register: RwLock<Register>,
    /// Replaced by the sequencer alone, after each commit.
    snapshot: RwLock<Arc<Snapshot>>,
    /// How many entries stand in complete chunks on disk. Written by the keeper alone.
    settled: AtomicU64,
    /// Set once, when writing to disk failed; nothing is committed after that.
    stopped: AtomicBool,
}

impl State {
    pub(crate) fn new(home: Home, key: LogKey, register: Register, snapshot: Snapshot) -> Self {
        Self {
            home,
            key,
            register: RwLock::new(register),
            snapshot: RwLock::new(Arc::new(snapshot)),
            settled: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
        }
    }

    /// The committed log as it is now.
    pub(crate) fn view(&self) -> View<'_> {
        let snapshot = self.snapshot.read().unwrap_or_else(PoisonError::into_inner);
        View {
            home: &self.home,
            snapshot: snapshot.clone(),
        }
    }

    /// The index of a statement, once it is committed.
    pub(crate) fn index_of(&self, statement: &Digest) -> Option<u64> {
        let index = self.register().index_of(statement)?;
        (index < self.view().size()).then_some(index)
    }

    pub(crate) fn register(&self) -> RwLockReadGuard<'_, Register> {
        self.register.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn register_mut(&self) -> RwLockWriteGuard<'_, Register> {
        self.register
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows readers the log after a commit.
    pub(crate) fn publish(&self, snapshot: Snapshot) {
        let mut place = self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *place = Arc::new(snapshot);
    }

    pub(crate) fn settled(&self) -> u64 {
        self.settled.load(Ordering::Acquire)
    }

    pub(crate) fn settle(&self, entries: u64) {
        self.settled.fetch_max(entries, Ordering::AcqRel);
    }

    /// Ends all writing until the process is started again: after a failed flush nobody knows what is on disk.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }
}
