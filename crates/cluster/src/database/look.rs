//! Looking up what is registered, for whoever asks for a receipt by a statement's digest, and how much is committed.

use tokio_postgres::Statement;

use super::session::{Session, in_time};
use super::{Database, from_sql};
use crate::ClusterError;

/// A connection that looks up.
pub struct Looking {
    session: Session,
    find: Statement,
    size: Statement,
}

impl Looking {
    /// Opens one.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn open(database: &Database) -> Result<Self, ClusterError> {
        let session = Session::open(database).await?;
        let find = session
            .prepare("SELECT index FROM statements WHERE digest = $1")
            .await?;
        let size = session.prepare("SELECT size FROM head").await?;
        Ok(Self {
            session,
            find,
            size,
        })
    }

    /// The index of the statement with this digest.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn index_of(&self, statement: &[u8]) -> Result<Option<u64>, ClusterError> {
        let found = in_time(self.session.client.query_opt(&self.find, &[&statement])).await?;
        let index = found.map(|row| row.try_get(0)).transpose()?;
        index.map(from_sql).transpose()
    }

    /// How many entries are committed.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn size(&self) -> Result<u64, ClusterError> {
        let row = in_time(self.session.client.query_one(&self.size, &[])).await?;
        from_sql(row.try_get(0)?)
    }
}
