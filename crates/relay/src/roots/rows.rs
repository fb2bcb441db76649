//! The rows of the roots: for each event under which root it stands and with which salt, the leaves of the open root, the leaves and
//! the statement of each closed one that has any, where that stands on the ledger, and how far the roots are.

use keepwell_protocol::{
    access_root::StatementText,
    hexadecimal::{base64_array, base64_bytes},
    mailbox::MailboxId,
    time::Timestamp,
};
use keepwell_store::Table;
use keepwell_tlog::hash::Hash;
use serde::{Deserialize, Serialize};

use super::{Gathered, Head, Standing};
use crate::{
    refusal::Fault,
    rows::{Changes, Rows, event_key, event_place},
};

pub(crate) const MARKS: Table = Table::new("marks");
pub(crate) const LEAVES: Table = Table::new("leaves");
const CLOSED: Table = Table::new("closed");
const STANDINGS: Table = Table::new("standings");
const ROOTS: Table = Table::new("roots");
/// The one key of [`ROOTS`].
const HEAD: &[u8] = b"head";

/// Where an event's leaf is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// The number of its root.
    pub(crate) root: u64,
    #[serde(with = "base64_array")]
    pub(crate) salt: [u8; 32],
}

/// A leaf of the open root.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Leaf {
    pub(crate) root: u64,
    #[serde(with = "base64_array")]
    hash: [u8; 32],
    /// When the event happened.
    pub(crate) time: Timestamp,
}

/// A closed root that has leaves.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Closed {
    pub(crate) statement: StatementText,
    pub(crate) until: Timestamp,
    /// The leaf hashes in ascending order, one after the other.
    #[serde(with = "base64_bytes")]
    leaves: Vec<u8>,
}

impl Leaf {
    pub(crate) fn new(root: u64, hash: Hash, time: Timestamp) -> Self {
        Self {
            root,
            hash: *hash.as_bytes(),
            time,
        }
    }

    pub(crate) fn hash(&self) -> Hash {
        Hash::from_bytes(self.hash)
    }

    /// That of this event.
    pub(super) fn gathered(&self, mailbox: MailboxId, number: u32) -> Gathered {
        Gathered {
            mailbox,
            number,
            time: self.time,
            leaf: self.hash(),
        }
    }
}

impl Closed {
    pub(crate) fn new(statement: StatementText, until: Timestamp, leaves: &[Hash]) -> Self {
        Self {
            statement,
            until,
            leaves: leaves.iter().flat_map(|leaf| *leaf.as_bytes()).collect(),
        }
    }

    pub(crate) fn leaves(&self) -> Vec<Hash> {
        let (leaves, _) = self.leaves.as_chunks::<32>();
        leaves.iter().copied().map(Hash::from_bytes).collect()
    }
}

impl Rows {
    /// Where the roots stand; `None` where there never was one.
    pub(crate) fn roots_head(&self) -> Result<Option<Head>, Fault> {
        self.read(ROOTS, HEAD)
    }

    pub(crate) fn mark(&self, id: &MailboxId, number: u32) -> Result<Option<Mark>, Fault> {
        self.read(MARKS, &event_key(id, number))
    }

    /// `None` for a root that is open, that has no leaves, or that was forgotten.
    pub(crate) fn closed(&self, root: u64) -> Result<Option<Closed>, Fault> {
        self.read(CLOSED, &root.to_be_bytes())
    }

    /// Where a closed root that has leaves stands on the ledger, once it does.
    pub(crate) fn standing(&self, root: u64) -> Result<Option<Standing>, Fault> {
        self.read(STANDINGS, &root.to_be_bytes())
    }

    /// The leaves of open roots, with their events: of one, and of another that is open already where several front ends share them.
    pub(crate) fn leaves(
        &self,
    ) -> impl Iterator<Item = Result<(MailboxId, u32, Leaf), Fault>> + '_ {
        self.scan(LEAVES).map(|row| {
            let (key, leaf) = row?;
            let (id, number) = event_place(&key)?;
            Ok((id, number, leaf))
        })
    }
}

impl Changes {
    pub(crate) fn put_roots_head(&mut self, head: &Head) -> Result<(), Fault> {
        self.put(ROOTS, HEAD, head)
    }

    pub(crate) fn put_mark(
        &mut self,
        (id, number): (&MailboxId, u32),
        mark: &Mark,
        leaf: &Leaf,
    ) -> Result<(), Fault> {
        let key = event_key(id, number);
        self.put(MARKS, &key, mark)?;
        self.put(LEAVES, &key, leaf)
    }

    /// Forgets under which root an event stands, and its salt.
    pub(crate) fn delete_mark(&mut self, id: &MailboxId, number: u32) {
        self.delete(MARKS, &event_key(id, number));
    }

    pub(crate) fn put_closed(&mut self, root: u64, closed: &Closed) -> Result<(), Fault> {
        self.put(CLOSED, &root.to_be_bytes(), closed)
    }

    pub(crate) fn delete_closed(&mut self, root: u64) {
        self.delete(CLOSED, &root.to_be_bytes());
    }

    pub(crate) fn put_standing(&mut self, root: u64, standing: &Standing) -> Result<(), Fault> {
        self.put(STANDINGS, &root.to_be_bytes(), standing)
    }

    pub(crate) fn delete_standing(&mut self, root: u64) {
        self.delete(STANDINGS, &root.to_be_bytes());
    }

    pub(crate) fn delete_leaf(&mut self, id: &MailboxId, number: u32) {
        self.delete(LEAVES, &event_key(id, number));
    }
}
