//! The ledger's key under its origin, and the five things it signs: checkpoints, receipts, the time, status lists, and the
//! ledger's own statements. Checkpoints are signed when their entries are about to be committed, and never for any other size.

use ciborium::Value;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::cbor;
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::key_set::{KeySet, RelayKey, cose_key};
use keepwell_protocol::ledger_api;
use keepwell_protocol::receipt::RootSignature;
use keepwell_protocol::statement::Statement;
use keepwell_protocol::status::{Bitmap, StatusList, StatusRoot};
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use keepwell_tlog::hash::Hash;
use keepwell_tlog::note::{Name, NoteError, Signer, VerifierKey};

/// The ledger's private key.
pub(crate) struct LogKey {
    signer: Signer,
    key: SigningKey,
}

impl LogKey {
    pub(crate) fn new(origin: Name, key: SigningKey) -> Self {
        Self {
            signer: Signer::new(origin, key.clone()),
            key,
        }
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

    /// A head that this key signed.
    pub(crate) fn open_head(&self, note: &[u8]) -> Result<SignedCheckpoint, CheckpointError> {
        let head = SignedCheckpoint::open(note, std::slice::from_ref(self.public()))?;
        if head.checkpoint().origin() == self.public().name() {
            Ok(head)
        } else {
            Err(NoteError::UnknownSigner.into())
        }
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
        let public = self.public();
        let root = StatusRoot::read(&statement, public.name().as_str(), public.key()).ok()?;
        Some((statement, root))
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

    /// The public key as a COSE Key.
    pub(crate) fn cose_key(&self) -> Value {
        cose_key(self.public().key(), None)
    }

    /// The COSE Key Set with this one key, as it is served.
    pub(crate) fn key_set(&self) -> Vec<u8> {
        cbor::encode(&Value::Array(vec![self.cose_key()]))
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

    /// An OKP key on Ed25519 for EdDSA, with the raw key as its id.
    #[test]
    fn the_key_set_is_deterministic_cbor() {
        let ours = key("log.example/ledger", 1);
        let bytes = ours.key_set();
        let value = cbor::decode("key set", &bytes, 200).unwrap();
        let map = value.into_array().unwrap().remove(0).into_map().unwrap();
        let labels: Vec<i64> = map
            .iter()
            .map(|(label, _)| label.as_integer().unwrap().try_into().unwrap())
            .collect();
        assert_eq!(labels, [1, 2, 3, -1, -2]);
        assert_eq!(map[1].1, map[4].1);
        assert_eq!(bytes.len(), 1 + 1 + 2 + 35 + 2 + 2 + 35);
    }
}
