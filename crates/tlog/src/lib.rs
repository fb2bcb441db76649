//! Transparency-log maths: the Merkle tree of RFC 9162 served as C2SP tlog-tiles, with signed checkpoints, cosignatures
//! and offline proofs. Everything is computed from bytes that are passed in: no clock, disk or network. It exists so
//! that the server that keeps the log and everybody who checks it share one strict reading of the same formats.
//!
//! Which call for which need:
//! - a server that appends: [`edge::Edge`], which also gives the tiles to write
//! - a server or a reader that makes a proof: [`proof::InclusionProof::make`], [`proof::ConsistencyProof::make`], from
//!   tiles through [`tile::TileHashes`], from a few leaves through [`leaves::Leaves`] or from any other
//!   [`tree::HashSource`]
//! - somebody who checks a proof: [`proof::InclusionProof::verify`], [`proof::ConsistencyProof::verify`]
//! - a reader that follows every entry: [`tree::Frontier`], whose root must equal the next checkpoint's
//! - a checkpoint: [`checkpoint::SignedCheckpoint`]; what witnesses say of it: [`cosignature`]; how many are enough:
//!   [`policy::Policy`]
//! - a log that asks a witness, and a witness that answers: [`witness::AddCheckpoint`]
//! - a proof to carry away and check offline: [`tlog_proof::TlogProof`]
//!
//! Every `parse` accepts exactly one spelling of each value and has a limit on its length.

pub mod bundle;
pub mod checkpoint;
pub mod cosignature;
pub mod edge;
pub mod hash;
pub mod leaves;
pub mod note;
pub mod policy;
pub mod proof;
pub mod tile;
pub mod tlog_proof;
pub mod tree;
pub mod witness;

mod number;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod vectors;
