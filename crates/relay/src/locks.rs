//! One thing at a time for each mailbox and box: whoever decides and then writes holds the lock of that id meanwhile, so
//! that two readers never share the last opening. Ids share 64 locks; they are random, so they spread.

use std::sync::{Mutex, MutexGuard, PoisonError};

const LOCKS: usize = 64;

/// The locks. None is ever held while another of the same set is taken.
pub(crate) struct Locks([Mutex<()>; LOCKS]);

impl Locks {
    pub(crate) fn new() -> Self {
        Self([const { Mutex::new(()) }; LOCKS])
    }

    /// Waits for the lock of this id. Nothing is guarded but the rows and files of ids that share it.
    pub(crate) fn hold(&self, id: &[u8; 16]) -> Option<MutexGuard<'_, ()>> {
        let [first, ..] = *id;
        self.0
            .get(usize::from(first) % LOCKS)
            .map(|lock| lock.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
