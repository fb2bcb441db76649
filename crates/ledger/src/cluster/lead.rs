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
use super::prune::{Pruning, Said};
use super::tail::Tail;
use super::term::Term;
use super::{BrokeOff, Cluster, Stored};
use crate::erasure::{Erasure, Terms};
use crate::error::started_with;
use crate::key::LogKey;
use crate::ledger::Clock;
use crate::ledger::open::DAY_S;
use crate::limits::Limits;
use crate::pruning::Remover;
use crate::register::Register;
use crate::relays::named_in;
use crate::state::State;

/// Takes part in elections.
pub(super) struct Candidate {
    pub(super) cluster: Arc<Cluster>,
    pub(super) state: Arc<State>,
    pub(super) limits: Limits,
    pub(super) terms: Keeping,
}

/// How long this machine keeps what, when it is the sequencer's.
#[derive(Clone)]
pub(super) struct Keeping {
    pub(super) clock: Clock,
    pub(super) statements_s: Option<u64>,
    pub(super) entries_days: Option<u32>,
    /// Whether readers are shown what witnesses have cosigned.
    pub(super) is_witnessed: bool,
}

/// What a sequencer needs in every term.
pub(super) struct Office<'o> {
    pub(super) cluster: &'o Arc<Cluster>,
    /// Where it is told who leads; `None` while the log begins.
    pub(super) state: Option<&'o State>,
    pub(super) key: &'o LogKey,
    pub(super) limits: &'o Limits,
    /// Nobody erases or removes anything while the log begins.
    pub(super) terms: Option<Keeping>,
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
                    terms: Some(self.terms.clone()),
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
        terms: None,
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
        // What the rules ask is looked up in PostgreSQL, and status lists are made of what the follower has noted.
        let (tail, seen) = load(cluster, &following, key, None)?;
        drop(following);
        let told = Told::default();
        told.settled.store(elected.head.settled, Ordering::Release);
        let (jobs, behind) = channel();
        let relays = relays_of(self, &tail, elected.head.key_set)?;
        let said = Said::load(self, &tail)?;
        let (erasure, pruning) = self.behind(elected.epoch, &said)?.unzip();
        let term = Term {
            office: self,
            sequencing,
            epoch: elected.epoch,
            tail,
            relays,
            said,
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
            erasure,
            pruning,
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
    /// What erases, and what prunes, in the term of this epoch.
    fn behind(&self, epoch: u64, said: &Said) -> Result<Option<(Erasure, Pruning)>, BrokeOff> {
        let Some(keeping) = self.terms.clone() else {
            return Ok(None);
        };
        let agrees = self.agrees(said);
        let days = keeping.entries_days.filter(|_| agrees);
        let terms = Terms {
            statements_s: keeping.statements_s,
            entries_s: days.map(|days| u64::from(days) * DAY_S),
        };
        let beside = || Beside::of(self.cluster.clone(), epoch);
        let pruning = Pruning {
            days,
            is_witnessed: keeping.is_witnessed,
            place: beside(),
            remover: Remover::default(),
        };
        Ok(Some((
            Erasure::open(beside(), keeping.clock, terms)?,
            pruning,
        )))
    }

    /// Whether all machines keep entries for as long as this one does. Those that run may have been told otherwise since it started.
    fn agrees(&self, said: &Said) -> bool {
        let own = self.terms.as_ref().and_then(|one| one.entries_days);
        if own != said.days {
            let (own, others) = (started_with(own), started_with(said.days));
            tracing::error!(
                "this machine was started {own}, the others of this ledger {others}: it puts no policy on the log, start it likewise"
            );
        }
        own == said.days
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
