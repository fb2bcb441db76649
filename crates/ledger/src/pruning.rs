//! Pruning: entries older than the operator keeps them are removed, as C2SP tlog-tiles has it. A policy on the log says so before
//! anything goes; whole runs of 65,536 entries go together, so that every hash above them is known; what everybody needs for good,
//! the ledger's policies and keys and the withdrawals of cards, stays with the chunk that it stands in. Signers and the index stay,
//! so that nothing that was registered is ever registered again.

mod pruned;
mod publish;
mod remove;

pub(crate) use pruned::Pruned;
pub(crate) use publish::{Announced, Pruner, restore};
pub(crate) use remove::Remover;

use keepwell_protocol::entry::EntryType;
use keepwell_protocol::retention::Kept;

use crate::chunk::chunk_of;
use crate::register::Run;

/// Takes in another run, the next one.
fn push_run(kept: &mut Kept, run: &Run) {
    let staying = run.others().iter().filter(|(_, entry)| stays(entry.kind));
    kept.push_run(staying.map(|(index, _)| chunk_of(*index)));
}

/// Whether entries of this type are needed for good.
fn stays(kind: EntryType) -> bool {
    matches!(
        kind,
        EntryType::Policy | EntryType::KeySet | EntryType::CardWithdrawal
    )
}
