//! Checks what a ledger gave back for a statement: the COSE receipt and the C2SP tlog-proof must both prove the entry, at
//! the same index, for the same size and root, under the pinned key. Computed from bytes alone, so that a clinic does it
//! offline.

use keepwell_protocol::{FormatError, entry::Entry, manifest::LedgerProof, receipt::Receipt};
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    hash::Hash,
    tlog_proof::{TlogProof, TlogProofError},
};
use thiserror::Error;

use crate::keys::LedgerKeys;

/// Why a receipt and its proof are not accepted.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ProofError {
    /// Each is good, but they speak of different states of the ledger or of different places in it.
    #[error("the ledger's receipt and its proof do not belong together: ask for the grant again")]
    Apart,
    /// The proof is not accepted.
    #[error(transparent)]
    Proof(#[from] TlogProofError),
    /// The receipt is not accepted.
    #[error(transparent)]
    Receipt(#[from] FormatError),
}

/// An entry that is proven to be in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenEntry {
    /// Its index, and the size and root that it was proven for.
    pub receipt: Receipt,
    /// The checkpoint of that size, with the cosignatures on which a witness policy is judged.
    pub checkpoint: SignedCheckpoint,
}

/// Checks that `proof` proves `entry` to be in the ledger with these keys.
///
/// # Errors
/// [`ProofError`].
pub fn verify_proof(
    proof: &LedgerProof,
    entry: &Entry,
    keys: &LedgerKeys,
) -> Result<ProvenEntry, ProofError> {
    let receipt = keys.receipt(&proof.receipt, entry)?;
    let tlog_proof = TlogProof::parse(proof.tlog_proof.as_bytes())?;
    let leaf = Hash::of_leaf(&entry.to_bytes());
    let signed = keys.prove(&tlog_proof, &leaf)?;
    let checkpoint = signed.checkpoint();
    let same = checkpoint.size() == receipt.size
        && *checkpoint.root() == receipt.root
        && tlog_proof.index() == receipt.index;
    if !same {
        return Err(ProofError::Apart);
    }
    Ok(ProvenEntry {
        receipt,
        checkpoint: signed,
    })
}
