//! One link in full, for a screen of its own: its code while it opens, who opened it as they called themselves, and what
//! still has to reach a server.

use keepwell_protocol::time::Timestamp;

use super::{LinkCode, LinkLine, code, list::line};
use crate::{
    activity::{self, What},
    grants::{self, GrantError, GrantId},
    vault::Vault,
};

/// A link in full. No `Debug`: who has its code has the summary.
pub struct ShownLink {
    /// As a list shows it.
    pub line: LinkLine,
    /// Its code; `None` when nobody can open it any more, or when another device made it.
    pub code: Option<LinkCode>,
    /// Who opened it or tried to, the newest first.
    pub visits: Vec<Visit>,
    /// Whether the relay has it, with its newest end and content.
    pub is_at_relay: bool,
}

/// Somebody opened a link, or tried to. No `Debug`: it names whoever treats somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Visit {
    /// When, by the relay's clock.
    pub time: Timestamp,
    /// Who, as they called themselves; nobody checks it.
    pub recipient: String,
    /// Whether it opened: else the passcode was wrong.
    pub opened: bool,
}

/// A link in full.
///
/// # Errors
/// [`GrantError::NotALink`], [`GrantError::NotFound`], or as [`grants::all`].
pub fn show(vault: &Vault, id: GrantId, now: Timestamp) -> Result<ShownLink, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let line = line(&grant, now).ok_or(GrantError::NotALink)?;
    let mut visits: Vec<Visit> = activity::of(vault, &grant)?
        .into_iter()
        .map(|event| Visit {
            time: event.time,
            recipient: event.clinic,
            opened: event.what == What::Opened,
        })
        .collect();
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.time));
    Ok(ShownLink {
        code: code(vault, id, now)?,
        is_at_relay: grant.is_at_relay(),
        line,
        visits,
    })
}
