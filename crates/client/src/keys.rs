//! The keys that a ledger signs and signed with, as far as somebody knows them: one is pinned, the others follow from it, each
//! because the one beside it proved that it was handed over. What a key signed counts for logs up to the size at which it ended;
//! whoever finds an old one signs for nothing later.

use keepwell_protocol::{
    FormatError, entry::Entry, key_set::KeySet, receipt::Receipt, retention::Retention,
    rotation::Rotation, statement::Statement, status::StatusRoot,
};
use keepwell_tlog::{
    checkpoint::{CheckpointError, SignedCheckpoint},
    hash::Hash,
    tlog_proof::{TlogProof, TlogProofError},
};
use serde::{Deserialize, Serialize};

use crate::servers::LedgerKey;

/// What is known of a ledger's keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerKeys {
    pinned: LedgerKey,
    chain: KeyChain,
}

/// A ledger's keys in their order, as they are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyChain {
    /// Signs now.
    now: LedgerKey,
    /// Those before it, the oldest first.
    before: Vec<Before>,
}

/// A key that was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Before {
    key: LedgerKey,
    /// The largest log that it signs for.
    until: u64,
}

impl From<LedgerKey> for LedgerKeys {
    fn from(pinned: LedgerKey) -> Self {
        let chain = KeyChain {
            now: pinned.clone(),
            before: Vec::new(),
        };
        Self { pinned, chain }
    }
}

impl LedgerKeys {
    /// The pinned key, and what was learnt of the others before.
    pub(crate) fn kept(pinned: &LedgerKey, chain: Option<&KeyChain>) -> Self {
        match chain.filter(|chain| chain.has(pinned)) {
            Some(chain) => Self {
                pinned: pinned.clone(),
                chain: chain.clone(),
            },
            None => pinned.clone().into(),
        }
    }

    /// What is to be kept; `None` where the pinned key is the only one.
    pub(crate) fn to_keep(&self) -> Option<KeyChain> {
        (!self.chain.before.is_empty()).then(|| self.chain.clone())
    }

    /// The key that is pinned: by it the ledger is known here, whichever it signs with.
    pub fn pinned(&self) -> &LedgerKey {
        &self.pinned
    }

    /// The key that it signs with now.
    pub fn newest(&self) -> &LedgerKey {
        &self.chain.now
    }

    /// All of them, the oldest first, each with the size of the largest log that it signs for where it ended.
    pub fn each(&self) -> impl Iterator<Item = (&LedgerKey, Option<u64>)> {
        let before = self.chain.before.iter();
        let before = before.map(|one| (&one.key, Some(one.until)));
        before.chain(std::iter::once((&self.chain.now, None)))
    }

    /// Whether this is one of them.
    pub fn has(&self, key: &LedgerKey) -> bool {
        self.chain.has(key)
    }

    /// Takes in that a key was handed over; `false` where neither of the two is at an end of what is known.
    pub(crate) fn take(&mut self, rotation: &Rotation) -> bool {
        let KeyChain { now, before } = &mut self.chain;
        let (old, new) = (&rotation.old, &rotation.new);
        let until = rotation.until();
        let is_next = before.last().is_none_or(|last| last.until < until);
        if now.verifier() == old && is_next {
            let key = std::mem::replace(now, new.clone().into());
            before.push(Before { key, until });
            return true;
        }
        let (oldest, is_first) = before
            .first()
            .map_or((&*now, true), |first| (&first.key, until < first.until));
        if oldest.verifier() == new && is_first {
            let key = old.clone().into();
            before.insert(0, Before { key, until });
            return true;
        }
        false
    }

    /// Opens a checkpoint that the ledger signed.
    ///
    /// # Errors
    /// [`CheckpointError`]; an old key's signature under a larger log than it signs for is nobody's.
    pub fn open(&self, note: &[u8]) -> Result<SignedCheckpoint, CheckpointError> {
        self.by_one(
            |key| SignedCheckpoint::open(note, std::slice::from_ref(key.verifier())),
            |signed| signed.checkpoint().size(),
        )
    }

    /// Checks a carried proof, and gives the checkpoint that it leads to.
    ///
    /// # Errors
    /// [`TlogProofError`].
    pub fn prove(
        &self,
        proof: &TlogProof,
        leaf: &Hash,
    ) -> Result<SignedCheckpoint, TlogProofError> {
        self.by_one(
            |key| proof.verify(leaf, std::slice::from_ref(key.verifier())),
            |signed| signed.checkpoint().size(),
        )
    }

    /// Checks a receipt.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn receipt(&self, bytes: &[u8], entry: &Entry) -> Result<Receipt, FormatError> {
        self.by_one(
            |key| Receipt::verify(bytes, entry, key.origin(), key.key()),
            |receipt| receipt.size,
        )
    }

    /// Reads what the ledger logged for a status list.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn status_root(&self, statement: &Statement) -> Result<StatusRoot, FormatError> {
        self.by_one(
            |key| StatusRoot::read(statement, key.origin(), key.key()),
            |root| root.size,
        )
    }

    /// Reads what the ledger logged on what it prunes.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn retention(&self, statement: &Statement) -> Result<Retention, FormatError> {
        self.by_one(
            |key| Retention::read(statement, key.origin(), key.key()),
            |policy| policy.minimum.max(policy.after),
        )
    }

    /// Reads a key set that the ledger logged. That it stands on the log, and where, the caller has seen.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn key_set(&self, statement: &Statement) -> Result<KeySet, FormatError> {
        self.by_one(|key| KeySet::read(statement, key.key()), |_| 0)
    }

    /// What `read` makes of it with one of the keys, the newest first; a key that ended counts where `size` is not beyond its end.
    pub(crate) fn by_one<T, E>(
        &self,
        read: impl Fn(&LedgerKey) -> Result<T, E>,
        size: impl Fn(&T) -> u64,
    ) -> Result<T, E> {
        let now = read(&self.chain.now);
        if now.is_ok() {
            return now;
        }
        for one in self.chain.before.iter().rev() {
            if let Ok(found) = read(&one.key)
                && size(&found) <= one.until
            {
                return Ok(found);
            }
        }
        now
    }
}

impl KeyChain {
    fn has(&self, key: &LedgerKey) -> bool {
        self.now == *key || self.before.iter().any(|one| one.key == *key)
    }
}
