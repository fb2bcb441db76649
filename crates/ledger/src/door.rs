//! The way in for statements, one or many at once: a place for each that waits, with some kept for revocations and for
//! the roots of status lists and relays, and the answers once they are on disk. Request handlers stand on this side, verifier and
//! sequencer on the other.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use axum::body::Bytes;
use keepwell_crypto::hash::Digest;
use keepwell_protocol::FormatError;
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::statement::Statement;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::limits::Limits;
use crate::register::{Candidate, Refusal};

/// A statement as it came in, on its way to the verifier.
pub(crate) struct Raw {
    pub(crate) bytes: Bytes,
    /// SHA-256 of them.
    pub(crate) digest: Digest,
    pub(crate) reply: oneshot::Sender<Outcome>,
    pub(crate) place: OwnedSemaphorePermit,
}

/// Statements whose signatures were checked, on their way to the sequencer.
pub(crate) struct Submission {
    pub(crate) statements: Vec<Offered>,
    /// Takes one answer for each, in their order.
    pub(crate) reply: Reply,
    /// Given back when the submission is dropped.
    pub(crate) places: Vec<OwnedSemaphorePermit>,
}

/// Who is waiting for the answers.
pub(crate) enum Reply {
    /// One, for all of them.
    Together(oneshot::Sender<Vec<Outcome>>),
    /// One for each.
    Each(Vec<oneshot::Sender<Outcome>>),
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
    /// It is no statement, or its signature does not match.
    Wrong(FormatError),
    /// The ledger is closing, or writing to disk failed. It may or may not be on disk; the same statement can be sent again.
    Stopped,
}

/// Where handlers hand statements in.
pub(crate) struct Door {
    queues: RwLock<Option<Queues>>,
    places: Arc<Semaphore>,
    urgent_places: Arc<Semaphore>,
    most: usize,
}

/// A place behind the door, held until it is used or given up.
pub(crate) struct Place(OwnedSemaphorePermit);

/// The two ways to the sequencer.
struct Queues {
    verifier: Sender<Raw>,
    sequencer: Sender<Submission>,
}

/// The other ends, for those who work behind the door.
pub(crate) struct Behind {
    pub(crate) raw: Receiver<Raw>,
    /// Where the verifier hands on what it has checked.
    pub(crate) verified: Sender<Submission>,
    pub(crate) submissions: Receiver<Submission>,
}

impl Offered {
    /// A statement whose signature was checked.
    pub(crate) fn of(statement: Statement) -> Self {
        let digest = statement.digest();
        Self::with(statement, digest)
    }

    /// The same of a statement whose `digest` is known.
    pub(crate) fn with(statement: Statement, digest: Digest) -> Self {
        Self {
            candidate: Candidate::with(&statement, digest),
            bytes: statement.into_bytes(),
        }
    }
}

impl Door {
    /// A door and what is behind it.
    pub(crate) fn new(limits: &Limits) -> (Self, Behind) {
        let (verifier, raw) = channel();
        let (sequencer, submissions) = channel();
        let behind = Behind {
            raw,
            verified: sequencer.clone(),
            submissions,
        };
        let places = |count: usize| Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)));
        let door = Self {
            queues: RwLock::new(Some(Queues {
                verifier,
                sequencer,
            })),
            places: places(limits.waiting),
            urgent_places: places(limits.waiting_urgent),
            most: limits.waiting,
        };
        (door, behind)
    }

    /// A place for one statement, of those for urgent ones where its kind is, which takes a signature that was checked: nobody gets one
    /// of those by a signature that may be wrong.
    pub(crate) fn place(&self, checked: Option<EntryType>) -> Result<Place, NotRegistered> {
        let place = self.places(1, checked.is_some_and(is_urgent));
        place.map(Place).ok_or(NotRegistered::Busy)
    }

    /// Hands in a statement with this digest whose signature nobody has checked, and waits until it is on disk or refused.
    pub(crate) async fn register(&self, bytes: Bytes, digest: Digest, place: Place) -> Outcome {
        let (reply, answer) = oneshot::channel();
        let raw = Raw {
            bytes,
            digest,
            reply,
            place: place.0,
        };
        self.send(|queues| queues.verifier.send(raw).is_ok())?;
        answer.await.unwrap_or(Err(NotRegistered::Stopped))
    }

    /// Hands in a statement whose signature was checked, and waits as [`Self::register`] does.
    pub(crate) async fn register_checked(&self, statement: Statement) -> Outcome {
        let place = self.place(Some(statement.kind()))?;
        self.register_in(statement, place).await
    }

    /// The same in a place that it has.
    pub(crate) async fn register_in(&self, statement: Statement, place: Place) -> Outcome {
        let answers = self.send_together(vec![Offered::of(statement)], place.0)?;
        let outcomes = answers.await.unwrap_or_default();
        let only = outcomes.into_iter().next();
        only.unwrap_or(Err(NotRegistered::Stopped))
    }

    /// Likewise, where no runtime's tasks run.
    pub(crate) fn register_blocking(&self, statement: Statement) -> Outcome {
        let answers = self.hand_in(vec![Offered::of(statement)])?;
        let outcomes = answers.blocking_recv().unwrap_or_default();
        let only = outcomes.into_iter().next();
        only.unwrap_or(Err(NotRegistered::Stopped))
    }

    /// Hands in statements together, whose signatures were checked, and waits until each is on disk or refused. There is a
    /// place for all of them or the door is too busy.
    pub(crate) async fn register_all(
        &self,
        statements: Vec<Offered>,
    ) -> Result<Vec<Outcome>, NotRegistered> {
        let count = statements.len();
        let answers = self.hand_in(statements)?;
        let stopped = |_| vec![Err(NotRegistered::Stopped); count];
        Ok(answers.await.unwrap_or_else(stopped))
    }

    fn hand_in(
        &self,
        statements: Vec<Offered>,
    ) -> Result<oneshot::Receiver<Vec<Outcome>>, NotRegistered> {
        let mut kinds = statements.iter().map(|one| one.candidate.kind);
        let are_urgent = kinds.all(is_urgent);
        let places = self.places(statements.len(), are_urgent);
        self.send_together(statements, places.ok_or(NotRegistered::Busy)?)
    }

    fn send_together(
        &self,
        statements: Vec<Offered>,
        places: OwnedSemaphorePermit,
    ) -> Result<oneshot::Receiver<Vec<Outcome>>, NotRegistered> {
        let (reply, answers) = oneshot::channel();
        let submission = Submission {
            statements,
            reply: Reply::Together(reply),
            places: vec![places],
        };
        self.send(|queues| queues.sequencer.send(submission).is_ok())?;
        Ok(answers)
    }

    /// How many statements wait for a commit, and for how many there is a place.
    pub(crate) fn waiting(&self) -> (usize, usize) {
        let left = self.places.available_permits();
        (self.most.saturating_sub(left), self.most)
    }

    /// Nothing more is taken in; what waits is still committed.
    pub(crate) fn close(&self) {
        *self.queues.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn is_closed(&self) -> bool {
        let queues = self.queues.read().unwrap_or_else(PoisonError::into_inner);
        queues.is_none()
    }

    fn places(&self, count: usize, are_urgent: bool) -> Option<OwnedSemaphorePermit> {
        let count = u32::try_from(count).ok()?;
        let take = |places: &Arc<Semaphore>| places.clone().try_acquire_many_owned(count).ok();
        match take(&self.places) {
            None if are_urgent => take(&self.urgent_places),
            common => common,
        }
    }

    fn send(&self, send: impl FnOnce(&Queues) -> bool) -> Result<(), NotRegistered> {
        let queues = self.queues.read().unwrap_or_else(PoisonError::into_inner);
        match queues.as_ref().map(send) {
            Some(true) => Ok(()),
            _ => Err(NotRegistered::Stopped),
        }
    }
}

impl Reply {
    /// Answers. Whoever asked may be gone, which changes nothing.
    pub(crate) fn send(self, outcomes: Vec<Outcome>) {
        match self {
            Self::Together(reply) => {
                let _ = reply.send(outcomes);
            }
            Self::Each(replies) => {
                for (reply, outcome) in replies.into_iter().zip(outcomes) {
                    let _ = reply.send(outcome);
                }
            }
        }
    }
}

/// The next submission and those that come within the window after it; `None` when no more will come.
pub(crate) fn collect(
    submissions: &Receiver<Submission>,
    limits: &Limits,
) -> Option<Vec<Submission>> {
    let first = submissions.recv().ok()?;
    let deadline = Instant::now() + limits.window;
    let mut left = limits.batch.saturating_sub(first.statements.len());
    let mut batch = vec![first];
    while left > 0 {
        let time = deadline.saturating_duration_since(Instant::now());
        let Ok(submission) = submissions.recv_timeout(time) else {
            break;
        };
        left = left.saturating_sub(submission.statements.len());
        batch.push(submission);
    }
    Some(batch)
}

/// Whether there are places of its own for it: a stop must get in, and what tells of it; and no flood may keep a relay from binding
/// itself to what happened.
fn is_urgent(kind: EntryType) -> bool {
    matches!(
        kind,
        EntryType::AccessRoot | EntryType::Revocation | EntryType::StatusRoot
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;

    #[test]
    fn places_are_kept_for_revocations() {
        let limits = Limits {
            waiting: 2,
            waiting_urgent: 1,
            ..Limits::default()
        };
        let (door, _behind) = Door::new(&limits);
        let place = |kinds: &[bool]| door.places(kinds.len(), kinds.iter().all(|one| *one));
        let (grant, revocation) = (false, true);
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
        let bytes = Bytes::copy_from_slice(statement.as_bytes());
        let stopped = Err(NotRegistered::Stopped);
        let (door, behind) = Door::new(&Limits::default());
        drop(behind);
        let place = || door.place(None).unwrap();
        let outcome = door.register(bytes.clone(), statement.digest(), place());
        assert_eq!(outcome.await, stopped);
        let (door, _behind) = Door::new(&Limits::default());
        let place = door.place(None).unwrap();
        door.close();
        assert!(door.is_closed());
        let outcome = door.register(bytes, statement.digest(), place).await;
        assert_eq!(outcome, stopped);
        let all = vec![Offered::of(statement)];
        assert_eq!(door.register_all(all).await, Err(NotRegistered::Stopped));
    }
}
