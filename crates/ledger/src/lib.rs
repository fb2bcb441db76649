//! The transparency-log server, on one machine or several. Statements come in by SCITT's HTTP interface, are committed to a
//! write-ahead log that is flushed before anything is acknowledged, and come out as receipts, as C2SP tiles and as
//! signed checkpoints that anybody can check. See docs/formats/ledger.md.
//!
//! A server calls [`Ledger::open`], serves [`Ledger::router`], hands out [`Ledger::info`] and at the end calls
//! [`Ledger::close`]. The way of a statement through the crate: `routes/{entries,batch}` → `door` → `verifier` → `sequencer`
//! → `wal`, and behind it `keeper` → `chunk`; the way back: `snapshot` → `prove`. Starting up: `home` → `restore`. Beside
//! it `status` logs and serves which grants were revoked.

mod backup;
mod bodies;
mod check;
mod chunk;
mod cluster;
mod disk;
mod door;
mod erasure;
mod error;
mod files;
mod genesis;
mod home;
mod keeper;
mod key;
mod ledger;
mod limits;
mod log;
mod problem;
mod prove;
mod pruning;
mod randomness;
mod register;
mod relays;
mod restore;
mod rotation;
mod routes;
mod sequencer;
mod service;
mod snapshot;
mod state;
mod status;
mod step;
mod throttle;
mod verifier;
mod wal;
mod witnessing;
mod work;

#[cfg(test)]
mod tests;

/// The ledger's HTTP interface as a description that programs read (`OpenAPI` 3.1), for the server to serve.
pub const OPENAPI: &str = include_str!("../openapi.json");

pub use backup::{back_up, put_back};
pub use check::{Checked, check};
pub use cluster::{
    Shared, SharedOptions, StoreReach, ask_shared_to_erase, rotate_shared, written_again,
};
pub use erasure::{ask_to_erase, asked_to_erase};
pub use error::LedgerOpenError;
pub use keepwell_cluster::{ClusterError, Database, Objects, Tokens};
pub use ledger::{Clock, Figures, Health, Ledger, LedgerOptions};
pub use limits::{Limits, ListPace, Rate};
pub use relays::NotTaken;
pub use rotation::{Rotated, rotate};
pub use routes::Explainer;
pub use witnessing::{Pace, Post, Stance, WitnessReport, Witnesses, WitnessingReport};
