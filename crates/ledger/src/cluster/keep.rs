//! What a sequencer writes to the store behind its commits: complete chunks, each file once, then the newest head as the
//! checkpoint. What it does not get to is written by the next sequencer, from the records in PostgreSQL, to the same bytes.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use keepwell_cluster::{ClusterError, Seen, Sequencing};

use super::prune::{Next, Pruning};
use super::reach::Use;
use super::{BrokeOff, Cluster, PAUSE, notices};
use crate::chunk::Chunk;
use crate::erasure::Erasure;
use crate::key::LogKey;
use crate::state::State;

/// The least time between two checkpoints in the store: readers are shown the newest from memory.
const BETWEEN: Duration = Duration::from_secs(1);
/// How often it is looked what is to be erased or pruned, and which records are dropped.
const TIDY: Duration = Duration::from_secs(5);
/// Chunks that are written at a time, so that others learn how far it is.
const TOGETHER: usize = 16;

/// What a commit leaves to be written.
pub(super) struct Job {
    /// Chunks that became complete.
    pub(super) chunks: Vec<Arc<Chunk>>,
    /// The signed head.
    pub(super) note: Arc<str>,
}

/// What keeper and sequencer tell each other.
#[derive(Default)]
pub(super) struct Told {
    /// Entries that stand in the store.
    pub(super) settled: AtomicU64,
    /// By the sequencer: the term is over.
    pub(super) is_over: AtomicBool,
    /// By the keeper: it cannot go on, and neither can the sequencer.
    pub(super) has_failed: AtomicBool,
    /// By the keeper: what is pruned next, to be put on the log.
    next: Mutex<Option<Next>>,
}

impl Told {
    /// What is pruned next, once.
    pub(super) fn take_next(&self) -> Option<Next> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        next.take()
    }

    fn tell_next(&self, said: Next) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        *next = Some(said);
    }
}

/// Writes behind one sequencer in one term.
pub(super) struct Keeper<'k> {
    pub(super) cluster: &'k Cluster,
    pub(super) key: &'k LogKey,
    pub(super) epoch: u64,
    pub(super) told: &'k Told,
    /// The checkpoint in the store.
    pub(super) seen: Option<Seen>,
    pub(super) connection: Option<Sequencing>,
    /// `None` while the log begins.
    pub(super) state: Option<&'k State>,
    pub(super) erasure: Option<Erasure>,
    pub(super) pruning: Option<Pruning>,
    /// When it was last looked what is to be erased.
    pub(super) erased: Instant,
}

impl Keeper<'_> {
    /// Works until the sequencer's term is over.
    pub(super) fn run(mut self, jobs: &Receiver<Job>) -> Result<(), BrokeOff> {
        let ended = self.write(jobs);
        self.cluster.reach.forget_writing();
        if ended.is_err() {
            self.told.has_failed.store(true, Ordering::Release);
        }
        ended
    }

    fn write(&mut self, jobs: &Receiver<Job>) -> Result<(), BrokeOff> {
        let (mut newest, mut last) = (None, None::<Instant>);
        loop {
            let first = jobs.recv_timeout(BETWEEN);
            let ends = matches!(first, Err(RecvTimeoutError::Disconnected));
            let all: Vec<_> = first.into_iter().chain(jobs.try_iter()).collect();
            newest = all.last().map(|job| job.note.clone()).or(newest);
            let chunks: Vec<_> = all.into_iter().flat_map(|job| job.chunks).collect();
            for some in chunks.chunks(TOGETHER) {
                self.patiently(|keeper| keeper.settle(some))?;
            }
            let is_due = ends || last.is_none_or(|last| last.elapsed() >= BETWEEN);
            if let Some(note) = newest.take_if(|_| is_due) {
                self.patiently(|keeper| keeper.publish(&note))?;
                last = Some(Instant::now());
            }
            if ends {
                return Ok(());
            }
            if self.erased.elapsed() >= TIDY {
                self.erased = Instant::now();
                self.tidy()?;
            }
        }
    }

    /// Drops records that nobody needs, and erases and removes what is to be. What the network keeps it from is done the next time.
    fn tidy(&mut self) -> Result<(), BrokeOff> {
        let tidied = self.drop_records().and_then(|()| self.erase());
        match tidied.and_then(|()| self.prune()) {
            Err(error) if error.is_passing() => {
                tracing::warn!(%error, "not everything could be erased or removed: trying again");
                self.connection = None;
                Ok(())
            }
            tidied => tidied,
        }
    }

    /// Finds out what is pruned next, and removes what is gone.
    fn prune(&mut self) -> Result<(), BrokeOff> {
        let published = self.published();
        let (Some(pruning), Some(state)) = (&mut self.pruning, self.state) else {
            return Ok(());
        };
        if let Some(next) = pruning.next(state)? {
            self.told.tell_next(next);
        }
        Ok(pruning.remove(state, published)?)
    }

    /// The size of the checkpoint in the store.
    fn published(&self) -> u64 {
        let seen = self.seen.as_ref();
        let head = seen.and_then(|seen| self.key.open_head(&seen.note).ok());
        head.map_or(0, |head| head.checkpoint().size())
    }

    fn drop_records(&mut self) -> Result<(), BrokeOff> {
        let connection = self.connection()?;
        self.cluster.wait(connection.tidy())?;
        self.connection = Some(connection);
        Ok(())
    }

    fn erase(&mut self) -> Result<(), BrokeOff> {
        if let (Some(erasure), Some(state)) = (&mut self.erasure, self.state) {
            erasure.run(state)?;
        }
        Ok(())
    }

    fn connection(&mut self) -> Result<Sequencing, BrokeOff> {
        Ok(match self.connection.take() {
            Some(connection) => connection,
            None => self
                .cluster
                .wait(Sequencing::open(&self.cluster.database))?,
        })
    }

    /// Does it again and again while the network is cut, until the term is over: what comes after it must not be written
    /// without it.
    fn patiently(
        &mut self,
        work: impl Fn(&mut Self) -> Result<(), BrokeOff>,
    ) -> Result<(), BrokeOff> {
        loop {
            let done = work(self);
            let cause = match &done {
                Err(BrokeOff::Cluster(error)) => Some(error),
                _ => None,
            };
            self.cluster.reach.note(Use::Writing, cause);
            let Err(error) = done else {
                return Ok(());
            };
            let is_over = self.told.is_over.load(Ordering::Acquire);
            if is_over || matches!(error, BrokeOff::Fenced) || !error.is_passing() {
                return Err(error);
            }
            tracing::warn!(%error, "writing beside the log failed: trying again");
            self.connection = None;
            thread::sleep(PAUSE);
        }
    }

    fn settle(&mut self, chunks: &[Arc<Chunk>]) -> Result<(), BrokeOff> {
        let cluster = self.cluster;
        let damaged = || BrokeOff::Damaged("a chunk".to_owned());
        let mut files = Vec::new();
        for chunk in chunks {
            files.extend(chunk.files().ok_or_else(damaged)?);
        }
        let created = cluster.wait(cluster.objects.create(&files));
        let contradiction = match created {
            Err(error @ ClusterError::Contradicted(_)) => Some(error),
            created => {
                created?;
                None
            }
        };
        let settled = chunks.last().map_or(0, |chunk| chunk.end());
        let connection = self.connection()?;
        if let Some(error) = contradiction {
            // Whoever slept through an election may find that statements were erased since.
            let is_ours = cluster.wait(connection.settle(self.epoch, 0))?;
            return Err(if is_ours {
                error.into()
            } else {
                BrokeOff::Fenced
            });
        }
        notices::keep(cluster, chunks)?;
        let is_ours = cluster.wait(connection.settle(self.epoch, settled))?;
        self.connection = Some(connection);
        self.told.settled.fetch_max(settled, Ordering::AcqRel);
        is_ours.then_some(()).ok_or(BrokeOff::Fenced)
    }

    /// Makes `note` the checkpoint in the store, unless a larger one stands there: then there is a newer sequencer.
    fn publish(&mut self, note: &str) -> Result<(), BrokeOff> {
        let cluster = self.cluster;
        let replaced = cluster
            .objects
            .replace_checkpoint(self.seen.as_ref(), note.as_bytes());
        if let Some(seen) = cluster.wait(replaced)? {
            self.seen = Some(seen);
            return Ok(());
        }
        let there = cluster.wait(cluster.objects.checkpoint())?;
        let size = |note: &[u8]| {
            self.key
                .open_head(note)
                .map(|head| head.checkpoint().size())
        };
        let Some(found) = &there else {
            return Err(BrokeOff::Damaged(
                "the checkpoint in the object store".to_owned(),
            ));
        };
        let damaged = |_| BrokeOff::Damaged("the checkpoint in the object store".to_owned());
        let (own, other) = (
            size(note.as_bytes()).map_err(damaged)?,
            size(&found.note).map_err(damaged)?,
        );
        let is_same = found.note == note.as_bytes();
        self.seen = there;
        match other.cmp(&own) {
            std::cmp::Ordering::Less => self.publish(note),
            std::cmp::Ordering::Equal if is_same => Ok(()),
            std::cmp::Ordering::Equal => Err(BrokeOff::Damaged(
                "the checkpoint in the object store".to_owned(),
            )),
            std::cmp::Ordering::Greater => Err(BrokeOff::Fenced),
        }
    }
}

#[cfg(test)]
mod tests;
