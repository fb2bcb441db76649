//! What is kept when a ledger broke its word: both checkpoints exactly as it signed them. Anybody who has the ledger's key
//! can check the signatures again and judge for themselves.

use std::fmt;

use keepwell_tlog::checkpoint::SignedCheckpoint;
use serde::{Deserialize, Serialize};

use crate::error::ClientError;

/// How the ledger broke its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lie {
    /// Two different roots for the same size.
    Forked,
    /// The log it signed last does not begin with the one it had signed before: something was changed or dropped.
    Rewritten,
    /// A smaller log than it had signed before, and nothing newer. Somebody between who shows an old state looks the same.
    Shrunk,
}

/// The proof that a ledger broke its word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it did.
    pub lie: Lie,
    /// The checkpoint that was known before, as the ledger signed it; `None` when nothing had been read yet.
    pub known: Option<String>,
    /// The checkpoint that does not go with it, as the ledger signed it.
    pub contrary: String,
}

impl Evidence {
    pub(super) fn against(lie: Lie, known: Option<&str>, contrary: &SignedCheckpoint) -> Self {
        Self {
            lie,
            known: known.map(str::to_owned),
            contrary: contrary.note().to_string(),
        }
    }
}

impl From<Evidence> for ClientError {
    fn from(evidence: Evidence) -> Self {
        Self::LedgerLies(Box::new(evidence))
    }
}

/// One sentence for a person.
impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.lie {
            Lie::Forked => {
                "the ledger shows two different histories: keep the evidence and stop using it"
            }
            Lie::Rewritten => {
                "the ledger has changed or dropped entries that it had recorded: keep the evidence and stop using it"
            }
            Lie::Shrunk => {
                "the ledger, or somebody between it and this device, shows fewer entries than it had recorded: keep \
                 the evidence and try another network"
            }
        })
    }
}
