//! Brings the wallet up to date: sends what waits, asks the relay what happened, follows the ledger. A server that is
//! away is no failure; a server that broke its word leaves evidence and an alert.

mod hear;
mod ledger;
mod relay;

use keepwell_client::{keys::LedgerKeys, servers::LedgerKey, transport::Transport};
use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;
use serde::Serialize;

use crate::{
    evidence::{self, Alert},
    grants::GrantError,
    outbox::{self, Pressed, Run},
    vault::Vault,
};

pub use hear::{Heard, News, hear};
pub(crate) use ledger::{keys_of, view_of};

/// What a sync did. Its JSON is that of `wallet sync`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Synced {
    /// How many grants and stops reached every server they had to.
    pub sent: usize,
    /// How many still wait.
    pub waiting: usize,
    /// The newest state of the wallet's ledger that was checked; `None` before the first.
    pub checkpoint: Option<Checkpoint>,
    /// Everything that servers did against their word, the oldest first; also what was found earlier.
    #[serde(skip)]
    pub alerts: Vec<Alert>,
    /// Why a server could not be asked, for a person; `None` when all answered.
    #[serde(skip)]
    pub unreachable: Option<String>,
}

/// A state of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checkpoint {
    /// How many entries it has.
    pub size: u64,
    /// Its root, Base64.
    pub root: String,
}

/// Sends, asks and follows, as far as the servers answer and the caller waits.
///
/// # Errors
/// [`GrantError`] when this device's own vault or folder fails.
pub fn sync(
    vault: &Vault,
    transport: &dyn Transport,
    how: &Run<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Synced, GrantError> {
    let pressed = Pressed::new(transport, how.is_over);
    let mut outcome = outbox::run(vault, &pressed, how, now, rng)?;
    let relay = relay::ask(vault, &pressed, now)?;
    let ledger = ledger::follow_all(vault, &pressed, &relay.heard, now, rng)?;
    if !ledger.stops.is_empty() {
        // Another device stopped these, and may have reached one server alone.
        let only = &ledger.stops;
        let rest = outbox::run(vault, &pressed, &Run { only, ..*how }, now, rng)?;
        outcome.sent += rest.sent;
        outcome.waiting += rest.waiting;
    }
    Ok(Synced {
        sent: outcome.sent,
        waiting: outcome.waiting,
        checkpoint: checkpoint(vault)?,
        alerts: evidence::alerts(vault)?,
        unreachable: relay
            .failure
            .or(ledger.failure)
            .map(|error| error.to_string()),
    })
}

/// What is known of the keys of the wallet's own ledger.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub fn ledger_keys(vault: &Vault) -> Result<LedgerKeys, GrantError> {
    keys_of(vault, &LedgerKey::from(vault.settings().ledger.clone()))
}

/// The newest state of the wallet's own ledger that was checked.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub fn checkpoint(vault: &Vault) -> Result<Option<Checkpoint>, GrantError> {
    let key = LedgerKey::from(vault.settings().ledger.clone());
    let view = view_of(vault, &key)?;
    Ok(view.signed().is_some().then(|| Checkpoint {
        size: view.size(),
        root: view.root().to_string(),
    }))
}

#[cfg(test)]
mod tests;
