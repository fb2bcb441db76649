//! HTTP to relay and ledger: signed requests, uploads and downloads that go on after a cut, and verification of whatever
//! comes back. Blocking; the time is passed in, and the network is a [`transport::Transport`], so that every rule here
//! is tested without one. Nothing a server says is believed before it is checked, and nothing it sends is read without a
//! limit.
//!
//! Which call for which need:
//! - learn what a server offers and pin its ledger key: [`servers::discover`], [`servers::Servers`]
//! - mailboxes, parts, boxes and rendezvous: [`relay::Relay`]; take part in a rendezvous: [`meeting::Meeting`]
//! - register a statement, look one up, ask for the time: [`ledger::Ledger`]; check a proof offline:
//!   [`ledger::verify_proof`]
//! - learn of what happens at a mailbox while it happens: [`events::follow`], [`events::until_ended`]
//! - learn what was revoked without telling what is asked about: [`status::fetch_list`], [`status::prove_list`]
//! - hold a ledger to its word: [`follow::follow`], [`follow::check_history`]

mod admission;
pub mod error;
pub mod events;
pub mod follow;
pub mod keys;
pub mod ledger;
pub mod meeting;
pub mod relay;
pub mod servers;
pub mod status;
pub mod tokens;
pub mod transport;

mod exchange;

#[cfg(test)]
mod testing;

pub use error::ClientError;
