//! The look-ups that the rules need, apart from the rules: which entry a statement has, which grant a key has signed, which
//! revocation ended a grant. Filled entry by entry.

use std::collections::HashMap;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::entry::{Entry, EntryType};

/// What is on the log, by what it is looked up by.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Statement digest to index.
    statements: HashMap<Digest, u64>,
    /// Hash of a grant's key to the grant's index.
    grants: HashMap<Digest, u64>,
    /// A revoked grant's index to the digest of the first revocation.
    revocations: HashMap<u64, Digest>,
}

impl Index {
    /// The index of the statement with this digest.
    pub(super) fn statement(&self, digest: &Digest) -> Option<u64> {
        self.statements.get(digest).copied()
    }

    /// The grant that the key with this hash has signed.
    pub(super) fn grant_by(&self, signer: &Digest) -> Option<u64> {
        self.grants.get(signer).copied()
    }

    /// The statement that ended this grant.
    pub(super) fn revocation_of(&self, grant: u64) -> Option<Digest> {
        self.revocations.get(&grant).copied()
    }

    /// Notes an entry at its index.
    pub(super) fn note(&mut self, index: u64, entry: &Entry, signer: Digest) {
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
