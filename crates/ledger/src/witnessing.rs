//! Hands the ledger's heads to its witnesses (C2SP tlog-witness) and publishes the newest one that enough of them have
//! cosigned, by the operator's policy. A thread for each witness, beside everything else: adding never waits for one, and
//! one that is away keeps nobody from asking the others. A start alone waits for their first word, for some seconds, since they may
//! know that it must sign nothing. Where several machines are one ledger, each looks then at what the witnesses cosigned last, and only
//! the sequencer's hands heads in.
//!
//! All witnesses are asked for the same head, since a quorum is judged over one; when it is there, the next is the newest.

mod board;
mod contrary;
mod hand_in;
mod published;
mod report;

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use keepwell_protocol::time::Timestamp;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::policy::{Policy, Witness};

use crate::error::LedgerOpenError;
use crate::key::LogKey;
use crate::ledger::Clock;
use crate::state::State;
use board::{Board, Said, Turn};
use contrary::Contrary;
use published::Foreign;

pub(crate) use published::Kept;
pub use report::{Stance, WitnessReport, WitnessingReport};

/// How often a thread that has nothing to do looks whether the ledger was closed.
const IDLE: Duration = Duration::from_secs(1);

/// What is said where witnesses know another history and have nothing to show for it.
const NO_QUORUM: &str = "so many witnesses say that they know another history of this ledger that nothing can be shown without them: it was put back from an older copy, or runs twice. Stop it, ask whoever runs them for the checkpoint that they cosigned last, and put the newest copy of the folder back with keepwell ledger restore --newest FILE";

/// Sends a request to a witness and waits for the answer.
pub trait Post: Send + Sync {
    /// Posts `body` to `url`: status and body of the answer, whatever they are.
    ///
    /// # Errors
    /// Why there is no answer, in a sentence.
    fn post(&self, url: &str, body: Vec<u8>) -> Result<(u16, Vec<u8>), String>;

    /// Asks for what is at `url`: likewise.
    ///
    /// # Errors
    /// Likewise.
    fn get(&self, url: &str) -> Result<(u16, Vec<u8>), String>;
}

/// Whom the ledger hands its heads to.
#[derive(Clone)]
pub struct Witnesses {
    /// The witnesses with their addresses, and how many must agree before a head is published.
    pub policy: Policy,
    /// How they are reached.
    pub post: Arc<dyn Post>,
    /// How often.
    pub pace: Pace,
}

/// How often witnesses are asked.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The least time between two heads that are handed in.
    pub between: Duration,
    /// A log that does not grow is handed in again after so long, so that readers see it is still looked after.
    pub refresh: Duration,
    /// How long one who failed is left alone the first time; twice as long each time it fails again.
    pub retry: Duration,
    /// And no longer than this.
    pub retry_at_most: Duration,
    /// How long a start waits for the first word of all of them, before anything is signed.
    pub before_signing: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            between: Duration::from_millis(200),
            refresh: Duration::from_secs(300),
            retry: Duration::from_secs(1),
            retry_at_most: Duration::from_secs(60),
            before_signing: Duration::from_secs(5),
        }
    }
}

/// The ledger's side of being witnessed.
pub(crate) struct Witnessing {
    kept: Box<dyn Kept>,
    state: Arc<State>,
    policy: Policy,
    post: Arc<dyn Post>,
    clock: Clock,
    board: Mutex<Board>,
}

impl Witnessing {
    /// Begins to ask the witnesses, where there are some, and waits for their first word, so that a ledger that was put back from an
    /// older copy signs nothing; else forgets what was published when there were. Who does not answer in time is not waited for.
    ///
    /// # Errors
    /// Like [`Self::open`].
    pub(crate) fn begin(
        kept: impl Kept + 'static,
        state: &Arc<State>,
        witnesses: Option<Witnesses>,
        clock: &Clock,
    ) -> Result<Option<Arc<Self>>, LedgerOpenError> {
        let Some(witnesses) = witnesses else {
            kept.forget().map_err(|error| kept.failed(error))?;
            return Ok(None);
        };
        let patience = witnesses.pace.before_signing;
        let witnessing = Self::open(Box::new(kept), state.clone(), witnesses, clock.clone())?;
        witnessing.start(patience)?;
        Ok(Some(witnessing))
    }

    /// Goes on where the last run stopped: what it published is published again.
    ///
    /// # Errors
    /// [`LedgerOpenError`] when the policy cannot be worked with, or what was published is not in this log.
    fn open(
        kept: Box<dyn Kept>,
        state: Arc<State>,
        witnesses: Witnesses,
        clock: Clock,
    ) -> Result<Arc<Self>, LedgerOpenError> {
        let policy = witnesses.policy;
        let head = state.view().snapshot.head.clone();
        let named = policy.log_keys();
        let is_named = named.is_empty() || state.key.verifiers().any(|key| named.contains(key));
        if !is_named {
            return Err(LedgerOpenError::NotInPolicy(state.key.public().to_string()));
        }
        if policy.judge(&head).is_ok() {
            return Err(LedgerOpenError::NoWitnesses);
        }
        let last = published::load(&*kept, &state)?.filter(|last| policy.judge(last).is_ok());
        let board = Board::new(&policy, head, last.as_ref(), witnesses.pace);
        if let Some(last) = last {
            state.show(last);
        }
        Ok(Arc::new(Self {
            kept,
            state,
            policy,
            post: witnesses.post,
            clock,
            board: Mutex::new(board),
        }))
    }

    /// Starts a thread for each witness that has an address, and waits until each has heard once from its witness, or for
    /// `patience`. They end by themselves after [`Witnessing::close`]; nobody waits for that, since a witness may be slow to answer,
    /// and nothing of theirs is written after it.
    ///
    /// # Errors
    /// [`LedgerOpenError::Threads`].
    fn start(self: &Arc<Self>, patience: Duration) -> Result<(), LedgerOpenError> {
        let (unheard, heard) = mpsc::channel();
        for (place, witness) in self.policy.witnesses().enumerate() {
            if witness.url.is_empty() {
                continue;
            }
            let (all, witness, unheard) = (Arc::clone(self), witness.clone(), unheard.clone());
            thread::Builder::new()
                .name(format!("ledger-witness-{place}"))
                .spawn(move || all.attend(place, &witness, unheard))
                .map_err(LedgerOpenError::Threads)?;
        }
        drop(unheard);
        // Nothing is sent: it ends when the last of them has let go of its end.
        if heard.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!(
                "not every witness has answered: the ledger goes on, and stops should one of them prove another history"
            );
        }
        Ok(())
    }

    /// Whom it asks, and how many must agree.
    pub(crate) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Writes and publishes nothing more.
    pub(crate) fn close(&self) {
        self.board().close();
        self.state.growth.ring();
    }

    /// Shows what another machine of this ledger has published.
    pub(crate) fn take_up(&self, note: &str) -> Result<(), LedgerOpenError> {
        let shown = self.state.shown();
        if note.is_empty() || shown.is_some_and(|shown| shown.note().to_string() == note) {
            return Ok(());
        }
        match published::own(&self.state, note.as_bytes()) {
            Ok(head) if self.policy.judge(&head).is_ok() => self.state.show(head),
            // By another policy than this machine's.
            Ok(_) => {}
            Err(Foreign::Unread(error)) => return Err(self.kept.failed(error)),
            Err(_) => return Err(self.kept.damaged()),
        }
        Ok(())
    }

    /// What waits, and what each witness said last.
    pub(crate) fn report(&self) -> WitnessingReport {
        let (head, shown) = (self.state.view().size(), self.state.shown());
        let size = shown.as_ref().map(|shown| shown.checkpoint().size());
        let said = shown.and_then(|shown| self.policy.judge(&shown).ok());
        let newest = said.and_then(|said| said.iter().map(|one| one.time_s).max());
        WitnessingReport {
            published_at: newest.map(Timestamp::from_seconds),
            contradicted: self.state.contradicted().map(str::to_owned),
            ..self.board().report(head, size)
        }
    }

    /// Asks one witness, whenever there is something to ask, until the ledger is closed. Lets go of `unheard` once it has had its
    /// say: after its first answer, or the second where it began by naming another size; on one of several machines, once the
    /// witness has shown what it cosigned last.
    fn attend(&self, place: usize, witness: &Witness, unheard: Sender<()>) {
        if self.state.is_shared() {
            let contrary = Contrary::of(&self.state, &*self.post, witness);
            self.stop_if_contradicted(witness, contrary);
        }
        let mut unheard = Some(unheard).filter(|_| !self.state.is_shared());
        let mut asked = 0_u64;
        loop {
            let rung = self.state.growth.count();
            if !self.state.is_leading() && !self.board().is_closed() {
                // Another machine asks.
                self.state.growth.wait(rung, IDLE);
                continue;
            }
            let head = self.state.view().snapshot.head.clone();
            let turn = self.board().turn(place, &head, Instant::now());
            match turn {
                Turn::End => return,
                Turn::Wait(time) => self.state.growth.wait(rung, time.min(IDLE)),
                Turn::Ask { head, old } => {
                    let said = hand_in::hand_in(&self.state, &*self.post, witness, &head, old);
                    let is_first_size = asked == 0 && matches!(said, Said::Has(_));
                    let contrary = self.contrary(witness, &said);
                    self.take_in(place, witness, (head.checkpoint().size(), said));
                    self.stop_if_contradicted(witness, contrary);
                    asked += 1;
                    unheard = unheard.filter(|_| is_first_size);
                }
            }
        }
    }

    /// What a witness that knows another history has to show for it.
    fn contrary(&self, witness: &Witness, said: &Said) -> Option<Contrary> {
        let is_asked = matches!(said, Said::Contradicted(_));
        is_asked
            .then(|| Contrary::of(&self.state, &*self.post, witness))
            .flatten()
    }

    /// Ends all signing where a witness has proven another history, or where so many only say so that readers would have believed
    /// them, and nothing could be shown without them anyway. Of several machines one that was just replaced hears the latter too: all
    /// witnesses are ahead of it.
    fn stop_if_contradicted(&self, witness: &Witness, contrary: Option<Contrary>) {
        if self.state.contradicted().is_some() {
            return;
        }
        let is_enough = || !self.state.is_shared() && self.board().is_contradicted(&self.policy);
        let why = match contrary {
            Some(contrary) => contrary.words(witness.key.name().as_str(), &self.state),
            None if is_enough() => NO_QUORUM.to_owned(),
            None => return,
        };
        tracing::error!(why, "the ledger signs nothing more");
        self.state.stop_contradicted(why);
    }

    /// Notes what a witness said, and publishes the head when enough have cosigned it.
    fn take_in(&self, place: usize, witness: &Witness, (size, said): (u64, Said)) {
        let now = Instant::now();
        let mut board = self.board();
        if board.is_closed() {
            return;
        }
        tell(&board, place, witness, &said);
        board.note(place, (size, said), (self.clock)(), now);
        if let Some(head) = board.newly_cosigned(&self.policy) {
            let size = head.checkpoint().size();
            // On the disk before anybody sees it: a restart must never show less. Others who come with an answer wait.
            match self.publish(head) {
                Ok(()) => tracing::debug!(size, "published with enough cosignatures"),
                // What several machines share is out of reach: all are asked again.
                Err(error) if error.kind() == io::ErrorKind::NotConnected => {
                    tracing::warn!(%error, "the cosigned head could not be kept: trying again");
                    board.begin_again(now);
                }
                Err(error) => {
                    tracing::error!(%error, "writing the cosigned head failed: the ledger takes no more statements until it is started again");
                    self.state.stop();
                    board.close();
                }
            }
        }
        drop(board);
        self.state.growth.ring();
    }

    fn publish(&self, head: SignedCheckpoint) -> io::Result<()> {
        self.kept.write(&head)?;
        self.state.show(head);
        Ok(())
    }

    fn board(&self) -> std::sync::MutexGuard<'_, Board> {
        // What the board says is replaced as a whole, so a panic leaves nothing half done.
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The most entries of a state that one of them shows as the last that it cosigned for this key's log; 0 where none shows any. Whoever
/// does not answer has shown nothing. Blocks until all have answered, or are given up.
pub(crate) fn most_shown(witnesses: &Witnesses, key: &LogKey) -> u64 {
    let size = |witness: &Witness| {
        let shown = contrary::last_shown(key, &*witnesses.post, witness);
        shown.map_or(0, |(head, _)| head.checkpoint().size())
    };
    thread::scope(|scope| {
        let asked: Vec<_> = witnesses
            .policy
            .witnesses()
            .map(|one| scope.spawn(move || size(one)))
            .collect();
        let sizes = asked.into_iter().filter_map(|one| one.join().ok());
        sizes.max().unwrap_or(0)
    })
}

/// A line when a witness begins to fail, or to answer again; not for every try.
fn tell(board: &Board, place: usize, witness: &Witness, said: &Said) {
    let witness = witness.key.name().as_str();
    match said {
        Said::Cosigned(..) if board.has_failed(place) => {
            tracing::info!(witness, "the witness cosigns again");
        }
        Said::Failed(why) | Said::Refused(why) if !board.has_failed(place) => {
            tracing::warn!(
                witness,
                why,
                "the witness has not cosigned; it is asked again"
            );
        }
        Said::Contradicted(why) => {
            tracing::error!(
                witness,
                why,
                "the witness knows another history of this ledger"
            );
        }
        _ => {}
    }
}
