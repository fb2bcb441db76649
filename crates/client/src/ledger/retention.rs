//! What a ledger has pruned, by its own signed word (docs/formats/ledger.md): asked for where a part of the log is gone, so that
//! whoever reads on takes the hashes of the tiles above for what is not there any more.

use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    retention::{KEPT_PATH, Kept, MAX_KEPT_BYTES, RETENTION_PATH, Retention},
    statement::{self, Statement},
};

use crate::{error::ClientError, ledger::Ledger};

const STEP: &str = "reading what the ledger has removed";
/// The list may change between two questions.
const ATTEMPTS: u32 = 2;

/// What was pruned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pruned {
    /// What the ledger says of it.
    pub policy: Retention,
    /// SHA-256 of the statement in which it stands on the log.
    pub statement: Digest,
    /// Which parts below the minimum index are still there.
    pub kept: Kept,
}

impl Ledger<'_> {
    /// What the ledger has pruned; `None` where it says nothing of that.
    ///
    /// # Errors
    /// [`ClientError::Nonsense`] when it is not signed by the ledger, or the two answers do not go together, also the second time.
    pub fn pruned(&self) -> Result<Option<Pruned>, ClientError> {
        for _ in 0..ATTEMPTS {
            let limit = u64::try_from(statement::MAX_BYTES).unwrap_or(u64::MAX);
            let bytes = match self.get(STEP, RETENTION_PATH, limit) {
                Err(ClientError::NotAvailable) => return Ok(None),
                answered => answered?,
            };
            let statement = Statement::parse(&bytes).map_err(|_| ClientError::Nonsense(STEP))?;
            let policy = self.hold(|keys| keys.retention(&statement));
            let policy = policy.map_err(|_| self.refusal(STEP))?;
            let limit = u64::try_from(MAX_KEPT_BYTES).unwrap_or(u64::MAX);
            let bytes = self.get(STEP, KEPT_PATH, limit)?;
            if let Ok(kept) = Kept::of(&policy, bytes) {
                return Ok(Some(Pruned {
                    policy,
                    statement: statement.digest(),
                    kept,
                }));
            }
        }
        Err(ClientError::Nonsense(STEP))
    }
}
