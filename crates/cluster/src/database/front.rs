//! A front end's way in: verified statements are put where the sequencer takes them from. Nothing here is acknowledged by it, so
//! nothing here waits for PostgreSQL's disk.

use tokio_postgres::Statement;
use tokio_postgres::types::ToSql;

use super::session::{Session, in_time};
use super::{Database, to_sql};
use crate::ClusterError;

/// A connection that hands in.
pub struct Fronting {
    session: Session,
    offer: Statement,
}

impl Fronting {
    /// Opens one.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn open(database: &Database) -> Result<Self, ClusterError> {
        let session = Session::open(database).await?;
        session.run("SET synchronous_commit = off").await?;
        let offer = "WITH put AS (INSERT INTO waiting (front, ticket, many, body) VALUES ($1, $2, $3, $4) RETURNING 1)
                     SELECT pg_notify('keepwell_waiting', '') FROM put";
        let offer = session.prepare(offer).await?;
        Ok(Self { session, offer })
    }

    /// Hands in `many` statements at once, in the ledger's own encoding. The answer comes to `front` under `ticket`.
    ///
    /// # Errors
    /// What PostgreSQL says; then they may or may not have been handed in.
    pub async fn offer(
        &self,
        front: &[u8],
        ticket: u64,
        many: u64,
        body: &[u8],
    ) -> Result<(), ClusterError> {
        let (ticket, many) = (to_sql(ticket)?, to_sql(many)?);
        let values: [&(dyn ToSql + Sync); 4] = [&front, &ticket, &many, &body];
        in_time(self.session.client.query(&self.offer, &values))
            .await
            .map(drop)
    }
}
