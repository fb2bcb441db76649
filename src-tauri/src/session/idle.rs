//! How long nobody has touched the app: when to warn, and when to lock. Time that the device slept counts as nobody being
//! there; a code that waits to be scanned is looked at without a touch. Both clocks are passed in.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use keepwell_wallet::edge::Timestamp;

/// A look at the clock that comes so much later than expected comes after a sleep, in seconds.
const SLEPT_S: u64 = 30;
/// How long before the lock the person is warned.
const WARNED: Duration = Duration::from_secs(30);
/// How long the wallet stays open at least while a code waits to be scanned.
const WAITS: Duration = Duration::from_secs(15 * 60);

/// When the person was there last, and how long the wallet stays open without them.
pub(crate) struct Idle(Mutex<State>);

struct State {
    seen: Instant,
    limit: Duration,
    looked: Timestamp,
    /// A code on the screen waits to be scanned.
    is_waiting: bool,
    is_warned: bool,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// Nothing.
    Nothing,
    /// The person is to be told that the wallet will lock itself; once.
    Warning,
    /// The wallet is to be locked.
    Lock,
}

impl Idle {
    /// Somebody is there at `seen`, which is `now` by the clock that can be set.
    pub(crate) fn new(now: Timestamp, seen: Instant, limit: Duration) -> Self {
        Self(Mutex::new(State {
            seen,
            limit,
            looked: now,
            is_waiting: false,
            is_warned: false,
        }))
    }

    /// Somebody is there.
    pub(crate) fn awake(&self, at: Instant) {
        self.with(|state| state.see(at));
    }

    /// A code waits on the screen to be scanned from now on, or no longer. Somebody did that, here or at the clinic.
    pub(crate) fn wait(&self, is_waiting: bool, at: Instant) {
        self.with(|state| {
            if state.is_waiting != is_waiting {
                state.is_waiting = is_waiting;
                state.see(at);
            }
        });
    }

    /// How long the wallet stays open from now on.
    pub(crate) fn set_limit(&self, limit: Duration) {
        self.with(|state| {
            state.limit = limit;
            state.is_warned = false;
        });
    }

    /// What is due at `now`, which is `at` by the clock that cannot be set. Asked every second.
    pub(crate) fn look(&self, now: Timestamp, at: Instant) -> Due {
        self.with(|state| {
            let slept = now > state.looked.plus(SLEPT_S);
            state.looked = now;
            let alone = at.saturating_duration_since(state.seen);
            let limit = state.limit();
            if slept || alone >= limit {
                return Due::Lock;
            }
            if alone + WARNED < limit || state.is_warned {
                return Due::Nothing;
            }
            state.is_warned = true;
            Due::Warning
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn see(&mut self, at: Instant) {
        self.seen = at;
        self.is_warned = false;
    }

    fn limit(&self) -> Duration {
        if self.is_waiting {
            self.limit.max(WAITS)
        } else {
            self.limit
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);
    const MINUTE: u64 = 60;

    /// Both clocks, which go on together.
    struct Clocks {
        begun: Instant,
        idle: Idle,
        looked: u64,
    }

    impl Clocks {
        fn new(limit_s: u64) -> Self {
            let begun = Instant::now();
            let limit = Duration::from_secs(limit_s);
            Self {
                begun,
                idle: Idle::new(NOW, begun, limit),
                looked: 0,
            }
        }

        fn at(&self, second: u64) -> Instant {
            self.begun + Duration::from_secs(second)
        }

        /// What was due and when, looking every second until this one.
        fn until(&mut self, second: u64) -> Vec<(u64, Due)> {
            let seconds = self.looked + 1..=second;
            self.looked = second;
            let due = seconds.map(|at| (at, self.idle.look(NOW.plus(at), self.at(at))));
            due.filter(|(_, due)| *due != Due::Nothing).collect()
        }
    }

    #[test]
    fn it_warns_once_half_a_minute_before_it_locks() {
        let mut clocks = Clocks::new(5 * MINUTE);
        assert_eq!(clocks.until(300), [(270, Due::Warning), (300, Due::Lock)]);
        let mut shortest = Clocks::new(MINUTE);
        assert_eq!(shortest.until(60), [(30, Due::Warning), (60, Due::Lock)]);
    }

    #[test]
    fn whoever_comes_back_after_the_warning_has_the_whole_time_again() {
        let mut clocks = Clocks::new(5 * MINUTE);
        assert_eq!(clocks.until(290), [(270, Due::Warning)]);
        clocks.idle.awake(clocks.at(290));
        assert_eq!(clocks.until(590), [(560, Due::Warning), (590, Due::Lock)]);
    }

    #[test]
    fn a_code_that_waits_is_not_locked_away_and_does_not_wait_for_ever() {
        let mut clocks = Clocks::new(MINUTE);
        clocks.idle.wait(true, clocks.at(0));
        // Said again, as a page does when it is drawn anew.
        assert!(clocks.until(400).is_empty());
        clocks.idle.wait(true, clocks.at(400));
        assert_eq!(clocks.until(900), [(870, Due::Warning), (900, Due::Lock)]);
        let mut long = Clocks::new(60 * MINUTE);
        long.idle.wait(true, long.at(0));
        assert!(long.until(3500).is_empty());
    }

    #[test]
    fn once_it_was_scanned_the_person_has_their_own_time_from_then_on() {
        let mut clocks = Clocks::new(MINUTE);
        clocks.idle.wait(true, clocks.at(0));
        assert!(clocks.until(500).is_empty());
        clocks.idle.wait(false, clocks.at(500));
        assert_eq!(clocks.until(560), [(530, Due::Warning), (560, Due::Lock)]);
    }

    #[test]
    fn a_shorter_time_counts_at_once() {
        let mut clocks = Clocks::new(60 * MINUTE);
        assert!(clocks.until(100).is_empty());
        clocks.idle.set_limit(Duration::from_secs(MINUTE));
        assert_eq!(clocks.until(101), [(101, Due::Lock)]);
    }

    #[test]
    fn it_is_over_after_a_sleep_and_then_counts_anew() {
        let clocks = Clocks::new(60 * MINUTE);
        let look = |now| clocks.idle.look(now, clocks.begun);
        assert_eq!(look(NOW.plus(SLEPT_S)), Due::Nothing);
        let woken = NOW.plus(2 * SLEPT_S + 1);
        assert_eq!(look(woken), Due::Lock);
        assert_eq!(look(woken.plus(1)), Due::Nothing);
        // Also while a code waits.
        clocks.idle.wait(true, clocks.begun);
        assert_eq!(look(woken.plus(100)), Due::Lock);
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nothing() {
        let clocks = Clocks::new(60 * MINUTE);
        let look = |now| clocks.idle.look(now, clocks.begun);
        assert_eq!(look(NOW.minus(7200)), Due::Nothing);
        assert_eq!(look(NOW.minus(7199)), Due::Nothing);
    }
}
