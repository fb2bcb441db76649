//! Who asks too often: one token bucket for each source, by the relay's own clock. Buckets stay in memory, at most so
//! many, and are forgotten once they are full again.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use keepwell_protocol::time::Timestamp;

use crate::{limits::Rate, source::Source};

/// The most sources remembered; beyond them newcomers share one bucket.
const MAX_SOURCES: usize = 65_536;
/// What one token is in a bucket, so that a rate per hour fills it second by second.
const TOKEN: u64 = 3600;

/// Try again after so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooOften {
    pub(crate) retry_after_s: u64,
}

/// The buckets of one kind of request.
pub(crate) struct Throttle {
    rate: Rate,
    spares_loopback: bool,
    /// Locked for each request, for as long as one bucket takes.
    buckets: Mutex<HashMap<Source, Bucket>>,
}

struct Bucket {
    /// In parts of [`TOKEN`].
    level: u64,
    filled: Timestamp,
}

impl Throttle {
    pub(crate) fn new(rate: Rate, spares_loopback: bool) -> Self {
        Self {
            rate,
            spares_loopback,
            buckets: Mutex::default(),
        }
    }

    /// Takes one token of `source`, unless it is spared.
    pub(crate) fn take(&self, source: Source, now: Timestamp) -> Result<(), TooOften> {
        if self.spares_loopback && source == Source::Loopback {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let source = if buckets.len() < MAX_SOURCES || buckets.contains_key(&source) {
            source
        } else {
            Source::Unknown
        };
        let bucket = buckets.entry(source).or_insert(Bucket {
            level: full(self.rate),
            filled: now,
        });
        bucket.fill(self.rate, now);
        bucket.take(self.rate)
    }

    /// Forgets the sources that have asked for nothing lately.
    pub(crate) fn sweep(&self, now: Timestamp) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.retain(|_, bucket| {
            bucket.fill(self.rate, now);
            bucket.level < full(self.rate)
        });
    }
}

impl Bucket {
    /// A clock that went back gives nothing, and counts on from where it now is.
    fn fill(&mut self, rate: Rate, now: Timestamp) {
        let seconds = now.seconds().saturating_sub(self.filled.seconds());
        let due = seconds.saturating_mul(rate.per_hour.into());
        self.level = self.level.saturating_add(due).min(full(rate));
        self.filled = now;
    }

    fn take(&mut self, rate: Rate) -> Result<(), TooOften> {
        if let Some(rest) = self.level.checked_sub(TOKEN) {
            self.level = rest;
            return Ok(());
        }
        let missing = TOKEN - self.level;
        Err(TooOften {
            retry_after_s: missing.div_ceil(u64::from(rate.per_hour).max(1)),
        })
    }
}

fn full(rate: Rate) -> u64 {
    u64::from(rate.burst).saturating_mul(TOKEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        burst: 2,
        per_hour: 7200,
    };

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    fn source(n: u32) -> Source {
        Source::V4(n.to_be_bytes())
    }

    #[test]
    fn a_burst_is_spent_and_comes_back_with_time() {
        let throttle = Throttle::new(RATE, true);
        let take = |now| throttle.take(source(1), at(now)).is_ok();
        assert_eq!([10, 10, 10].map(take), [true, true, false]);
        assert!(throttle.take(source(2), at(10)).is_ok());
        assert_eq!([11, 11, 11].map(take), [true, true, false]);
        // The clock goes back: nothing is given for it, and nothing is lost for ever.
        assert_eq!([5, 6, 6, 6].map(take), [false, true, true, false]);
    }

    #[test]
    fn it_says_when_to_come_again() {
        let hourly = |burst, per_hour| Throttle::new(Rate { burst, per_hour }, true);
        let slow = hourly(1, 60);
        slow.take(source(1), at(0)).unwrap();
        assert_eq!(
            slow.take(source(1), at(20)),
            Err(TooOften { retry_after_s: 40 })
        );
        let never = hourly(0, 0);
        assert_eq!(
            never.take(source(1), at(0)),
            Err(TooOften {
                retry_after_s: 3600
            })
        );
    }

    #[test]
    fn this_very_machine_is_spared_where_the_limits_say_so() {
        let spent = |spares| {
            let throttle = Throttle::new(RATE, spares);
            (0..3).any(|_| throttle.take(Source::Loopback, at(10)).is_err())
        };
        assert!(spent(false) && !spent(true));
    }

    #[test]
    fn what_is_remembered_has_a_limit_and_is_forgotten() {
        let throttle = Throttle::new(RATE, true);
        for n in 0..70_000 {
            let _ = throttle.take(source(n), at(0));
        }
        let remembered = || throttle.buckets.lock().unwrap().len();
        assert_eq!(remembered(), MAX_SOURCES + 1);
        throttle.sweep(at(0));
        assert_eq!(remembered(), MAX_SOURCES + 1);
        throttle.sweep(at(1));
        assert_eq!(remembered(), 0);
    }
}
