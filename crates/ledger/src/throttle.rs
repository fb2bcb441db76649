//! Who asks too often: one token bucket for each source address and kind of request, by the ledger's own clock. Addresses
//! stay in memory, are forgotten once their bucket is full again, and are never logged.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use keepwell_protocol::time::Timestamp;

use crate::limits::{Limits, Rate};

/// The most sources remembered; beyond them newcomers share one bucket.
const MAX_SOURCES: usize = 65_536;

/// What is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Statements other than revocations.
    Statement,
    /// Revocations.
    Revocation,
    /// Signed times.
    Time,
}

/// Try again after so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooOften {
    pub(crate) retry_after_s: u64,
}

/// All buckets.
pub(crate) struct Throttle {
    limits: Limits,
    buckets: Mutex<Buckets>,
}

#[derive(Default)]
struct Buckets {
    each: HashMap<(Option<IpAddr>, Kind), Bucket>,
    /// When full ones were last forgotten: once a second is enough, however many newcomers there are.
    swept: Option<Timestamp>,
}

struct Bucket {
    tokens: u64,
    filled: Timestamp,
}

impl Throttle {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            buckets: Mutex::default(),
        }
    }

    /// Takes `many` tokens of `source`, all or none; a source that is not known shares its bucket with all others of that sort, and this
    /// very machine needs none where the limits say so.
    pub(crate) fn take(
        &self,
        source: Option<IpAddr>,
        kind: Kind,
        many: u32,
        now: Timestamp,
    ) -> Result<(), TooOften> {
        let source = source.map(|address| address.to_canonical());
        if self.limits.spares_loopback && source.is_some_and(|address| address.is_loopback()) {
            return Ok(());
        }
        let rate = self.rate(kind);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = (source.map(network), kind);
        if buckets.each.len() >= MAX_SOURCES && !buckets.each.contains_key(&key) {
            self.sweep(&mut buckets, now);
            if buckets.each.len() >= MAX_SOURCES {
                key.0 = None;
            }
        }
        let bucket = buckets.each.entry(key).or_insert(Bucket {
            tokens: rate.burst.into(),
            filled: now,
        });
        bucket.fill(rate, now);
        bucket.take(many, rate)
    }

    fn sweep(&self, buckets: &mut Buckets, now: Timestamp) {
        if buckets.swept == Some(now) {
            return;
        }
        buckets.swept = Some(now);
        buckets
            .each
            .retain(|(_, kind), bucket| !bucket.is_full(self.rate(*kind), now));
    }

    fn rate(&self, kind: Kind) -> Rate {
        match kind {
            Kind::Statement => self.limits.statements,
            Kind::Revocation => self.limits.revocations,
            Kind::Time => self.limits.times,
        }
    }
}

impl Bucket {
    fn is_full(&self, rate: Rate, now: Timestamp) -> bool {
        let due = self.due(rate, now);
        self.tokens.saturating_add(due) >= rate.burst.into()
    }

    fn fill(&mut self, rate: Rate, now: Timestamp) {
        let full = self.tokens.saturating_add(self.due(rate, now));
        self.tokens = full.min(rate.burst.into());
        self.filled = now;
    }

    fn take(&mut self, many: u32, rate: Rate) -> Result<(), TooOften> {
        let missing = u64::from(many).saturating_sub(self.tokens);
        if missing == 0 {
            self.tokens = self.tokens.saturating_sub(many.into());
            return Ok(());
        }
        let retry_after_s = if rate.burst < many {
            3600
        } else {
            missing.div_ceil(rate.per_second.max(1).into())
        };
        Err(TooOften { retry_after_s })
    }

    /// A clock that went back gives nothing, and begins to count from where it now is.
    fn due(&self, rate: Rate, now: Timestamp) -> u64 {
        let seconds = now.seconds().saturating_sub(self.filled.seconds());
        seconds.saturating_mul(rate.per_second.max(1).into())
    }
}

/// One household or clinic usually holds a whole /64 of IPv6.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn throttle() -> Throttle {
        let rate = |burst| Rate {
            burst,
            per_second: 2,
        };
        Throttle::new(Limits {
            statements: rate(3),
            revocations: rate(5),
            times: rate(0),
            ..Limits::default()
        })
    }

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    fn source(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn a_burst_is_spent_and_comes_back_with_time() {
        let throttle = throttle();
        let take = |now| {
            throttle
                .take(source("192.0.2.1"), Kind::Statement, 1, at(now))
                .is_ok()
        };
        assert_eq!([100, 100, 100, 100].map(take), [true, true, true, false]);
        assert_eq!([101, 101, 101].map(take), [true, true, false]);
        assert_eq!([50, 50].map(take), [false, false]);
        assert_eq!([51, 51, 51].map(take), [true, true, false]);
    }

    #[test]
    fn many_are_taken_all_or_none_and_it_is_said_when_they_are_there() {
        let throttle = throttle();
        let take = |many, now| {
            throttle
                .take(source("192.0.2.1"), Kind::Revocation, many, at(now))
                .map_err(|too_often| too_often.retry_after_s)
        };
        assert_eq!(take(4, 1), Ok(()));
        assert_eq!(take(5, 1), Err(2));
        assert_eq!(take(1, 1), Ok(()));
        assert_eq!(take(5, 3), Err(1));
        assert_eq!(take(5, 4), Ok(()));
        assert_eq!(take(6, 9), Err(3600));
    }

    #[test]
    fn sources_and_kinds_are_counted_apart() {
        let throttle = throttle();
        let take = |from, kind| throttle.take(source(from), kind, 1, at(1)).is_ok();
        for _ in 0..3 {
            assert!(take("192.0.2.1", Kind::Statement));
        }
        assert!(!take("192.0.2.1", Kind::Statement));
        assert!(take("192.0.2.1", Kind::Revocation));
        assert!(take("192.0.2.2", Kind::Statement));
        assert!(!take("192.0.2.2", Kind::Time));
        assert!(!take("::ffff:192.0.2.1", Kind::Statement));
    }

    #[test]
    fn one_network_of_ipv6_is_one_source() {
        let throttle = throttle();
        let take = |from| {
            throttle
                .take(source(from), Kind::Statement, 1, at(1))
                .is_ok()
        };
        assert!(take("2001:db8::1") && take("2001:db8::2") && take("2001:db8::3"));
        assert!(!take("2001:db8::4"));
        assert!(take("2001:db8:0:1::1"));
    }

    #[test]
    fn this_very_machine_is_spared_where_the_limits_say_so() {
        let sources = ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"];
        let take = |throttle: &Throttle, from| throttle.take(source(from), Kind::Time, 1, at(1));
        for from in sources {
            assert_eq!(take(&throttle(), from), Ok(()), "{from}");
            let strict = Throttle::new(Limits {
                spares_loopback: false,
                ..throttle().limits
            });
            assert!(take(&strict, from).is_err(), "{from}");
        }
    }

    #[test]
    fn what_is_remembered_has_a_limit() {
        let throttle = throttle();
        for n in 0..100_000_u32 {
            let _ = throttle.take(Some(IpAddr::V4(n.into())), Kind::Statement, 1, at(1));
        }
        assert!(throttle.buckets.lock().unwrap().each.len() <= MAX_SOURCES + 1);
        // Later all those buckets are full again and forgotten.
        assert!(
            throttle
                .take(source("198.51.100.7"), Kind::Statement, 1, at(9))
                .is_ok()
        );
        assert_eq!(throttle.buckets.lock().unwrap().each.len(), 1);
    }
}
