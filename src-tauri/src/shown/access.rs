//! Who can see the record.

use keepwell_wallet::grants;
use serde::Serialize;
use specta::Type;

use super::grant::GrantLine;

/// Everybody who can, and what cannot be taken back.
#[derive(Serialize, Type)]
pub(crate) struct Access {
    pub(crate) open: Vec<GrantLine>,
    /// Whose clinics ask for more time, the last to ask first.
    pub(crate) asked: Vec<GrantLine>,
    /// Saved copies that clinics told of.
    pub(crate) copies: usize,
    /// Open shares that may be opened while the log is away.
    pub(crate) offline: usize,
    /// Stopped ones that a computer without internet may still open.
    pub(crate) left: LeftOffline,
    pub(crate) bearer_links: usize,
}

/// Shares that a stop does not reach at once.
#[derive(Serialize, Type)]
pub(crate) struct LeftOffline {
    pub(crate) count: usize,
    /// When the last of them ends.
    pub(crate) until: Option<String>,
}

impl Access {
    /// As the core knows it.
    pub(crate) fn of(access: grants::Access) -> Self {
        let lines = |lines: Vec<grants::GrantLine>| lines.into_iter().map(GrantLine::of).collect();
        Self {
            open: lines(access.open),
            asked: lines(access.asked),
            copies: access.copies,
            offline: access.offline.count,
            left: LeftOffline {
                count: access.left.count,
                until: access.left.until.map(|until| until.to_string()),
            },
            bearer_links: access.bearer_links,
        }
    }
}
