//! Compares a checkpoint of the ledger with an older state of which only size and root are known, such as the one that was put
//! on a chain: the ledger's tiles prove whether it begins with it.

use keepwell_tlog::{checkpoint::SignedCheckpoint, hash::Hash};

use crate::{
    error::ClientError,
    follow::{
        ATTEMPTS,
        judge::{Verdict, judge},
    },
    ledger::Ledger,
};

const STEP: &str = "comparing two states of the ledger";

/// Whether the log of `newest` begins with `old` = (size, root). `newest` must have been opened with the ledger's key.
///
/// # Errors
/// [`ClientError::Nonsense`] when `old` is larger, [`ClientError::Altered`] when what arrived proves nothing, twice.
pub fn begins_with(
    ledger: &Ledger<'_>,
    newest: &SignedCheckpoint,
    old: (u64, Hash),
) -> Result<bool, ClientError> {
    let checkpoint = newest.checkpoint();
    if old.0 > checkpoint.size() {
        return Err(ClientError::Nonsense(STEP));
    }
    for _ in 0..ATTEMPTS {
        match judge(ledger, old, (checkpoint.size(), *checkpoint.root()))? {
            Verdict::Extends => return Ok(true),
            Verdict::Rewritten => return Ok(false),
            Verdict::Open => {}
        }
    }
    Err(ClientError::Altered)
}
