//! What every machine follows: the commits, the head, and the answers to what it has handed in.

use std::time::Duration;

use tokio_postgres::{Row, Statement};

use super::head::{COLUMNS, Head, read};
use super::session::{Session, in_time};
use super::{Database, from_sql, to_sql};
use crate::ClusterError;

/// Records that are read at a time.
const AT_ONCE: i64 = 64;

/// A connection that follows.
pub struct Following {
    session: Session,
    answers: Statement,
    commits: Statement,
    head: Statement,
}

/// Revocations that are read some at a time.
pub struct Revocations<'f> {
    session: &'f Session,
    size: i64,
    next: i64,
    end: i64,
    at_once: i64,
}

/// What is new.
pub struct News {
    /// Answers to this front end: tickets and bodies, in the ledger's own encoding. All they tell of is in a log of the head's
    /// size.
    pub answers: Vec<(u64, Vec<u8>)>,
    /// The head.
    pub head: Head,
}

impl Following {
    /// Opens one, which hears of commits from now on.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn open(database: &Database) -> Result<Self, ClusterError> {
        let session = Session::open(database).await?;
        session
            .run("SET synchronous_commit = off; LISTEN keepwell_log")
            .await?;
        let commits = "SELECT record FROM commits WHERE next > $1 ORDER BY first LIMIT $2";
        Ok(Self {
            answers: session
                .prepare("DELETE FROM answers WHERE front = $1 RETURNING ticket, body")
                .await?,
            commits: session.prepare(commits).await?,
            head: session
                .prepare(&format!("SELECT {COLUMNS} FROM head"))
                .await?,
            session,
        })
    }

    /// Waits until something was committed, or for `time`.
    ///
    /// # Errors
    /// When the connection has ended.
    pub async fn wait(&self, time: Duration) -> Result<(), ClusterError> {
        self.session.listen(time).await
    }

    /// Takes the answers to `front`, then reads the head: what they tell of is committed by then.
    ///
    /// # Errors
    /// What PostgreSQL says. Answers may be lost then.
    pub async fn news(&self, front: &[u8]) -> Result<News, ClusterError> {
        let rows = in_time(self.session.client.query(&self.answers, &[&front])).await?;
        let answers = rows
            .iter()
            .map(|row| Ok((from_sql(row.try_get(0)?)?, row.try_get(1)?)));
        Ok(News {
            answers: answers.collect::<Result<_, ClusterError>>()?,
            head: self.head().await?,
        })
    }

    /// The head.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn head(&self) -> Result<Head, ClusterError> {
        read(&in_time(self.session.client.query_one(&self.head, &[])).await?)
    }

    /// The oldest records with entries from `size` on, in their order; none when there are no more. The first one may begin
    /// before `size`.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn commits(&self, size: u64) -> Result<Vec<Vec<u8>>, ClusterError> {
        let size = to_sql(size)?;
        let rows = in_time(self.session.client.query(&self.commits, &[&size, &AT_ONCE])).await?;
        Ok(rows
            .iter()
            .map(|row| row.try_get(0))
            .collect::<Result<_, _>>()?)
    }

    /// The index of the newest policy on what is pruned; `None` before the first.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn policy(&self) -> Result<Option<u64>, ClusterError> {
        let asked = self
            .session
            .client
            .query_one("SELECT policy FROM retention", &[]);
        let policy: Option<i64> = in_time(asked).await?.try_get(0)?;
        policy.map(from_sql).transpose()
    }

    /// Begins to read all revocations below `size`, which are committed. They are to be read to their end: until then this connection hears
    /// of nothing.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn revocations(
        &self,
        size: u64,
        blocks: u32,
    ) -> Result<Revocations<'_>, ClusterError> {
        // The lock of the first query stays until the end, so that nobody moves rows meanwhile; no snapshot stays, which would keep
        // PostgreSQL from tidying the head.
        self.session
            .run("BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY; LOCK TABLE revocations IN ACCESS SHARE MODE")
            .await?;
        let blocks_there =
            "SELECT pg_relation_size('revocations') / current_setting('block_size')::bigint";
        let row = in_time(self.session.client.query_one(blocks_there, &[])).await?;
        Ok(Revocations {
            session: &self.session,
            size: to_sql(size)?,
            next: 0,
            end: row.try_get(0)?,
            at_once: i64::from(blocks.max(1)),
        })
    }
}

impl Revocations<'_> {
    /// The index of each of the next ones, and the grant that it ends, in no order; `None` at the end. They are read block by block
    /// as the table has them: an index by which they could be read in order would be one more for every commit to write.
    ///
    /// # Errors
    /// What PostgreSQL says; then the connection is to be dropped.
    pub async fn next(&mut self) -> Result<Option<Vec<(u64, u64)>>, ClusterError> {
        if self.next >= self.end {
            self.session.run("COMMIT").await?;
            return Ok(None);
        }
        let (from, to) = (self.next, self.next.saturating_add(self.at_once));
        self.next = to;
        let sql = format!(
            "SELECT index, target FROM revocations WHERE ctid >= '({from},0)' AND ctid < '({to},0)' AND index < $1"
        );
        let rows = in_time(self.session.client.query(&sql, &[&self.size])).await?;
        let pair = |row: &Row| Ok((from_sql(row.try_get(0)?)?, from_sql(row.try_get(1)?)?));
        rows.iter().map(pair).collect::<Result<_, _>>().map(Some)
    }
}
