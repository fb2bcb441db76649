//! Links as they are shown: what each is, where it stands, how often it was opened, how many passcodes are left.

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use super::Shape;
use crate::{
    grants::{self, GrantError, GrantId, GrantState},
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
}

/// Every link, the newest first.
///
/// # Errors
/// As [`grants::all`].
pub fn list(vault: &Vault, now: Timestamp) -> Result<Vec<LinkLine>, GrantError> {
    let all = grants::all(vault)?;
    let links = all.into_iter().rev().filter_map(|grant| {
        let link = grant.link.as_ref()?;
        Some(LinkLine {
            id: grant.id,
            label: grant.clinic.name.clone(),
            shape: link.shape,
            state: grants::state(&grant, now),
            expires: grant.until,
            openings: grant.relay.seen.map_or(0, |seen| seen.openings),
            openings_limit: grant.openings,
            has_passcode: link.secret.as_ref().map(|_| link.passcode.is_some()),
            attempts_left: link.attempts_left,
        })
    });
    Ok(links.collect())
}
