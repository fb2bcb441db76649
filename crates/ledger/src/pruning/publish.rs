//! Announces on the log what is to be pruned, by a thread that wakes now and then: a policy first, and another one each time the
//! minimum index moves. Only what stands there is removed, by the thread that writes beside the log.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use keepwell_protocol::retention::{FEWEST_DAYS, Kept};
use tokio::runtime::{Builder, Runtime};

use super::announced::{Announced, due, kept_up_to};
use super::staying::of_run;
use crate::chunk::{Part, chunk_of};
use crate::disk;
use crate::error::LedgerOpenError;
use crate::home::Home;
use crate::register::{Run, TagKey};
use crate::service::Service;
use crate::state::State;

/// How often it is looked whether the minimum index moves.
const LOOK: Duration = Duration::from_millis(500);

/// Announces for one ledger.
pub(crate) struct Pruner {
    service: Arc<Service>,
    home: Home,
    tags: Arc<TagKey>,
    days: u32,
    runtime: Runtime,
}

impl Pruner {
    /// One that keeps entries so many days; `None` where nothing was pruned and nothing is to be.
    pub(crate) fn begin(
        service: Arc<Service>,
        (home, tags): (Home, Arc<TagKey>),
        days: Option<u32>,
    ) -> io::Result<Option<Self>> {
        let announced = service.state.announced();
        let said = announced.as_ref().map(|one| &one.policy);
        // A folder that was put back may have lost the last policy with the end of its log, and what that removed is gone.
        let is_behind = home.pruned().minimum() > said.map_or(0, |policy| policy.minimum);
        let said = said.map(|policy| policy.days);
        let days = days.or(is_behind.then(|| said.unwrap_or(FEWEST_DAYS)));
        let Some(days) = days else {
            return Ok(None);
        };
        Ok(Some(Self {
            service,
            home,
            tags,
            days,
            runtime: Builder::new_current_thread().build()?,
        }))
    }

    /// Announces until the ledger is closed. Whoever closes it unparks this thread.
    pub(crate) fn run(self) {
        while !self.service.door.is_closed() {
            if let Err(error) = self.look() {
                tracing::error!(%error, "what is to be pruned cannot be told: nothing is, look at the disk");
                return;
            }
            thread::park_timeout(LOOK);
        }
    }

    fn look(&self) -> io::Result<()> {
        let state = &self.service.state;
        // Nothing that the shown checkpoint does not reach.
        let shown = self.service.shown_size().unwrap_or_default();
        let Some(minimum) = due(state, self.days, shown, self.home.pruned().minimum()) else {
            return Ok(());
        };
        let kept = kept_in(&self.home, &self.tags, minimum)?;
        let after = state.register().policy().unwrap_or_default();
        let next = Announced::next(&state.key, self.days, kept, after);
        let statement = next.statement.clone();
        let registering = self.service.door.register_checked(statement);
        match self.runtime.block_on(registering) {
            Ok(_) => {
                tracing::info!(
                    minimum,
                    days = self.days,
                    "what is pruned was put on the log"
                );
                state.announce(next);
            }
            Err(reason) => {
                tracing::warn!(?reason, "what is pruned could not be logged: trying again")
            }
        }
        Ok(())
    }
}

/// What stays of the entries before `minimum`, by the folder's files of runs.
fn kept_in(home: &Home, tags: &TagKey, minimum: u64) -> io::Result<Kept> {
    kept_up_to(&home.pruned().kept(), minimum, |number| {
        let run = disk::patiently(|| Run::read(home, tags, number))?;
        let run = run.ok_or(io::ErrorKind::InvalidData)?;
        Ok(of_run(&run))
    })
}

/// Takes up what the log said last, also where it was not done yet.
pub(crate) fn restore(home: &Home, tags: &TagKey, state: &State) -> Result<(), LedgerOpenError> {
    let Some(index) = state.register().policy() else {
        return Ok(());
    };
    let path = home.part(Part::Statements, chunk_of(index));
    let bytes = state.view().statement(index);
    let bytes = bytes.map_err(LedgerOpenError::disk(path))?;
    let Some((statement, policy)) = bytes.and_then(|bytes| state.key.read_retention(&bytes)) else {
        return Ok(());
    };
    let folder = home.pruned_path();
    let kept = kept_in(home, tags, policy.minimum);
    let kept = kept.map_err(LedgerOpenError::disk(&folder))?;
    if kept.digest() != policy.kept {
        return Err(LedgerOpenError::Damaged(folder));
    }
    state.announce(Announced {
        statement,
        policy,
        kept,
    });
    Ok(())
}
