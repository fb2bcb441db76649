//! What the relay gives the owner of a mailbox for an event: its exact bytes, its salt, and the way from its leaf to the root in
//! a statement; and for each such root what proves that it stands on the ledger, so that the owner asks nobody else for it. That the
//! proof leads to a state of the ledger which the owner knows, and that the ledger knows the relay, the owner judges.

use keepwell_tlog::{hash::Hash, leaves::Leaves, proof::InclusionProof};
use serde::{Deserialize, Serialize};

use super::{AccessRoot, Opened, WHAT, leaf};
use crate::{
    FormatError,
    hexadecimal::{base64_array, base64_bytes},
    mailbox::MailboxId,
    relay_api::MailboxEvent,
    statement::Statement,
};

/// The largest event, in bytes of JSON: a report of the largest size with its signed request takes less.
const MAX_EVENT: usize = 16 * 1024;

/// What leads from one event to an access root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventProof {
    /// The event's number at its mailbox, from 0.
    pub number: u32,
    /// The event's exact bytes.
    #[serde(with = "base64_bytes")]
    pub event: Vec<u8>,
    /// The salt of its leaf.
    #[serde(with = "base64_array")]
    pub salt: [u8; 32],
    /// Where its leaf stands.
    pub index: u64,
    /// How many leaves there are.
    pub size: u64,
    /// The hashes of its RFC 9162 inclusion proof, one after the other.
    #[serde(with = "base64_bytes")]
    pub path: Vec<u8>,
    /// The statement of type 5.
    #[serde(with = "base64_bytes")]
    pub statement: Vec<u8>,
}

/// The most events that are proved in one answer.
pub const MAX_PROOFS: usize = 256;

/// What the relay answers to the owner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventProofs {
    /// One for each event whose root is closed, in their order, from the number on that was asked for: the first [`MAX_PROOFS`].
    pub proofs: Vec<EventProof>,
    /// The statement of the newest root that `logged` proves; of the one that was closed last where it proves none of
    /// those at hand; nothing before the first.
    pub newest: Option<StatementText>,
    /// The roots of these statements that stand in the state of the ledger that was asked for, as far as the relay learnt it.
    pub logged: Vec<LoggedRoot>,
}

/// A root that stands on the ledger, in the state that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedRoot {
    /// Its number.
    pub number: u64,
    /// The index of its entry.
    pub index: u64,
    /// The hashes of that entry's RFC 9162 inclusion proof, one after the other.
    #[serde(with = "base64_bytes")]
    pub path: Vec<u8>,
}

impl LoggedRoot {
    /// The root with this number, by the proof of its entry.
    pub fn new(number: u64, proof: &InclusionProof) -> Self {
        Self {
            number,
            index: proof.index(),
            path: in_a_row(proof),
        }
    }

    /// Whether `statement` stands there, in the ledger's state of `size` entries with this root.
    pub fn is_of(&self, statement: &Statement, (size, root): (u64, &Hash)) -> bool {
        let Some(path) = apart(&self.path) else {
            return false;
        };
        let leaf = Hash::of_leaf(&super::entry(statement).to_bytes());
        InclusionProof::new(self.index, size, path)
            .is_ok_and(|path| path.verify(&leaf, root).is_ok())
    }
}

/// The hashes of a path, one after the other.
fn in_a_row(proof: &InclusionProof) -> Vec<u8> {
    let path = proof.path().iter().flat_map(|hash| *hash.as_bytes());
    path.collect()
}

/// And back; `None` where the bytes are not whole hashes.
fn apart(path: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = path.as_chunks::<32>();
    let hashes = hashes.iter().copied().map(Hash::from_bytes).collect();
    rest.is_empty().then_some(hashes)
}

/// A statement inside JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementText(#[serde(with = "base64_bytes")] pub Vec<u8>);

impl EventProof {
    /// Leads from `opened` to the root over `leaves`, which are in ascending order, that the bytes of a type-5 `statement` say.
    /// `None` when its leaf is not among them.
    pub fn make(opened: &Opened<'_>, leaves: &[Hash], statement: &[u8]) -> Option<Self> {
        let index = leaves.binary_search(&leaf(opened)).ok()?;
        let (index, size) = (
            u64::try_from(index).ok()?,
            u64::try_from(leaves.len()).ok()?,
        );
        let proof = InclusionProof::make(&Leaves(leaves), index, size).ok()?;
        Some(Self {
            number: opened.number,
            event: opened.event.to_vec(),
            salt: *opened.salt,
            index,
            size,
            path: in_a_row(&proof),
            statement: statement.to_vec(),
        })
    }

    /// Checks that the event is under the root in the statement, as that event of this mailbox and within its time. Gives the event, and
    /// the statement with what it says.
    ///
    /// # Errors
    /// [`FormatError`] names what does not lead there.
    pub fn check(
        &self,
        mailbox: &MailboxId,
    ) -> Result<(MailboxEvent, Statement, AccessRoot), FormatError> {
        let wrong = |field| FormatError::malformed(WHAT, field);
        if self.event.len() > MAX_EVENT {
            return Err(FormatError::TooLarge { what: WHAT });
        }
        let statement = Statement::parse(&self.statement)?;
        let root = AccessRoot::read(&statement)?;
        let path = apart(&self.path).ok_or(wrong("path"))?;
        let leaf = leaf(&Opened {
            salt: &self.salt,
            mailbox,
            number: self.number,
            event: &self.event,
        });
        InclusionProof::new(self.index, self.size, path)
            .and_then(|path| path.verify(&leaf, &root.root))
            .map_err(|_| wrong("path"))?;
        let event: MailboxEvent =
            serde_json::from_slice(&self.event).map_err(|_| wrong("event"))?;
        if root.spans(event.time) {
            Ok((event, statement, root))
        } else {
            Err(wrong("time"))
        }
    }
}
