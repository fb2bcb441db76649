//! The ledger through its public face: a folder, a router and what verifiers make of its answers. Each file is one thing
//! that must hold; what is checked is checked with the code that wallets and clinics use.

mod admitting;
mod altering;
mod backing_up;
mod batching;
#[cfg(target_os = "linux")]
mod crowded;
pub(crate) mod dying;
mod erasing;
mod filled;
pub(crate) mod fixture;
mod following;
mod hostile;
mod killing;
mod limiting;
mod listing;
mod measuring;
mod overloading;
mod pruning;
mod registering;
mod requesting;
mod restarting;
mod resuming;
mod rotating;
mod stopping;
mod vectors;
mod witnessed;
