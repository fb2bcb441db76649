//! What somebody knows of a log: how far it has been read, the peaks of the tree up to there, and the checkpoint that the
//! ledger signed for it. Small, kept in a store between runs, and the ground on which the next checkpoint is judged.

use data_encoding::BASE64URL_NOPAD;
use keepwell_tlog::{checkpoint::SignedCheckpoint, hash::Hash, tree::Frontier};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    follow::read::Read,
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
    /// Entries before this one were passed over, or pruned before they were read; 0 where all were read.
    #[serde(default, skip_serializing_if = "is_none")]
    unread: u64,
    /// Over all notices among what was read; `None` in what was kept before there were any.
    #[serde(
        default,
        with = "optional_frontier",
        skip_serializing_if = "Option::is_none"
    )]
    notices: Option<Frontier>,
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
            notices: Some(Frontier::new()),
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

    /// From here on every entry was read. Of those before, some were passed over, or pruned before they were read; 0 where none were.
    pub fn unread_before(&self) -> u64 {
        self.unread
    }

    /// As far as it was read, to go on from.
    pub(super) fn read(&self) -> Read {
        Read {
            frontier: self.frontier.clone(),
            unread: 0,
            notices: self.notices.clone(),
        }
    }

    /// Over the notices among what was read, where that is known.
    pub(super) fn notices(&self) -> Option<&Frontier> {
        self.notices.as_ref()
    }

    pub(super) fn moved_to(
        &self,
        Read {
            frontier,
            unread,
            notices,
        }: Read,
        signed: &SignedCheckpoint,
        keys: &LedgerKeys,
    ) -> Self {
        Self {
            origin: self.origin.clone(),
            frontier,
            signed: Some(signed.note().to_string()),
            keys: keys.to_keep(),
            unread: self.unread.max(unread),
            notices,
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

/// The same, where it may be missing.
mod optional_frontier {
    use super::{Deserialize, Deserializer, Frontier, Serializer, frontier_text};

    pub(super) fn serialize<S: Serializer>(
        frontier: &Option<Frontier>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match frontier {
            Some(frontier) => frontier_text::serialize(frontier, to),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Frontier>, D::Error> {
        #[derive(Deserialize)]
        struct Kept(#[serde(with = "frontier_text")] Frontier);
        Ok(Option::<Kept>::deserialize(from)?.map(|Kept(frontier)| frontier))
    }
}
