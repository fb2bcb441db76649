//! Where the rules look things up: in the tags of a ledger that this process has to itself, or among what was recalled for a batch
//! from a register that several machines share.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::entry::{Entry, EntryType};

use super::index::{Index, Making, Place};
use crate::chunk::{Signer, chunk_of};
use crate::pruning::Pruned;

/// One of the two.
pub(super) enum Known {
    Tags(Index),
    Recalled(Recalled),
}

/// What was looked up elsewhere, and what was noted since. What is not in it is not registered.
#[derive(Debug, Default)]
pub(crate) struct Recalled {
    statements: HashMap<Digest, u64>,
    grants: HashMap<Signer, u64>,
    revocations: HashMap<u64, Digest>,
    pruned: Arc<Pruned>,
}

impl Known {
    /// The index of the statement with this digest.
    pub(super) fn statement(&self, digest: &Digest) -> io::Result<Option<u64>> {
        match self {
            Self::Tags(index) => index.statement(digest),
            Self::Recalled(recalled) => Ok(recalled.statements.get(digest).copied()),
        }
    }

    /// Where the statement with this digest is, without asking the disk.
    pub(super) fn place_of(&self, digest: &Digest) -> Place {
        match self {
            Self::Tags(index) => index.place_of(digest),
            Self::Recalled(recalled) => {
                let found = recalled.statements.get(digest);
                found.map_or(Place::Nowhere, |index| Place::At(*index))
            }
        }
    }

    /// The grant that the key with this hash has signed.
    pub(super) fn grant_by(&self, signer: &Signer) -> io::Result<Option<u64>> {
        match self {
            Self::Tags(index) => index.grant_by(signer),
            Self::Recalled(recalled) => Ok(recalled.grants.get(signer).copied()),
        }
    }

    /// The statement that ended this grant.
    pub(super) fn revocation_of(&self, grant: u64) -> io::Result<Option<Digest>> {
        match self {
            Self::Tags(index) => index.revocation_of(grant),
            Self::Recalled(recalled) => Ok(recalled.revocations.get(&grant).copied()),
        }
    }

    /// Whether the entry at this index was pruned.
    pub(super) fn is_pruned(&self, index: u64) -> bool {
        match self {
            Self::Tags(tags) => tags.is_pruned(index),
            Self::Recalled(recalled) => recalled.pruned.has(chunk_of(index)),
        }
    }

    /// Notes the next entry.
    pub(super) fn note(&mut self, index: u64, entry: &Entry, signer: Signer) {
        match self {
            Self::Tags(tags) => tags.note(index, entry, signer),
            Self::Recalled(recalled) => recalled.note(index, entry, signer),
        }
    }

    /// Takes the runs up to entry `settled` for all that was noted so far.
    pub(super) fn take(&mut self, made: Making, settled: u64) {
        if let Self::Tags(index) = self {
            index.take(made, settled);
        }
    }

    /// Entries before `settled` can now be read from their chunks.
    pub(super) fn settle(&mut self, settled: u64) {
        if let Self::Tags(index) = self {
            index.settle(settled);
        }
    }
}

impl Recalled {
    /// What of it was pruned.
    pub(crate) fn pruned(&mut self, pruned: Arc<Pruned>) {
        self.pruned = pruned;
    }

    /// A statement is registered at `index`.
    pub(crate) fn statement(&mut self, digest: Digest, index: u64) {
        self.statements.insert(digest, index);
    }

    /// A key has signed the grant at `index`.
    pub(crate) fn grant(&mut self, signer: Signer, index: u64) {
        self.grants.insert(signer, index);
    }

    /// The grant at `target` was ended by a statement.
    pub(crate) fn revocation(&mut self, target: u64, by: Digest) {
        self.revocations.insert(target, by);
    }

    fn note(&mut self, index: u64, entry: &Entry, signer: Signer) {
        self.statements.insert(entry.statement, index);
        match entry.kind {
            EntryType::Grant => {
                self.grants.insert(signer, index);
            }
            EntryType::Revocation => {
                self.revocations.insert(entry.target, entry.statement);
            }
            _ => {}
        }
    }
}
