//! Learning that a ledger signs with another key: what it says of its keys is only where to look, and counts as far as each was
//! handed over from one that is known. Done once in a conversation, when something is not by a key that is known.

use keepwell_protocol::{
    key_set::{HandedOver, ListedKey, MAX_LISTED_BYTES},
    ledger_api::{KEYS_PATH, proof_path, statement_path},
    rotation::Rotation,
    statement,
};
use keepwell_tlog::{
    note::VerifierKey,
    tlog_proof::{MAX_PROOF_BYTES, TlogProof},
};

use crate::{error::ClientError, keys::LedgerKeys, ledger::Ledger, servers::LedgerKey};

const KEYS: &str = "reading the ledger's keys";

/// What was learnt of a ledger's keys in one conversation.
pub(super) struct Learnt {
    pub(super) keys: LedgerKeys,
    /// By what.
    pub(super) rotations: Vec<Rotation>,
    /// Whether the ledger says that it signs with a key that nobody handed over to.
    pub(super) is_unproven: bool,
}

impl Ledger<'_> {
    /// Its keys, with those that were learnt in this conversation.
    pub fn keys(&self) -> &LedgerKeys {
        self.learnt.get().map_or(&self.known, |learnt| &learnt.keys)
    }

    /// What `check` makes of it with the keys that are known and, where that fails, with those that the ledger can prove.
    ///
    /// # Errors
    /// As `check`.
    pub fn hold<T, E>(&self, check: impl Fn(&LedgerKeys) -> Result<T, E>) -> Result<T, E> {
        let held = check(self.keys());
        if held.is_ok() || self.learnt.get().is_some() || !self.learns_something() {
            return held;
        }
        check(self.keys())
    }

    /// Whether this is one of its keys, or one that was handed over to.
    pub fn proves(&self, key: &LedgerKey) -> bool {
        self.keys().has(key) || (self.learns_something() && self.keys().has(key))
    }

    /// What an answer is that is by none of its keys.
    pub(super) fn refusal(&self, step: &'static str) -> ClientError {
        if self.learnt.get().is_some_and(|learnt| learnt.is_unproven) {
            ClientError::KeyNotProven
        } else {
            ClientError::Nonsense(step)
        }
    }

    /// Rotations that were learnt in this conversation: they must be of the history that is followed.
    pub(crate) fn rotations(&self) -> &[Rotation] {
        self.learnt.get().map_or(&[], |learnt| &learnt.rotations)
    }

    /// Asks the ledger for its keys, once; whether one was not known.
    pub(crate) fn learns_something(&self) -> bool {
        let learnt = self.learnt.get_or_init(|| self.learn());
        !learnt.rotations.is_empty()
    }

    fn learn(&self) -> Learnt {
        let mut learnt = Learnt {
            keys: self.known.clone(),
            rotations: Vec::new(),
            is_unproven: false,
        };
        let Ok(listed) = self.listed() else {
            return learnt;
        };
        let mut found = self.fetch_rotations(&listed);
        // Each leads to the next, in either direction.
        while let Some(at) = found.iter().position(|one| learnt.keys.take(one)) {
            learnt.rotations.push(found.swap_remove(at));
        }
        let is_known = |one: &ListedKey| learnt.keys.has(&self.verifier(one).into());
        learnt.is_unproven = listed.first().is_some_and(|now| !is_known(now));
        learnt
    }

    fn listed(&self) -> Result<Vec<ListedKey>, ClientError> {
        let limit = u64::try_from(MAX_LISTED_BYTES).unwrap_or(u64::MAX);
        let bytes = self.get(KEYS, KEYS_PATH, limit)?;
        ListedKey::parse(&bytes).map_err(|_| ClientError::Nonsense(KEYS))
    }

    /// The rotations between keys of which one is not known. One that cannot be had or does not hold is left out.
    fn fetch_rotations(&self, listed: &[ListedKey]) -> Vec<Rotation> {
        let known = |one: &ListedKey| self.known.has(&self.verifier(one).into());
        let pairs = listed.iter().zip(listed.iter().skip(1));
        let wanted = pairs.filter(|(new, old)| !(known(new) && known(old)));
        wanted
            .filter_map(|(_, old)| self.fetch_rotation(&old.handed_over?).ok())
            .collect()
    }

    fn fetch_rotation(&self, ended: &HandedOver) -> Result<Rotation, ClientError> {
        let nonsense = || ClientError::Nonsense(KEYS);
        let limit = u64::try_from(statement::MAX_BYTES).unwrap_or(u64::MAX);
        let statement = self.get(KEYS, &statement_path(&ended.statement), limit)?;
        let limit = u64::try_from(MAX_PROOF_BYTES).unwrap_or(u64::MAX);
        let proof = self.get(KEYS, &proof_path(&ended.statement, ended.until), limit)?;
        let proof = TlogProof::parse(&proof).map_err(|_| nonsense())?;
        Rotation::verify(&statement, &proof).map_err(|_| nonsense())
    }

    /// A key that the ledger lists, under the name that it is known by.
    fn verifier(&self, one: &ListedKey) -> VerifierKey {
        VerifierKey::new(self.known.pinned().verifier().name().clone(), one.key)
    }
}

#[cfg(test)]
mod tests;
