//! The ledger's key under its origin, and the five things it signs: checkpoints, receipts, the time, status lists, and the
//! ledger's own statements. Checkpoints are signed when their entries are about to be committed, and never for any other size.
//! What the keys before it signed is read with theirs.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::key_set::{HandedOver, KeySet, ListedKey, RelayKey};
use keepwell_protocol::ledger_api;
use keepwell_protocol::receipt::RootSignature;
use keepwell_protocol::retention::Retention;
use keepwell_protocol::statement::Statement;
use keepwell_protocol::status::{Bitmap, StatusList, StatusRoot};
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use keepwell_tlog::hash::Hash;
use keepwell_tlog::note::{Name, NoteError, Signer, VerifierKey};

/// The ledger's private key, and the public ones before it.
pub(crate) struct LogKey {
    signer: Signer,
    key: SigningKey,
    /// The oldest first.
    earlier: Vec<Earlier>,
}

/// A key that the ledger signed with before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Earlier {
    pub(crate) key: VerifierKey,
    pub(crate) handed_over: HandedOver,
}

impl LogKey {
    pub(crate) fn new(origin: Name, key: SigningKey) -> Self {
        Self {
            signer: Signer::new(origin, key.clone()),
            key,
            earlier: Vec::new(),
        }
    }

    /// The same after these, the oldest first.
    pub(crate) fn after(self, earlier: Vec<Earlier>) -> Self {
        Self { earlier, ..self }
    }

    /// The keys before it, the oldest first.
    pub(crate) fn earlier(&self) -> &[Earlier] {
        &self.earlier
    }

    /// The public half under the log's origin.
    pub(crate) fn public(&self) -> &VerifierKey {
        self.signer.verifier_key()
    }

    /// Signs the state of the log. The caller commits it before anybody sees it.
    pub(crate) fn sign_head(&self, size: u64, root: Hash) -> Result<SignedCheckpoint, NoteError> {
        let origin = self.public().name().clone();
        let checkpoint = Checkpoint::new(origin, size, root).ok_or(NoteError::TooLarge)?;
        SignedCheckpoint::sign(checkpoint, &self.signer)
    }

    /// Signs the state of the log after this key has handed over to `next`, with both.
    pub(crate) fn sign_last_head(
        &self,
        next: &Self,
        size: u64,
        root: Hash,
    ) -> Result<SignedCheckpoint, NoteError> {
        let mut head = self.sign_head(size, root)?;
        let other = next.sign_head(size, root)?;
        let mut lines = other.note().signatures().iter().cloned();
        lines.try_for_each(|line| head.add(line))?;
        Ok(head)
    }

    /// A head that this key signed, or one before it while it was the ledger's.
    pub(crate) fn open_head(&self, note: &[u8]) -> Result<SignedCheckpoint, CheckpointError> {
        let head = match SignedCheckpoint::open(note, std::slice::from_ref(self.public())) {
            Err(CheckpointError::Note(NoteError::UnknownSigner)) => self.open_earlier(note)?,
            opened => opened?,
        };
        if head.checkpoint().origin() == self.public().name() {
            Ok(head)
        } else {
            Err(NoteError::UnknownSigner.into())
        }
    }

    fn open_earlier(&self, note: &[u8]) -> Result<SignedCheckpoint, CheckpointError> {
        let open = |one: &Earlier| {
            let head = SignedCheckpoint::open(note, std::slice::from_ref(&one.key)).ok();
            head.filter(|head| head.checkpoint().size() <= one.handed_over.until)
        };
        let found = self.earlier.iter().rev().find_map(open);
        found.ok_or(NoteError::UnknownSigner.into())
    }

    /// The signature that serves every receipt under `head`. The same head always gives the same bytes.
    pub(crate) fn receipts(&self, head: &Checkpoint) -> RootSignature {
        let origin = self.public().name().as_str();
        RootSignature::sign(origin, head.size(), head.root(), &self.key)
    }

    /// The time, for the asker's nonce.
    pub(crate) fn time(&self, nonce: &[u8; 32], now: Timestamp) -> Vec<u8> {
        ledger_api::sign_time(nonce, now, &self.key)
    }

    /// A statement of the ledger's own.
    pub(crate) fn statement(&self, kind: EntryType, subject: &str, payload: &[u8]) -> Statement {
        Statement::sign(kind, subject, payload, &self.key)
    }

    /// The statement that is logged for a status list.
    pub(crate) fn status_root(&self, root: &StatusRoot) -> Statement {
        root.sign(&self.key)
    }

    /// Reads what this ledger logged for a status list; `None` for anything else.
    pub(crate) fn read_status_root(&self, bytes: &[u8]) -> Option<(Statement, StatusRoot)> {
        let statement = Statement::parse(bytes).ok()?;
        let origin = self.public().name().as_str();
        let mut keys = self.verifiers();
        let root = keys.find_map(|key| StatusRoot::read(&statement, origin, key.key()).ok())?;
        Some((statement, root))
    }

    /// The statement that is logged for what is pruned.
    pub(crate) fn retention(&self, policy: &Retention) -> Statement {
        policy.sign(&self.key)
    }

    /// Reads what this ledger logged for what is pruned; `None` for anything else.
    pub(crate) fn read_retention(&self, bytes: &[u8]) -> Option<(Statement, Retention)> {
        let statement = Statement::parse(bytes).ok()?;
        let origin = self.public().name().as_str();
        let mut keys = self.verifiers();
        let policy = keys.find_map(|key| Retention::read(&statement, origin, key.key()).ok())?;
        Some((statement, policy))
    }

    /// Reads a key set that this ledger logged; `None` for anything else.
    pub(crate) fn read_key_set(&self, statement: &Statement) -> Option<KeySet> {
        let mut keys = self.verifiers();
        keys.find_map(|key| KeySet::read(statement, key.key()).ok())
    }

    /// Every key that the ledger signs or signed with, the newest first.
    pub(crate) fn verifiers(&self) -> impl Iterator<Item = &VerifierKey> {
        let earlier = self.earlier.iter().rev();
        std::iter::once(self.public()).chain(earlier.map(|one| &one.key))
    }

    /// One shard of a status list; `packed` is what its bits were packed to.
    pub(crate) fn status_list(
        &self,
        bitmap: &Bitmap,
        packed: (u64, &[u8]),
        logged: (&Statement, &StatusRoot),
    ) -> Option<Vec<u8>> {
        StatusList::sign(bitmap, packed, logged, &self.key)
    }

    /// All keys as they are served, the newest first.
    pub(crate) fn listed(&self) -> Vec<ListedKey> {
        let earlier = self.earlier.iter().rev().map(|one| ListedKey {
            key: *one.key.key(),
            handed_over: Some(one.handed_over),
        });
        let now = ListedKey {
            key: *self.public().key(),
            handed_over: None,
        };
        std::iter::once(now).chain(earlier).collect()
    }

    /// The statement that is logged for the key set with these relays, after the one at index `after`.
    pub(crate) fn key_set_statement(&self, relays: &[RelayKey], after: Option<u64>) -> Statement {
        let set = KeySet {
            ledger: *self.public().key(),
            relays: relays.to_vec(),
            after,
        };
        set.sign(&self.key)
    }

    /// The statement by which this key hands over to `next`. These relays stay; `after` as above.
    pub(crate) fn hand_over(&self, next: &Self, relays: &[RelayKey], after: u64) -> Statement {
        KeySet::hand_over((&self.key, &next.key), relays.to_vec(), after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(origin: &str, seed: u8) -> LogKey {
        LogKey::new(
            Name::parse(origin).unwrap(),
            SigningKey::from_seed(&[seed; 32]),
        )
    }

    #[test]
    fn a_head_of_another_log_or_key_is_not_ours() {
        let ours = key("log.example/ledger", 1);
        let head = ours.sign_head(3, Hash::of_leaf(b"a")).unwrap();
        let note = head.note().to_string();
        assert_eq!(ours.open_head(note.as_bytes()), Ok(head));
        assert!(
            key("log.example/ledger", 2)
                .open_head(note.as_bytes())
                .is_err()
        );
        assert!(
            key("other.example/ledger", 1)
                .open_head(note.as_bytes())
                .is_err()
        );
    }

    #[test]
    fn a_key_signs_heads_up_to_where_it_handed_over() {
        let (old, new) = (key("log.example/ledger", 1), key("log.example/ledger", 2));
        let head = |size| old.sign_head(size, Hash::of_leaf(b"a")).unwrap();
        let last = old.sign_last_head(&new, 7, Hash::of_leaf(b"a")).unwrap();
        let earlier = Earlier {
            key: old.public().clone(),
            handed_over: HandedOver {
                until: 7,
                statement: [3; 32],
            },
        };
        let now = key("log.example/ledger", 2).after(vec![earlier]);
        let opens = |head: &SignedCheckpoint| {
            let note = head.note().to_string();
            now.open_head(note.as_bytes()).is_ok()
        };
        assert!(opens(&head(3)) && opens(&head(7)) && opens(&last));
        assert!(!opens(&head(8)));
        assert_eq!(last.note().signatures().len(), 2);
        let listed = now.listed();
        let until = |one: &ListedKey| one.handed_over.map(|ended| ended.until);
        assert_eq!(
            listed.iter().map(until).collect::<Vec<_>>(),
            [None, Some(7)]
        );
    }
}
