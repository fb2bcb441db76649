//! Receipts and carried proofs, made from a view of the log without any key. Each is checked against the signed root
//! before it leaves, so that a damaged file on disk shows as an error here and never as a ledger that lies.

use std::io;

use keepwell_tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use keepwell_tlog::hash::Hash;
use keepwell_tlog::proof::{InclusionProof, MakeProofError};
use keepwell_tlog::tile::ReadTilesError;
use keepwell_tlog::tlog_proof::TlogProof;
use thiserror::Error;

use crate::key::LogKey;
use crate::snapshot::View;

/// Why there is no proof.
#[derive(Debug, Error)]
pub(crate) enum ProveError {
    /// No such entry at that size, or no commit ended at that size.
    #[error("there is no such proof")]
    Absent,
    /// The entry was pruned.
    #[error("the entry was pruned")]
    Pruned,
    /// What is on disk does not lead to the signed root.
    #[error("a part of the log on disk is damaged")]
    Damaged,
    /// Reading failed.
    #[error("a part of the log could not be read: {0}")]
    Disk(#[from] io::Error),
}

impl View<'_> {
    /// The receipt of entry `index` under the newest head.
    pub(crate) fn receipt(&self, index: u64) -> Result<Vec<u8>, ProveError> {
        let proof = self.inclusion(index, self.snapshot.head.checkpoint())?;
        let receipt = self.snapshot.receipts.receipt(&proof);
        receipt.ok_or(ProveError::Damaged)
    }

    /// The same where everything that it needs is in memory; `None` where something would have to be waited for.
    pub(crate) fn receipt_at_hand(&self, index: u64) -> Option<Result<Vec<u8>, ProveError>> {
        self.is_at_hand(index).then(|| self.receipt(index))
    }

    /// The receipt of entry `index` under the head of exactly `size` entries.
    pub(crate) fn receipt_at(
        &self,
        index: u64,
        size: u64,
        key: &LogKey,
    ) -> Result<Vec<u8>, ProveError> {
        let head = self.head_of(size, key)?;
        let proof = self.inclusion(index, head.checkpoint())?;
        let receipt = key.receipts(head.checkpoint()).receipt(&proof);
        receipt.ok_or(ProveError::Damaged)
    }

    /// The C2SP tlog-proof of entry `index` at the head of exactly `size` entries.
    pub(crate) fn tlog_proof(
        &self,
        index: u64,
        size: u64,
        key: &LogKey,
    ) -> Result<String, ProveError> {
        self.proof_at(index, &self.head_of(size, key)?)
    }

    /// The C2SP tlog-proof of entry `index` at `head`, with whatever cosignatures that has.
    pub(crate) fn proof_at(
        &self,
        index: u64,
        head: &SignedCheckpoint,
    ) -> Result<String, ProveError> {
        let proof = self.inclusion(index, head.checkpoint())?;
        let proof = TlogProof::new(proof, head).map_err(|_| ProveError::Damaged)?;
        Ok(proof.to_string())
    }

    /// The head that a commit signed for exactly `size` entries.
    fn head_of(&self, size: u64, key: &LogKey) -> Result<SignedCheckpoint, ProveError> {
        let note = self.note(size)?.ok_or(ProveError::Absent)?;
        let head = key
            .open_head(note.as_bytes())
            .map_err(|_| ProveError::Damaged)?;
        if head.checkpoint().size() == size {
            Ok(head)
        } else {
            Err(ProveError::Damaged)
        }
    }

    fn inclusion(&self, index: u64, head: &Checkpoint) -> Result<InclusionProof, ProveError> {
        let made = self.make_inclusion(index, head);
        // Looked at last: it may be pruned meanwhile.
        if self.is_pruned(index) {
            return Err(ProveError::Pruned);
        }
        made
    }

    fn make_inclusion(&self, index: u64, head: &Checkpoint) -> Result<InclusionProof, ProveError> {
        if index >= head.size() {
            return Err(ProveError::Absent);
        }
        let entry = self.entry(index)?.ok_or(ProveError::Damaged)?;
        let hashes = self.kept.hashes(self, head.size());
        let proof =
            InclusionProof::make(&hashes, index, head.size()).map_err(|error| match error {
                MakeProofError::Source(ReadTilesError::Source(error)) => ProveError::Disk(error),
                _ => ProveError::Damaged,
            })?;
        proof
            .verify(&Hash::of_leaf(&entry.to_bytes()), head.root())
            .map_err(|_| ProveError::Damaged)?;
        Ok(proof)
    }
}
