//! What the log says of what is pruned, and what it has to say next: a policy whose minimum index never falls, with the digest of the
//! list of what stays.

use std::io;

use keepwell_protocol::retention::{Kept, RUN, Retention};
use keepwell_protocol::statement::Statement;

use crate::key::LogKey;
use crate::state::State;

/// What the log says.
#[derive(Clone, Debug)]
pub(crate) struct Announced {
    pub(crate) statement: Statement,
    pub(crate) policy: Retention,
    /// Up to the policy's minimum.
    pub(crate) kept: Kept,
}

impl Announced {
    /// What is to be said next, after the policy at index `after`: entries are kept for so many `days`, and of those before
    /// `kept.minimum()` this stays.
    pub(crate) fn next(key: &LogKey, days: u32, kept: Kept, after: u64) -> Self {
        let policy = Retention {
            origin: key.public().name().as_str().to_owned(),
            days,
            minimum: kept.minimum(),
            kept: kept.digest(),
            after,
        };
        Self {
            statement: key.retention(&policy),
            policy,
            kept,
        }
    }

    /// Whether it says that entries are kept for so many `days`, and that those before `minimum` are gone.
    pub(crate) fn says(&self, days: u32, minimum: u64) -> bool {
        self.policy.days == days && self.policy.minimum >= minimum
    }
}

/// The minimum index that the log has to speak of now: what is old, up to the head of `shown` entries, and nothing less than what is
/// `gone`. `None` where it says so.
pub(crate) fn due(state: &State, days: u32, shown: u64, gone: u64) -> Option<u64> {
    let minimum = state.prunable().min(shown.saturating_sub(1)) / RUN * RUN;
    let minimum = minimum.max(gone);
    let last = state.announced();
    let is_said = |one: &Announced| one.says(days, minimum);
    if state.is_stopped() || last.as_deref().is_some_and(is_said) {
        return None;
    }
    Some(minimum.max(last.map_or(0, |one| one.policy.minimum)))
}

/// What stays of the entries before `minimum`, of which `known` says the beginning; `staying` gives the chunks of one more run that
/// do.
pub(crate) fn kept_up_to(
    known: &Kept,
    minimum: u64,
    staying: impl Fn(u64) -> io::Result<Vec<u64>>,
) -> io::Result<Kept> {
    let mut kept = known.up_to(minimum);
    for number in kept.minimum() / RUN..minimum / RUN {
        kept.push_run(staying(number)?);
    }
    Ok(kept)
}
