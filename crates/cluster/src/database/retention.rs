//! What is pruned, in PostgreSQL: for how long all machines keep entries, the list that the newest policy on the log speaks of, which
//! came with the commit of that policy, and how far the sequencer's machine has gone in removing. All of it is one row.

use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::session::{Session, in_time};
use super::{Beside, Database, from_sql, to_sql};
use crate::ClusterError;

/// How many leases no machine may have been heard of before those with another number of days may begin.
const LEASES: f64 = 3.0;

/// What PostgreSQL has of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// For how many days the machines keep entries; `None` for ever.
    pub days: Option<u32>,
    /// The index of the newest policy on the log; `None` before the first.
    pub policy: Option<u64>,
    /// The list that it speaks of.
    pub kept: Vec<u8>,
}

/// Whether a machine keeps entries for as long as the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It does, or all of them begin anew with it.
    Same,
    /// It does not, and one of the others is the sequencer: they keep entries for so many days, or for ever.
    Other(Option<u32>),
    /// It does not, and it is not known yet whether one of the others runs.
    Unknown(Option<u32>),
}

impl Database {
    /// Looks whether the other machines keep entries for so many `days` too. Where none of them has been the sequencer, or was
    /// started, for three leases, what this one says counts from now on.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn agree(&self, days: Option<u32>) -> Result<Agreement, ClusterError> {
        let sql = "WITH lately AS (
                       SELECT held_until >= clock_timestamp() AS led,
                           held_until < clock_timestamp() - make_interval(secs => $2) AS ended FROM head
                   ), same AS (
                       UPDATE retention SET days = $1, agreed = clock_timestamp() FROM lately WHERE days IS NOT DISTINCT FROM $1
                           OR (ended AND agreed < clock_timestamp() - make_interval(secs => $2)) RETURNING 1
                   )
                   SELECT EXISTS (SELECT FROM same), led, days FROM retention, lately";
        let session = Session::open(self).await?;
        let ended = LEASES * self.lease().as_secs_f64();
        let own = days.map(i64::from);
        let row = in_time(session.client.query_one(sql, &[&own, &ended])).await?;
        let there = read_days(&row, 2)?;
        Ok(match (row.try_get(0)?, row.try_get(1)?) {
            (true, _) => Agreement::Same,
            (false, true) => Agreement::Other(there),
            (false, false) => Agreement::Unknown(there),
        })
    }
}

impl Beside {
    /// What is pruned.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn plan(&self) -> Result<Plan, ClusterError> {
        let asked = self
            .0
            .client
            .query_one("SELECT days, policy, kept FROM retention", &[]);
        let row = in_time(asked).await?;
        let policy: Option<i64> = row.try_get(1)?;
        Ok(Plan {
            days: read_days(&row, 0)?,
            policy: policy.map(from_sql).transpose()?,
            kept: row.try_get(2)?,
        })
    }

    /// Whether the list with this SHA-256 has been that of the newest policy for a minute, by PostgreSQL's clock, so that every
    /// machine that follows knows it, and the sequencer of `epoch` is still one.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn is_known(&self, epoch: u64, kept: &[u8]) -> Result<bool, ClusterError> {
        let sql = "SELECT sha256(kept) = $2 AND since < clock_timestamp() - interval '1 minute'
                       AND EXISTS (SELECT FROM head WHERE epoch = $1) FROM retention";
        let asked: [&(dyn ToSql + Sync); 2] = [&to_sql(epoch)?, &kept];
        let row = in_time(self.0.client.query_one(sql, &asked)).await?;
        Ok(row.try_get(0)?)
    }

    /// Forgets which entries these statements are, within `epoch`.
    ///
    /// # Errors
    /// [`ClusterError::Deposed`] where another sequencer was elected, and nothing was changed; or what PostgreSQL says.
    pub async fn forget(&self, epoch: u64, statements: &[&[u8]]) -> Result<(), ClusterError> {
        let sql = "WITH ours AS (SELECT 1 FROM head WHERE epoch = $1 FOR SHARE), gone AS (
                       DELETE FROM statements WHERE digest = ANY ($2) AND EXISTS (SELECT FROM ours)
                   ) SELECT 1 FROM ours";
        let asked: [&(dyn ToSql + Sync); 2] = [&to_sql(epoch)?, &statements];
        is_ours(&in_time(self.0.client.query(sql, &asked)).await?)
    }

    /// How many entries were gone through, from the log's beginning on.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn removed(&self) -> Result<u64, ClusterError> {
        let asked = self
            .0
            .client
            .query_one("SELECT removed FROM retention", &[]);
        from_sql(in_time(asked).await?.try_get(0)?)
    }

    /// Notes that so many `entries` were gone through, within `epoch`.
    ///
    /// # Errors
    /// As [`Self::forget`].
    pub async fn set_removed(&self, epoch: u64, entries: u64) -> Result<(), ClusterError> {
        let sql = "WITH ours AS (SELECT 1 FROM head WHERE epoch = $1 FOR SHARE), noted AS (
                       UPDATE retention SET removed = greatest(removed, $2) FROM ours
                   ) SELECT 1 FROM ours";
        let asked: [&(dyn ToSql + Sync); 2] = [&to_sql(epoch)?, &to_sql(entries)?];
        is_ours(&in_time(self.0.client.query(sql, &asked)).await?)
    }
}

fn is_ours(rows: &[Row]) -> Result<(), ClusterError> {
    if rows.is_empty() {
        Err(ClusterError::Deposed)
    } else {
        Ok(())
    }
}

fn read_days(row: &Row, at: usize) -> Result<Option<u32>, ClusterError> {
    let days: Option<i64> = row.try_get(at)?;
    let days = days.map(u32::try_from).transpose();
    days.map_err(|_| ClusterError::Number)
}
