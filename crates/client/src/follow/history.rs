//! Compares a checkpoint that came from somebody else, such as the one in a share, with what is known of the same log.
//! One must begin with the other; the ledger's tiles prove it, or it is caught.

use keepwell_tlog::checkpoint::SignedCheckpoint;

use crate::{
    error::ClientError,
    follow::{
        ATTEMPTS, Evidence, Lie, LogView,
        judge::{Verdict, judge},
    },
    ledger::Ledger,
};

const STEP: &str = "comparing two states of the ledger";

/// Checks that `seen` and `view` are states of one history. `seen` must have been opened with the ledger's key.
///
/// # Errors
/// [`ClientError::LedgerLies`] with both checkpoints when they are proved not to be; [`ClientError::Altered`] when what
/// arrived proves nothing, twice.
pub fn check_history(
    ledger: &Ledger<'_>,
    view: &LogView,
    seen: &SignedCheckpoint,
) -> Result<(), ClientError> {
    let checkpoint = seen.checkpoint();
    if checkpoint.origin().as_str() != view.origin() {
        return Err(ClientError::Nonsense(STEP));
    }
    let (ours, theirs) = (
        (view.size(), view.root()),
        (checkpoint.size(), *checkpoint.root()),
    );
    if ours.0 == theirs.0 && ours.1 != theirs.1 {
        return Err(Evidence::against(Lie::Forked, view.signed(), seen).into());
    }
    let (old, new) = if ours.0 <= theirs.0 {
        (ours, theirs)
    } else {
        (theirs, ours)
    };
    for _ in 0..ATTEMPTS {
        match judge(ledger, old, new)? {
            Verdict::Extends => return Ok(()),
            Verdict::Open => {}
            Verdict::Rewritten => {
                return Err(Evidence::against(Lie::Rewritten, view.signed(), seen).into());
            }
        }
    }
    Err(ClientError::Altered)
}
