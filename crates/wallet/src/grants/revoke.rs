//! Stops a grant. The stop is kept before anything is sent, so that it goes out even when the device is offline or shuts
//! down now; the outbox sends it to relay and ledger, each without waiting for the other.

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use crate::{
    grants::{self, Blob, Grant, GrantError, GrantId, Listed, Retry, Stop},
    outbox::files,
    vault::Vault,
};

/// How far a stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StopState {
    /// Relay and ledger confirmed it, or neither ever heard of the grant.
    Revoked,
    /// Not confirmed yet: the clinic may still open it.
    Waiting,
}

/// A stopped grant. Its JSON is a line of `wallet revoke`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stopped {
    /// The grant.
    pub id: GrantId,
    /// How far its stop is.
    pub state: StopState,
}

/// Keeps that this grant is to be stopped; nothing is sent yet. Stopping it again changes nothing.
///
/// # Errors
/// [`GrantError`]; then the grant goes on.
pub fn revoke(vault: &Vault, id: GrantId, now: Timestamp) -> Result<Stopped, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let statement = grant.statement().ok_or(GrantError::Unreadable)?;
    let key = vault.keys().grant(id.as_bytes()).signing;
    let revocation = Blob(statement.revocation(&key).as_bytes().to_vec());
    let grant = grants::change(vault, id, |grant| stop(grant, &revocation, now))?;
    files::remove_all(vault, &grant);
    Ok(stopped(&grant))
}

/// The same for every grant whose time is not over and whose stop is not everywhere yet, whatever a relay says of it: one that calls a
/// grant closed or over may go on giving it away, and of a used-up one the last opening may still be going on.
///
/// # Errors
/// [`GrantError`]; some grants may then be stopped already.
pub fn revoke_all(vault: &Vault, now: Timestamp) -> Result<Vec<Stopped>, GrantError> {
    let all = grants::all(vault)?;
    all.iter()
        .filter(|grant| now < grant.until && !grant.is_stop_sent())
        .map(|grant| revoke(vault, grant.id, now))
        .collect()
}

/// How far the stops of these grants are now.
///
/// # Errors
/// [`GrantError`].
pub fn stops(vault: &Vault, ids: &[GrantId]) -> Result<Vec<Stopped>, GrantError> {
    let load = |id: &GrantId| {
        let grant = grants::load(vault, *id)?.ok_or(GrantError::NotFound)?;
        Ok(stopped(&grant))
    };
    ids.iter().map(load).collect()
}

fn stop(grant: &mut Grant, revocation: &Blob, now: Timestamp) {
    if grant.stop.is_none() {
        grant.stop = Some(Stop {
            asked: now,
            statement: revocation.clone(),
            recorded: None,
            seen_at: None,
            listed: Listed::default(),
        });
        // A server that refused the grant has not refused its stop.
        grant.relay.retry = Retry::default();
        grant.ledger.retry = Retry::default();
    }
}

fn stopped(grant: &Grant) -> Stopped {
    Stopped {
        id: grant.id,
        state: if grant.is_stop_sent() {
            StopState::Revoked
        } else {
            StopState::Waiting
        },
    }
}
