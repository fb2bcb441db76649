//! What may be used once only, remembered for as long as it would be good, and no more of it than memory allows. Two halves of
//! time are kept, so that forgetting costs nothing.

use std::collections::HashSet;

use keepwell_protocol::time::Timestamp;

/// What becomes of something that is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It was not used before, and is remembered.
    First,
    /// It was used before.
    Again,
    /// It was not used before, and there is no room to remember it.
    NoRoom,
}

/// Remembers what was used.
#[derive(Clone, Debug)]
pub struct Once {
    /// How long something is good for, in seconds.
    lasts_s: u64,
    /// The most remembered of each such time.
    most: usize,
    since: u64,
    now: HashSet<[u8; 16]>,
    before: HashSet<[u8; 16]>,
}

impl Once {
    /// For what is good for `lasts_s` seconds, `most` of each such time.
    pub fn new(lasts_s: u64, most: usize) -> Self {
        Self {
            lasts_s,
            most,
            since: 0,
            now: HashSet::new(),
            before: HashSet::new(),
        }
    }

    /// Uses up what has this random name.
    pub fn take(&mut self, random: [u8; 16], now: Timestamp) -> Use {
        self.turn(now);
        if self.now.contains(&random) || self.before.contains(&random) {
            Use::Again
        } else if self.now.len() < self.most {
            self.now.insert(random);
            Use::First
        } else {
            Use::NoRoom
        }
    }

    /// Forgets what is too old to be used.
    fn turn(&mut self, now: Timestamp) {
        let age = now.seconds().saturating_sub(self.since);
        if age >= self.lasts_s {
            let last = std::mem::take(&mut self.now);
            self.before = if age < self.lasts_s.saturating_mul(2) {
                last
            } else {
                HashSet::new()
            };
            self.since = now.seconds();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    #[test]
    fn what_was_used_is_remembered_as_long_as_it_would_be_good() {
        for start in [1000, 1150, 1299, 1300, 1599, 1750] {
            let mut once = Once::new(300, 9);
            once.take([0; 16], at(1000));
            assert_eq!(once.take([1; 16], at(start)), Use::First);
            for later in [start, start + 1, start + 150, start + 299] {
                assert_eq!(once.take([1; 16], at(later)), Use::Again, "{start} {later}");
            }
        }
    }

    #[test]
    fn only_so_much_is_remembered_and_it_is_forgotten() {
        let mut once = Once::new(300, 2);
        let names: Vec<[u8; 16]> = (0..4).map(|n| [n; 16]).collect();
        let used: Vec<_> = names
            .iter()
            .map(|name| once.take(*name, at(1000)))
            .collect();
        assert_eq!(used, [Use::First, Use::First, Use::NoRoom, Use::NoRoom]);
        assert_eq!(once.take(names[0], at(1001)), Use::Again);
        assert_eq!(once.take(names[3], at(1300)), Use::First);
        assert_eq!(once.take(names[0], at(1900)), Use::First);
    }
}
