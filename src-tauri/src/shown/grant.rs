//! Shares as lists and their own page show them.

mod convert;

use serde::Serialize;
use specta::Type;

use super::choice::Category;

/// Where a share stands.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GrantState {
    /// Not confirmed yet.
    Pending,
    /// The clinic can open it.
    Active,
    /// Refused until it is resumed.
    Paused,
    /// Its time is over.
    Expired,
    /// Stopped, and confirmed.
    Revoked,
    /// The last opening was used.
    UsedUp,
}

/// One share in a list.
#[derive(Serialize, Type)]
pub(crate) struct GrantLine {
    pub(crate) id: String,
    pub(crate) clinic: String,
    pub(crate) state: GrantState,
    /// The clinic can get in now, as far as this device knows.
    pub(crate) can_open: bool,
    pub(crate) made: String,
    pub(crate) not_before: String,
    pub(crate) expires: String,
    pub(crate) openings: u32,
    /// For whoever has a link; `clinic` is then what the link says it is.
    pub(crate) link: bool,
    /// A stop that was asked for and is not yet everywhere.
    pub(crate) stopping: bool,
    pub(crate) last_opened: Option<String>,
    /// When the clinic asked for more time, as long as the person is still to be asked.
    pub(crate) asked: Option<String>,
}

/// One share with everything that is known of it.
#[derive(Serialize, Type)]
pub(crate) struct GrantDetail {
    pub(crate) line: GrantLine,
    pub(crate) purpose: String,
    pub(crate) what: WhatKind,
    pub(crate) records: usize,
    pub(crate) sections: Vec<GrantSection>,
    /// The newest first.
    pub(crate) events: Vec<GrantEvent>,
    pub(crate) reported: Reported,
    pub(crate) relay: RelayFact,
    pub(crate) log: LogFact,
    pub(crate) offline_ok: bool,
    /// For whoever is told six words: its moving code is all that there is to show.
    pub(crate) under_words: bool,
    pub(crate) svg: Option<String>,
    pub(crate) text: Option<String>,
}

/// What kind of choice was shared.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WhatKind {
    /// The summary.
    Summary,
    /// All of it.
    Everything,
    /// Shelves and single records.
    Chosen,
    /// Without names.
    Deidentified,
    /// For a claim.
    Claim,
}

/// How many records of a shelf were shared.
#[derive(Serialize, Type)]
pub(crate) struct GrantSection {
    pub(crate) category: Category,
    pub(crate) count: u64,
}

/// What a clinic did.
#[derive(Serialize, Type)]
pub(crate) struct GrantEvent {
    pub(crate) time: String,
    pub(crate) what: ClinicDid,
    /// Signed by the access key that this wallet made.
    pub(crate) verified: bool,
}

/// What a clinic can do with a share.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClinicDid {
    /// It opened it.
    Opened,
    /// It asked and was refused.
    Refused,
    /// It told that it showed it.
    Shown,
    /// It told that it saved a copy.
    Saved,
    /// It told that it printed it.
    Printed,
    /// It told that it closed it.
    Closed,
    /// It asked for more time.
    Asked,
}

/// What the clinic told of itself.
#[derive(Serialize, Type)]
pub(crate) struct Reported {
    pub(crate) shown: usize,
    pub(crate) saved: usize,
    pub(crate) printed: usize,
    pub(crate) closed: usize,
}

/// What the relay does.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RelayFact {
    /// It does not have the share yet.
    Waiting,
    /// It hands it to the clinic.
    Open,
    /// It refuses until told otherwise.
    Paused,
    /// It refuses for ever.
    Closed,
}

/// What stands in the log.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFact {
    /// Nothing yet.
    Waiting,
    /// The share.
    Granted,
    /// Its stop.
    StopWritten,
}
