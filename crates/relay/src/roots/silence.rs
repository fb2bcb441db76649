//! That the ledger did not answer a moment ago: who asks for proofs meanwhile does not wait for the same silence.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long it is not asked again.
const LASTS: Duration = Duration::from_secs(10);

/// When the ledger did not answer, by a clock that only goes on.
#[derive(Default)]
pub(super) struct Silence(Mutex<Option<Instant>>);

impl Silence {
    /// It did not answer.
    pub(super) fn begin(&self, now: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    /// Whether it is not to be asked.
    pub(super) fn lasts(&self, now: Instant) -> bool {
        let begun = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        begun.is_some_and(|begun| now.saturating_duration_since(begun) < LASTS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lasts_ten_seconds() {
        let (silence, now) = (Silence::default(), Instant::now());
        assert!(!silence.lasts(now));
        silence.begin(now);
        assert!(silence.lasts(now) && silence.lasts(now + Duration::from_millis(9_999)));
        assert!(!silence.lasts(now + LASTS));
        silence.begin(now + LASTS);
        assert!(silence.lasts(now + LASTS));
    }
}
