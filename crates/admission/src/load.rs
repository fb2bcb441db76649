//! How much a server was asked to take in lately, and how much work it therefore asks for: a bucket that fills by one with each
//! that is let in and empties steadily. Each doubling beyond what is usual asks for one more zero bit, twice the work.

use keepwell_protocol::{admission::MAX_BITS, time::Timestamp};

/// How the work rises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Zero bits while nothing much happens.
    pub at_rest: u8,
    /// Zero bits at most; no more than `MAX_BITS`.
    pub at_most: u8,
    /// So many a second can come for ever without more work.
    pub per_second: u32,
    /// So many can come at once without more work.
    pub burst: u32,
}

impl Default for Pace {
    /// A quarter of a million hashes at rest: a blink of a computer and less than a second of a phone. Five million in a flood.
    fn default() -> Self {
        Self {
            at_rest: 18,
            at_most: MAX_BITS,
            per_second: 20,
            burst: 200,
        }
    }
}

/// What came lately.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    level: u64,
    emptied: Timestamp,
}

impl Load {
    /// Nothing came.
    pub(crate) fn new() -> Self {
        Self {
            level: 0,
            emptied: Timestamp::from_seconds(0),
        }
    }

    /// How many zero bits are asked for now.
    pub(crate) fn bits(&mut self, pace: Pace, now: Timestamp) -> u8 {
        self.empty(pace, now);
        let beyond = self.level / u64::from(pace.burst).max(1);
        let more = u64::BITS - beyond.leading_zeros();
        let bits = u32::from(pace.at_rest).saturating_add(more);
        u8::try_from(bits).unwrap_or(u8::MAX).min(most(pace))
    }

    /// One more was let in. Beyond what makes the work hardest nothing is counted, so that a flood that is over is soon
    /// forgotten.
    pub(crate) fn add(&mut self, pace: Pace, now: Timestamp) {
        self.empty(pace, now);
        let steps = u32::from(most(pace).saturating_sub(pace.at_rest));
        let hardest = 1_u64.checked_shl(steps).unwrap_or(u64::MAX);
        let full = hardest.saturating_mul(u64::from(pace.burst).max(1));
        self.level = self.level.saturating_add(1).min(full);
    }

    /// A clock that went back empties nothing, and counts on from where it now is.
    fn empty(&mut self, pace: Pace, now: Timestamp) {
        let seconds = now.seconds().saturating_sub(self.emptied.seconds());
        let gone = seconds.saturating_mul(pace.per_second.into());
        self.level = self.level.saturating_sub(gone);
        self.emptied = now;
    }
}

fn most(pace: Pace) -> u8 {
    pace.at_most.min(MAX_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        at_rest: 10,
        at_most: 14,
        per_second: 1,
        burst: 4,
    };

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_seconds(1_795_000_000 + seconds)
    }

    fn bits_after(count: usize) -> u8 {
        let mut load = Load::new();
        (0..count).for_each(|_| load.add(PACE, at(0)));
        load.bits(PACE, at(0))
    }

    #[test]
    fn twice_as_many_make_it_twice_as_hard_up_to_the_most() {
        let counts = [0, 3, 4, 7, 8, 15, 16, 31, 32, 1000];
        let bits = counts.map(bits_after);
        assert_eq!(bits, [10, 10, 11, 11, 12, 12, 13, 13, 14, 14]);
    }

    #[test]
    fn what_comes_slowly_is_at_rest_and_a_flood_is_forgotten() {
        let mut load = Load::new();
        for second in 0..100 {
            load.add(PACE, at(second));
            assert_eq!(load.bits(PACE, at(second)), 10);
        }
        (0..1000).for_each(|_| load.add(PACE, at(100)));
        assert_eq!(load.bits(PACE, at(100)), 14);
        assert_eq!(load.bits(PACE, at(140)), 13);
        assert_eq!(load.bits(PACE, at(164)), 10);
    }

    #[test]
    fn a_clock_that_goes_back_forgets_nothing() {
        let mut load = Load::new();
        (0..8).for_each(|_| load.add(PACE, at(100)));
        assert_eq!(load.bits(PACE, at(50)), 12);
        assert_eq!(load.bits(PACE, at(51)), 11, "and counts on from there");
    }

    #[test]
    fn no_pace_asks_for_more_than_clients_do() {
        let pace = Pace {
            at_rest: 30,
            at_most: 40,
            ..PACE
        };
        assert_eq!(Load::new().bits(pace, at(0)), MAX_BITS);
        let never = Pace { burst: 0, ..PACE };
        let mut load = Load::new();
        (0..100).for_each(|_| load.add(never, at(0)));
        assert_eq!(load.bits(never, at(0)), 14);
    }
}
