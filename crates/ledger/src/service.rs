//! What the request handlers hold.

use std::net::IpAddr;

use crate::door::Door;
use crate::ledger::Clock;
use crate::state::State;
use crate::throttle::{Kind, Throttle, TooOften};

/// Everything behind the router.
pub(crate) struct Service {
    pub(crate) state: std::sync::Arc<State>,
    pub(crate) door: Door,
    pub(crate) throttle: Throttle,
    pub(crate) clock: Clock,
}

impl Service {
    /// Counts a request of `source`.
    pub(crate) fn count(&self, source: Option<IpAddr>, kind: Kind) -> Result<(), TooOften> {
        self.throttle.take(source, kind, (self.clock)())
    }
}
