//! Before a trip: what is ready and what is not.

use keepwell_wallet::trip::{self, StepName, StepState};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A trip.
#[derive(Clone, Deserialize, Serialize, Type)]
pub(crate) struct Trip {
    pub(crate) from: String,
    pub(crate) until: String,
    /// What is spoken there: one of the ten languages of the term list.
    pub(crate) language: String,
}

/// Where the preparations stand.
#[derive(Serialize, Type)]
pub(crate) struct TripList {
    pub(crate) trip: Option<Trip>,
    pub(crate) steps: Vec<TripStep>,
    /// The link that serves it best.
    pub(crate) link: Option<String>,
    /// The latest that a link made now can end.
    pub(crate) link_until: Option<String>,
    /// From when it opens; at once without.
    pub(crate) link_from: Option<String>,
    /// It has to be given a new end on the way.
    pub(crate) needs_new_end: bool,
    pub(crate) ready: bool,
}

/// One thing to do.
#[derive(Serialize, Type)]
pub(crate) struct TripStep {
    pub(crate) name: TripStepName,
    pub(crate) state: TripStepState,
    /// When it was last done; of the link, when it ends.
    pub(crate) at: Option<String>,
}

/// What there is to do.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TripStepName {
    /// The record is up to date.
    Record,
    /// Dates and language are chosen.
    Trip,
    /// The emergency card is saved to be printed.
    Card,
    /// The summary is saved to be printed.
    Summary,
    /// The link is made and sent.
    Link,
    /// All of it was made without a network.
    Test,
}

/// How far a step is.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TripStepState {
    /// It was done, and something changed since.
    Again,
    /// It is done.
    Done,
    /// It was never done.
    Open,
}

/// What was made without a network.
#[derive(Serialize, Type)]
pub(crate) struct Rehearsal {
    pub(crate) records: u64,
    pub(crate) terms: usize,
    pub(crate) card: usize,
    pub(crate) pdf: usize,
    pub(crate) frames: usize,
}

impl TripList {
    /// As the core judges it, at this time.
    pub(crate) fn of(list: trip::Checklist, now: keepwell_wallet::edge::Timestamp) -> Self {
        let times = list.trip.map(|trip| trip::link_times(&trip, now));
        Self {
            trip: list.trip.map(Trip::of),
            steps: list.steps.into_iter().map(TripStep::of).collect(),
            link: list.link.map(|link| link.to_string()),
            link_from: times.and_then(|(from, _)| from.map(|from| from.to_string())),
            link_until: times.map(|(_, until)| until.to_string()),
            needs_new_end: list.needs_new_end,
            ready: list.is_ready,
        }
    }
}

impl Trip {
    fn of(trip: trip::Trip) -> Self {
        Self {
            from: trip.from.to_string(),
            until: trip.until.to_string(),
            language: trip.language.tag().to_owned(),
        }
    }
}

impl TripStep {
    fn of(step: trip::Step) -> Self {
        Self {
            name: match step.name {
                StepName::Record => TripStepName::Record,
                StepName::Trip => TripStepName::Trip,
                StepName::Card => TripStepName::Card,
                StepName::Summary => TripStepName::Summary,
                StepName::Link => TripStepName::Link,
                StepName::Test => TripStepName::Test,
            },
            state: match step.state {
                StepState::Again => TripStepState::Again,
                StepState::Done => TripStepState::Done,
                StepState::Open => TripStepState::Open,
            },
            at: step.at.map(|at| at.to_string()),
        }
    }
}

impl Rehearsal {
    /// What the core made.
    pub(crate) fn of(made: trip::Rehearsal) -> Self {
        Self {
            records: made.records,
            terms: made.terms,
            card: made.card,
            pdf: made.pdf,
            frames: made.frames,
        }
    }
}
