//! The access root that is open, for all front ends of a relay. An event is written in a transaction that shares a lock, and only while its
//! root is open; whoever closes the root holds that lock alone. So no event comes under a root that was closed, and when it was
//! closed is said by PostgreSQL's clock.

use futures_util::future::try_join4;
use tokio_postgres::Statement;
use tokio_postgres::types::ToSql;

use super::rows::Rows;
use super::session::{Session, in_time};
use super::{from_sql, to_sql};
use crate::ClusterError;

/// How far from PostgreSQL's clock an event may say that it happened, in seconds: half of what those who check allow, since the
/// root before may be as far ahead.
pub const APART_S: u64 = 25;
/// Not the connection's, whatever the database is set to: what was committed while the lock was waited for has to be seen.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
const SHARE: &str = "SELECT pg_advisory_xact_lock_shared(5569083)";
const ALONE: &str = "SELECT pg_advisory_xact_lock(5569083)";

/// What an event needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The root that its leaf is under; `None` where there are no roots.
    pub root: Option<u64>,
    /// When it happened, in seconds since 1970.
    pub time: u64,
}

/// What became of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// They are on PostgreSQL's disk.
    Written,
    /// Nothing was written: another root is open than the event's.
    Closed,
    /// Nothing was written: the event's time is not now.
    NotNow,
}

/// The open root, and the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenRoot {
    /// Its number; `None` before there are roots.
    pub number: Option<u64>,
    /// When the one before was closed, in seconds since 1970.
    pub since: u64,
    /// PostgreSQL's clock, likewise.
    pub now: u64,
}

/// What is done with an event.
pub(super) struct Statements {
    share: Statement,
    write: Statement,
}

impl Statements {
    pub(super) async fn prepare(session: &Session) -> Result<Self, ClusterError> {
        Ok(Self {
            share: session.prepare(SHARE).await?,
            write: session.prepare(include_str!("event.sql")).await?,
        })
    }
}

impl Rows {
    /// Writes what changes with an event.
    pub(super) async fn write_event(
        &self,
        event: &Event,
        changes: &[&(dyn ToSql + Sync); 7],
    ) -> Result<Told, ClusterError> {
        let (apart, time) = (to_sql(APART_S)?, to_sql(event.time)?);
        let root = event.root.map(to_sql).transpose()?;
        let [kinds, keys, values, due, gone_kinds, gone_keys, tell] = *changes;
        let all: [&(dyn ToSql + Sync); 10] = [
            kinds, keys, values, due, gone_kinds, gone_keys, tell, &apart, &root, &time,
        ];
        let (client, events) = (&self.session.client, &self.events);
        // Sent one after the other without waiting in between; after an error the last one undoes all of it.
        let together = try_join4(
            client.batch_execute(BEGIN),
            client.query_one(&events.share, &[]),
            client.query_one(&events.write, &all),
            client.batch_execute("COMMIT"),
        );
        let ((), _, row, ()) = in_time(together).await?;
        Ok(match (row.try_get(0)?, row.try_get(1)?) {
            (true, true) => Told::Written,
            (true, false) => Told::NotNow,
            (false, _) => Told::Closed,
        })
    }

    /// The open root.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn open_root(&self) -> Result<OpenRoot, ClusterError> {
        let sql = "SELECT number, since, extract(epoch FROM clock_timestamp())::bigint
                   FROM (SELECT) AS always LEFT JOIN relay_open ON true";
        let row = in_time(self.session.client.query_one(sql, &[])).await?;
        let (number, since): (Option<i64>, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
        Ok(OpenRoot {
            number: number.map(from_sql).transpose()?,
            since: from_sql(since.unwrap_or_default())?,
            now: from_sql(row.try_get(2)?)?,
        })
    }

    /// Opens the first root where there is none: from then on every event needs one.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn begin_roots(&self) -> Result<(), ClusterError> {
        let begin = "INSERT INTO relay_open (number, since) VALUES (0, 0) ON CONFLICT DO NOTHING";
        let all = format!("{BEGIN}; {ALONE}; {begin}; COMMIT");
        self.session.run(&all).await
    }

    /// Closes root `number` and opens the next one, where it is open still: after this no event comes under it any more.
    ///
    /// # Errors
    /// What PostgreSQL says. Then it may or may not be closed.
    pub async fn close_root(&self, number: u64) -> Result<(), ClusterError> {
        let number = to_sql(number)?;
        // A number alone stands in the text. The time is asked for once the lock is held: nothing under the root is later.
        let close = format!(
            "UPDATE relay_open SET number = number + 1, since = extract(epoch FROM clock_timestamp())::bigint WHERE number = {number}"
        );
        let all = format!("{BEGIN}; {ALONE}; {close}; COMMIT");
        self.session.run(&all).await
    }

    /// How many rows a table has, but no more than `most`.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn count_to(&self, kind: &str, most: u64) -> Result<u64, ClusterError> {
        let sql = "SELECT count(*) FROM (SELECT FROM relay_rows WHERE kind = $1 LIMIT $2) AS few";
        let most = to_sql(most)?;
        let row = in_time(self.session.client.query_one(sql, &[&kind, &most])).await?;
        from_sql(row.try_get(0)?)
    }

    /// Rows of one table after this key that have none of the same key in another, with their keys; so many at a time.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn page_without(
        &self,
        kind: &str,
        other: &str,
        after: &[u8],
    ) -> Result<Vec<(Vec<u8>, Vec<u8>)>, ClusterError> {
        let sql = "SELECT key, value FROM relay_rows AS one WHERE kind = $1 AND key > $3
                   AND NOT EXISTS (SELECT FROM relay_rows AS other WHERE other.kind = $2 AND other.key = one.key)
                   ORDER BY key LIMIT 1000";
        let rows = in_time(self.session.client.query(sql, &[&kind, &other, &after])).await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect()
    }
}
