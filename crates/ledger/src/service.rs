//! What the request handlers hold.

use std::net::IpAddr;

use keepwell_admission::Admission;
use keepwell_crypto::hash::Digest;
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::statement::Statement;

use crate::bodies::Bodies;
use crate::cluster::Reach;
use crate::door::{Door, NotRegistered, Place};
use crate::ledger::Clock;
use crate::problem::Problem;
use crate::randomness::Randomness;
use crate::state::State;
use crate::status::Lists;
use crate::throttle::{Kind, Throttle, TooOften};
use crate::witnessing::Witnessing;

/// Everything behind the router.
pub(crate) struct Service {
    pub(crate) state: std::sync::Arc<State>,
    pub(crate) door: Door,
    pub(crate) bodies: Bodies,
    pub(crate) throttle: Throttle,
    pub(crate) clock: Clock,
    pub(crate) admission: Admission,
    /// Where the ledger has witnesses.
    pub(crate) witnessing: Option<std::sync::Arc<Witnessing>>,
    pub(crate) lists: Lists,
    pub(crate) randomness: Randomness,
    /// How it gets on with the object store, on one of several machines.
    pub(crate) reach: Option<std::sync::Arc<Reach>>,
}

impl Service {
    /// The size of the head that readers are shown; `None` before one has enough cosignatures.
    pub(crate) fn shown_size(&self) -> Option<u64> {
        if self.witnessing.is_some() {
            self.state.shown().map(|head| head.checkpoint().size())
        } else {
            Some(self.state.view().size())
        }
    }

    /// A place for a statement, of the kind that it has where its signature was checked; none where it cannot be taken at all. Taken
    /// before what a client gives to be let in is used up.
    pub(crate) fn place(&self, checked: Option<EntryType>) -> Result<Place, NotRegistered> {
        self.takes()?;
        self.door.place(checked)
    }

    /// Whether it takes statements at all: else nobody is asked for anything.
    pub(crate) fn takes(&self) -> Result<(), NotRegistered> {
        if self.state.is_stopped() || self.door.is_closed() {
            return Err(NotRegistered::Stopped);
        }
        Ok(())
    }

    /// Lets in a statement that is not noted to be on the log, whose request has this `Authorization`: a grant by the operator's
    /// rule, everything else always, and what another machine has put on the log meanwhile.
    pub(crate) fn admit(
        &self,
        statement: &[u8],
        digest: &Digest,
        answer: Option<&str>,
    ) -> Result<(), Problem> {
        if self.admission.is_open() || Statement::unchecked_kind(statement)? != EntryType::Grant {
            return Ok(());
        }
        match self.admission.admit(digest, answer, (self.clock)()) {
            Err(_) if matches!(self.state.index_of(digest), Ok(Some(_))) => Ok(()),
            admitted => Ok(admitted?),
        }
    }

    /// Counts a request of `source`.
    pub(crate) fn count(&self, source: Option<IpAddr>, kind: Kind) -> Result<(), TooOften> {
        self.count_many(source, kind, 1)
    }

    /// Counts `many` requests of `source` at once.
    pub(crate) fn count_many(
        &self,
        source: Option<IpAddr>,
        kind: Kind,
        many: u32,
    ) -> Result<(), TooOften> {
        self.throttle.take(source, kind, many, (self.clock)())
    }
}
