//! What happened, and what proves it.

use keepwell_wallet::activity::{self, RowKind};
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
    pub(crate) times: u64,
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
    /// A clinic asked for more time.
    Asked,
    /// The person shared.
    Shared,
    /// The person handed a share over in an animated code.
    HandedOver,
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
    /// A word for the texts of the page.
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
    pub(crate) root_words: Vec<&'static str>,
    pub(crate) checked: String,
    pub(crate) log: String,
}

impl Activity {
    /// As the core tells it.
    pub(crate) fn of(story: activity::Story) -> Self {
        let row = |row: activity::Row| ActivityRow {
            id: row.id,
            time: row.time.to_string(),
            grant: row.grant.map(|grant| grant.to_string()),
            clinic: row.clinic,
            what: row.what.into(),
            times: row.times,
            proof: row.proof.into(),
        };
        let alert = |alert: activity::LogAlert| LogAlert {
            code: alert.code,
            message: alert.message,
            evidence: Some(alert.evidence.to_string_lossy().into_owned()),
        };
        Self {
            rows: story.rows.into_iter().map(row).collect(),
            log: LogState {
                checked: story.log.checked.map(|time| time.to_string()),
                entries: story.log.entries,
                alert: story.log.alert.map(alert),
            },
        }
    }
}

impl Proof {
    /// As the core has it.
    pub(crate) fn of(proof: activity::Proof) -> Self {
        Self {
            entry: proof.entry,
            tree_size: proof.tree_size,
            root_words: proof.root_words.to_vec(),
            checked: proof.checked.to_string(),
            log: proof.log,
        }
    }
}

impl From<RowKind> for Happened {
    fn from(kind: RowKind) -> Self {
        match kind {
            RowKind::Asked => Self::Asked,
            RowKind::Closed => Self::Closed,
            RowKind::Ended => Self::Ended,
            RowKind::HandedOver => Self::HandedOver,
            RowKind::Imported => Self::Imported,
            RowKind::Opened => Self::Opened,
            RowKind::Paused => Self::Paused,
            RowKind::Printed => Self::Printed,
            RowKind::Refused => Self::Refused,
            RowKind::Resumed => Self::Resumed,
            RowKind::Saved => Self::Saved,
            RowKind::Shared => Self::Shared,
            RowKind::Shown => Self::Shown,
            RowKind::Stopped => Self::Stopped,
        }
    }
}

impl From<activity::ProofState> for ProofState {
    fn from(state: activity::ProofState) -> Self {
        match state {
            activity::ProofState::None => Self::None,
            activity::ProofState::Proved => Self::Proved,
            activity::ProofState::Waiting => Self::Waiting,
            activity::ProofState::Wrong => Self::Wrong,
        }
    }
}
