//! Pruning: entries older than the operator keeps them are removed, as C2SP tlog-tiles has it. A policy on the log says so before
//! anything goes; whole runs of 65,536 entries go together, so that every hash above them is known; what everybody needs for good,
//! the ledger's policies and keys and the withdrawals of cards, stays with the chunk that it stands in. Signers and the index stay,
//! so that nothing that was registered is ever registered again.

mod announced;
mod folder;
mod pruned;
mod publish;
mod remove;
mod staying;

pub(crate) use announced::{Announced, due, kept_up_to};
pub(crate) use pruned::Pruned;
pub(crate) use publish::{Pruner, restore};
pub(crate) use remove::{Prunable, Remover};
pub(crate) use staying::of_bundles;
