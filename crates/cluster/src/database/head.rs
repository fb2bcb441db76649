//! The one row that decides: how large the log is, and which sequencer may make it larger.

use tokio_postgres::Row;

use super::from_sql;
use crate::ClusterError;

/// The state of the log as it is committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of entries.
    pub size: u64,
    /// The signed checkpoint of that size; empty for a log without entries.
    pub note: String,
    /// So many entries stand in the object store with all that belongs to them: a multiple of 256.
    pub settled: u64,
    /// The index of the last status root.
    pub status_root: Option<u64>,
    /// The index of the last key set.
    pub key_set: Option<u64>,
    /// The newest head that enough witnesses have cosigned, with its cosignatures; empty before there is one.
    pub witnessed: String,
    /// Whether a sequencer said within its lease that it is there.
    pub is_led: bool,
}

/// A sequencer that was elected.
#[derive(Clone, Debug)]
pub struct Elected {
    /// Larger than that of every sequencer before it.
    pub epoch: u64,
    /// The log that it goes on from.
    pub head: Head,
}

/// The columns of a [`Head`], in their order.
pub(super) const COLUMNS: &str =
    "size, note, settled, status_root, key_set, witnessed, held_until > clock_timestamp()";

pub(super) fn read(row: &Row) -> Result<Head, ClusterError> {
    let (root, key_set): (Option<i64>, Option<i64>) = (row.try_get(3)?, row.try_get(4)?);
    Ok(Head {
        size: from_sql(row.try_get(0)?)?,
        note: row.try_get(1)?,
        settled: from_sql(row.try_get(2)?)?,
        status_root: root.map(from_sql).transpose()?,
        key_set: key_set.map(from_sql).transpose()?,
        witnessed: row.try_get(5)?,
        is_led: row.try_get(6)?,
    })
}
