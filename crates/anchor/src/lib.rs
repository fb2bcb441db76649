//! Puts the checkpoints of a ledger on an EVM chain, through a small contract that lets its size only grow, and compares
//! what is there with what the ledger says of itself. The chain learns a size, a Merkle root and the hash of a signed note:
//! nothing of a person, a grant or a clinic. See docs/formats/anchor.md.
//!
//! [`Contract::deploy`] makes the contract, [`Contract::open`] finds it again, [`Contract::put`] adds a checkpoint,
//! [`Contract::newest`] reads the last one, and [`check`] compares. All of it is asked of one node of the chain over
//! JSON-RPC; who trusts no other node runs one.

mod account;
mod check;
mod contract;
mod error;
mod node;

pub use account::{Account, BadAccount};
pub use check::check;
pub use contract::{Anchored, Contract, Put};
pub use error::AnchorError;
pub use node::Node;
