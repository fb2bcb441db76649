//! The way in for statements, one or many at once: a place for each that waits, with some kept for revocations and for
//! the ledger's status roots, and the answers once they are on disk. Request handlers stand on this side, the sequencer on the other.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};

use keepwell_protocol::entry::EntryType;
use keepwell_protocol::statement::Statement;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::limits::Limits;
use crate::register::{Candidate, Refusal};

/// Statements of one request whose signatures were checked, on their way to the sequencer.
pub(crate) struct Submission {
    pub(crate) statements: Vec<Offered>,
    /// Takes one answer for each, in their order.
    pub(crate) reply: oneshot::Sender<Vec<Outcome>>,
    /// Given back when the submission is dropped.
    _places: OwnedSemaphorePermit,
}

/// One statement, and what the rules need to know of it.
pub(crate) struct Offered {
    pub(crate) candidate: Candidate,
    pub(crate) bytes: Vec<u8>,
}

/// What becomes of a statement.
pub(crate) type Outcome = Result<Registered, NotRegistered>;

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
    most: usize,
}

impl Offered {
    /// A statement whose signature was checked.
    pub(crate) fn of(statement: &Statement) -> Self {
        Self {
            candidate: Candidate::of(statement),
            bytes: statement.as_bytes().to_vec(),
        }
    }
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
            most: limits.waiting,
        };
        (door, submissions)
    }

    /// Hands in a statement and waits until it is on disk or refused.
    pub(crate) async fn register(&self, statement: &Statement) -> Outcome {
        let outcomes = self.register_all(vec![Offered::of(statement)]).await?;
        let only = outcomes.into_iter().next();
        only.unwrap_or(Err(NotRegistered::Stopped))
    }

    /// Hands in statements together and waits until each is on disk or refused. There is a place for all of them or the
    /// door is too busy.
    pub(crate) async fn register_all(
        &self,
        statements: Vec<Offered>,
    ) -> Result<Vec<Outcome>, NotRegistered> {
        let places = self.places(&statements).ok_or(NotRegistered::Busy)?;
        let count = statements.len();
        let (reply, answers) = oneshot::channel();
        self.send(Submission {
            statements,
            reply,
            _places: places,
        })?;
        let stopped = |_| vec![Err(NotRegistered::Stopped); count];
        Ok(answers.await.unwrap_or_else(stopped))
    }

    /// How many statements wait for a commit, and for how many there is a place.
    pub(crate) fn waiting(&self) -> (usize, usize) {
        let left = self.places.available_permits();
        (self.most.saturating_sub(left), self.most)
    }

    /// Nothing more is taken in; what waits is still committed.
    pub(crate) fn close(&self) {
        *self.queue.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn is_closed(&self) -> bool {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        queue.is_none()
    }

    fn places(&self, statements: &[Offered]) -> Option<OwnedSemaphorePermit> {
        let count = u32::try_from(statements.len()).ok()?;
        let take = |places: &Arc<Semaphore>| places.clone().try_acquire_many_owned(count).ok();
        let mut kinds = statements.iter().map(|one| one.candidate.kind);
        match take(&self.places) {
            None if kinds.all(is_urgent) => take(&self.revocation_places),
            common => common,
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

/// Whether there are places of its own for it: a stop must get in, and what tells of it.
fn is_urgent(kind: EntryType) -> bool {
    matches!(kind, EntryType::Revocation | EntryType::StatusRoot)
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
        let place = |kinds: &[EntryType]| {
            let offered = |kind: &EntryType| Offered {
                candidate: Candidate {
                    kind: *kind,
                    digest: [0; 32],
                    signer: [0; 32],
                    target: None,
                },
                bytes: Vec::new(),
            };
            door.places(&kinds.iter().map(offered).collect::<Vec<_>>())
        };
        let (grant, revocation) = (EntryType::Grant, EntryType::Revocation);
        assert!(place(&[grant; 3]).is_none());
        let held = [place(&[grant]), place(&[revocation])];
        assert!(held.iter().all(Option::is_some));
        assert_eq!(door.waiting(), (2, 2));
        assert!(place(&[grant]).is_none() && place(&[revocation, grant]).is_none());
        let last = place(&[revocation]);
        assert!(last.is_some());
        assert!(place(&[revocation]).is_none());
        drop(held);
        assert!(place(&[grant, revocation]).is_some());
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
