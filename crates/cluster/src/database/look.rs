//! Looking up what is registered, for whoever asks for a receipt by a statement's digest.

use tokio_postgres::Statement;

use super::session::{Session, in_time};
use super::{Database, from_sql};
use crate::ClusterError;

/// A connection that looks up.
pub struct Looking {
    session: Session,
    find: Statement,
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
        Ok(Self { session, find })
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
}
