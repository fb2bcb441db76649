//! What stands beside the log in PostgreSQL: the head that witnesses have cosigned, which statements are to be erased, and small
//! notes for whoever is elected next. Nothing of it decides what the log says.

use tokio_postgres::Row;

use super::session::{Session, in_time};
use super::{Database, from_sql, to_sql};
use crate::ClusterError;

/// A connection for what stands beside the log. All that it writes is on PostgreSQL's disk when it returns.
pub struct Beside(pub(super) Session);

impl Beside {
    /// Opens one.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn open(database: &Database) -> Result<Self, ClusterError> {
        Ok(Self(Session::open(database).await?))
    }

    /// The head that enough witnesses have cosigned; empty where there is none.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn witnessed(&self) -> Result<String, ClusterError> {
        let asked = self.0.client.query_one("SELECT witnessed FROM head", &[]);
        Ok(in_time(asked).await?.try_get(0)?)
    }

    /// Keeps `note`, a head of `size` entries with its cosignatures, unless one of more entries is kept, and tells those who
    /// follow.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn set_witnessed(&self, size: u64, note: &str) -> Result<(), ClusterError> {
        let sql = "WITH kept AS (UPDATE head SET witnessed_size = $1, witnessed = $2 WHERE witnessed_size <= $1 RETURNING 1)
                   SELECT pg_notify('keepwell_log', '') FROM kept";
        let size = to_sql(size)?;
        in_time(self.0.client.query(sql, &[&size, &note]))
            .await
            .map(drop)
    }

    /// Keeps none.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn forget_witnessed(&self) -> Result<(), ClusterError> {
        self.0
            .run("UPDATE head SET witnessed_size = 0, witnessed = '' WHERE witnessed <> ''")
            .await
    }

    /// The first entry of which a record is there: of all before it, statements stand in the object store alone.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn oldest_record(&self) -> Result<u64, ClusterError> {
        let sql = "SELECT coalesce((SELECT min(first) FROM commits), settled) FROM head";
        let row = in_time(self.0.client.query_one(sql, &[])).await?;
        from_sql(row.try_get(0)?)
    }

    /// Asks for statements to be erased, by their digests.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn ask_to_erase(&self, statements: &[&[u8]]) -> Result<(), ClusterError> {
        let sql = "INSERT INTO erasures SELECT unnest($1::bytea[]) ON CONFLICT DO NOTHING";
        in_time(self.0.client.execute(sql, &[&statements]))
            .await
            .map(drop)
    }

    /// The statements that were asked to be erased, and are not.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn asked_to_erase(&self) -> Result<Vec<Vec<u8>>, ClusterError> {
        let asked = self.0.client.query("SELECT digest FROM erasures", &[]);
        let digest = |row: &Row| Ok(row.try_get(0)?);
        in_time(asked).await?.iter().map(digest).collect()
    }

    /// A statement was erased.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn erased(&self, statement: &[u8]) -> Result<(), ClusterError> {
        let sql = "DELETE FROM erasures WHERE digest = $1";
        in_time(self.0.client.execute(sql, &[&statement]))
            .await
            .map(drop)
    }

    /// The note of this name.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn note(&self, name: &str) -> Result<Option<Vec<u8>>, ClusterError> {
        let sql = "SELECT value FROM notes WHERE name = $1";
        let row = in_time(self.0.client.query_opt(sql, &[&name])).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// The notes whose names begin so, in the order of their names.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn notes(&self, begins: &str) -> Result<Vec<(String, Vec<u8>)>, ClusterError> {
        let sql =
            "SELECT name, value FROM notes WHERE starts_with(name, $1) ORDER BY name COLLATE \"C\"";
        let rows = in_time(self.0.client.query(sql, &[&begins])).await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect()
    }

    /// Keeps the note of this name.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn set_note(&self, name: &str, value: &[u8]) -> Result<(), ClusterError> {
        let sql = "INSERT INTO notes (name, value) VALUES ($1, $2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        in_time(self.0.client.execute(sql, &[&name, &value]))
            .await
            .map(drop)
    }
}
