//! The state of the log as a person is told it: when it was checked last, how many entries it has, and whether a server
//! broke its word.

use std::path::PathBuf;

use keepwell_client::servers::LedgerKey;
use keepwell_protocol::time::Timestamp;
use keepwell_store::{Batch, Table};
use serde::Serialize;

use crate::{
    evidence::{self, Alert},
    grants::GrantError,
    sync::view_of,
    vault::Vault,
};

/// When each log was followed to its end last, by its verifier key.
const CHECKED: Table = Table::new("checked");

/// The state of the wallet's own log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogState {
    /// When it was followed to its end last, by this device's clock; `None` before the first time.
    pub checked: Option<Timestamp>,
    /// How many entries it had then.
    pub entries: u64,
    /// The last thing that a server did against its word; it stays.
    pub alert: Option<LogAlert>,
}

/// A server broke its word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogAlert {
    /// What was found, as a word that stays the same; empty in those of before there were such words.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// The file with the evidence.
    pub evidence: PathBuf,
}

/// The state of the wallet's own log.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub fn log(vault: &Vault) -> Result<LogState, GrantError> {
    let key = LedgerKey::from(vault.settings().ledger.clone());
    let alerts = evidence::alerts(vault)?;
    let told = |alert: Alert| LogAlert {
        code: alert.code,
        message: alert.sentence,
        evidence: vault.home().evidence().join(alert.file),
    };
    Ok(LogState {
        checked: checked(vault, &key)?,
        entries: view_of(vault, &key)?.size(),
        alert: alerts.into_iter().next_back().map(told),
    })
}

/// When the log with this key was followed to its end last.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(super) fn checked(vault: &Vault, key: &LedgerKey) -> Result<Option<Timestamp>, GrantError> {
    let value = vault.store().get(CHECKED, key.to_string().as_bytes())?;
    let read = |value: &[u8]| {
        let seconds = u64::from_be_bytes(value.try_into().map_err(|_| GrantError::Unreadable)?);
        Ok(Timestamp::from_seconds(seconds))
    };
    value.map(|value| read(&value)).transpose()
}

/// Puts into the batch that the log with this key was followed to its end at `now`.
pub(crate) fn keep_checked(batch: &mut Batch, key: &LedgerKey, now: Timestamp) {
    let value = now.seconds().to_be_bytes();
    batch.put(CHECKED, key.to_string().as_bytes(), value.to_vec());
}
