//! The proof of an entry at a state that enough witnesses have cosigned: the C2SP tlog-proof with their signatures, and the
//! receipt of that very size beside it. Everything is checked before anybody relies on it.

use keepwell_protocol::{
    entry::Entry,
    ledger_api::{entry_path_at, shown_proof_path},
    manifest::LedgerProof,
};
use keepwell_tlog::{
    hash::Hash,
    policy::NotWitnessed,
    tlog_proof::{MAX_PROOF_BYTES, TlogProof},
};

use super::register::{CHECK, LOOKUP, PROOF, max_receipt};
use crate::{
    error::ClientError,
    ledger::{Ledger, Registered, verify_proof},
    transport::TransportError,
};

/// What a ledger answers while too few witnesses have cosigned a state that holds the entry.
const NOT_YET: u16 = 503;

impl Ledger<'_> {
    /// The entry with its proof; `None` when the ledger does not have it.
    ///
    /// # Errors
    /// [`ClientError::NotWitnessed`], [`ClientError::Nonsense`] when it proves something else.
    pub(super) fn witnessed(&self, entry: &Entry) -> Result<Option<Registered>, ClientError> {
        let limit = u64::try_from(MAX_PROOF_BYTES).unwrap_or(u64::MAX);
        let text = match self.get(PROOF, &shown_proof_path(&entry.statement), limit) {
            Err(ClientError::NotAvailable) => return Ok(None),
            Err(ClientError::Unreachable(TransportError::Faulty(NOT_YET))) => {
                return Err(NotWitnessed::TooFew.into());
            }
            answer => answer?,
        };
        let nonsense = || ClientError::Nonsense(CHECK);
        let proof = TlogProof::parse(&text).map_err(|_| nonsense())?;
        let leaf = Hash::of_leaf(&entry.to_bytes());
        let signed = proof.verify(&leaf, &[self.key.verifier().clone()]);
        let signed = signed.map_err(|_| nonsense())?;
        if let Some(policy) = &self.witnesses {
            policy.judge(&signed)?;
        }
        let path = entry_path_at(&entry.statement, signed.checkpoint().size());
        let proof = LedgerProof {
            receipt: self.get(LOOKUP, &path, max_receipt())?,
            tlog_proof: String::from_utf8(text).map_err(|_| nonsense())?,
        };
        let proven = verify_proof(&proof, entry, &self.key).map_err(|_| nonsense())?;
        Ok(Some(Registered {
            proof,
            receipt: proven.receipt,
            checkpoint: proven.checkpoint,
        }))
    }
}
