//! Taking the wallet away from whoever works with it: to lock it, and to open it. Those who wait for a server are waited for
//! a moment only, so that the wallet is locked before the device sleeps.

use std::{
    sync::{
        PoisonError, RwLockWriteGuard,
        atomic::Ordering,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use keepwell_wallet::vault::Vault;

use super::{Session, idle::Due};
use crate::{clock, desk::Waiting, told::Change};

/// How long what was asked of a server may go on while somebody waits to lock the wallet. logind lets a sleep be delayed
/// for 5 seconds.
const GRACE: Duration = Duration::from_secs(2);

impl Session {
    /// Wipes the keys from memory, save those of stops that are still to be sent.
    pub(crate) fn lock(&self) {
        let mut vault = self.turn();
        let open = vault.take();
        let was_open = open.is_some();
        self.take_along(open.as_ref());
        drop(open);
        drop(vault);
        self.forget();
        if was_open {
            self.told.tell(Change::Locked);
        }
    }

    /// Locks the wallet when nobody has been there for as long as the person set, or the device slept; warns before.
    pub(crate) fn lock_if_alone(&self) {
        match self.idle.look(clock::now(), Instant::now()) {
            Due::Lock if self.is_open() => self.lock(),
            Due::Warning if self.is_open() => self.told.tell(Change::Locking),
            _ => {}
        }
    }

    /// The vault, for whoever opens or locks it. A server that keeps silent does not hold them up: what is asked of it ends.
    pub(super) fn turn(&self) -> RwLockWriteGuard<'_, Option<Vault>> {
        let _waiting = Waiting::begin(&self.waiting);
        let free = self.vault.try_write().ok();
        let vault = match free {
            Some(vault) => vault,
            None => thread::scope(|scope| {
                let (done, waited) = mpsc::channel();
                let late = thread::Builder::new();
                // Without a thread to give it takes as long as the servers do.
                let _ = late.spawn_scoped(scope, move || self.hang_up_after_grace(&waited));
                let vault = self.vault.write().unwrap_or_else(PoisonError::into_inner);
                drop(done);
                vault
            }),
        };
        self.turns.fetch_add(1, Ordering::Relaxed);
        self.announced.store(0, Ordering::Relaxed);
        vault
    }

    /// Forgets what was under way.
    pub(super) fn forget(&self) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.clear();
        drop(asked);
        self.meetings.forget();
    }

    fn hang_up_after_grace(&self, waited: &Receiver<()>) {
        if waited.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout) {
            let _down = self.transport.hang_up();
            let _ = waited.recv();
        }
    }
}
