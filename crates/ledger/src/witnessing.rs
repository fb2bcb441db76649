//! Hands the ledger's heads to its witnesses (C2SP tlog-witness) and publishes the newest one that enough of them have
//! cosigned, by the operator's policy. A thread for each witness, beside everything else: adding never waits for one, and
//! one that is away keeps nobody from asking the others.
//!
//! All witnesses are asked for the same head, since a quorum is judged over one; when it is there, the next is the newest.

mod board;
mod hand_in;
mod published;
mod report;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::policy::{Policy, Witness};

use crate::error::LedgerOpenError;
use crate::ledger::Clock;
use crate::state::State;
use board::{Board, Said, Turn};
use published::Foreign;

pub(crate) use published::Kept;
pub use report::{WitnessReport, WitnessingReport};

/// How often a thread that has nothing to do looks whether the ledger was closed.
const IDLE: Duration = Duration::from_secs(1);

/// Sends a request of `add-checkpoint` and waits for the answer.
pub trait Post: Send + Sync {
    /// Posts `body` to `url`: status and body of the answer, whatever they are.
    ///
    /// # Errors
    /// Why there is no answer, in a sentence.
    fn post(&self, url: &str, body: Vec<u8>) -> Result<(u16, Vec<u8>), String>;
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
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            between: Duration::from_millis(200),
            refresh: Duration::from_secs(300),
            retry: Duration::from_secs(1),
            retry_at_most: Duration::from_secs(60),
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
    /// Begins to ask the witnesses, where there are some; else forgets what was published when there were.
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
        let witnessing = Self::open(Box::new(kept), state.clone(), witnesses, clock.clone())?;
        witnessing.start()?;
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

    /// Starts a thread for each witness that has an address. They end by themselves after [`Witnessing::close`]; nobody
    /// waits for them, since a witness may be slow to answer, and nothing of theirs is written after it.
    ///
    /// # Errors
    /// [`LedgerOpenError::Threads`].
    fn start(self: &Arc<Self>) -> Result<(), LedgerOpenError> {
        for (place, witness) in self.policy.witnesses().enumerate() {
            if witness.url.is_empty() {
                continue;
            }
            let (all, witness) = (Arc::clone(self), witness.clone());
            thread::Builder::new()
                .name(format!("ledger-witness-{place}"))
                .spawn(move || all.attend(place, &witness))
                .map_err(LedgerOpenError::Threads)?;
        }
        Ok(())
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
        let shown = shown.map(|shown| shown.checkpoint().size());
        self.board().report(head, shown)
    }

    /// Asks one witness, whenever there is something to ask, until the ledger is closed.
    fn attend(&self, place: usize, witness: &Witness) {
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
                    self.take_in(place, witness, (head.checkpoint().size(), said));
                }
            }
        }
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

/// A line when a witness begins to fail, or to answer again; not for every try.
fn tell(board: &Board, place: usize, witness: &Witness, said: &Said) {
    let witness = witness.key.name().as_str();
    match said {
        Said::Cosigned(_) if board.has_failed(place) => {
            tracing::info!(witness, "the witness cosigns again");
        }
        Said::Failed(why) if !board.has_failed(place) => {
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
