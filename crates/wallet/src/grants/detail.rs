//! One grant in full: what is in it, what the clinic did, and how far relay and log are, each for itself, since either
//! may be away.

use keepwell_protocol::{
    consent::{self, Purpose},
    relay_api::MailboxState,
    time::Timestamp,
};
use serde::Serialize;

use crate::{
    activity::{self, What},
    grants::{
        self, ContentKind, Grant, GrantError, GrantId, GrantLine, Section, code, contents,
        list::line, state,
    },
    vault::Vault,
};

/// A grant in full. No `Debug`: it names a clinic.
#[derive(Clone, PartialEq, Eq)]
pub struct Detail {
    /// As a list shows it.
    pub line: GrantLine,
    /// What for; `None` for a grant that another device made.
    pub purpose: Option<Purpose>,
    /// How its records were chosen; `None` where this device does not know.
    pub kind: Option<ContentKind>,
    /// How many records are in it; 0 where this device does not know.
    pub records: usize,
    /// How many of each category.
    pub sections: Vec<Section>,
    /// What the clinic did, the newest first.
    pub events: Vec<Happened>,
    /// How often it told what it did.
    pub reported: Reported,
    /// How far the relay is.
    pub relay: RelayFact,
    /// How far the log is.
    pub log: LogFact,
    /// Whether it may be opened while the log cannot be reached; where this device does not know, it may.
    pub offline_ok: bool,
    /// Whether it is for whoever was told six words, and carried by an animated code alone.
    pub under_words: bool,
    /// The text of its code, while it can be opened.
    pub qr_text: Option<String>,
}

/// Something that a clinic did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Happened {
    /// When, by the relay's clock.
    pub time: Timestamp,
    /// What.
    pub what: What,
    /// Whether the access key that this wallet made signed it.
    pub verified: bool,
}

/// How often a clinic told that it did something. It may do more than it tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reported {
    /// Showed it to a person.
    pub shown: usize,
    /// Saved a copy.
    pub saved: usize,
    /// Printed it.
    pub printed: usize,
    /// Closed it.
    pub closed: usize,
}

/// How far the relay is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelayFact {
    /// It lets nobody in any more: closed, over, used up, or it never had anything.
    Closed,
    /// It lets the clinic in, within its time.
    Open,
    /// It refuses the clinic until the patient resumes.
    Paused,
    /// Something is to be sent to it that it has not confirmed.
    Waiting,
}

/// How far the log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFact {
    /// It has the grant.
    Granted,
    /// It has the grant and its stop.
    StopWritten,
    /// It has nothing yet.
    Waiting,
}

impl Detail {
    /// Whether the clinic opened it or told anything, as far as this device knows.
    pub fn was_opened(&self) -> bool {
        let told = self.events.iter().any(|event| event.what != What::Refused);
        told || self.line.openings > 0
    }
}

/// A grant in full.
///
/// # Errors
/// [`GrantError::NotFound`], or as [`grants::all`].
pub fn detail(vault: &Vault, id: GrantId, now: Timestamp) -> Result<Detail, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let contents = contents(vault, id)?;
    let kind = contents.as_ref().map(|contents| contents.kind);
    let (records, sections) = contents.map_or_else(Default::default, |contents| {
        (contents.records.len(), contents.sections)
    });
    let mut events: Vec<Happened> = activity::of(vault, &grant)?.iter().map(happened).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.time));
    Ok(Detail {
        line: line(vault, &grant, now)?,
        purpose: purpose(&grant),
        kind,
        records,
        sections,
        reported: Reported::of(&events),
        events,
        relay: relay(&grant, now),
        log: log(&grant),
        offline_ok: grant.link.is_none() && grant.terms().is_none_or(|terms| terms.offline_ok),
        under_words: grants::is_under_words(vault, id)?,
        qr_text: code::text(&grant, now),
    })
}

impl Reported {
    fn of(events: &[Happened]) -> Self {
        let count = |what| events.iter().filter(|event| event.what == what).count();
        Self {
            shown: count(What::Shown),
            saved: count(What::Saved),
            printed: count(What::Printed),
            closed: count(What::Closed),
        }
    }
}

fn happened(event: &activity::Activity) -> Happened {
    Happened {
        time: event.time,
        what: event.what,
        verified: event.verified,
    }
}

fn purpose(grant: &Grant) -> Option<Purpose> {
    let consent = &grant.share.as_ref()?.consent;
    Some(consent::parse(&consent.0).ok()?.purpose)
}

fn relay(grant: &Grant, now: Timestamp) -> RelayFact {
    let side = &grant.relay;
    if grant.stop.is_some() {
        let is_closed = side.closed || !side.tried;
        return if is_closed {
            RelayFact::Closed
        } else {
            RelayFact::Waiting
        };
    }
    let said = side.seen.and_then(|seen| seen.state);
    let is_over = matches!(
        said,
        Some(MailboxState::Closed | MailboxState::Expired | MailboxState::UsedUp)
    );
    if now >= grant.until || side.closed || is_over {
        RelayFact::Closed
    } else if !grant.is_at_relay() || grant.is_pause_waiting() {
        RelayFact::Waiting
    } else if state::is_paused(grant) {
        RelayFact::Paused
    } else {
        RelayFact::Open
    }
}

fn log(grant: &Grant) -> LogFact {
    if grant.is_stop_in_log() {
        LogFact::StopWritten
    } else if grant.log_index().is_some() {
        LogFact::Granted
    } else {
        LogFact::Waiting
    }
}

#[cfg(test)]
mod tests;
