//! What is ready for a trip and what is not: judged from facts alone, so that every screen and the command line say the same.

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use super::{LINK_REACHES_S, Trip, note::Saved};
use crate::grants::GrantId;

/// How long a record counts as up to date without anything new in it: 90 days, in seconds.
const FRESH_S: u64 = 90 * 24 * 60 * 60;
/// How long a test counts: 30 days, in seconds.
const TEST_COUNTS_S: u64 = 30 * 24 * 60 * 60;

/// How far ahead a link reaches at least on a trip that is longer than any link, in seconds: half of what one can.
const ENOUGH_S: u64 = LINK_REACHES_S / 2;

/// One thing to do before a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// The record is up to date.
    Record,
    /// Dates and language are chosen.
    Trip,
    /// The emergency card is saved to be printed, in that language.
    Card,
    /// The summary is saved to be printed, in that language.
    Summary,
    /// A link is there for the dates, with the record of today, and the relay has it.
    Link,
    /// All of it was made without a network.
    Test,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// It was done, and something changed since: the record, the dates, the language, or too much time went by.
    Again,
    /// It is done.
    Done,
    /// It was never done.
    Open,
}

/// One step. Its JSON is a line of `wallet trip`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Which.
    pub name: StepName,
    /// How far it is.
    pub state: StepState,
    /// When it was last done; of the link, when it ends.
    pub at: Option<Timestamp>,
}

/// A link that may serve a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TripLink {
    /// Its id.
    pub id: GrantId,
    /// From when it opens.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// When what is behind it was composed.
    pub composed: Option<Timestamp>,
    /// Whether the relay has it.
    pub is_at_relay: bool,
}

/// What is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// How many records there are.
    pub records: u64,
    /// When the last of them came.
    pub last_added: Option<Timestamp>,
    /// The trip, while it is not over.
    pub trip: Option<Trip>,
    /// The emergency card that was saved last.
    pub card: Option<Saved>,
    /// The summary that was saved last.
    pub summary: Option<Saved>,
    /// When everything was made without a network.
    pub tested: Option<Timestamp>,
    /// Links for travellers that open now or later.
    pub links: Vec<TripLink>,
}

/// The steps, in the order to do them.
#[must_use]
pub fn judge(facts: &Facts, now: Timestamp) -> Vec<Step> {
    let step = |name, (state, at)| Step { name, state, at };
    vec![
        step(StepName::Record, record(facts, now)),
        step(StepName::Trip, trip(facts)),
        step(StepName::Card, paper(facts, facts.card)),
        step(StepName::Summary, paper(facts, facts.summary)),
        step(StepName::Link, link(facts, now)),
        step(StepName::Test, test(facts, now)),
    ]
}

/// The link that serves the trip best: one for all of it before others, then the one that ends last.
pub(super) fn best(facts: &Facts, now: Timestamp) -> Option<TripLink> {
    let links = facts.links.iter().copied();
    links.max_by_key(|link| (is_for(facts, link, now), link.until))
}

fn record(facts: &Facts, now: Timestamp) -> (StepState, Option<Timestamp>) {
    let is_fresh = facts.last_added.is_some_and(|at| now < at.plus(FRESH_S));
    let state = match (facts.records, is_fresh) {
        (0, _) => StepState::Open,
        (_, true) => StepState::Done,
        (_, false) => StepState::Again,
    };
    (state, facts.last_added)
}

fn trip(facts: &Facts) -> (StepState, Option<Timestamp>) {
    let state = if facts.trip.is_some() {
        StepState::Done
    } else {
        StepState::Open
    };
    (state, facts.trip.map(|trip| trip.from))
}

fn paper(facts: &Facts, saved: Option<Saved>) -> (StepState, Option<Timestamp>) {
    let Some(saved) = saved else {
        return (StepState::Open, None);
    };
    let is_right = facts
        .trip
        .is_none_or(|trip| trip.language == saved.language);
    let state = if is_right && !is_older(facts, saved.at) {
        StepState::Done
    } else {
        StepState::Again
    };
    (state, Some(saved.at))
}

fn link(facts: &Facts, now: Timestamp) -> (StepState, Option<Timestamp>) {
    let Some(link) = best(facts, now) else {
        return (StepState::Open, None);
    };
    let is_current = link.composed.is_some_and(|at| !is_older(facts, at));
    let state = if link.is_at_relay && is_current && is_for(facts, &link, now) {
        StepState::Done
    } else {
        StepState::Again
    };
    (state, Some(link.until))
}

fn test(facts: &Facts, now: Timestamp) -> (StepState, Option<Timestamp>) {
    let Some(tested) = facts.tested else {
        return (StepState::Open, None);
    };
    let counts = now < tested.plus(TEST_COUNTS_S) && !is_older(facts, tested);
    let state = if counts {
        StepState::Done
    } else {
        StepState::Again
    };
    (state, Some(tested))
}

/// Whether a link opens on every day of the trip; where that ends later than any link can today, for long enough to be given
/// a new end on the way.
fn is_for(facts: &Facts, link: &TripLink, now: Timestamp) -> bool {
    facts.trip.is_none_or(|trip| {
        let wanted = if ends_too_late(&trip, now) {
            now.plus(ENOUGH_S)
        } else {
            trip.until
        };
        link.from <= trip.from.max(now) && link.until >= wanted
    })
}

/// Whether a record came after that moment.
fn is_older(facts: &Facts, at: Timestamp) -> bool {
    facts.last_added.is_some_and(|last| at < last)
}

/// Whether the trip ends later than a link can, so that it has to be given a new end on the way.
pub(super) fn ends_too_late(trip: &Trip, now: Timestamp) -> bool {
    trip.until > now.plus(LINK_REACHES_S)
}
