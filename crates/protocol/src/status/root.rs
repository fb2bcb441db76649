//! The statement that the ledger logs for each list (entry type 3): how much of the log the list covers, the root over
//! its shards, and when it was made. Once it is on the log the ledger cannot show another list of the same moment to
//! somebody else.

use ciborium::Value;
use keepwell_crypto::sign::{SigningKey, VerifyingKey};
use keepwell_tlog::hash::Hash;

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    entry::{Entry, EntryType},
    statement::{self, Statement},
    status::Notices,
    time::Timestamp,
};

const WHAT: &str = "status root";
const VERSION: u64 = 1;
const SUBJECT: &str = "urn:keepwell:ledger:status";
/// An origin has at most so many bytes.
const MAX_ORIGIN: usize = 1024;

/// What a type-3 statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRoot {
    /// The log's origin.
    pub origin: String,
    /// The list follows from the first so many entries.
    pub size: u64,
    /// The root over the hashes of its shards.
    pub root: Hash,
    /// When it was made, by the ledger's clock.
    pub time: Timestamp,
    /// The entries among them that concern every reader; a ledger from before there were notices says nothing of them.
    pub notices: Option<Notices>,
}

impl StatusRoot {
    /// The signed statement.
    pub fn sign(&self, key: &SigningKey) -> Statement {
        let mut payload = MapWriter::default()
            .put(0, Value::from(VERSION))
            .text(1, &self.origin)
            .put(2, Value::from(self.size))
            .bytes(3, self.root.as_bytes())
            .put(4, Value::from(self.time.seconds()));
        if let Some(notices) = &self.notices {
            payload = payload
                .put(5, Value::from(notices.count))
                .bytes(6, notices.root.as_bytes());
        }
        Statement::sign(EntryType::StatusRoot, SUBJECT, &payload.encode(), key)
    }

    /// Reads what the ledger `origin` signed with `key`.
    ///
    /// # Errors
    /// [`FormatError`] when it is of another ledger, another type, or malformed.
    pub fn read(
        statement: &Statement,
        origin: &str,
        key: &VerifyingKey,
    ) -> Result<Self, FormatError> {
        statement.check_from(key, (EntryType::StatusRoot, SUBJECT), WHAT)?;
        let mut map = MapReader::parse(WHAT, statement.payload(), statement::MAX_BYTES)?;
        map.version(VERSION)?;
        let read = Self {
            origin: map.text(1, "origin", MAX_ORIGIN)?,
            size: map.uint(2, "size")?,
            root: Hash::from_bytes(map.array(3, "root")?),
            time: Timestamp::from_seconds(map.uint(4, "time")?),
            notices: notices(&mut map)?,
        };
        map.finish()?;
        if read.origin != origin {
            return Err(FormatError::malformed(WHAT, "origin"));
        }
        Ok(read)
    }
}

/// Both or neither.
fn notices(map: &mut MapReader) -> Result<Option<Notices>, FormatError> {
    let Some(root) = map.optional_bytes(6, "notices")? else {
        return Ok(None);
    };
    let root = root.try_into();
    let root: [u8; 32] = root.map_err(|_| FormatError::malformed(WHAT, "notices"))?;
    Ok(Some(Notices {
        count: map.uint(5, "notices")?,
        root: Hash::from_bytes(root),
    }))
}

/// The entry under which a type-3 statement stands on the log.
pub(super) fn entry(statement: &Statement) -> Entry {
    Entry {
        kind: EntryType::StatusRoot,
        target: 0,
        statement: statement.digest(),
    }
}
