//! The ledger's status lists: fetched a shard at a time, so that the ledger does not learn which grant is meant, checked
//! against what the ledger logged, and what it logged against its history.

use keepwell_protocol::{
    FormatError,
    status::{Delta, MAX_DELTA_BYTES, MAX_LIST_BYTES, StatusList, delta_path, list_path},
};
use thiserror::Error;

use crate::{
    error::ClientError,
    follow::{LogView, check_history},
    keys::LedgerKeys,
    ledger::Ledger,
};

const LIST: &str = "reading the ledger's status list";
const DELTA: &str = "reading what the ledger revoked since";

/// Why there is no list to judge by.
#[derive(Debug, Error)]
pub enum ListError {
    /// The ledger does not answer, has none, or broke its word.
    #[error(transparent)]
    Ask(#[from] ClientError),
    /// What came is not the list that the ledger logged.
    #[error("the ledger's list of revoked grants is not accepted: {0}")]
    Bad(#[from] FormatError),
}

/// A list as it came, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The exact bytes, to be kept.
    pub bytes: Vec<u8>,
    /// What they say.
    pub list: StatusList,
}

/// Reads a list of shard `number` that was kept.
///
/// # Errors
/// [`FormatError`] when it is not one that this ledger signed and logged.
pub fn open_list(bytes: &[u8], number: u64, keys: &LedgerKeys) -> Result<StatusList, FormatError> {
    keys.by_one(
        |key| StatusList::open(bytes, number, key.origin(), key.key()),
        |list| list.root.size,
    )
}

/// The newest list of shard `number`; `None` where the ledger has none.
///
/// # Errors
/// [`ListError::Bad`] when its bits, its signature or what it says of itself are wrong.
pub fn fetch_list(ledger: &Ledger<'_>, number: u64) -> Result<Option<Fetched>, ListError> {
    let limit = u64::try_from(MAX_LIST_BYTES).unwrap_or(u64::MAX);
    let bytes = match ledger.get(LIST, &list_path(number), limit) {
        Ok(bytes) => bytes,
        Err(ClientError::NotAvailable) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let list = ledger.hold(|keys| open_list(&bytes, number, keys))?;
    Ok(Some(Fetched { bytes, list }))
}

/// What was revoked between the list of `from` entries and that of `to`; `None` where the ledger does not say, since that is too much or too
/// long ago. It covers all shards, and leads to the logged root or is worth nothing.
///
/// # Errors
/// [`ListError::Bad`] when it is none of this ledger's.
pub fn fetch_delta(ledger: &Ledger<'_>, from: u64, to: u64) -> Result<Option<Delta>, ListError> {
    let limit = u64::try_from(MAX_DELTA_BYTES).unwrap_or(u64::MAX);
    let bytes = match ledger.get(DELTA, &delta_path(from, to), limit) {
        Ok(bytes) => bytes,
        Err(ClientError::NotAvailable) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let delta = ledger.hold(|keys| {
        keys.by_one(
            |key| Delta::open(&bytes, key.origin(), key.key()),
            |delta| delta.root.size,
        )
    })?;
    if (delta.from, delta.root.size) == (from, to) {
        Ok(Some(delta))
    } else {
        Err(FormatError::malformed("status delta", "from").into())
    }
}

/// Checks that what the ledger logged for `list` stands in the history that `view` knows. One that was read with that
/// history's entries needs no asking.
///
/// # Errors
/// [`ClientError::LedgerLies`] when it is of another history, [`ClientError::Nonsense`] when it is not on the log.
pub fn prove_list(
    ledger: &Ledger<'_>,
    view: &LogView,
    list: &StatusList,
) -> Result<(), ClientError> {
    let entry = list.entry();
    let found = ledger.lookup(&entry.statement, &entry)?;
    let found = found.ok_or(ClientError::Nonsense(LIST))?;
    if found.receipt.index < list.root.size {
        // It says that it covers entries that came after it.
        return Err(ClientError::Nonsense(LIST));
    }
    check_history(ledger, view, &found.checkpoint)
}
