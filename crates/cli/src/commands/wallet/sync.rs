//! `keepwell wallet sync`: sends what waits, learns what happened, follows the ledger. Reading commands do the same
//! first, quietly and briefly.

use std::time::{Duration, Instant};

use keepwell_client::transport::HttpTransport;
use keepwell_wallet::{
    outbox::{Pace, Run},
    sync::{self, Synced},
    vault::Vault,
};
use rand_core::OsRng;

use super::{Setting, unlock};
use crate::{
    commands::network,
    edge,
    exit::{Failure, Kind},
    output::Output,
};

/// How long a sync that was asked for may take; large parts that are not through by then go on in the next one.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

pub(super) fn run(setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let synced = sync_within(&vault, &network()?, PATIENCE)?;
    let log = match &synced.checkpoint {
        Some(checkpoint) => format!(
            "The log has {} entries, none missing or changed.",
            checkpoint.size
        ),
        None => "The log has not been read yet.".to_owned(),
    };
    let lines = format!("{} sent, {} waiting. {log}", synced.sent, synced.waiting);
    setting.output.answer(&synced, &lines)?;
    verdict(&synced)
}

/// For reading commands: syncs when the servers answer soon, says so when they do not, and goes on in any case.
pub(super) fn try_sync(
    vault: &Vault,
    patience: Duration,
    output: &mut Output,
) -> Result<(), Failure> {
    let synced = sync_within(vault, &network()?, patience)?;
    if synced.unreachable.is_some() {
        output.note("The servers could not be asked; this is what was known before.");
    }
    if let Some(alert) = synced.alerts.last() {
        output.note(&format!(
            "ALERT: {} (evidence: {})",
            alert.sentence, alert.file
        ));
    }
    Ok(())
}

fn sync_within(
    vault: &Vault,
    transport: &HttpTransport,
    patience: Duration,
) -> Result<Synced, Failure> {
    let begun = Instant::now();
    let run = Run {
        only: &[],
        pace: Pace::Asked,
        is_over: &|| begun.elapsed() >= patience,
    };
    Ok(sync::sync(
        vault,
        &transport.within(patience),
        &run,
        edge::now(),
        &mut OsRng,
    )?)
}

/// The answer is given in any case; a broken word or an absent server then decides how the command ends.
fn verdict(synced: &Synced) -> Result<(), Failure> {
    if let Some(alert) = synced.alerts.last() {
        let message = format!("{} The evidence is in {}.", alert.sentence, alert.file);
        return Err(Failure::new(Kind::Refused, "ledger_lies", message));
    }
    match &synced.unreachable {
        Some(why) => Err(Failure::new(Kind::Unreachable, "unreachable", why)),
        None => Ok(()),
    }
}
