//! What a relay puts on the ledger each minute (entry type 5): the root over everything that happened at its mailboxes since the
//! last one, salted, so that nobody learns from it how much that was, and the relay cannot change, drop or add anything later
//! without being caught. The owner of a mailbox gets for each event what leads to that root ([`EventProof`]).
//! See docs/formats/access-root.md.

mod leaf;
mod proof;

pub use leaf::{Opened, leaf};
pub use proof::{EventProof, EventProofs, LoggedRoot, MAX_PROOFS, StatementText};

use ciborium::Value;
use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::hash::Hash;

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    entry::{Entry, EntryType},
    origin::Origin,
    statement::{self, Statement},
    time::Timestamp,
};

/// A relay closes a root at most this many seconds after the last one.
pub const INTERVAL_S: u64 = 60;
const WHAT: &str = "access root";
const VERSION: u64 = 1;
const SUBJECT: &str = "urn:keepwell:relay:access";

/// What a type-5 statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRoot {
    /// The relay's origin.
    pub relay: Origin,
    /// Counts the relay's roots, from 0, so that a missing one leaves a gap.
    pub number: u64,
    /// When the root before was closed, by the relay's clock; 1970 for the first, which has everything from before.
    pub since: Timestamp,
    /// When this one was closed. Earlier than `since` where the clock was set back.
    pub until: Timestamp,
    /// The RFC 9162 root over the [`leaf`] of each event, in ascending order of the leaves.
    pub root: Hash,
}

impl AccessRoot {
    /// The signed statement.
    pub fn sign(&self, key: &SigningKey) -> Statement {
        let payload = MapWriter::default()
            .put(0, Value::from(VERSION))
            .text(1, self.relay.as_str())
            .put(2, Value::from(self.number))
            .put(3, Value::from(self.since.seconds()))
            .put(4, Value::from(self.until.seconds()))
            .bytes(5, self.root.as_bytes())
            .encode();
        Statement::sign(EntryType::AccessRoot, SUBJECT, &payload, key)
    }

    /// Reads what a statement says. Whether its signer is a relay of that origin is for who has the ledger's key set.
    ///
    /// # Errors
    /// [`FormatError`] when it is of another type, or malformed.
    pub fn read(statement: &Statement) -> Result<Self, FormatError> {
        if statement.kind() != EntryType::AccessRoot || statement.subject() != SUBJECT {
            return Err(FormatError::malformed(WHAT, "subject"));
        }
        let mut map = MapReader::parse(WHAT, statement.payload(), statement::MAX_BYTES)?;
        map.version(VERSION)?;
        let text = map.text(1, "relay", Origin::MAX_BYTES)?;
        let relay = Origin::parse(&text).ok();
        let relay = relay.filter(|relay| relay.as_str() == text);
        let read = Self {
            relay: relay.ok_or(FormatError::malformed(WHAT, "relay"))?,
            number: map.uint(2, "number")?,
            since: Timestamp::from_seconds(map.uint(3, "since")?),
            until: Timestamp::from_seconds(map.uint(4, "until")?),
            root: Hash::from_bytes(map.array(5, "root")?),
        };
        map.finish()?;
        Ok(read)
    }

    /// Whether something that happened at `time` belongs under it. Where the clock was set back in between nobody can tell. A
    /// minute is allowed for what was on its way when a root was closed.
    pub fn spans(&self, time: Timestamp) -> bool {
        let is_back = self.until < self.since;
        is_back || (self.since.minus(INTERVAL_S) <= time && time <= self.until.plus(INTERVAL_S))
    }
}

/// The entry under which a type-5 statement stands on the log.
pub fn entry(statement: &Statement) -> Entry {
    Entry {
        kind: EntryType::AccessRoot,
        target: 0,
        statement: statement.digest(),
    }
}

#[cfg(test)]
mod tests;
