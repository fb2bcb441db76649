//! When to try again: at once, then after longer and longer pauses up to an hour. A pure function of how often it failed.

use keepwell_protocol::time::Timestamp;

use crate::grants::Retry;

/// Pauses in seconds after the first, second, … failure in a row; the last one repeats.
const PAUSES_S: [u64; 6] = [5, 15, 60, 5 * 60, 15 * 60, LONGEST_PAUSE_S];
const LONGEST_PAUSE_S: u64 = 60 * 60;

/// Whether to try now. `Asked` is a patient who waits for it: pauses do not count then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// The patient asked for it.
    Asked,
    /// The app does it by itself.
    Background,
}

/// Whether something may be tried at `now`. A refusal stays one, whoever asks.
pub fn is_due(retry: &Retry, pace: Pace, now: Timestamp) -> bool {
    // A moment further away than any pause was set while the clock was wrong.
    let longest = now.plus(LONGEST_PAUSE_S);
    let waits = retry
        .not_before
        .is_some_and(|moment| now < moment && moment <= longest);
    retry.refused.is_none() && (pace == Pace::Asked || !waits)
}

/// After another failure at `now`.
pub fn failed(retry: &mut Retry, now: Timestamp) {
    let step = usize::try_from(retry.failures).unwrap_or(usize::MAX);
    let pause = PAUSES_S.get(step).copied().unwrap_or(LONGEST_PAUSE_S);
    retry.failures = retry.failures.saturating_add(1);
    retry.not_before = Some(now.plus(pause));
}

/// After a success: the next failure begins with the shortest pause again.
pub fn succeeded(retry: &mut Retry) {
    retry.failures = 0;
    retry.not_before = None;
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1000);

    #[test]
    fn pauses_grow_to_an_hour_and_end_with_a_success() {
        let mut retry = Retry::default();
        let mut pauses = Vec::new();
        for _ in 0..8 {
            failed(&mut retry, NOW);
            pauses.push(retry.not_before.unwrap().seconds() - NOW.seconds());
        }
        assert_eq!(pauses, [5, 15, 60, 300, 900, 3600, 3600, 3600]);
        succeeded(&mut retry);
        assert!(is_due(&retry, Pace::Background, NOW));
        failed(&mut retry, NOW);
        assert_eq!(retry.not_before, Some(NOW.plus(5)));
    }

    #[test]
    fn a_patient_who_asks_does_not_wait_but_a_refusal_stays() {
        let mut retry = Retry::default();
        failed(&mut retry, NOW);
        assert!(!is_due(&retry, Pace::Background, NOW.plus(4)));
        assert!(is_due(&retry, Pace::Background, NOW.plus(5)));
        assert!(is_due(&retry, Pace::Asked, NOW));
        retry.refused = Some("no".to_owned());
        assert!(!is_due(&retry, Pace::Asked, NOW.plus(9999)));
    }

    #[test]
    fn a_clock_set_back_does_not_block_for_ever() {
        let mut retry = Retry::default();
        failed(&mut retry, NOW);
        // The clock was two hours ahead when it failed.
        retry.not_before = Some(NOW.plus(2 * 60 * 60));
        assert!(is_due(&retry, Pace::Background, NOW));
    }
}
