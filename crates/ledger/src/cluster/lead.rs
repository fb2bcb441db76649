//! Who gives entries their order: a machine that stands for election in PostgreSQL, again and again, and when it is elected goes on
//! from what is committed. A term ends when another one was elected, when PostgreSQL does not answer, or when the store
//! contradicts the log.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use keepwell_cluster::{Elected, Following, Sequencing};
use keepwell_crypto::hash::sha256;
use keepwell_protocol::key_set::RelayKey;

use super::beside::Beside;
use super::keep::{Keeper, Told};
use super::load::load;
use super::tail::Tail;
use super::term::Term;
use super::{BrokeOff, Cluster, Stored};
use crate::erasure::{Erasure, Terms};
use crate::key::LogKey;
use crate::ledger::Clock;
use crate::limits::Limits;
use crate::register::Register;
use crate::relays::named_in;
use crate::state::State;

/// Takes part in elections.
pub(super) struct Candidate {
    pub(super) cluster: Arc<Cluster>,
    pub(super) state: Arc<State>,
    pub(super) limits: Limits,
    pub(super) clock: Clock,
    pub(super) keep_statements_s: Option<u64>,
}

/// What a sequencer needs in every term.
pub(super) struct Office<'o> {
    pub(super) cluster: &'o Arc<Cluster>,
    /// Where it is told who leads; `None` while the log begins.
    pub(super) state: Option<&'o State>,
    pub(super) key: &'o LogKey,
    pub(super) limits: &'o Limits,
    /// What erases statements; nobody while the log begins.
    pub(super) erases: Option<(Clock, Option<u64>)>,
}

impl Candidate {
    /// Is the sequencer whenever it is elected, until everything on this machine was answered.
    pub(super) fn run(&self) {
        while !self.is_over() {
            match self.stand() {
                Ok(()) => {}
                Err(error) if error.is_passing() => {
                    tracing::warn!(%error, "this machine is not the sequencer any more");
                }
                Err(error) => {
                    tracing::error!(%error, "this machine will not be the sequencer until somebody has looked");
                    self.state.stop();
                    return;
                }
            }
            thread::sleep(self.look());
        }
    }

    /// How often it asks whether there is a sequencer.
    fn look(&self) -> Duration {
        self.cluster.database.lease() / 10
    }

    fn is_over(&self) -> bool {
        self.cluster.is_done() || self.state.is_stopped()
    }

    /// Stands for election until it is elected, and serves the term.
    fn stand(&self) -> Result<(), BrokeOff> {
        let cluster = &self.cluster;
        let key = self.state.key.public().to_string();
        let sequencing = cluster.wait(Sequencing::open(&cluster.database))?;
        while !self.is_over() {
            if let Some(elected) = cluster.wait(sequencing.elect(&key))? {
                let (epoch, size) = (elected.epoch, elected.head.size);
                tracing::info!(epoch, size, "this machine is the sequencer");
                let office = Office {
                    cluster,
                    state: Some(&self.state),
                    key: &self.state.key,
                    limits: &self.limits,
                    erases: Some((self.clock.clone(), self.keep_statements_s)),
                };
                return office.serve(sequencing, &elected, |term| term.lead(|| self.is_over()));
            }
            thread::sleep(self.look());
        }
        Ok(())
    }
}

/// Makes the first entries of a new log, where nobody else does it.
pub(super) fn begin(cluster: &Arc<Cluster>, key: &LogKey, limits: &Limits) -> Result<(), BrokeOff> {
    let sequencing = cluster.wait(Sequencing::open(&cluster.database))?;
    let own = key.public().to_string();
    let Some(elected) = cluster.wait(sequencing.elect(&own))? else {
        return Ok(());
    };
    let office = Office {
        cluster,
        state: None,
        key,
        limits,
        erases: None,
    };
    office.serve(sequencing, &elected, |term| term.lead(|| true))
}

impl Office<'_> {
    /// Goes on from what is committed, and does this `work` of a term.
    pub(super) fn serve(
        &self,
        sequencing: Sequencing,
        elected: &Elected,
        work: impl FnOnce(Term<'_>) -> Result<(), BrokeOff>,
    ) -> Result<(), BrokeOff> {
        let (cluster, key) = (self.cluster, self.key);
        let following = cluster.wait(Following::open(&cluster.database))?;
        let mut register = empty_register(key);
        let (tail, seen) = load(cluster, &following, key, &mut register)?;
        drop((following, register));
        let told = Told::default();
        told.settled.store(elected.head.settled, Ordering::Release);
        let (jobs, behind) = channel();
        let relays = relays_of(self, &tail, elected.head.key_set)?;
        let term = Term {
            office: self,
            sequencing,
            epoch: elected.epoch,
            tail,
            relays,
            told: &told,
            jobs,
            renewed: Instant::now(),
        };
        let keeper = Keeper {
            cluster,
            key,
            epoch: elected.epoch,
            told: &told,
            seen,
            connection: None,
            state: self.state,
            erasure: self.erasure()?,
            erased: Instant::now(),
        };
        thread::scope(|scope| {
            let keeping = scope.spawn(move || keeper.run(&behind));
            let led = work(term);
            told.is_over.store(true, Ordering::Release);
            let lost = || {
                Err(BrokeOff::Damaged(
                    "the thread that writes to the store".to_owned(),
                ))
            };
            let kept = keeping.join().unwrap_or_else(|_| lost());
            // What the keeper found out is the reason for what the sequencer did.
            kept.and(led)
        })
    }
}

impl Office<'_> {
    fn erasure(&self) -> Result<Option<Erasure>, BrokeOff> {
        let erases = self.erases.clone();
        let opened = erases.map(|(clock, keep_s)| {
            let terms = Terms {
                statements_s: keep_s,
                entries_s: None,
            };
            Erasure::open(Beside::new(self.cluster.clone()), clock, terms)
        });
        Ok(opened.transpose()?)
    }
}

/// The relays in the key set at this index.
fn relays_of(
    office: &Office<'_>,
    tail: &Tail,
    key_set: Option<u64>,
) -> Result<Vec<RelayKey>, BrokeOff> {
    let Some(index) = key_set else {
        return Ok(Vec::new());
    };
    let files = Stored(office.cluster.clone());
    let one = tail.registration(&files, index)?;
    let relays = one.and_then(|(entry, statement)| named_in(office.key, &entry, &statement));
    relays.ok_or_else(|| BrokeOff::Damaged("the newest key set".to_owned()))
}

/// A register of nothing.
pub(super) fn empty_register(key: &LogKey) -> Register {
    Register::recalled(sha256(key.public().key().as_bytes()))
}
