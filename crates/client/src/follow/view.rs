//! What somebody knows of a log: how far it has been read, the peaks of the tree up to there, and the checkpoint that the
//! ledger signed for it. Small, kept in a store between runs, and the ground on which the next checkpoint is judged.

use data_encoding::BASE64URL_NOPAD;
use keepwell_tlog::{checkpoint::SignedCheckpoint, hash::Hash, tree::Frontier};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    keys::{KeyChain, LedgerKeys},
    servers::LedgerKey,
};

/// A log as far as it has been read and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogView {
    origin: String,
    #[serde(with = "frontier_text")]
    frontier: Frontier,
    /// The signed checkpoint of exactly this size, as the ledger wrote it; `None` before the first.
    signed: Option<String>,
    /// The ledger's keys, where it had more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keys: Option<KeyChain>,
    /// Some entries before this one were pruned before they were read; 0 where all were read.
    #[serde(default, skip_serializing_if = "is_none")]
    unread: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_none(unread: &u64) -> bool {
    *unread == 0
}

impl LogView {
    /// Nothing is known yet of the log with this origin.
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            frontier: Frontier::new(),
            signed: None,
            keys: None,
            unread: 0,
        }
    }

    /// The keys of this ledger, of which `pinned` is one.
    pub fn keys(&self, pinned: &LedgerKey) -> LedgerKeys {
        LedgerKeys::kept(pinned, self.keys.as_ref())
    }

    /// The log's origin line.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries have been read.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root over them.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The checkpoint that the ledger signed for them, exactly as it came.
    pub fn signed(&self) -> Option<&str> {
        self.signed.as_deref()
    }

    /// Some entries before this one were not read, because the ledger had pruned them; 0 where all were read.
    pub fn unread_before(&self) -> u64 {
        self.unread
    }

    pub(super) fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    pub(super) fn moved_to(
        &self,
        (frontier, unread): (Frontier, u64),
        signed: &SignedCheckpoint,
        keys: &LedgerKeys,
    ) -> Self {
        Self {
            origin: self.origin.clone(),
            frontier,
            signed: Some(signed.note().to_string()),
            keys: keys.to_keep(),
            unread: self.unread.max(unread),
        }
    }
}

/// A frontier as base64url of its bytes.
mod frontier_text {
    use super::{BASE64URL_NOPAD, Deserialize, Deserializer, Frontier, Serializer};
    use serde::de::Error as _;

    pub(super) fn serialize<S: Serializer>(frontier: &Frontier, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64URL_NOPAD.encode(&frontier.to_bytes()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Frontier, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        let bytes = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| D::Error::custom("not base64url"))?;
        Frontier::from_bytes(&bytes).map_err(D::Error::custom)
    }
}
