//! Opening on one of several machines: look whose tables those in PostgreSQL are, begin the log where it is new, read its
//! growing end, and start the threads.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use keepwell_admission::Admission;
use keepwell_cluster::{Database, Following, Objects};
use keepwell_crypto::hash::sha256;
use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::note::Name;
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRngCore, SeedableRng as _};
use zeroize::Zeroizing;

use super::beside::Beside;
use super::follow::Follower;
use super::lead::{self, Candidate, Keeping};
use super::load::load;
use super::tail::Tail;
use super::{BrokeOff, Cluster, PAUSE, Registered, Stored, offer, prune};
use crate::bodies::Bodies;
use crate::door::Door;
use crate::error::LedgerOpenError;
use crate::home::earlier;
use crate::key::{Earlier, LogKey};
use crate::ledger::open::spawn;
use crate::ledger::{Clock, Ledger};
use crate::limits::Limits;
use crate::randomness::Randomness;
use crate::register::Register;
use crate::relays;
use crate::service::Service;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::status::{Lists, Publisher};
use crate::throttle::Throttle;
use crate::verifier;
use crate::witnessing::{Witnesses, Witnessing, most_shown};

/// How long the first entries of a new log are waited for.
const BEGIN: Duration = Duration::from_secs(30);

/// What the machines of one ledger share, and what this one does.
#[derive(Clone)]
pub struct Shared {
    /// PostgreSQL: a database of this ledger's own.
    pub database: Database,
    /// The object store: a folder of this ledger's own.
    pub objects: Objects,
    /// The ledger's key: the same on each, since each signs receipts, lists and the time.
    pub key: SigningKey,
    /// Whether this machine may be elected to give entries their order.
    pub sequences: bool,
}

/// What one of several machines that are one ledger is opened with.
#[derive(Clone)]
pub struct SharedOptions {
    /// Host and port under which all of them together are reached: the same on each.
    pub authority: String,
    /// The server's time.
    pub clock: Clock,
    /// How much this machine takes on.
    pub limits: Limits,
    /// Whom the ledger hands its heads to, the same on each machine; the sequencer's does it.
    pub witnesses: Option<Witnesses>,
    /// For how many seconds statements of grants and revocations are kept at least; `None` for ever. The sequencer's machine erases.
    pub keep_statements_s: Option<u64>,
    /// For how many days entries are kept at least, as with [`LedgerOptions`](crate::LedgerOptions): the same on each machine, or this
    /// one does not open. The sequencer's removes.
    pub prune_days: Option<u32>,
    /// What it shares with the others.
    pub shared: Shared,
}

impl Ledger {
    /// Opens the ledger on one of several machines. Blocks until PostgreSQL and the store have been read.
    ///
    /// # Errors
    /// [`LedgerOpenError`]; nothing was signed then.
    pub fn open_shared(
        options: SharedOptions,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, LedgerOpenError> {
        let origin = Name::parse(&format!("{}/ledger", options.authority))
            .map_err(|_| LedgerOpenError::BadAuthority(options.authority.clone()))?;
        let key = LogKey::new(origin, options.shared.key.clone());
        let cluster = connect(&options.shared, &key, rng)?;
        prune::agree(&cluster, options.prune_days)?;
        let earlier = earlier(&cluster, key.public().name())?;
        let key = key.after(earlier);
        let mut register = Register::recalled(sha256(key.public().key().as_bytes()));
        let tail = begin(&cluster, &options, &key, &mut register)?;
        let head = tail.signed(&key)?;
        let receipts = key.receipts(head.checkpoint());
        let snapshot = Snapshot::new(head, receipts, &tail.log, tail.chunks.clone());
        let files = Box::new(Stored(cluster.clone()));
        let state = State::new(files, key, register, snapshot);
        let state = Arc::new(state.shared(Box::new(Registered::new(cluster.clone()))));
        let newest = relays::take_up(&state).map_err(LedgerOpenError::Store)?;
        if newest.is_some_and(|(_, set)| set.ledger != *state.key.public().key()) {
            return Err(LedgerOpenError::OtherKey);
        }
        prune::take_up(&cluster, &state)?;
        start(&options, &cluster, (state, tail), Randomness::new(rng))
    }
}

/// The keys before this one, the oldest first.
pub(super) fn earlier(
    cluster: &Arc<Cluster>,
    origin: &Name,
) -> Result<Vec<Earlier>, LedgerOpenError> {
    let noted = Beside::new(cluster.clone()).earlier_keys();
    let noted = noted.map_err(LedgerOpenError::Store)?;
    let Some(bytes) = noted else {
        return Ok(Vec::new());
    };
    let damaged = || LedgerOpenError::SharedDamaged("the earlier keys in PostgreSQL".to_owned());
    earlier::read(&bytes, origin).ok_or_else(damaged)
}

pub(super) fn connect(
    shared: &Shared,
    key: &LogKey,
    rng: &mut dyn CryptoRngCore,
) -> Result<Arc<Cluster>, LedgerOpenError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("ledger-cluster")
        .enable_all()
        .build()
        .map_err(LedgerOpenError::Threads)?;
    let mut front = [0; 16];
    rng.fill_bytes(&mut front);
    let (database, objects) = (shared.database.clone(), shared.objects.clone());
    let cluster = Cluster::new(runtime, database, objects, front);
    cluster.wait(cluster.database.prepare(&key.public().to_string()))?;
    Ok(Arc::new(cluster))
}

/// The log as it is committed, with its first entries at least. A new log is begun where no witness shows one under this key, before
/// it is seen that nothing is committed: both PostgreSQL and the store were lost then, and a second history would begin.
fn begin(
    cluster: &Arc<Cluster>,
    options: &SharedOptions,
    key: &LogKey,
    register: &mut Register,
) -> Result<Tail, LedgerOpenError> {
    let following = cluster.wait(Following::open(&cluster.database))?;
    let (begun, mut witnessed) = (Instant::now(), None);
    loop {
        let (tail, _) = load(cluster, &following, key, Some(&mut *register))?;
        if tail.log.size() > 0 {
            return Ok(tail);
        }
        if begun.elapsed() > BEGIN {
            return Err(LedgerOpenError::NoSequencer);
        }
        match witnessed {
            _ if !options.shared.sequences => {}
            None => {
                let most = |witnesses| most_shown(witnesses, key);
                witnessed = Some(options.witnesses.as_ref().map_or(0, most));
                continue;
            }
            Some(0) => match lead::begin(cluster, key, &options.limits) {
                Err(error) if !error.is_passing() => return Err(error.into()),
                _ => {}
            },
            Some(published) => {
                return Err(LedgerOpenError::RolledBack {
                    found: 0,
                    published,
                });
            }
        }
        thread::sleep(PAUSE);
    }
}

fn start(
    options: &SharedOptions,
    cluster: &Arc<Cluster>,
    (state, tail): (Arc<State>, Tail),
    randomness: Randomness,
) -> Result<Ledger, LedgerOpenError> {
    let limits = &options.limits;
    let (door, behind) = Door::new(limits);
    let (raw, verified, submissions) = (behind.raw, behind.verified, behind.submissions);
    let beside = Beside::new(cluster.clone());
    let witnessing = Witnessing::begin(beside, &state, options.witnesses.clone(), &options.clock)?;
    let follower = Follower::new(cluster.clone(), state.clone(), witnessing.clone(), tail);
    let (offering, handed) = (cluster.clone(), limits.clone());
    let mut rng = randomness.generator();
    let mut threads = vec![
        spawn("ledger-verifier", move || {
            verifier::run(&raw, &verified, &mut rng)
        })?,
        spawn("ledger-offer", move || {
            offer::run(&offering, &handed, &submissions)
        })?,
        spawn("ledger-follow", move || follower.run())?,
    ];
    if options.shared.sequences {
        let candidate = Candidate {
            cluster: cluster.clone(),
            state: state.clone(),
            limits: limits.clone(),
            terms: Keeping {
                clock: options.clock.clone(),
                statements_s: options.keep_statements_s,
                entries_days: options.prune_days,
                is_witnessed: witnessing.is_some(),
            },
        };
        threads.push(spawn("ledger-lead", move || candidate.run())?);
    }
    let mut secrets = shared_secrets(&options.shared.key);
    let admission = Admission::shared(&limits.admission, &mut secrets, &mut randomness.generator());
    let (reach, objects) = (cluster.reach.clone(), cluster.objects.clone());
    cluster.handle.spawn(reach.clone().watch(objects));
    let service = Arc::new(Service {
        state,
        door,
        bodies: Bodies::new(limits),
        admission,
        throttle: Throttle::new(limits.clone()),
        clock: options.clock.clone(),
        witnessing,
        lists: Lists::default(),
        randomness,
        reach: Some(reach),
    });
    if let Some(pace) = limits.status {
        let publisher = Publisher::begin(service.clone(), pace);
        let publisher = publisher.map_err(LedgerOpenError::Threads)?;
        threads.push(spawn("ledger-status", move || publisher.run())?);
    }
    Ok(Ledger::new(service, threads, None))
}

/// Secrets that every machine has: what one of them asked for, another one takes. Made of the key, of which they tell nothing.
fn shared_secrets(key: &SigningKey) -> ChaCha20Rng {
    let mut from = Zeroizing::new(b"keepwell/shared admission/".to_vec());
    from.extend(key.seed());
    ChaCha20Rng::from_seed(sha256(&from))
}

impl From<BrokeOff> for LedgerOpenError {
    fn from(error: BrokeOff) -> Self {
        match error {
            BrokeOff::Cluster(error) => Self::Shared(error),
            BrokeOff::Damaged(what) => Self::SharedDamaged(what),
            // Somebody else is elected: it passes, and is tried again where it happens.
            BrokeOff::Fenced => Self::NoSequencer,
            BrokeOff::OtherKey => Self::OtherKey,
            BrokeOff::RolledBack { found, published } => Self::RolledBack { found, published },
            BrokeOff::Store(error) => Self::Store(error),
        }
    }
}
