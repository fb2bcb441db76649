//! The proof of an entry at a state that enough witnesses have cosigned: the C2SP tlog-proof with their signatures, and the
//! receipt of that very size beside it. Everything is checked before anybody relies on it.

use keepwell_protocol::{
    entry::Entry,
    ledger_api::{entry_path_at, shown_proof_path},
    manifest::LedgerProof,
    time::Timestamp,
};
use keepwell_tlog::{
    hash::Hash,
    policy::NotWitnessed,
    tlog_proof::{MAX_PROOF_BYTES, TlogProof},
};

use super::register::{CHECK, LOOKUP, PROOF, max_receipt};
use crate::{
    error::ClientError,
    follow::LogView,
    ledger::{Ledger, Registered, verify_proof},
    transport::TransportError,
};

/// How old the cosignatures may be under the state of a ledger that somebody relies on, in seconds.
const MAX_AGE_S: u64 = 15 * 60;
/// What a ledger answers while too few witnesses have cosigned a state that holds the entry.
const NOT_YET: u16 = 503;

impl Ledger<'_> {
    /// Whether too few witnesses have cosigned what was read within the last 15 minutes before `time`: then it may be an old
    /// state, in which a revocation is missing. Never where no witnesses are asked for.
    pub fn is_neglected(&self, view: &LogView, time: Timestamp) -> bool {
        if !self.asks_witnesses() {
            return false;
        }
        let signed = view.signed();
        let signed = signed.and_then(|note| self.keys().open(note.as_bytes()).ok());
        let since = time.minus(MAX_AGE_S);
        signed.is_none_or(|signed| self.judge(&signed, since).is_err())
    }

    /// When the last of enough witnesses cosigned what was read: what happened later it cannot show. `None` where no witnesses are
    /// asked for, or too few of them have cosigned it.
    pub fn cosigned_at(&self, view: &LogView) -> Option<Timestamp> {
        let policy = self.witnesses.as_ref()?;
        let signed = self.keys().open(view.signed()?.as_bytes()).ok()?;
        let times = policy
            .judge(&signed)
            .ok()?
            .into_iter()
            .map(|one| one.time_s);
        let are_enough = |since: &u64| policy.judge_since(&signed, *since).is_ok();
        times.filter(are_enough).max().map(Timestamp::from_seconds)
    }

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
        let signed = self.hold(|keys| keys.prove(&proof, &leaf));
        let signed = signed.map_err(|_| self.refusal(CHECK))?;
        if let Some(policy) = &self.witnesses {
            policy.judge(&signed)?;
        }
        let path = entry_path_at(&entry.statement, signed.checkpoint().size());
        let proof = LedgerProof {
            receipt: self.get(LOOKUP, &path, max_receipt())?,
            tlog_proof: String::from_utf8(text).map_err(|_| nonsense())?,
        };
        let proven = verify_proof(&proof, entry, self.keys()).map_err(|_| nonsense())?;
        Ok(Some(Registered {
            proof,
            receipt: proven.receipt,
            checkpoint: proven.checkpoint,
        }))
    }
}
