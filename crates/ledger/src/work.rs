//! What the ledger has done since it was opened, in numbers: commits, how long they waited for the disk, and when the last
//! one was. Counted by the sequencer, read by whoever watches.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Counts commits.
#[derive(Default)]
pub(crate) struct Work {
    commits: AtomicU64,
    flushing_us: AtomicU64,
    last: Mutex<Option<Instant>>,
}

impl Work {
    /// Counts a commit that took so long to be written and flushed.
    pub(crate) fn committed(&self, flushing: Duration) {
        let flushing_us = u64::try_from(flushing.as_micros()).unwrap_or(u64::MAX);
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.flushing_us.fetch_add(flushing_us, Ordering::Relaxed);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// How many commits there were.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// How long all of them took together.
    pub(crate) fn flushing(&self) -> Duration {
        Duration::from_micros(self.flushing_us.load(Ordering::Relaxed))
    }

    /// How long ago the last one was.
    pub(crate) fn since_last(&self) -> Option<Duration> {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.map(|last| last.elapsed())
    }
}
