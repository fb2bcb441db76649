//! The same ledger on several machines. Each of them takes statements, checks their signatures, and reads and proves as a single
//! machine does; one of them, elected through PostgreSQL, gives the entries their order. PostgreSQL stands in for the
//! write-ahead log, with the same records, and an object store for the folder of complete chunks, with the same files.
//!
//! The way of a statement: `door` → `verifier` → [`offer`] → PostgreSQL → [`lead`] → PostgreSQL → [`follow`] → the answer. Behind
//! a sequencer [`keep`] writes to the store; [`load`] goes on from both. What stands beside the log, cosigned heads and what is to
//! be erased, is kept by [`beside`]; what is old is removed by [`prune`].

mod beside;
mod body;
mod follow;
mod keep;
mod lead;
mod load;
mod notices;
mod offer;
mod open;
mod prune;
mod reach;
mod rotate;
mod settled;
mod tail;
mod term;

pub use beside::ask_shared_to_erase;
pub use body::written_again;
pub use open::{Shared, SharedOptions};
pub(crate) use reach::Reach;
pub use reach::StoreReach;
pub use rotate::rotate_shared;

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use keepwell_cluster::{ClusterError, Database, Looking, Objects};
use keepwell_crypto::hash::Digest;
use thiserror::Error;
use tokio::runtime::{Handle, Runtime};

use crate::door::{NotRegistered, Submission};
use crate::files::Files;
use crate::pruning::Pruned;
use crate::state::Index;

/// How long a front end waits for the sequencer before it says that it does not know.
const PATIENCE: Duration = Duration::from_secs(15);
/// So many entries may stand in PostgreSQL and not in the store before nothing more is taken.
const BEHIND: u64 = 131_072;
/// How long is waited before a connection that broke is tried again.
const PAUSE: Duration = Duration::from_millis(200);

/// What this machine shares with the others, and what it has under way there.
pub(crate) struct Cluster {
    /// Taken when this is dropped.
    runtime: Option<Runtime>,
    handle: Handle,
    database: Database,
    objects: Objects,
    /// How it gets on with the store.
    reach: Arc<Reach>,
    /// By what answers find this process.
    front: [u8; 16],
    tickets: AtomicU64,
    /// What was handed in and is not answered, by ticket.
    outstanding: Mutex<HashMap<u64, Outstanding>>,
    /// Set when nothing more is handed in.
    is_closing: AtomicBool,
    /// Set when everything was answered.
    is_done: AtomicBool,
    /// What is gone of the store, as far as this machine knows. Grows with the policies on the log.
    pruned: Arc<Pruned>,
    /// Whether the log is followed, so that what is gone is known to be.
    is_followed: AtomicBool,
    /// Whether there is a sequencer, or was until a short while ago.
    is_led: AtomicBool,
}

/// Statements that were handed in together.
struct Outstanding {
    submissions: Vec<Submission>,
    since: Instant,
}

/// Why a part of the work broke off.
#[derive(Debug, Error)]
pub(crate) enum BrokeOff {
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// What is in PostgreSQL or the store does not follow from what was signed.
    #[error("{0} does not follow from what this ledger has signed")]
    Damaged(String),
    #[error("another sequencer was elected")]
    Fenced,
    #[error("the ledger has another key by now: start this machine with the new key's file")]
    OtherKey,
    #[error("the store could not be read: {0}")]
    Store(#[from] io::Error),
    /// PostgreSQL or the store was put back to an older state.
    #[error("the log was rolled back: it has {found} entries, but {published} were published")]
    RolledBack { found: u64, published: u64 },
}

impl BrokeOff {
    /// Whether it is worth trying again without anybody doing anything.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Cluster(error) => error.is_passing(),
            Self::Fenced => true,
            Self::Store(error) => error.kind() == io::ErrorKind::NotConnected,
            Self::Damaged(_) | Self::OtherKey | Self::RolledBack { .. } => false,
        }
    }
}

impl Cluster {
    pub(crate) fn new(
        runtime: Runtime,
        database: Database,
        objects: Objects,
        front: [u8; 16],
    ) -> Self {
        Self {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
            database,
            objects,
            reach: Arc::default(),
            front,
            tickets: AtomicU64::new(1),
            outstanding: Mutex::default(),
            is_closing: AtomicBool::new(false),
            is_done: AtomicBool::new(false),
            pruned: Arc::default(),
            is_followed: AtomicBool::new(true),
            is_led: AtomicBool::new(true),
        }
    }

    fn set_followed(&self, is_followed: bool) {
        self.is_followed.store(is_followed, Ordering::Release);
    }

    fn set_led(&self, is_led: bool) {
        self.is_led.store(is_led, Ordering::Release);
    }

    /// What was read; where nothing is there, only whoever follows the log can tell what that means: it may be gone by a policy that
    /// this machine was not told yet.
    fn told<T>(&self, found: Option<T>) -> io::Result<Option<T>> {
        if found.is_none() && !self.is_followed.load(Ordering::Acquire) {
            return Err(io::ErrorKind::NotConnected.into());
        }
        Ok(found)
    }

    /// Waits for what goes over the network, in a thread that may wait.
    fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.handle.block_on(work)
    }

    fn outstanding(&self) -> MutexGuard<'_, HashMap<u64, Outstanding>> {
        self.outstanding
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn is_closing(&self) -> bool {
        self.is_closing.load(Ordering::Acquire)
    }

    fn is_done(&self) -> bool {
        self.is_done.load(Ordering::Acquire)
    }

    /// Tells those who wait for what was handed in, some of it, that nobody knows.
    fn give_up(&self, is_over: impl Fn(u64, &Outstanding) -> bool) {
        let mut outstanding = self.outstanding();
        let given_up: Vec<_> = outstanding
            .extract_if(|ticket, one| is_over(*ticket, one))
            .collect();
        drop(outstanding);
        let submissions = given_up.into_iter().flat_map(|(_, one)| one.submissions);
        submissions.for_each(refuse);
    }
}

/// Tells who handed it in that nobody knows.
fn refuse(submission: Submission) {
    let outcomes = vec![Err(NotRegistered::Stopped); submission.statements.len()];
    submission.reply.send(outcomes);
}

/// Whoever drops it last may be a thread that must not wait.
impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Complete chunks in the store.
pub(crate) struct Stored(pub(crate) Arc<Cluster>);

impl Files for Stored {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.0.told(self.0.wait(self.0.objects.read(path))?)
    }

    fn read_each(&self, paths: &[String]) -> io::Result<Vec<Option<Vec<u8>>>> {
        Ok(self.0.wait(self.0.objects.read_each(paths))?)
    }

    fn is_pruned(&self, chunk: u64) -> bool {
        self.0.pruned.has(chunk)
    }
}

/// The register in PostgreSQL. The connection is kept, and made anew after it broke.
pub(crate) struct Registered {
    cluster: Arc<Cluster>,
    looking: tokio::sync::Mutex<Option<Looking>>,
}

impl Registered {
    pub(crate) fn new(cluster: Arc<Cluster>) -> Self {
        Self {
            cluster,
            looking: tokio::sync::Mutex::default(),
        }
    }

    /// What it answers. A connection that broke since it was used last is no reason to say no.
    fn look<T>(&self, ask: impl AsyncFn(&Looking) -> Result<T, ClusterError>) -> io::Result<T> {
        let found = self.cluster.wait(async {
            match self.try_look(&ask).await {
                Err(error) if error.is_passing() => self.try_look(&ask).await,
                found => found,
            }
        });
        Ok(found?)
    }

    async fn try_look<T>(
        &self,
        ask: impl AsyncFn(&Looking) -> Result<T, ClusterError>,
    ) -> Result<T, ClusterError> {
        let mut kept = self.looking.lock().await;
        let looking = match kept.take() {
            Some(looking) => looking,
            None => Looking::open(&self.cluster.database).await?,
        };
        let found = ask(&looking).await?;
        *kept = Some(looking);
        Ok(found)
    }
}

impl Index for Registered {
    fn index_of(&self, statement: &Digest) -> io::Result<Option<u64>> {
        self.look(async |looking| looking.index_of(statement).await)
    }

    fn committed(&self) -> io::Result<u64> {
        self.look(async |looking| looking.size().await)
    }
}
