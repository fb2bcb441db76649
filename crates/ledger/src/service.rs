//! What the request handlers hold.

use std::net::IpAddr;

use crate::bodies::Bodies;
use crate::door::Door;
use crate::ledger::Clock;
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
    /// Where the ledger has witnesses.
    pub(crate) witnessing: Option<std::sync::Arc<Witnessing>>,
    pub(crate) lists: Lists,
    pub(crate) randomness: Randomness,
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
