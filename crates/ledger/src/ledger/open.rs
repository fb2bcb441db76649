//! Opening: hold the folder, read everything back, begin the log where there is none, write what is missing beside it,
//! and start the threads.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

use keepwell_admission::Admission;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use rand_core::CryptoRngCore;

use crate::bodies::Bodies;
use crate::door::{Behind, Door};
use crate::erasure::{Erasure, Terms};
use crate::error::LedgerOpenError;
use crate::genesis;
use crate::home::{Held, Home};
use crate::keeper::{Job, Keeper, Runs};
use crate::key::LogKey;
use crate::ledger::{Ledger, LedgerOptions};
use crate::pruning::{self, Pruner};
use crate::randomness::Randomness;
use crate::register::TagKey;
use crate::relays;
use crate::restore::{Depth, Restored, restore};
use crate::rotation;
use crate::sequencer::{CommitError, Sequencer};
use crate::service::Service;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::status::{Lists, Publisher};
use crate::throttle::Throttle;
use crate::verifier;
use crate::witnessing::Witnessing;

/// How many commits the keeper may be behind before the next one waits for it.
const KEEPER_QUEUE: usize = 64;
/// A day, in seconds.
pub(crate) const DAY_S: u64 = 86_400;

impl Ledger {
    /// Opens the ledger in `options.dir`, or makes one with a key from `rng`, which it takes its randomness from. Blocks until the log is
    /// read back: about a second for ten million entries, and a few for each million where all of it has to be read.
    ///
    /// # Errors
    /// [`LedgerOpenError`]; nothing was signed then.
    pub fn open(
        options: LedgerOptions,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, LedgerOpenError> {
        let held = Home::hold(&options.dir, &options.authority, rng)?;
        let Held {
            home,
            key,
            tags,
            lock,
        } = rotation::go_on(held, &options.clock)?;
        let segment_bytes = options.limits.segment_bytes;
        let restored = restore(&home, (&key, &tags), segment_bytes, Depth::Edge)?;
        let segments = restored.segments.clone();
        let runs = Runs::new(tags.clone(), &restored);
        let (state, parts) = begin(&home, key, restored)?;
        let (jobs, behind) = sync_channel(KEEPER_QUEUE);
        let erasure = erasure(&home, &options)?;
        let parts_kept = (segments, runs);
        let mut keeper = Keeper::new(home.clone(), state.clone(), parts_kept, erasure);
        let mut sequencer = Sequencer::new(
            state.clone(),
            parts.log,
            parts.wal,
            jobs,
            options.limits.clone(),
        );
        let working = (&mut sequencer, &mut keeper, &behind);
        catch_up((&home, &options.dir), &state, working, parts.job)?;
        pruning::restore(&home, &tags, &state)?;
        let newest = relays::restore(&home, &state)?;
        if newest.is_some_and(|(_, set)| set.ledger != *state.key.public().key()) {
            // It was handed over, and the key that it was handed over to is not here.
            return Err(LedgerOpenError::Damaged(home.key_path()));
        }
        let witnesses = options.witnesses;
        let witnessing = Witnessing::begin(home.clone(), &state, witnesses, &options.clock)?;
        let (door, behind_door) = Door::new(&options.limits);
        let randomness = Randomness::new(rng);
        let working = (sequencer, keeper, behind);
        let mut threads = begin_work(behind_door, working, randomness.generator())?;
        let pace = options.limits.status;
        let service = Arc::new(Service {
            state,
            door,
            bodies: Bodies::new(&options.limits),
            admission: Admission::new(&options.limits.admission, rng),
            throttle: Throttle::new(options.limits),
            clock: options.clock,
            witnessing,
            lists: Lists::default(),
            randomness,
            reach: None,
        });
        if let Some(pace) = pace {
            let publisher = Publisher::begin(service.clone(), pace);
            let publisher = publisher.map_err(LedgerOpenError::Threads)?;
            threads.push(spawn("ledger-status", move || publisher.run())?);
        }
        threads.extend(begin_pruner(&service, (home, tags), options.prune_days)?);
        Ok(Self::new(service, threads, Some(lock)))
    }
}

/// Begins a log that has no entries, and writes beside the log what is not there yet. Before the first statement is taken: from here
/// on a shorter log is noticed.
fn catch_up(
    (home, dir): (&Home, &Path),
    state: &State,
    (sequencer, keeper, jobs): (&mut Sequencer, &mut Keeper, &Receiver<Job>),
    first: Job,
) -> Result<(), LedgerOpenError> {
    let mut first_jobs = vec![first];
    if state.view().size() == 0 {
        let own = genesis::registrations(&state.key, &mut state.register_mut());
        sequencer
            .commit(own)
            .map_err(|error| commit_failed(home, error))?;
        first_jobs = jobs.try_iter().collect();
    }
    keeper.keep(first_jobs).map_err(LedgerOpenError::disk(dir))
}

/// What erases, by the operator's terms.
fn erasure(home: &Home, options: &LedgerOptions) -> Result<Erasure, LedgerOpenError> {
    let terms = Terms {
        statements_s: options.keep_statements_s,
        entries_s: options.prune_days.map(|days| u64::from(days) * DAY_S),
    };
    let opened = Erasure::open(home.clone(), options.clock.clone(), terms);
    opened.map_err(LedgerOpenError::disk(home.ages_path()))
}

/// Starts the thread that announces what is pruned, where something is.
fn begin_pruner(
    service: &Arc<Service>,
    folder: (Home, Arc<TagKey>),
    days: Option<u32>,
) -> Result<Option<JoinHandle<()>>, LedgerOpenError> {
    let pruner = Pruner::begin(service.clone(), folder, days);
    let pruner = pruner.map_err(LedgerOpenError::Threads)?;
    let thread = pruner.map(|pruner| spawn("ledger-pruner", move || pruner.run()));
    thread.transpose()
}

/// Starts the threads behind the door.
fn begin_work(
    behind_door: Behind,
    (sequencer, keeper, jobs): (Sequencer, Keeper, Receiver<Job>),
    mut rng: impl CryptoRngCore + Send + 'static,
) -> Result<Vec<JoinHandle<()>>, LedgerOpenError> {
    let Behind {
        raw,
        verified,
        submissions,
    } = behind_door;
    let verify = move || verifier::run(&raw, &verified, &mut rng);
    Ok(vec![
        spawn("ledger-verifier", verify)?,
        spawn("ledger-sequencer", move || sequencer.run(&submissions))?,
        spawn("ledger-keeper", move || keeper.run(&jobs))?,
    ])
}

/// What the sequencer goes on with, and what the keeper has to write first.
pub(crate) struct Parts {
    pub(crate) log: crate::log::Log,
    pub(crate) wal: crate::wal::Wal,
    pub(crate) job: Job,
}

/// The state of a ledger that was read back.
pub(crate) fn begin(
    home: &Home,
    key: LogKey,
    restored: Restored,
) -> Result<(Arc<State>, Parts), LedgerOpenError> {
    let head = newest_head(home, &key, &restored)?;
    let note = head.note().to_string().into();
    let receipts = key.receipts(head.checkpoint());
    let snapshot = Snapshot::new(head, receipts, &restored.log, Vec::new());
    let job = Job {
        chunks: restored.chunks.into_iter().map(Arc::new).collect(),
        note,
        segment: None,
    };
    let parts = Parts {
        log: restored.log,
        wal: restored.wal,
        job,
    };
    let state = State::new(Box::new(home.clone()), key, restored.register, snapshot);
    Ok((Arc::new(state), parts))
}

/// The stored head, its signature checked; for a log without entries, that of the empty tree.
fn newest_head(
    home: &Home,
    key: &LogKey,
    restored: &Restored,
) -> Result<SignedCheckpoint, LedgerOpenError> {
    let damaged = || LedgerOpenError::Damaged(home.wal());
    match &restored.head {
        Some(head) => key.open_head(head.note.as_bytes()).map_err(|_| damaged()),
        None => key
            .sign_head(restored.log.size(), restored.log.root())
            .map_err(|_| damaged()),
    }
}

pub(crate) fn commit_failed(home: &Home, error: CommitError) -> LedgerOpenError {
    let source = match error {
        CommitError::Disk(error) => error,
        other => io::Error::other(other),
    };
    LedgerOpenError::disk(home.wal())(source)
}

/// Starts a thread of the ledger.
pub(crate) fn spawn(
    name: &str,
    work: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, LedgerOpenError> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(LedgerOpenError::Threads)
}
