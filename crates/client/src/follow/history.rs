//! Compares a checkpoint that came from somebody else, such as the one in a share, with what is known of the same log.
//! One must begin with the other; the ledger's tiles prove it, or it is caught.

use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    hash::Hash,
    proof::{ConsistencyProof, MakeProofError},
    tile::{ReadTilesError, TileHashes},
};

use crate::{
    error::ClientError,
    follow::{Evidence, Lie, LogView},
    ledger::{Ledger, Tiles},
};

const STEP: &str = "comparing two states of the ledger";

/// Checks that `seen` and `view` are states of one history. `seen` must have been opened with the ledger's key.
///
/// # Errors
/// [`ClientError::LedgerLies`] with both checkpoints when they are not.
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
    if extends(ledger, old, new)? {
        Ok(())
    } else {
        Err(Evidence::against(Lie::Rewritten, view.signed(), seen).into())
    }
}

/// Whether the ledger's tiles prove that the log of `new` = (size, root) begins with the one of `old`.
fn extends(ledger: &Ledger<'_>, old: (u64, Hash), new: (u64, Hash)) -> Result<bool, ClientError> {
    let tiles = Tiles(ledger);
    let source = TileHashes::new(&tiles, new.0);
    match ConsistencyProof::make(&source, old.0, new.0) {
        Ok(proof) => Ok(proof.verify(&old.1, &new.1).is_ok()),
        Err(MakeProofError::Source(ReadTilesError::Source(error))) => Err(error),
        Err(_) => Err(ClientError::Nonsense(STEP)),
    }
}
