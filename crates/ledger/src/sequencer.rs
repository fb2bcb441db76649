//! The one place where entries get their order: a thread that takes what came in during a few milliseconds, applies the
//! rules, appends one record to the write-ahead log, and answers once it is flushed. Within a commit the order is that of
//! the statements' digests, so that the log does not tell who came first.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};
use std::time::Instant;

use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::note::NoteError;
use keepwell_tlog::tree::TreeFull;
use thiserror::Error;

use crate::chunk::{Chunk, Registration, StoredHead};
use crate::door::{NotRegistered, Registered, Submission};
use crate::keeper::Job;
use crate::limits::Limits;
use crate::log::Log;
use crate::register::Admission;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::wal::{Wal, record};

/// Why a commit failed. The ledger then takes nothing more until it is started again.
#[derive(Debug, Error)]
pub(crate) enum CommitError {
    #[error("writing the write-ahead log failed: {0}")]
    Disk(#[from] io::Error),
    #[error(transparent)]
    Full(#[from] TreeFull),
    #[error("the head could not be signed: {0}")]
    Sign(#[from] NoteError),
    #[error("a commit was larger than a record may be")]
    TooLarge,
}

/// Owns the log's growing end.
pub(crate) struct Sequencer {
    state: Arc<State>,
    log: Log,
    wal: Wal,
    /// Complete chunks that the keeper may not have written yet.
    pending: Vec<Arc<Chunk>>,
    keeper: SyncSender<Job>,
    limits: Limits,
}

type Answer = (Submission, Registered);

impl Sequencer {
    pub(crate) fn new(
        state: Arc<State>,
        log: Log,
        wal: Wal,
        keeper: SyncSender<Job>,
        limits: Limits,
    ) -> Self {
        Self {
            state,
            log,
            wal,
            pending: Vec::new(),
            keeper,
            limits,
        }
    }

    /// Commits what comes in until the door is closed and everything that waited is answered.
    pub(crate) fn run(mut self, submissions: &Receiver<Submission>) {
        while let Some(batch) = self.collect(submissions) {
            self.process(batch);
        }
    }

    /// Commits `registrations`, which the rules have admitted, durably; then shows them to readers.
    pub(crate) fn commit(&mut self, registrations: Vec<Registration>) -> Result<(), CommitError> {
        let first = self.log.size();
        let encoded = record::encode_registrations(&registrations).ok_or(CommitError::TooLarge)?;
        let mut complete = self.log.extend(registrations)?;
        let head = self.state.key.sign_head(self.log.size(), self.log.root())?;
        let note: Arc<str> = head.note().to_string().into();
        let record = record::encode(first, &note, &encoded).ok_or(CommitError::TooLarge)?;
        self.wal.append(&record)?;
        let stored = StoredHead {
            size: self.log.size(),
            note: note.clone(),
        };
        self.log.note_head(&mut complete, stored);
        let complete: Vec<_> = complete.into_iter().map(Arc::new).collect();
        self.publish(head, &complete);
        tracing::debug!(
            entries = self.log.size() - first,
            size = self.log.size(),
            "committed"
        );
        self.hand_over(complete, note);
        Ok(())
    }

    /// The first submission and those that come within the window after it; `None` when no more will come.
    fn collect(&self, submissions: &Receiver<Submission>) -> Option<Vec<Submission>> {
        let mut batch = vec![submissions.recv().ok()?];
        let deadline = Instant::now() + self.limits.window;
        while batch.len() < self.limits.batch {
            let left = deadline.saturating_duration_since(Instant::now());
            match submissions.recv_timeout(left) {
                Ok(submission) => batch.push(submission),
                Err(_) => break,
            }
        }
        // Grants before revocations, or a revocation could come before the grant it names.
        batch.sort_by_key(|one| (one.candidate.kind, one.candidate.digest));
        Some(batch)
    }

    fn process(&mut self, batch: Vec<Submission>) {
        if self.state.is_stopped() {
            batch
                .into_iter()
                .for_each(|one| answer(one, Err(NotRegistered::Stopped)));
            return;
        }
        let (answers, registrations) = self.stage(batch);
        let committed = if registrations.is_empty() {
            Ok(())
        } else {
            self.commit(registrations)
        };
        if let Err(error) = &committed {
            tracing::error!(%error, "the ledger takes no more statements until it is started again");
            self.state.stop();
        }
        for (submission, registered) in answers {
            answer(
                submission,
                committed
                    .as_ref()
                    .map(|()| registered)
                    .map_err(|_| NotRegistered::Stopped),
            );
        }
    }

    /// Applies the rules; what they refuse is answered at once.
    fn stage(&self, batch: Vec<Submission>) -> (Vec<Answer>, Vec<Registration>) {
        let mut register = self.state.register_mut();
        let (mut answers, mut registrations) = (Vec::new(), Vec::new());
        let mut next = self.log.size();
        for mut one in batch {
            let registered = match register.admit(&one.candidate) {
                Err(refusal) => {
                    answer(one, Err(NotRegistered::Refused(refusal)));
                    continue;
                }
                Ok(Admission::Known(index)) => Registered {
                    index,
                    is_new: false,
                },
                Ok(Admission::New(entry)) => {
                    let signer = one.candidate.signer;
                    register.note(next, &entry, signer);
                    registrations.push(Registration {
                        entry,
                        signer,
                        statement: std::mem::take(&mut one.statement),
                    });
                    next += 1;
                    Registered {
                        index: next - 1,
                        is_new: true,
                    }
                }
            };
            answers.push((one, registered));
        }
        (answers, registrations)
    }

    fn publish(&mut self, head: SignedCheckpoint, complete: &[Arc<Chunk>]) {
        let settled = self.state.settled();
        self.pending.retain(|chunk| chunk.end() > settled);
        self.pending.extend_from_slice(complete);
        let receipts = self.state.key.receipts(head.checkpoint());
        let snapshot = Snapshot::new(head, receipts, &self.log, self.pending.clone());
        self.state.publish(snapshot);
    }

    /// Gives the keeper what is to be written beside the log. When the keeper is behind, this waits for it; when it has
    /// failed, the ledger is stopped already.
    fn hand_over(&mut self, chunks: Vec<Arc<Chunk>>, note: Arc<str>) {
        let segment = self.roll();
        let _ = self.keeper.send(Job {
            chunks,
            note,
            segment,
        });
    }

    fn roll(&mut self) -> Option<Range<u64>> {
        self.wal.roll(self.log.size()).unwrap_or_else(|error| {
            tracing::error!(%error, "a new segment could not be begun: the ledger takes no more statements until it is started again");
            self.state.stop();
            None
        })
    }
}

/// Whoever asked may be gone, which changes nothing.
fn answer(submission: Submission, answer: Result<Registered, NotRegistered>) {
    let _ = submission.reply.send(answer);
}
