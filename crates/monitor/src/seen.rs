//! What one look at a ledger gave, for people, programs and metrics. Nothing in it is secret or about a person.

use std::path::PathBuf;

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

/// What a look found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// The ledger only grew, its tiles are what its entries make, and enough witnesses say so.
    Fine,
    /// What arrived does not fit, and nothing is proved: somebody between may have altered it.
    Altered,
    /// It logged a list of revoked grants that its entries do not lead to.
    FalseStatus,
    /// It logged an access root that is by no relay it named, or does not follow the relay's last one.
    FalseRoots,
    /// It signs with a key to which none of its known keys handed over.
    KeyNotProven,
    /// The ledger's own signatures contradict each other, now or earlier: there is evidence.
    Lied,
    /// What its operator put on a chain is not the beginning of what it shows.
    NotAnchored,
    /// Enough witnesses have cosigned it, but not lately: it may be an old state.
    Neglected,
    /// A relay has put no access root on it for a while.
    Overdue,
    /// Too few of the witnesses have cosigned what it shows.
    NotWitnessed,
    /// It does not answer, or nothing that makes sense.
    Unreachable,
}

impl Found {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Fine,
        Self::Altered,
        Self::FalseRoots,
        Self::FalseStatus,
        Self::KeyNotProven,
        Self::Lied,
        Self::NotAnchored,
        Self::Neglected,
        Self::NotWitnessed,
        Self::Overdue,
        Self::Unreachable,
    ];

    /// Its name in answers and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Altered => "altered",
            Self::FalseRoots => "false_roots",
            Self::FalseStatus => "false_status",
            Self::KeyNotProven => "key_not_proven",
            Self::Lied => "lied",
            Self::NotAnchored => "not_anchored",
            Self::Neglected => "neglected",
            Self::NotWitnessed => "not_witnessed",
            Self::Overdue => "overdue",
            Self::Unreachable => "unreachable",
        }
    }
}

/// One look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The ledger's origin.
    pub log: String,
    /// When, by this machine's clock.
    pub at: Timestamp,
    /// What came of it.
    pub found: Found,
    /// The same for a person.
    pub words: String,
    /// How many entries were read and checked so far.
    pub size: u64,
    /// The root over them, in Base64.
    pub root: String,
    /// The witnesses of the policy, in its order, under the last checkpoint that was read.
    pub witnesses: Vec<WitnessSeen>,
    /// Files of evidence, of this look and of all before.
    pub evidence: Vec<PathBuf>,
}

/// A witness under a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WitnessSeen {
    /// The name of its key.
    pub name: String,
    /// When it cosigned, by its own clock; `None` when it did not.
    pub cosigned: Option<Timestamp>,
}
