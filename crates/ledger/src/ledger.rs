//! The ledger as its server holds it: opened from a folder, or from what several machines share, served as a router, closed when everything
//! that was taken in is on disk.

pub(crate) mod open;

use std::fmt;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use keepwell_protocol::discovery::LedgerInfo;
use keepwell_protocol::time::Timestamp;

use crate::cluster::StoreReach;
use crate::limits::Limits;
use crate::routes;
use crate::service::Service;
use crate::witnessing::{Witnesses, WitnessingReport};

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What a ledger is opened with.
#[derive(Clone)]
pub struct LedgerOptions {
    /// The ledger's own folder; made where it is not there.
    pub dir: PathBuf,
    /// Host and port under which the ledger is reached, like `ledger.example` or `127.0.0.1:8787`. A new ledger gets
    /// the origin `<authority>/ledger`; one that exists keeps its own, wherever it is reached.
    pub authority: String,
    /// The server's time: what `/time` signs and rate limits count by.
    pub clock: Clock,
    /// How much it takes on.
    pub limits: Limits,
    /// Whom it hands its heads to; then it publishes only what enough of them have cosigned. With nobody, every head is
    /// published at once.
    pub witnesses: Option<Witnesses>,
    /// For how many seconds statements of grants, revocations and access roots are kept at least; `None` for as long as there is a
    /// disk.
    /// Their entries stay in any case.
    pub keep_statements_s: Option<u64>,
    /// For how many days entries are kept at least, [`FEWEST_DAYS`](keepwell_protocol::retention::FEWEST_DAYS) or more; what is older
    /// is pruned. `None` for ever.
    pub prune_days: Option<u32>,
}

/// Whether the ledger takes statements. Reading goes on in every case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It does.
    Accepting,
    /// It was closed.
    Closed,
    /// Its witnesses have shown that its key signed another history: it was put back from an older copy, or runs twice.
    Contradicted,
    /// Writing to disk failed; on several machines also what they share may contradict this one, or have another key. Its log says
    /// which; somebody has to mend it and start the server again.
    Stopped,
    /// It is one of several machines and cannot reach what they share. It tries again by itself.
    OutOfReach,
}

/// How a ledger does, in numbers that say nothing about anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Entries on the log.
    pub entries: u64,
    /// Those of them that stand in files of their own beside the write-ahead log.
    pub on_their_own: u64,
    /// Statements that wait for a commit.
    pub waiting: usize,
    /// How many may wait.
    pub places: usize,
    /// Commits since it was opened.
    pub commits: u64,
    /// How long writing and flushing them took together.
    pub flushing: Duration,
    /// How long ago the last one was; `None` before the first.
    pub since_last: Option<Duration>,
    /// Entries before this one were pruned, but for those that everybody needs for good; 0 where none were.
    pub pruned: u64,
    /// When the newest status list was made; `None` before the first since the start.
    pub listed_at: Option<Timestamp>,
    /// On one of several machines: whether this one gives entries their order. `None` on one machine.
    pub leads: Option<bool>,
}

/// A running ledger. Dropping it closes it.
pub struct Ledger {
    service: Arc<Service>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// Held until all of them have ended and witnesses are asked no more, also where one has failed: else another process would write
    /// to the folder beside them. `None` on several machines.
    lock: Mutex<Option<File>>,
}

impl Ledger {
    pub(crate) fn new(
        service: Arc<Service>,
        threads: Vec<JoinHandle<()>>,
        lock: Option<File>,
    ) -> Self {
        tracing::info!(
            origin = service.state.key.public().name().as_str(),
            size = service.state.view().size(),
            "the ledger is open"
        );
        Self {
            service,
            threads: Mutex::new(threads),
            lock: Mutex::new(lock),
        }
    }

    /// Origin and key, to be handed out and pinned.
    pub fn info(&self) -> LedgerInfo {
        let key = self.service.state.key.public();
        LedgerInfo {
            origin: key.name().as_str().to_owned(),
            key: key.to_string(),
        }
    }

    /// Whether it takes statements.
    pub fn health(&self) -> Health {
        if self.service.state.contradicted().is_some() {
            Health::Contradicted
        } else if self.service.state.is_stopped() {
            Health::Stopped
        } else if self.service.door.is_closed() {
            Health::Closed
        } else if !self.service.state.is_reachable() {
            Health::OutOfReach
        } else {
            Health::Accepting
        }
    }

    /// How it gets on with the object store; `None` where it has none. Statements are taken all the same until
    /// [`Self::health`] says otherwise.
    pub fn store(&self) -> Option<StoreReach> {
        self.service.reach.as_ref().map(|reach| reach.told())
    }

    /// How it does.
    pub fn figures(&self) -> Figures {
        let (waiting, places) = self.service.door.waiting();
        let state = &self.service.state;
        Figures {
            entries: state.view().size(),
            on_their_own: state.settled(),
            waiting,
            places,
            commits: state.work.commits(),
            flushing: state.work.flushing(),
            since_last: state.work.since_last(),
            pruned: state.announced().map_or(0, |said| said.policy.minimum),
            listed_at: self.service.lists.newest().map(|list| list.root.time),
            leads: state.is_shared().then(|| state.is_leading()),
        }
    }

    /// How it stands with its witnesses; `None` where it has none.
    pub fn witnessing(&self) -> Option<WitnessingReport> {
        let witnessing = self.service.witnessing.as_ref();
        witnessing.map(|witnessing| witnessing.report())
    }

    /// The checkpoint that it shows to everybody: a signed note. `None` while too few witnesses have signed one.
    pub fn checkpoint(&self) -> Option<String> {
        if self.service.witnessing.is_some() {
            return Some(self.service.state.shown()?.note().to_string());
        }
        Some(self.service.state.view().snapshot.head.note().to_string())
    }

    /// Its HTTP face. Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: without addresses all
    /// clients together are one source to the rate limits.
    pub fn router(&self) -> axum::Router {
        routes::router(self.service.clone())
    }

    pub(crate) fn service(&self) -> &Service {
        &self.service
    }

    /// Takes nothing more, commits and answers what waits, and returns once everything is written. Blocks for as long as
    /// the disk takes. Reading through the router goes on.
    pub fn close(&self) {
        self.service.door.close();
        if let Some(witnessing) = &self.service.witnessing {
            witnessing.close();
        }
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        for thread in threads.drain(..) {
            // The publisher of status lists sleeps between two looks.
            thread.thread().unpark();
            if thread.join().is_err() {
                self.service.state.stop();
            }
        }
        drop(threads);
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger")
            .field("origin", &self.info().origin)
            .field("health", &self.health())
            .finish_non_exhaustive()
    }
}
