//! Wakes those who wait for something to happen at one mailbox or rendezvous. Whoever waits listens first and looks then, so
//! nothing that happens in between is missed; what happened is read from the store, a bell says only that it did.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use tokio::sync::watch;

/// After so many ids the bells that nobody hears any more are forgotten.
const TIDY_AT: usize = 1024;

/// The bells by id; none any more once the relay closes.
pub(crate) struct Bells(Mutex<Option<HashMap<[u8; 16], watch::Sender<()>>>>);

/// Hears one bell.
pub(crate) struct Ear(watch::Receiver<()>);

impl Default for Bells {
    fn default() -> Self {
        Self(Mutex::new(Some(HashMap::new())))
    }
}

impl Bells {
    /// Listens for what happens at `id` from now on.
    pub(crate) fn listen(&self, id: &[u8; 16]) -> Ear {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bells) = bells.as_mut() else {
            return Ear(watch::channel(()).1);
        };
        if bells.len() >= TIDY_AT {
            bells.retain(|_, bell| bell.receiver_count() > 0);
        }
        let bell = bells.entry(*id).or_insert_with(|| watch::channel(()).0);
        Ear(bell.subscribe())
    }

    /// Something happened at `id`.
    pub(crate) fn ring(&self, id: &[u8; 16]) {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bells) = bells.as_mut() else {
            return;
        };
        if bells.get(id).is_some_and(|bell| bell.send(()).is_err()) {
            bells.remove(id);
        }
    }

    /// Something may have happened anywhere.
    pub(crate) fn ring_all(&self) {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bells) = bells.as_mut() {
            bells.retain(|_, bell| bell.send(()).is_ok());
        }
    }

    /// Nobody waits any longer, now and from now on.
    pub(crate) fn silence(&self) {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *bells = None;
    }
}

impl Ear {
    /// Waits for the next bell; `false` when there will be none, since the relay closes.
    pub(crate) async fn hear(&mut self) -> bool {
        self.0.changed().await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    /// What is heard without waiting.
    fn heard(ear: &mut Ear) -> Option<bool> {
        ear.hear().now_or_never()
    }

    #[test]
    fn a_bell_is_heard_by_all_who_listened_before_it() {
        let bells = Bells::default();
        let (mut one, mut two) = (bells.listen(&[1; 16]), bells.listen(&[1; 16]));
        let mut other = bells.listen(&[2; 16]);
        assert_eq!(heard(&mut one), None);
        bells.ring(&[1; 16]);
        assert_eq!(heard(&mut one), Some(true));
        assert_eq!(heard(&mut one), None);
        assert_eq!(heard(&mut two), Some(true));
        assert_eq!(heard(&mut other), None);
        assert_eq!(heard(&mut bells.listen(&[1; 16])), None);
    }

    #[test]
    fn nobody_waits_for_a_relay_that_closes() {
        let bells = Bells::default();
        let mut before = bells.listen(&[1; 16]);
        bells.silence();
        bells.ring(&[1; 16]);
        assert_eq!(heard(&mut before), Some(false));
        assert_eq!(heard(&mut bells.listen(&[1; 16])), Some(false));
    }

    #[test]
    fn bells_that_nobody_hears_are_forgotten() {
        let bells = Bells::default();
        let ids = (0..10_000u128).map(u128::to_be_bytes);
        ids.for_each(|id| drop(bells.listen(&id)));
        assert!(bells.0.lock().unwrap().as_ref().unwrap().len() <= TIDY_AT);
    }
}
