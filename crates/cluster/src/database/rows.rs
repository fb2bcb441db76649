//! The rows of a relay that runs on several machines. A connection holds the lock of one mailbox while its machine decides and
//! writes; what was decided under a lock that was lost with its connection cannot be written by it.

use std::time::Duration;

use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};

use super::roots::{self, Event, Told};
use super::schema::make_relay;
use super::session::{Session, in_time};
use super::{Database, from_sql, to_sql};
use crate::ClusterError;

/// How many rows that are due are given at a time.
const DUE: i64 = 10_000;
/// How many rows of a table are given at a time.
const PAGE: i64 = 2_000;

/// A connection of a relay's front end. All that it writes is on PostgreSQL's disk when it returns.
pub struct Rows {
    pub(super) session: Session,
    lock: Statement,
    unlock: Statement,
    get: Statement,
    write: Statement,
    use_up: Statement,
    pub(super) events: roots::Statements,
}

/// A row that is put.
#[derive(Clone, Debug)]
pub struct Put<'p> {
    /// Its table.
    pub kind: &'p str,
    /// Its key.
    pub key: &'p [u8],
    /// Its value, sealed by the relay.
    pub value: Vec<u8>,
    /// When time alone changes something about it, in seconds since 1970.
    pub due: Option<u64>,
}

/// What changes together.
#[derive(Clone, Debug, Default)]
pub struct RowChanges<'c> {
    /// Rows that are put; no key stands twice in both lists.
    pub puts: Vec<Put<'c>>,
    /// Tables and keys of rows that are removed.
    pub deletes: Vec<(&'c str, &'c [u8])>,
    /// What all front ends are told once it is committed: where something happened.
    pub tell: String,
    /// The event with which all this changes.
    pub event: Option<Event>,
}

impl Rows {
    /// Makes the tables where there are none, and looks whether they are those of the relay with this key, and whether PostgreSQL
    /// keeps what it acknowledges.
    ///
    /// # Errors
    /// [`ClusterError::NotDurable`], [`ClusterError::Foreign`], [`ClusterError::NewerVersion`], or what PostgreSQL says.
    pub async fn prepare(database: &Database, key: &str) -> Result<(), ClusterError> {
        make_relay(&Session::open(database).await?, key).await
    }

    /// Opens one.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn open(database: &Database) -> Result<Self, ClusterError> {
        let session = Session::open(database).await?;
        // Whoever is paused or cut off lets go of what it holds.
        session
            .run(
                "SET idle_session_timeout = '15s'; SET idle_in_transaction_session_timeout = '5s';
                 SET enable_seqscan = off",
            )
            .await?;
        let lock =
            "SELECT pg_advisory_lock($1), extract(epoch FROM clock_timestamp())::bigint AS now";
        let get = "SELECT value FROM relay_rows WHERE kind = $1 AND key = $2";
        let use_up = "INSERT INTO relay_nonces SELECT $1, $2 FROM relay_era WHERE value = $3 ON CONFLICT DO NOTHING";
        Ok(Self {
            lock: session.prepare(lock).await?,
            unlock: session.prepare("SELECT pg_advisory_unlock($1)").await?,
            get: session.prepare(get).await?,
            write: session.prepare(include_str!("rows.sql")).await?,
            use_up: session.prepare(use_up).await?,
            events: roots::Statements::prepare(&session).await?,
            session,
        })
    }

    /// Whether the connection is still there, as far as is known.
    pub fn is_open(&self) -> bool {
        !self.session.client.is_closed()
    }

    /// Waits for the lock with this number and holds it, until it is unlocked or the connection ends. Gives when that was by
    /// PostgreSQL's clock, in seconds since 1970.
    ///
    /// # Errors
    /// What PostgreSQL says, also when somebody else held it for too long.
    pub async fn lock(&self, number: i64) -> Result<u64, ClusterError> {
        let values: [&(dyn ToSql + Sync); 1] = [&number];
        let lock = self.session.client.query_one(&self.lock, &values);
        from_sql(in_time(lock).await?.try_get("now")?)
    }

    /// Holds the lock with this number, likewise, unless somebody else does: then `false`.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn try_lock(&self, number: i64) -> Result<bool, ClusterError> {
        let sql = "SELECT pg_try_advisory_lock($1)";
        let row = in_time(self.session.client.query_one(sql, &[&number])).await?;
        Ok(row.try_get(0)?)
    }

    /// Lets go of it.
    ///
    /// # Errors
    /// What PostgreSQL says; the connection is not to be used any more then.
    pub async fn unlock(&self, number: i64) -> Result<(), ClusterError> {
        let values: [&(dyn ToSql + Sync); 1] = [&number];
        let unlock = self.session.client.query_one(&self.unlock, &values);
        let was_held: bool = in_time(unlock).await?.try_get(0)?;
        was_held.then_some(()).ok_or(ClusterError::TimedOut)
    }

    /// The value of a row.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn get(&self, kind: &str, key: &[u8]) -> Result<Option<Vec<u8>>, ClusterError> {
        let row = in_time(self.session.client.query_opt(&self.get, &[&kind, &key])).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// The rows of a table after this key in their order, with their keys; so many at a time, none when that was the last.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn page(
        &self,
        kind: &str,
        after: &[u8],
    ) -> Result<Vec<(Vec<u8>, Vec<u8>)>, ClusterError> {
        let sql =
            "SELECT key, value FROM relay_rows WHERE kind = $1 AND key > $2 ORDER BY key LIMIT $3";
        let rows = in_time(self.session.client.query(sql, &[&kind, &after, &PAGE])).await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect()
    }

    /// The keys of a table, or of what in it is due at a time, the oldest first.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn keys(&self, kind: &str, due: Option<u64>) -> Result<Vec<Vec<u8>>, ClusterError> {
        let client = &self.session.client;
        let rows = match due.map(to_sql).transpose()? {
            None => {
                let sql = "SELECT key FROM relay_rows WHERE kind = $1";
                in_time(client.query(sql, &[&kind])).await?
            }
            Some(due) => {
                let sql = "SELECT key FROM relay_rows WHERE kind = $1 AND due <= $2 ORDER BY due LIMIT $3";
                in_time(client.query(sql, &[&kind, &due, &DUE])).await?
            }
        };
        let key = |row: &Row| Ok(row.try_get(0)?);
        rows.iter().map(key).collect()
    }

    /// The keys of a table that begin with `prefix`.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn keys_below(
        &self,
        kind: &str,
        prefix: &[u8],
    ) -> Result<Vec<Vec<u8>>, ClusterError> {
        let sql = "SELECT key FROM relay_rows WHERE kind = $1 AND key >= $2 AND substr(key, 1, length($2)) = $2
                   AND key <= $2 || '\\xffffffffffffffffffffffffffffffffff'::bytea ORDER BY key";
        let rows = in_time(self.session.client.query(sql, &[&kind, &prefix])).await?;
        let key = |row: &Row| Ok(row.try_get(0)?);
        rows.iter().map(key).collect()
    }

    /// How many rows a table has.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn count(&self, kind: &str) -> Result<u64, ClusterError> {
        let sql = "SELECT count(*) FROM relay_rows WHERE kind = $1";
        let row = in_time(self.session.client.query_one(sql, &[&kind])).await?;
        from_sql(row.try_get(0)?)
    }

    /// Writes all changes or none: none where an event comes too late for its root.
    ///
    /// # Errors
    /// What PostgreSQL says. Then they may or may not be written, and the lock may be lost.
    pub async fn write(&self, changes: &RowChanges<'_>) -> Result<Told, ClusterError> {
        let puts = &changes.puts;
        let kinds: Vec<&str> = puts.iter().map(|one| one.kind).collect();
        let keys: Vec<&[u8]> = puts.iter().map(|one| one.key).collect();
        let values: Vec<&[u8]> = puts.iter().map(|one| one.value.as_slice()).collect();
        let due: Vec<Option<i64>> = puts
            .iter()
            .map(|one| one.due.map(to_sql).transpose())
            .collect::<Result<_, _>>()?;
        let (gone_kinds, gone_keys): (Vec<&str>, Vec<&[u8]>) =
            changes.deletes.iter().copied().unzip();
        let all: [&(dyn ToSql + Sync); 7] = [
            &kinds,
            &keys,
            &values,
            &due,
            &gone_kinds,
            &gone_keys,
            &changes.tell,
        ];
        if let Some(event) = &changes.event {
            return self.write_event(event, &all).await;
        }
        in_time(self.session.client.query(&self.write, &all)).await?;
        Ok(Told::Written)
    }

    /// The era of nonces; `new` where there is none.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn era(&self, new: &[u8]) -> Result<Vec<u8>, ClusterError> {
        let client = &self.session.client;
        let sql = "INSERT INTO relay_era (value) VALUES ($1) ON CONFLICT DO NOTHING";
        in_time(client.execute(sql, &[&new])).await?;
        let row = in_time(client.query_one("SELECT value FROM relay_era", &[])).await?;
        Ok(row.try_get(0)?)
    }

    /// Uses up a nonce of `era` that is good until then; `false` when it was used, or when another era has begun.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn use_up(
        &self,
        random: &[u8],
        until: u64,
        era: &[u8],
    ) -> Result<bool, ClusterError> {
        let values: [&(dyn ToSql + Sync); 3] = [&random, &to_sql(until)?, &era];
        let used = in_time(self.session.client.execute(&self.use_up, &values)).await?;
        Ok(used == 1)
    }

    /// Forgets nonces that are too old by now.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn forget_nonces(&self, now: u64) -> Result<(), ClusterError> {
        let sql = "DELETE FROM relay_nonces WHERE until < $1";
        in_time(self.session.client.execute(sql, &[&to_sql(now)?]))
            .await
            .map(drop)
    }
}

/// A connection that hears what front ends tell each other.
pub struct Hearing(Session);

impl Hearing {
    /// Opens one, which hears of what is committed from now on.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn open(database: &Database) -> Result<Self, ClusterError> {
        let session = Session::open(database).await?;
        session.run("LISTEN keepwell_relay").await?;
        Ok(Self(session))
    }

    /// What was told since it was asked last; waits for it, at most for `time`.
    ///
    /// # Errors
    /// When the connection has ended, or gives no sign of life.
    pub async fn hear(&self, time: Duration) -> Result<Vec<String>, ClusterError> {
        self.0.listen(time).await?;
        let heard = self.0.heard();
        if heard.is_empty() {
            self.0.run("SELECT 1").await?;
        }
        Ok(heard)
    }
}
