//! One thing at a time for each mailbox and box: whoever decides and then writes holds the lock of that id meanwhile, so
//! that two readers never share the last opening. On one machine ids share 64 locks; they are random, so they spread. Where several
//! front ends share a relay, the locks are PostgreSQL's.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::shared::{self, Shared};

const LOCKS: usize = 64;

/// The locks. None is ever held while another of the same set is taken.
pub(crate) enum Locks {
    /// This process's own.
    Own(Box<[Mutex<()>; LOCKS]>),
    /// Those of several front ends.
    Shared(Arc<Shared>),
}

/// A lock that is held until this is dropped.
#[derive(Default)]
pub(crate) struct Held<'l> {
    _own: Option<MutexGuard<'l, ()>>,
    _shared: Option<shared::Held<'l>>,
}

impl Locks {
    pub(crate) fn new() -> Self {
        Self::Own(Box::new([const { Mutex::new(()) }; LOCKS]))
    }

    /// Waits for the lock of this id. Nothing is guarded but the rows and files of ids that share it.
    pub(crate) fn hold(&self, id: &[u8; 16]) -> Held<'_> {
        self.hold_by(id, |shared| shared.hold(id))
    }

    /// The same for whoever reads or writes files meanwhile, which may take long where several front ends share them.
    pub(crate) fn hold_long(&self, id: &[u8; 16]) -> Held<'_> {
        self.hold_by(id, |shared| shared.hold_long(id))
    }

    fn hold_by<'l>(
        &'l self,
        id: &[u8; 16],
        hold: impl FnOnce(&'l Shared) -> shared::Held<'l>,
    ) -> Held<'l> {
        let [first, ..] = *id;
        match self {
            Self::Own(locks) => Held {
                _own: locks
                    .get(usize::from(first) % LOCKS)
                    .map(|lock| lock.lock().unwrap_or_else(PoisonError::into_inner)),
                ..Held::default()
            },
            Self::Shared(shared) => Held {
                _shared: Some(hold(shared)),
                ..Held::default()
            },
        }
    }
}
