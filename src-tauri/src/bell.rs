//! Wakes the background before its time, when there is something to do.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

/// Rung by whoever knows of something, heard by one who waits.
#[derive(Default)]
pub(crate) struct Bell {
    rung: Mutex<bool>,
    heard: Condvar,
}

impl Bell {
    /// Wakes whoever waits, or whoever waits next.
    pub(crate) fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.heard.notify_one();
    }

    /// Waits for the bell, but not longer than `most`.
    pub(crate) fn wait(&self, most: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.heard.wait_timeout_while(rung, most, |rung| !*rung);
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bell_is_heard_also_when_it_rang_before() {
        let bell = Bell::default();
        bell.ring();
        bell.wait(Duration::MAX);
        bell.wait(Duration::ZERO);
        std::thread::scope(|scope| {
            scope.spawn(|| bell.wait(Duration::MAX));
            bell.ring();
        });
    }
}
