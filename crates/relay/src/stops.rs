//! Stops downloads that are under way when their mailbox is paused or over. Whoever sends a part looks at its flag before
//! each piece; the flag is taken while the mailbox's lock is held, so no download slips through between.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
};

use keepwell_protocol::mailbox::MailboxId;

/// After so many new mailboxes the flags that nobody holds any more are forgotten.
const TIDY_AT: usize = 1024;

/// The flags of downloads under way; all of one mailbox share one.
#[derive(Default)]
pub(crate) struct Stops(Mutex<HashMap<MailboxId, Weak<AtomicBool>>>);

impl Stops {
    /// The flag of a mailbox, to be looked at while sending.
    pub(crate) fn watch(&self, id: &MailboxId) -> Arc<AtomicBool> {
        let mut flags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flag) = flags.get(id).and_then(Weak::upgrade) {
            return flag;
        }
        if flags.len() >= TIDY_AT {
            flags.retain(|_, flag| flag.strong_count() > 0);
        }
        let flag = Arc::new(AtomicBool::new(false));
        flags.insert(*id, Arc::downgrade(&flag));
        flag
    }

    /// Stops all downloads of a mailbox that began before now.
    pub(crate) fn stop(&self, id: &MailboxId) {
        let mut flags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flag) = flags.remove(id).and_then(|flag| flag.upgrade()) {
            flag.store(true, Ordering::Release);
        }
    }

    /// Whether something is being sent of a mailbox.
    pub(crate) fn is_watched(&self, id: &MailboxId) -> bool {
        let flags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        flags.get(id).is_some_and(|flag| flag.strong_count() > 0)
    }

    /// The mailboxes of which something is being sent.
    pub(crate) fn watched(&self) -> Vec<MailboxId> {
        let flags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = flags.iter().filter(|(_, flag)| flag.strong_count() > 0);
        held.map(|(id, _)| *id).collect()
    }

    /// Stops all downloads.
    pub(crate) fn stop_all(&self) {
        let mut flags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for flag in flags.drain().filter_map(|(_, flag)| flag.upgrade()) {
            flag.store(true, Ordering::Release);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_reaches_those_before_it_and_no_later_one() {
        let stops = Stops::default();
        let id = MailboxId::from_bytes([1; 16]);
        let other = stops.watch(&MailboxId::from_bytes([2; 16]));
        let (first, second) = (stops.watch(&id), stops.watch(&id));
        stops.stop(&id);
        assert!(first.load(Ordering::Acquire) && second.load(Ordering::Acquire));
        assert!(!stops.watch(&id).load(Ordering::Acquire));
        assert!(!other.load(Ordering::Acquire));
        stops.stop_all();
        assert!(other.load(Ordering::Acquire));
    }

    #[test]
    fn flags_that_nobody_holds_are_forgotten() {
        let stops = Stops::default();
        let ids = (0..10_000u128).map(|n| MailboxId::from_bytes(n.to_be_bytes()));
        ids.for_each(|id| drop(stops.watch(&id)));
        assert!(stops.0.lock().unwrap().len() <= TIDY_AT);
    }
}
