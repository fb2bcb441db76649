//! How much of the disk is taken, against the most that the operator allows. Counted from what is stored, so that a
//! promise to upload much takes nothing.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::refusal::Refusal;

/// The room on the disk.
pub(crate) struct Room {
    most: u64,
    used: AtomicU64,
}

impl Room {
    /// `used` of `most` bytes are taken already.
    pub(crate) fn new(most: u64, used: u64) -> Self {
        Self {
            most,
            used: AtomicU64::new(used),
        }
    }

    /// Takes `bytes`, or nothing when they do not fit.
    pub(crate) fn take(&self, bytes: u64) -> Result<(), Refusal> {
        let grow = |used: u64| used.checked_add(bytes).filter(|used| *used <= self.most);
        self.used
            .try_update(Ordering::Relaxed, Ordering::Relaxed, grow)
            .map(drop)
            .map_err(|_| Refusal::Full)
    }

    /// Gives `bytes` back.
    pub(crate) fn give_back(&self, bytes: u64) {
        self.used
            .update(Ordering::Relaxed, Ordering::Relaxed, |used| {
                used.saturating_sub(bytes)
            });
    }

    /// So much is taken, as others have counted.
    pub(crate) fn set(&self, used: u64) {
        self.used.store(used, Ordering::Relaxed);
    }

    /// How much is taken, in bytes.
    pub(crate) fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_takes_nothing() {
        let room = Room::new(10, 4);
        assert_eq!(room.take(7), Err(Refusal::Full));
        assert_eq!(room.take(u64::MAX), Err(Refusal::Full));
        assert_eq!(room.take(6), Ok(()));
        assert_eq!(room.take(1), Err(Refusal::Full));
        room.give_back(20);
        assert_eq!(room.used(), 0);
    }
}
