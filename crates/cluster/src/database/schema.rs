//! The tables. Made once, by whichever machine comes first, and never taken for another ledger's.

use super::session::{Session, in_time};
use crate::ClusterError;

/// Of the tables; a newer one is left alone.
const VERSION: i32 = 3;
const TABLES: &str = include_str!("schema.sql");
const UPGRADE: &str = include_str!("upgrade.sql");

pub(super) async fn make(session: &Session, key: &str) -> Result<(), ClusterError> {
    // One machine at a time: two that make the same table at once fail.
    session.run("SELECT pg_advisory_lock(5569080)").await?;
    let there = in_time(
        session
            .client
            .query_one("SELECT to_regclass('head') IS NOT NULL", &[]),
    )
    .await?;
    if !there.get::<_, bool>(0) {
        session.run(&format!("BEGIN; {TABLES} COMMIT")).await?;
    }
    let begin = "INSERT INTO head (version, key) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    in_time(session.client.execute(begin, &[&VERSION, &key])).await?;
    let row = in_time(
        session
            .client
            .query_one("SELECT version, key FROM head", &[]),
    )
    .await?;
    let (version, found): (i32, String) = (row.try_get(0)?, row.try_get(1)?);
    if version < VERSION && found == key {
        let to = format!("BEGIN; {UPGRADE} {TABLES} UPDATE head SET version = {VERSION}; COMMIT");
        session.run(&to).await?;
    }
    session.run("SELECT pg_advisory_unlock_all()").await?;
    if version > VERSION {
        Err(ClusterError::NewerVersion)
    } else if found == key {
        Ok(())
    } else {
        let name = found.split('+').next().unwrap_or_default();
        Err(ClusterError::Foreign(name.to_owned()))
    }
}

/// Whose tables there are.
pub(super) async fn ledger_key(session: &Session) -> Result<Option<String>, ClusterError> {
    let there = "SELECT to_regclass('head') IS NOT NULL";
    let there = in_time(session.client.query_one(there, &[])).await?;
    if !there.get::<_, bool>(0) {
        return Ok(None);
    }
    let key = session.client.query_opt("SELECT key FROM head", &[]);
    let row = in_time(key).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

const RELAY_VERSION: i32 = 2;
const RELAY: &str = include_str!("relay.sql");

/// The tables of a relay, likewise.
pub(super) async fn make_relay(session: &Session, key: &str) -> Result<(), ClusterError> {
    check_durable(session).await?;
    session.run("SELECT pg_advisory_lock(5569081)").await?;
    let there = "SELECT to_regclass('relay') IS NOT NULL";
    let there = in_time(session.client.query_one(there, &[])).await?;
    if !there.get::<_, bool>(0) {
        session.run(&format!("BEGIN; {RELAY} COMMIT")).await?;
    }
    let begin = "INSERT INTO relay (version, key) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    in_time(session.client.execute(begin, &[&RELAY_VERSION, &key])).await?;
    let row = in_time(
        session
            .client
            .query_one("SELECT version, key FROM relay", &[]),
    )
    .await?;
    let (version, found): (i32, String) = (row.try_get(0)?, row.try_get(1)?);
    if version < RELAY_VERSION && found == key {
        let to = format!("BEGIN; {RELAY} UPDATE relay SET version = {RELAY_VERSION}; COMMIT");
        session.run(&to).await?;
    }
    session.run("SELECT pg_advisory_unlock_all()").await?;
    if version > RELAY_VERSION {
        Err(ClusterError::NewerVersion)
    } else if found == key {
        Ok(())
    } else {
        Err(ClusterError::ForeignRelay)
    }
}

/// What is acknowledged must be on PostgreSQL's disk.
pub(super) async fn check_durable(session: &Session) -> Result<(), ClusterError> {
    for setting in ["synchronous_commit", "fsync", "full_page_writes"] {
        let sql = format!("SHOW {setting}");
        let row = in_time(session.client.query_one(&sql, &[])).await?;
        if row.try_get::<_, &str>(0)? == "off" {
            return Err(ClusterError::NotDurable(setting));
        }
    }
    Ok(())
}
