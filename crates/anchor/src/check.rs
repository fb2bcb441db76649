//! Compares the chain with the ledger: the checkpoint that is on the chain must be the beginning of the log that the ledger
//! shows now, which its tiles prove.

use keepwell_client::{follow::begins_with, ledger::Ledger};
use keepwell_tlog::checkpoint::SignedCheckpoint;

use crate::{AnchorError, Anchored};

/// Checks that the ledger's newest checkpoint extends what is on the chain.
///
/// # Errors
/// [`AnchorError::Rollback`] or [`AnchorError::OtherHistory`] when it does not; [`AnchorError::Ledger`] when the tiles
/// between cannot be had, or prove nothing.
pub fn check(
    anchored: &Anchored,
    ledger: &Ledger<'_>,
    newest: &SignedCheckpoint,
) -> Result<(), AnchorError> {
    let shown = newest.checkpoint().size();
    if shown < anchored.size {
        return Err(AnchorError::Rollback {
            anchored: anchored.size,
            shown,
        });
    }
    if begins_with(ledger, newest, (anchored.size, anchored.root))? {
        Ok(())
    } else {
        Err(AnchorError::OtherHistory {
            size: anchored.size,
            anchored: anchored.root,
        })
    }
}
