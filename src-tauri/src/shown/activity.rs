//! What happened, and what proves it.

use serde::Serialize;
use specta::Type;

/// What happened, the newest first, and how the log stands.
#[derive(Serialize, Type)]
pub(crate) struct Activity {
    pub(crate) rows: Vec<ActivityRow>,
    pub(crate) log: LogState,
}

/// One thing that happened, or several alike.
#[derive(Serialize, Type)]
pub(crate) struct ActivityRow {
    pub(crate) id: String,
    pub(crate) time: String,
    pub(crate) grant: Option<String>,
    pub(crate) clinic: Option<String>,
    pub(crate) what: Happened,
    /// How many were folded into this row.
    pub(crate) times: u32,
    pub(crate) proof: ProofState,
}

/// What can happen.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Happened {
    /// A clinic opened a share.
    Opened,
    /// A clinic asked and was refused.
    Refused,
    /// A clinic told that it showed it.
    Shown,
    /// A clinic told that it saved a copy.
    Saved,
    /// A clinic told that it printed it.
    Printed,
    /// A clinic told that it closed it.
    Closed,
    /// The person shared.
    Shared,
    /// The person stopped a share.
    Stopped,
    /// The person paused one.
    Paused,
    /// The person resumed one.
    Resumed,
    /// A share's time ended.
    Ended,
    /// Records came in.
    Imported,
}

/// Whether the log proves a row.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProofState {
    /// It does.
    Proved,
    /// It will.
    Waiting,
    /// It says otherwise.
    Wrong,
    /// Nothing of this kind is in the log.
    None,
}

/// How the log stands.
#[derive(Serialize, Type)]
pub(crate) struct LogState {
    /// When it was last checked.
    pub(crate) checked: Option<String>,
    pub(crate) entries: u64,
    pub(crate) alert: Option<LogAlert>,
}

/// What a server did against its word.
#[derive(Serialize, Type)]
pub(crate) struct LogAlert {
    pub(crate) code: String,
    pub(crate) message: String,
    /// The file with the evidence.
    pub(crate) evidence: Option<String>,
}

/// Where a share stands in the log.
#[derive(Serialize, Type)]
pub(crate) struct Proof {
    pub(crate) entry: u64,
    pub(crate) tree_size: u64,
    pub(crate) root_words: Vec<String>,
    pub(crate) checked: String,
    pub(crate) log: String,
}
