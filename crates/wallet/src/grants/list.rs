//! Grants as they are shown: to whom, where each stands, how often it was opened.

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use crate::{
    activity::{self, Activity, What},
    grants::{self, Grant, GrantError, GrantId, GrantState, state},
    outbox::is_waiting,
    vault::Vault,
};

/// How long a question for more time is put to the patient, in seconds; after that it stands in the activity alone.
const ASKED_FOR_S: u64 = 30 * 60;

/// One grant as it is shown. Its JSON is a line of `wallet grants`.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct GrantLine {
    /// Its id.
    pub id: GrantId,
    /// The clinic's name.
    pub clinic: String,
    /// Where it stands.
    pub state: GrantState,
    /// When it ends.
    pub expires: Timestamp,
    /// How often it was opened, as far as this device knows.
    pub openings: u32,
    /// When the clinic asked for more time, by the relay's clock, as long as the patient is still to be asked: for half
    /// an hour, and until the grant's time is over or it is stopped. One that was opened for the last time counts.
    #[serde(skip)]
    pub asked: Option<Timestamp>,
    /// The most openings.
    #[serde(skip)]
    pub openings_limit: Option<u32>,
    /// Whether the clinic can get in now, as far as this device knows.
    #[serde(skip)]
    pub can_open: bool,
    /// From when it holds.
    #[serde(skip)]
    pub from: Timestamp,
    /// Whether it is for whoever has a link, and no clinic's; `clinic` is then what the link says it is.
    #[serde(skip)]
    pub is_link: bool,
    /// Whether a stop was asked for.
    #[serde(skip)]
    pub is_stopped: bool,
    /// Whether a stop was asked for that is not everywhere yet.
    #[serde(skip)]
    pub is_stopping: bool,
    /// When it was opened last, by the relay's clock, as far as this device knows.
    #[serde(skip)]
    pub last_opened: Option<Timestamp>,
    /// Whether a pause, or the end of one, still has to reach the relay.
    #[serde(skip)]
    pub is_pause_waiting: bool,
    /// Whether the log has a revocation that this wallet did not sign: clinics refuse it, the relay does not.
    #[serde(skip)]
    pub is_disputed: bool,
    /// When it was made.
    #[serde(skip)]
    pub made: Timestamp,
    /// Whether something of it still has to reach a server.
    #[serde(skip)]
    pub is_waiting: bool,
    /// Why a server refused it, where one did.
    #[serde(skip)]
    pub refused: Option<String>,
}

/// Every grant, the newest first.
///
/// # Errors
/// As [`grants::all`].
pub fn list(vault: &Vault, now: Timestamp) -> Result<Vec<GrantLine>, GrantError> {
    let all = grants::all(vault)?;
    let lines = all.iter().rev();
    lines.map(|grant| line(vault, grant, now)).collect()
}

/// One grant as a list shows it.
///
/// # Errors
/// As [`grants::all`].
pub(super) fn line(vault: &Vault, grant: &Grant, now: Timestamp) -> Result<GrantLine, GrantError> {
    let events = activity::of(vault, grant)?;
    let openings = events.iter().filter(|event| event.what == What::Opened);
    let last_opened = openings.map(|event| event.time).max();
    let told = told(grant, now);
    let is_over =
        told.is_stopped || matches!(told.state, GrantState::Expired | GrantState::Revoked);
    let asked = last_asked(&events).filter(|asked| !is_over && now < asked.plus(ASKED_FOR_S));
    Ok(GrantLine {
        asked,
        last_opened,
        ..told
    })
}

/// When the clinic itself asked for more time last; what others say in its name is no question.
fn last_asked(events: &[Activity]) -> Option<Timestamp> {
    let asked = events.iter().filter(|event| event.what == What::Asked);
    asked
        .filter(|event| event.verified)
        .map(|event| event.time)
        .max()
}

/// What the grant's own record says.
fn told(grant: &Grant, now: Timestamp) -> GrantLine {
    let state = state(grant, now);
    let refused = [&grant.relay.retry, &grant.ledger.retry]
        .into_iter()
        .find_map(|retry| retry.refused.clone());
    GrantLine {
        id: grant.id,
        clinic: grant.clinic.name.clone(),
        state,
        is_stopping: grant.stop.is_some() && state.is_live(),
        last_opened: None,
        asked: None,
        expires: grant.until,
        openings: grant.relay.seen.map_or(0, |seen| seen.openings),
        openings_limit: grant.openings,
        can_open: state::can_open(grant, now),
        from: grant.from,
        is_link: grant.link.is_some(),
        is_stopped: grant.stop.is_some(),
        is_pause_waiting: grant.is_pause_waiting(),
        is_disputed: grant.ledger.foreign_stop.is_some() && grant.stop.is_none(),
        made: grant.made,
        is_waiting: is_waiting(grant, now),
        refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activity::OnRecord,
        fixtures::{grant, refused},
    };

    #[test]
    fn a_line_has_the_fields_that_programs_rely_on() {
        let now = Timestamp::parse("2026-11-20T09:30:00Z").unwrap();
        let mut grant = grant(0xab, now);
        grant.ledger.retry = refused();
        let line = told(&grant, now);
        assert_eq!(
            serde_json::to_string(&line).unwrap(),
            r#"{"id":"abababababababababababababababab","clinic":"Harbour Clinic","state":"pending","expires":"2026-11-20T11:30:00Z","openings":0}"#
        );
        assert_eq!(line.refused.as_deref(), Some("no"));
    }

    #[test]
    fn only_the_clinic_s_own_question_counts_and_the_last_one() {
        let now = Timestamp::from_seconds(2_000_000);
        let told = |what, after, verified| Activity {
            time: now.plus(after),
            grant: GrantId::from_bytes([1; 16]),
            clinic: "Harbour Clinic".to_owned(),
            what,
            verified,
            is_signed: true,
            root: OnRecord::Unchecked,
        };
        let asked = [
            told(What::Asked, 60, true),
            told(What::Asked, 120, true),
            told(What::Asked, 180, false),
            told(What::Shown, 240, true),
        ];
        assert_eq!(last_asked(&asked), Some(now.plus(120)));
        assert_eq!(last_asked(&asked[2..]), None);
    }
}
