//! Who can see the record.

use keepwell_wallet::grants;
use serde::Serialize;
use specta::Type;

use super::grant::GrantLine;

/// Everybody who can, and what cannot be taken back.
#[derive(Serialize, Type)]
pub(crate) struct Access {
    pub(crate) open: Vec<GrantLine>,
    /// Saved copies that clinics told of.
    pub(crate) copies: usize,
    /// Shares that may be opened while the log is away.
    pub(crate) offline: usize,
    pub(crate) bearer_links: usize,
}

impl Access {
    /// As the core knows it.
    pub(crate) fn of(access: grants::Access) -> Self {
        Self {
            open: access.open.into_iter().map(GrantLine::of).collect(),
            copies: access.copies,
            offline: access.offline,
            bearer_links: access.bearer_links,
        }
    }
}
