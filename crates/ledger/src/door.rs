//! The way in for statements: a place for each that waits, with some kept for revocations, and the answer once it is on
//! disk. Request handlers stand on this side, the sequencer on the other.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};

use keepwell_protocol::entry::EntryType;
use keepwell_protocol::statement::Statement;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::limits::Limits;
use crate::register::{Candidate, Refusal};

/// A statement whose signature was checked, on its way to the sequencer.
pub(crate) struct Submission {
    pub(crate) candidate: Candidate,
    pub(crate) statement: Vec<u8>,
    pub(crate) reply: oneshot::Sender<Result<Registered, NotRegistered>>,
    /// Given back when the submission is dropped.
    _place: OwnedSemaphorePermit,
}

/// The statement is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Registered {
    pub(crate) index: u64,
    /// Whether it was registered now and not before.
    pub(crate) is_new: bool,
}

/// The statement is not registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRegistered {
    /// Too many are waiting.
    Busy,
    /// The rules say no.
    Refused(Refusal),
    /// The ledger is closing, or writing to disk failed. It may or may not be on disk; the same statement can be sent again.
    Stopped,
}

/// Where handlers hand statements in.
pub(crate) struct Door {
    queue: RwLock<Option<Sender<Submission>>>,
    places: Arc<Semaphore>,
    revocation_places: Arc<Semaphore>,
}

impl Door {
    /// A door and the sequencer's end of its queue.
    pub(crate) fn new(limits: &Limits) -> (Self, Receiver<Submission>) {
        let (queue, submissions) = channel();
        let places = |count: usize| Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)));
        let door = Self {
            queue: RwLock::new(Some(queue)),
            places: places(limits.waiting),
            revocation_places: places(limits.waiting_revocations),
        };
        (door, submissions)
    }

    /// Hands in a statement and waits until it is on disk or refused.
    pub(crate) async fn register(
        &self,
        statement: &Statement,
    ) -> Result<Registered, NotRegistered> {
        let place = self.place(statement.kind()).ok_or(NotRegistered::Busy)?;
        let (reply, answer) = oneshot::channel();
        self.send(Submission {
            candidate: Candidate::of(statement),
            statement: statement.as_bytes().to_vec(),
            reply,
            _place: place,
        })?;
        answer.await.unwrap_or(Err(NotRegistered::Stopped))
    }

    /// Nothing more is taken in; what waits is still committed.
    pub(crate) fn close(&self) {
        *self.queue.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn is_closed(&self) -> bool {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        queue.is_none()
    }

    fn place(&self, kind: EntryType) -> Option<OwnedSemaphorePermit> {
        let common = self.places.clone().try_acquire_owned().ok();
        match kind {
            EntryType::Revocation => {
                common.or_else(|| self.revocation_places.clone().try_acquire_owned().ok())
            }
            _ => common,
        }
    }

    fn send(&self, submission: Submission) -> Result<(), NotRegistered> {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        queue
            .as_ref()
            .and_then(|queue| queue.send(submission).ok())
            .ok_or(NotRegistered::Stopped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;

    #[test]
    fn places_are_kept_for_revocations() {
        let limits = Limits {
            waiting: 2,
            waiting_revocations: 1,
            ..Limits::default()
        };
        let (door, _submissions) = Door::new(&limits);
        let held = [
            door.place(EntryType::Grant),
            door.place(EntryType::Revocation),
        ];
        assert!(held.iter().all(Option::is_some));
        assert!(door.place(EntryType::Grant).is_none());
        let last = door.place(EntryType::Revocation);
        assert!(last.is_some());
        assert!(door.place(EntryType::Revocation).is_none());
        drop(held);
        assert!(door.place(EntryType::Grant).is_some());
    }

    #[tokio::test]
    async fn a_closed_door_and_a_gone_sequencer_say_so() {
        let key = SigningKey::from_seed(&[1; 32]);
        let statement = Statement::grant(&[1; 16], &[2; 32], b"terms", &key);
        let (door, submissions) = Door::new(&Limits::default());
        drop(submissions);
        assert_eq!(door.register(&statement).await, Err(NotRegistered::Stopped));
        let (door, _submissions) = Door::new(&Limits::default());
        door.close();
        assert!(door.is_closed());
        assert_eq!(door.register(&statement).await, Err(NotRegistered::Stopped));
    }
}
