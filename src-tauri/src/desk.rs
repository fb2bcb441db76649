//! The desk at which grants are made and sent, by one at a time. What a person asked for goes first: the background ends
//! its round for it, and what did not go out in time is sent by the next round.

use std::{
    sync::{
        PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use keepwell_wallet::{
    edge::HttpTransport,
    grants::GrantId,
    outbox::{self, Pace, Run},
    sync::sync,
    vault::Vault,
};
use rand_core::OsRng;

use crate::{clock, failure::Failure, session::Session};

/// How long a person with a clinic in front of them waits for servers.
pub(crate) const PATIENCE: Duration = Duration::from_secs(8);
/// How long a round of the background may take. Locking waits for a request that is under way.
const ROUND: Duration = Duration::from_secs(30);

/// An open wallet with the right to make and send grants.
pub(crate) struct Desk<'a> {
    pub(crate) vault: &'a Vault,
    transport: &'a HttpTransport,
}

impl Desk<'_> {
    /// Sends what there is to send of these grants, as far as the servers answer soon.
    ///
    /// # Errors
    /// When this device's own disk fails.
    pub(crate) fn send(&self, grants: &[GrantId]) -> Result<(), Failure> {
        let begun = Instant::now();
        let run = Run {
            only: grants,
            pace: Pace::Asked,
            is_over: &|| begun.elapsed() > PATIENCE,
        };
        let transport = self.transport.within(PATIENCE);
        outbox::run(self.vault, &transport, &run, clock::now(), &mut OsRng)?;
        Ok(())
    }
}

impl Session {
    /// Makes or sends grants because a person asked for it.
    ///
    /// # Errors
    /// When the wallet is locked, or those of `work`.
    pub(crate) fn at_desk<T>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let waiting = Waiting::begin(&self.waiting);
        let _desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        drop(waiting);
        let transport = &self.transport;
        self.with_vault(|vault| work(&Desk { vault, transport }))
    }

    /// One round of the background: sends what waits, asks what happened.
    ///
    /// # Errors
    /// When the wallet is locked or this device's own disk fails. A server that is away is no error.
    pub(crate) fn make_round(&self) -> Result<(), Failure> {
        let _desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = Instant::now();
        let is_over = || self.waiting.load(Ordering::Relaxed) > 0 || begun.elapsed() > ROUND;
        let run = Run {
            only: &[],
            pace: Pace::Background,
            is_over: &is_over,
        };
        let transport = self.transport.within(ROUND);
        self.with_vault(|vault| {
            sync(vault, &transport, &run, clock::now(), &mut OsRng)?;
            Ok(())
        })
    }
}

/// Somebody waits, until this is dropped.
pub(crate) struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    /// Counts one more.
    pub(crate) fn begin(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
