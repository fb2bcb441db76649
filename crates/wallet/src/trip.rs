//! Before a trip: when it is and in which language the country speaks, and what is ready of what a traveller needs. Kept
//! sealed on this device is only what the person did; what that means now is judged from it and from the record each time.

mod judge;
mod note;
mod rehearse;

use keepwell_protocol::time::Timestamp;
use keepwell_records::terms::Language;
use keepwell_store::StoreError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    emergency::EmergencyError,
    error::Kind,
    grants::{GrantError, GrantId},
    records::RecordsError,
    share::ShareError,
    vault::Vault,
};

pub use judge::{Facts, Step, StepName, StepState, TripLink, judge};
pub use note::Saved;
pub use rehearse::{Rehearsal, is_answered, rehearse, summary_pdf};

/// How far ahead a link reaches, in seconds: the longest that anything is shared for.
pub const LINK_REACHES_S: u64 = keepwell_protocol::time::LONGEST_GRANT_S;

/// A trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// When it begins.
    pub from: Timestamp,
    /// When it is over.
    pub until: Timestamp,
    /// What is spoken there.
    #[serde(with = "note::tag")]
    pub language: Language,
}

/// What was saved to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The emergency card.
    Card,
    /// The summary.
    Summary,
}

/// Where a trip's preparations stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// The trip; `None` when there is none, or the last one is over.
    pub trip: Option<Trip>,
    /// What there is to do, in the order to do it.
    pub steps: Vec<Step>,
    /// The link that serves it best.
    pub link: Option<GrantId>,
    /// The trip ends later than a link can: it has to be given a new end on the way, and its code stays.
    pub needs_new_end: bool,
    /// Whether everything is done.
    pub is_ready: bool,
}

/// Why a trip cannot be prepared.
#[derive(Debug, Error)]
pub enum TripError {
    /// It begins after it ends, or is over.
    #[error("a trip ends after it begins, and not in the past: check the two dates")]
    Dates,
    /// A server answered while there was to be no network.
    #[error(
        "a server answered, so this device has a network: turn on flight mode, then test again"
    )]
    Online,
    /// The emergency card.
    #[error(transparent)]
    Card(#[from] EmergencyError),
    /// The links.
    #[error(transparent)]
    Grants(#[from] GrantError),
    /// The records.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// The summary as a PDF or as a moving code.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// What was kept cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A later program keeps it.
    #[error("a newer version of Keepwell keeps your trip: update this program")]
    Newer,
}

impl TripError {
    /// What it means for the caller.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Dates => Kind::Usage,
            Self::Online | Self::Records(RecordsError::NothingSelected) => Kind::Refused,
            Self::Card(error) => error.kind(),
            Self::Grants(error) => error.kind(),
            Self::Share(error) => error.kind(),
            Self::Records(_) | Self::Store(_) | Self::Newer => Kind::Other,
        }
    }
}

impl Checklist {
    /// The link whose dates are the trip's, also where it still has to be sent or lacks the newest record: it is brought up to
    /// date, so that a code on paper goes on.
    #[must_use]
    pub fn link_for_dates(&self) -> Option<GrantId> {
        let until = self.trip.map(|trip| trip.until);
        let step = self.steps.iter().find(|step| step.name == StepName::Link)?;
        let fits = step.state == StepState::Done || step.at == until;
        self.link.filter(|_| fits)
    }
}

/// Keeps the trip, in place of the one before; what was saved and tested stays noted. Durable on return.
///
/// # Errors
/// [`TripError::Dates`], or when it cannot be kept.
pub fn plan(vault: &Vault, trip: Trip, now: Timestamp) -> Result<(), TripError> {
    if trip.until <= trip.from || trip.until <= now {
        return Err(TripError::Dates);
    }
    note::change(vault, |note| note.trip = Some(trip))
}

/// Forgets the trip and what was noted for it.
///
/// # Errors
/// When the store cannot be written.
pub fn forget(vault: &Vault) -> Result<(), TripError> {
    note::forget(vault)
}

/// Notes that a paper was saved in this language.
///
/// # Errors
/// When it cannot be kept.
pub fn saved(
    vault: &Vault,
    paper: Paper,
    language: Language,
    now: Timestamp,
) -> Result<(), TripError> {
    let saved = Some(Saved { at: now, language });
    note::change(vault, |note| match paper {
        Paper::Card => note.card = saved,
        Paper::Summary => note.summary = saved,
    })
}

/// Notes that everything was made while no server answered.
///
/// # Errors
/// When it cannot be kept.
pub fn tested(vault: &Vault, now: Timestamp) -> Result<(), TripError> {
    note::change(vault, |note| note.tested = Some(now))
}

/// Where the preparations stand now.
///
/// # Errors
/// [`TripError`] when the vault cannot be read.
pub fn checklist(vault: &Vault, now: Timestamp) -> Result<Checklist, TripError> {
    let facts = note::facts(vault, now)?;
    let steps = judge(&facts, now);
    Ok(Checklist {
        trip: facts.trip,
        needs_new_end: facts
            .trip
            .is_some_and(|trip| judge::ends_too_late(&trip, now)),
        link: judge::best(&facts, now).map(|link| link.id),
        is_ready: steps.iter().all(|step| step.state == StepState::Done),
        steps,
    })
}

/// From when until when a link for the trip opens: until the trip is over, or as far as a link reaches.
#[must_use]
pub fn link_times(trip: &Trip, now: Timestamp) -> (Option<Timestamp>, Timestamp) {
    let until = trip.until.min(now.plus(LINK_REACHES_S));
    let from = (trip.from > now && trip.from < until).then_some(trip.from);
    (from, until)
}

#[cfg(test)]
mod tests;
