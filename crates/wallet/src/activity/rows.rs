//! What happened, in both directions, as a person reads it: what clinics did and what the patient did, each with how far
//! it is proved.

use std::ops::Range;

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use super::{
    Activity, LogState, What,
    fold::{Part, ProofState, Row, RowKind, fold},
    journal::{Act, Noted, journal},
    log, of,
};
use crate::{
    grants::{self, Grant, GrantError, GrantId, GrantState, Recorded},
    sync::view_of,
    vault::Vault,
};

/// What happened, and how the log stands. No `Debug`: it names clinics.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// The newest first.
    pub rows: Vec<Row>,
    /// The log's own state.
    pub log: LogState,
}

/// What happened until `now`.
///
/// # Errors
/// As [`grants::all`].
pub fn rows(vault: &Vault, now: Timestamp) -> Result<Story, GrantError> {
    let grants = grants::all(vault)?;
    let mut rows = Vec::new();
    for grant in &grants {
        let events = of(vault, grant)?;
        let view = view_of(vault, &grant.ledger.key)?;
        rows.extend(own(grant, &(view.unread_before()..view.size())));
        rows.extend(ended(grant, &events, now));
        rows.extend(events.into_iter().map(by_clinic));
    }
    let acts = journal(vault)?;
    rows.extend(acts.iter().map(|noted| act(noted, &grants)));
    for (number, row) in rows.iter_mut().enumerate() {
        row.id = format!("{}-{number}", row.id);
    }
    Ok(Story {
        rows: fold(rows),
        log: log(vault)?,
    })
}

/// A row of one thing.
fn row(grant: Option<&Grant>, what: RowKind, time: Timestamp, proof: ProofState) -> Row {
    Row {
        id: time.seconds().to_string(),
        time,
        grant: grant.map(|grant| grant.id),
        clinic: grant.map(|grant| grant.clinic.name.clone()),
        what,
        times: 1,
        proof,
        parts: vec![Part { time, proof }],
    }
}

fn by_clinic(event: Activity) -> Row {
    let proof = match (event.verified, event.is_signed) {
        (true, _) => ProofState::Proved,
        (false, true) => ProofState::Wrong,
        (false, false) => ProofState::None,
    };
    Row {
        grant: Some(event.grant),
        clinic: Some(event.clinic),
        ..row(None, event.what.into(), event.time, proof)
    }
}

/// The share and the stop of a grant of whose log these entries were read.
fn own(grant: &Grant, read: &Range<u64>) -> Vec<Row> {
    let side = &grant.ledger;
    let shared = in_log(side.recorded.as_ref(), side.seen_at, read);
    let never = !side.tried && (grant.stop.is_some() || grant.share.is_none());
    let shared = if never { ProofState::None } else { shared };
    let mut rows = vec![row(Some(grant), RowKind::Shared, grant.made, shared)];
    if let Some(stop) = &grant.stop {
        let proof = match side.foreign_stop {
            _ if !side.tried => ProofState::None,
            Some(_) => ProofState::Wrong,
            None => in_log(stop.recorded.as_ref(), stop.seen_at, read),
        };
        rows.push(row(Some(grant), RowKind::Stopped, stop.asked, proof));
    }
    rows
}

/// Whether an entry is where its receipt says, in a log of which these entries were read one by one.
fn in_log(recorded: Option<&Recorded>, seen_at: Option<u64>, read: &Range<u64>) -> ProofState {
    match recorded {
        None if seen_at.is_some() => ProofState::Proved,
        None => ProofState::Waiting,
        Some(recorded) => {
            let is_elsewhere = match seen_at {
                Some(at) => at != recorded.index,
                None => read.contains(&recorded.index),
            };
            if is_elsewhere && !recorded.in_history {
                ProofState::Wrong
            } else {
                ProofState::Proved
            }
        }
    }
}

/// That a grant came to its end by itself.
fn ended(grant: &Grant, events: &[Activity], now: Timestamp) -> Option<Row> {
    let stopped = grant.stop.as_ref().map(|stop| stop.asked);
    if stopped.is_some_and(|asked| asked < grant.until) {
        return None;
    }
    let time = match grants::state(grant, now) {
        GrantState::Expired => grant.until,
        GrantState::UsedUp => {
            let openings = events.iter().filter(|event| event.what == What::Opened);
            openings.map(|event| event.time).max()?
        }
        _ => return None,
    };
    Some(row(Some(grant), RowKind::Ended, time, ProofState::None))
}

fn act(noted: &Noted, grants: &[Grant]) -> Row {
    let of = |id: GrantId| grants.iter().find(|grant| grant.id == id);
    let own = |grant, what| row(grant, what, noted.time, ProofState::None);
    match noted.act {
        Act::HandedOver(id) => own(of(id), RowKind::HandedOver),
        Act::Imported(records) => Row {
            times: records,
            ..own(None, RowKind::Imported)
        },
        Act::Paused(id) => own(of(id), RowKind::Paused),
        Act::Resumed(id) => own(of(id), RowKind::Resumed),
    }
}

#[cfg(test)]
mod tests;
