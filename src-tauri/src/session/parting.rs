//! Stops that wait when the wallet is locked: nobody should be able to open a record because its owner's app locked itself
//! before the network came back. What they need is kept, and the background sends it.

use std::{mem, sync::PoisonError};

use keepwell_wallet::{outbox::Parting, vault::Vault};

use super::Session;
use crate::clock;

impl Session {
    /// Keeps what `open`, which is being locked, still has to stop. Stops that cannot be read wait for the next unlock.
    pub(super) fn take_along(&self, open: Option<&Vault>) {
        let Some(vault) = open else { return };
        self.keep(Parting::of(vault).unwrap_or_default());
        self.bell.ring();
    }

    /// The wallet is open again, or gone: the outbox does it, or nobody.
    pub(super) fn leave_behind(&self) {
        self.keep(Parting::default());
    }

    /// Sends what waits, if the wallet is locked. Nobody who unlocks or locks it waits for that.
    pub(crate) fn send_parting(&self) {
        let mut parting = self.keep(Parting::default());
        if parting.is_empty() {
            return;
        }
        parting.send(&self.transport, clock::now());
        // Asked before the next lock is taken: whoever locks the wallet holds the vault and wants this.
        let is_open = self.is_open();
        let mut kept = self.parting.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_empty() && !is_open {
            *kept = parting;
        }
    }

    fn keep(&self, next: Parting) -> Parting {
        let mut kept = self.parting.lock().unwrap_or_else(PoisonError::into_inner);
        mem::replace(&mut *kept, next)
    }
}
