//! Links as they are shown: what each is, where it stands, how often it was opened, how many passcodes are left.

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use super::Shape;
use crate::{
    grants::{self, Grant, GrantError, GrantId, GrantState},
    vault::Vault,
};

/// One link as it is shown. Its JSON is a line of `wallet link list`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkLine {
    /// Its id.
    pub id: GrantId,
    /// What it says it is.
    pub label: String,
    /// What it is made as.
    pub shape: Shape,
    /// Where it stands.
    pub state: GrantState,
    /// When it ends.
    pub expires: Timestamp,
    /// How often it was opened, as far as this device knows.
    pub openings: u32,
    /// The most openings.
    pub openings_limit: Option<u32>,
    /// Whether it asks for a passcode; `None` on a device that did not make it.
    pub has_passcode: Option<bool>,
    /// How many more wrong passcodes are allowed, as the relay said last.
    pub attempts_left: Option<u32>,
    /// From when it opens.
    #[serde(skip)]
    pub from: Timestamp,
    /// Whether a stop was asked for that is not everywhere yet.
    #[serde(skip)]
    pub is_stopping: bool,
}

/// Every link, the newest first.
///
/// # Errors
/// As [`grants::all`].
pub fn list(vault: &Vault, now: Timestamp) -> Result<Vec<LinkLine>, GrantError> {
    let all = grants::all(vault)?;
    Ok(all
        .iter()
        .rev()
        .filter_map(|grant| line(grant, now))
        .collect())
}

/// A link as it is shown; `None` of any other grant.
pub(super) fn line(grant: &Grant, now: Timestamp) -> Option<LinkLine> {
    let link = grant.link.as_ref()?;
    let state = grants::state(grant, now);
    Some(LinkLine {
        id: grant.id,
        label: grant.clinic.name.clone(),
        shape: link.shape,
        state,
        expires: grant.until,
        openings: grant.relay.seen.map_or(0, |seen| seen.openings),
        openings_limit: grant.openings,
        has_passcode: link.secret.as_ref().map(|_| link.passcode.is_some()),
        attempts_left: link.attempts_left,
        from: grant.from,
        is_stopping: grant.stop.is_some() && state.is_live(),
    })
}
