//! A mailbox as the relay keeps it: its lease, what its owner decided, and how much happened. What follows from these and
//! the time is decided in [`crate::lease`]; each file below is one thing that is done to a mailbox.

mod act;
mod create;
pub(crate) mod note;
mod open;
mod report;
mod status;

pub(crate) use create::Asking;
pub(crate) use open::{OpenPart, Visitor};

use keepwell_protocol::{relay_api::CreateMailbox, time::Timestamp};
use serde::{Deserialize, Serialize};

/// One mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mailbox {
    /// Its keys and lease, as they were created; a public link can be given a new end.
    pub(crate) lease: CreateMailbox,
    /// The owner lets nobody in for now.
    pub(crate) paused: bool,
    /// When the owner last paused it, or ended a pause.
    #[serde(default)]
    pub(crate) decided: Option<Timestamp>,
    /// The owner closed it for ever.
    pub(crate) closed: bool,
    /// Its ciphertext is gone, or about to be deleted: nothing is read or taken any more.
    pub(crate) emptied: bool,
    /// Openings that began.
    pub(crate) openings: u32,
    /// Refused openings that are kept as events.
    pub(crate) refused: u32,
    /// Reports.
    pub(crate) reports: u32,
    /// When the last opening began.
    pub(crate) last_opening: Option<Timestamp>,
    /// Declared lengths of all parts and uploads together, in bytes.
    pub(crate) bytes: u64,
    /// How many parts there are, finished or not.
    pub(crate) parts: u32,
    /// The number of the next file.
    pub(crate) next_file: u64,
}

impl Mailbox {
    /// A new mailbox with this lease.
    pub(crate) fn new(lease: CreateMailbox) -> Self {
        Self {
            lease,
            paused: false,
            decided: None,
            closed: false,
            emptied: false,
            openings: 0,
            refused: 0,
            reports: 0,
            last_opening: None,
            bytes: 0,
            parts: 0,
            next_file: 0,
        }
    }

    /// How many events are kept; the next one gets this number.
    pub(crate) fn events(&self) -> u32 {
        self.openings
            .saturating_add(self.refused)
            .saturating_add(self.reports)
    }
}

/// What is known of one opening id at one mailbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Visit {
    /// When it began to be an opening.
    pub(crate) began: Option<Timestamp>,
    /// Whether an event says that it was refused.
    pub(crate) refused: bool,
}
