//! How long nobody has touched the app. Time that the device slept counts as nobody being there.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use keepwell_wallet::edge::Timestamp;

/// A look at the clock that comes so much later than expected comes after a sleep, in seconds.
const SLEPT_S: u64 = 30;

/// When the person was there last, and how long the wallet stays open without them.
pub(crate) struct Idle(Mutex<State>);

struct State {
    seen: Instant,
    limit: Duration,
    looked: Timestamp,
}

impl Idle {
    /// Somebody is there now.
    pub(crate) fn new(now: Timestamp, limit: Duration) -> Self {
        Self(Mutex::new(State {
            seen: Instant::now(),
            limit,
            looked: now,
        }))
    }

    /// Somebody is there.
    pub(crate) fn awake(&self) {
        self.with(|state| state.seen = Instant::now());
    }

    /// How long the wallet stays open from now on.
    pub(crate) fn set_limit(&self, limit: Duration) {
        self.with(|state| state.limit = limit);
    }

    /// Whether the wallet must be locked at `now`. Asked every second.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.with(|state| {
            let slept = now > state.looked.plus(SLEPT_S);
            state.looked = now;
            slept || state.seen.elapsed() >= state.limit
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);
    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn it_is_over_when_nobody_came_for_so_long() {
        let idle = Idle::new(NOW, HOUR);
        assert!(!idle.is_over(NOW.plus(1)));
        idle.set_limit(Duration::ZERO);
        assert!(idle.is_over(NOW.plus(2)));
        idle.awake();
        idle.set_limit(HOUR);
        assert!(!idle.is_over(NOW.plus(3)));
    }

    #[test]
    fn it_is_over_after_a_sleep_and_then_counts_anew() {
        let idle = Idle::new(NOW, HOUR);
        assert!(!idle.is_over(NOW.plus(SLEPT_S)));
        let woken = NOW.plus(2 * SLEPT_S + 1);
        assert!(idle.is_over(woken));
        assert!(!idle.is_over(woken.plus(1)));
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nothing() {
        let idle = Idle::new(NOW, HOUR);
        assert!(!idle.is_over(NOW.minus(7200)));
        assert!(!idle.is_over(NOW.minus(7199)));
    }
}
