//! What several machines that let in by token share: that their keys come from one secret, who is invited for how many, and what was
//! used. Each use is one statement, which is done once or not at all whichever machine asks.

use super::schema::check_durable;
use super::session::{Session, in_time};
use super::{Database, to_sql};
use crate::ClusterError;

const TABLES: &str = include_str!("tokens.sql");

/// A connection for tokens. All that it writes is on PostgreSQL's disk when it returns.
pub struct Tokens(Session);

impl Tokens {
    /// Opens one, and makes the tables where there are none.
    ///
    /// # Errors
    /// [`ClusterError::NotDurable`], or what PostgreSQL says.
    pub async fn open(database: &Database) -> Result<Self, ClusterError> {
        let session = Session::open(database).await?;
        check_durable(&session).await?;
        // One machine at a time: two that make the same table at once fail.
        let locked = format!(
            "SELECT pg_advisory_lock(5569082); BEGIN; {TABLES} COMMIT; SELECT pg_advisory_unlock_all()"
        );
        session.run(&locked).await?;
        Ok(Self(session))
    }

    /// Whether the connection is still there, as far as is known.
    pub fn is_open(&self) -> bool {
        !self.0.client.is_closed()
    }

    /// Notes what tells of this machine's secret, unless another machine was first: then it must be the same.
    ///
    /// # Errors
    /// [`ClusterError::ForeignTokens`], or what PostgreSQL says.
    pub async fn agree(&self, check: &[u8]) -> Result<(), ClusterError> {
        let client = &self.0.client;
        let sql = "INSERT INTO token_check (value) VALUES ($1) ON CONFLICT DO NOTHING";
        in_time(client.execute(sql, &[&check])).await?;
        let row = in_time(client.query_one("SELECT value FROM token_check", &[])).await?;
        match row.try_get::<_, &[u8]>(0)? == check {
            true => Ok(()),
            false => Err(ClusterError::ForeignTokens),
        }
    }

    /// Uses up a nonce of the key with this number; `false` when it was used before.
    ///
    /// # Errors
    /// What PostgreSQL says. Then it may or may not be used up.
    pub async fn spend(&self, key: u64, nonce: &[u8]) -> Result<bool, ClusterError> {
        let sql = "INSERT INTO token_spent (key, nonce) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let spent = in_time(self.0.client.execute(sql, &[&to_sql(key)?, &nonce])).await?;
        Ok(spent == 1)
    }

    /// Forgets what was used of keys before this one.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn forget(&self, before: u64) -> Result<(), ClusterError> {
        let sql = "DELETE FROM token_spent WHERE key < $1";
        in_time(self.0.client.execute(sql, &[&to_sql(before)?]))
            .await
            .map(drop)
    }

    /// Takes one token from what an invitation is good for; `false` when that is nothing, or nothing any more.
    ///
    /// # Errors
    /// As [`Self::spend`].
    pub async fn draw(&self, invitation: &[u8]) -> Result<bool, ClusterError> {
        let sql =
            "UPDATE token_invitations SET given = given + 1 WHERE digest = $1 AND given < good_for";
        let drawn = in_time(self.0.client.execute(sql, &[&invitation])).await?;
        Ok(drawn == 1)
    }

    /// Adds an invitation.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn invite(&self, invitation: &[u8], good_for: u32) -> Result<(), ClusterError> {
        let sql = "INSERT INTO token_invitations (digest, good_for) VALUES ($1, $2)";
        let good_for = i64::from(good_for);
        in_time(self.0.client.execute(sql, &[&invitation, &good_for]))
            .await
            .map(drop)
    }
}
