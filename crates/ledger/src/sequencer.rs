//! The one place where entries get their order: a thread that takes what came in during a few milliseconds, applies the
//! rules, appends one record to the write-ahead log, and answers once it is flushed. Within a commit the order is that of
//! the statements' digests, so that the log does not tell who came first.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};
use std::time::Instant;

use keepwell_protocol::entry::Entry;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::note::NoteError;
use keepwell_tlog::tree::TreeFull;
use thiserror::Error;

use crate::chunk::{Chunk, Registration, Signer, StoredHead, short};
use crate::door::{NotRegistered, Offered, Outcome, Registered, Submission, collect};
use crate::keeper::Job;
use crate::key::LogKey;
use crate::limits::Limits;
use crate::log::Log;
use crate::register::{Candidate, Refusal, Register, Ruling};
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
    segment_begun: Instant,
    /// Complete chunks that the keeper may not have written yet.
    pending: Vec<Arc<Chunk>>,
    keeper: SyncSender<Job>,
    limits: Limits,
}

/// Where a statement of a batch stands: the submission's place in it, the statement's place in the submission.
type Place = (usize, usize);

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
            segment_begun: Instant::now(),
            pending: Vec::new(),
            keeper,
            limits,
        }
    }

    /// Commits what comes in until the door is closed and everything that waited is answered.
    pub(crate) fn run(mut self, submissions: &Receiver<Submission>) {
        while let Some(batch) = collect(submissions, &self.limits) {
            self.process(batch);
        }
    }

    /// Commits `registrations`, which the rules have admitted, durably; then shows them to readers.
    pub(crate) fn commit(&mut self, registrations: Vec<Registration>) -> Result<(), CommitError> {
        self.commit_under(registrations, &|key, size, root| key.sign_head(size, root))
    }

    /// The same under a head that `sign` makes.
    pub(crate) fn commit_under(
        &mut self,
        registrations: Vec<Registration>,
        sign: &dyn Fn(&LogKey, u64, Hash) -> Result<SignedCheckpoint, NoteError>,
    ) -> Result<(), CommitError> {
        let first = self.log.size();
        let encoded = record::encode_registrations(&registrations).ok_or(CommitError::TooLarge)?;
        let mut complete = self.log.extend(registrations)?;
        let head = sign(&self.state.key, self.log.size(), self.log.root())?;
        let note: Arc<str> = head.note().to_string().into();
        let record = record::encode(first, &note, &encoded).ok_or(CommitError::TooLarge)?;
        let begun = Instant::now();
        self.wal.append(&record)?;
        self.state.work.committed(begun.elapsed());
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

    fn process(&mut self, mut batch: Vec<Submission>) {
        let mut outcomes: Vec<Vec<Outcome>> = batch
            .iter()
            .map(|one| vec![Err(NotRegistered::Stopped); one.statements.len()])
            .collect();
        if !self.state.is_stopped() {
            self.state.register_mut().settle(self.state.settled());
            let mut rules = AmongReaders(&self.state);
            let registrations = stage(&mut rules, self.log.size(), &mut batch, &mut outcomes);
            let committed = if registrations.is_empty() {
                Ok(())
            } else {
                self.commit(registrations)
            };
            if let Err(error) = committed {
                tracing::error!(%error, "the ledger takes no more statements until it is started again");
                self.state.stop();
                let accepted = outcomes.iter_mut().flatten().filter(|one| one.is_ok());
                accepted.for_each(|one| *one = Err(NotRegistered::Stopped));
            }
        }
        for (submission, outcomes) in batch.into_iter().zip(outcomes) {
            // First: whoever has the answer finds the place free.
            drop(submission.places);
            submission.reply.send(outcomes);
        }
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
        let is_old = self.segment_begun.elapsed() >= self.limits.segment_age;
        let rolled = self.wal.roll(self.log.size(), is_old);
        if matches!(rolled, Ok(Some(_))) {
            self.segment_begun = Instant::now();
        }
        rolled.unwrap_or_else(|error| {
            tracing::error!(%error, "a new segment could not be begun: the ledger takes no more statements until it is started again");
            self.state.stop();
            None
        })
    }
}

/// The rules for a batch, and what was noted of it.
pub(crate) trait Rules {
    /// What the rules say to a statement. May block.
    fn admit(&self, candidate: &Candidate) -> Result<Ruling, Refusal>;

    /// Notes the next entry, at its index.
    fn note(&mut self, index: u64, entry: &Entry, signer: Signer);
}

/// A register that nobody else looks at.
impl Rules for Register {
    fn admit(&self, candidate: &Candidate) -> Result<Ruling, Refusal> {
        self.admit(candidate)
    }

    fn note(&mut self, index: u64, entry: &Entry, signer: Signer) {
        self.note(index, entry, signer);
    }
}

/// The register that requests look at meanwhile: what the rules read from the disk they read beside them, and nobody is kept out but
/// for the moment in which an entry is noted. Only the sequencer notes, so what was read stays true.
struct AmongReaders<'a>(&'a State);

impl Rules for AmongReaders<'_> {
    fn admit(&self, candidate: &Candidate) -> Result<Ruling, Refusal> {
        self.0.register().admit(candidate)
    }

    fn note(&mut self, index: u64, entry: &Entry, signer: Signer) {
        self.0.register_mut().note(index, entry, signer);
    }
}

/// Applies the rules to what comes next after `size` entries, and notes what they say to each; what becomes an entry is returned.
pub(crate) fn stage(
    rules: &mut impl Rules,
    size: u64,
    batch: &mut [Submission],
    outcomes: &mut [Vec<Outcome>],
) -> Vec<Registration> {
    let mut registrations = Vec::new();
    let mut next = size;
    for (at, within) in order(batch) {
        let (Some(one), Some(outcome)) = (
            batch
                .get_mut(at)
                .and_then(|one| one.statements.get_mut(within)),
            outcomes.get_mut(at).and_then(|all| all.get_mut(within)),
        ) else {
            continue;
        };
        *outcome = match rules.admit(&one.candidate) {
            Err(refusal) => Err(NotRegistered::Refused(refusal)),
            Ok(Ruling::Known(index)) => Ok(Registered {
                index,
                is_new: false,
            }),
            Ok(Ruling::New(entry)) => {
                let signer = one.candidate.signer;
                rules.note(next, &entry, short(&signer));
                registrations.push(Registration {
                    entry,
                    signer,
                    statement: std::mem::take(&mut one.bytes),
                });
                next += 1;
                Ok(Registered {
                    index: next - 1,
                    is_new: true,
                })
            }
        };
    }
    registrations
}

/// The order in which a batch is entered: by digest, so that the log does not tell who came first; grants before
/// revocations, or a revocation could come before the grant it names.
fn order(batch: &[Submission]) -> Vec<Place> {
    let mut places: Vec<_> = batch
        .iter()
        .enumerate()
        .flat_map(|(at, one)| {
            let statements = one.statements.iter().enumerate();
            let key = |one: &Offered| (one.candidate.kind, one.candidate.digest);
            statements.map(move |(within, one)| (key(one), (at, within)))
        })
        .collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::sync::mpsc::{Sender, channel};
    use std::thread;
    use std::time::Duration;

    use keepwell_crypto::hash::sha256;
    use keepwell_crypto::secret::Secret32;
    use keepwell_crypto::sign::SigningKey;
    use keepwell_protocol::statement::Statement;
    use keepwell_tlog::note::Name;

    use crate::door::Reply;
    use crate::files::Files;
    use crate::home::Home;
    use crate::register::{Index, Place as Found, TagKey};

    /// A disk on which nothing is, and which says so only when it is told to.
    struct Slow {
        asked: Mutex<Sender<()>>,
        told: Mutex<Receiver<()>>,
    }

    impl Files for Slow {
        fn read(&self, _: &str) -> io::Result<Option<Vec<u8>>> {
            self.asked.lock().unwrap().send(()).unwrap();
            self.told.lock().unwrap().recv().unwrap();
            Ok(None)
        }
    }

    fn state(register: Register, key: LogKey) -> State {
        let log = Log::default();
        let head = key.sign_head(log.size(), log.root()).unwrap();
        let receipts = key.receipts(head.checkpoint());
        let snapshot = Snapshot::new(head, receipts, &log, Vec::new());
        let nowhere = Home::at("nothing is read from here".as_ref());
        State::new(Box::new(nowhere), key, register, snapshot)
    }

    #[test]
    fn nobody_waits_for_what_the_rules_read_from_the_disk() {
        let (asked, was_asked) = channel();
        let (tell, told) = channel();
        let slow = Slow {
            asked: asked.into(),
            told: told.into(),
        };
        let own = SigningKey::from_seed(&[1; 32]);
        let tags = TagKey::new(Secret32::from_bytes([1; 32]));
        let ledger = sha256(own.verifying_key().as_bytes());
        let mut register = Register::new(ledger, Index::new(Box::new(slow), tags.into()));
        let patient = SigningKey::from_seed(&[2; 32]);
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &patient);
        let Ok(Ruling::New(entry)) = register.admit(&Candidate::of(&grant)) else {
            panic!("a new grant was refused");
        };
        register.note(0, &entry, short(&Candidate::of(&grant).signer));
        // From here on it stands in its chunk alone.
        register.settle(256);
        let name = Name::parse("a.example/ledger").unwrap();
        let state = state(register, LogKey::new(name, own));
        let mut batch = [Submission {
            statements: vec![Offered::of(grant.revocation(&patient))],
            reply: Reply::Each(Vec::new()),
            places: Vec::new(),
        }];
        let mut outcomes = [vec![Err(NotRegistered::Stopped)]];
        thread::scope(|scope| {
            let mut rules = AmongReaders(&state);
            scope.spawn(move || stage(&mut rules, 256, &mut batch, &mut outcomes));
            was_asked.recv().unwrap();
            let (found, came) = channel();
            let state = &state;
            scope.spawn(move || found.send(state.place_of(&[9; 32])));
            let came = came.recv_timeout(Duration::from_secs(5));
            tell.send(()).unwrap();
            assert_eq!(came, Ok(Found::Nowhere));
        });
    }
}
