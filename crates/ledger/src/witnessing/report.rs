//! What an operator is told of the witnesses: how far the published head is behind, and what each one said last. Names,
//! sizes and sentences; nothing of it is secret.

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

/// How the ledger stands with its witnesses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WitnessingReport {
    /// Entries of the newest head.
    pub head: u64,
    /// Entries of the newest head that enough witnesses have cosigned; `None` before the first.
    pub published: Option<u64>,
    /// When the last of its witnesses cosigned that, by its own clock.
    pub published_at: Option<Timestamp>,
    /// Entries of the head that waits for cosignatures; `None` when none does.
    pub asked: Option<u64>,
    /// Each witness of the policy, in its order.
    pub witnesses: Vec<WitnessReport>,
    /// Why nothing is signed any more, where witnesses have shown that this ledger has another history. A sentence that says what to
    /// do.
    pub contradicted: Option<String>,
}

/// How the ledger stands with one witness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WitnessReport {
    /// The name of its key.
    pub name: String,
    /// Entries of the last head that it cosigned, as far as is known.
    pub size: u64,
    /// When that was, by its own clock; `None` before the first that is known.
    pub cosigned_at: Option<Timestamp>,
    /// How it stands.
    pub stance: Stance,
    /// How often in a row it has not cosigned.
    pub failures: u32,
    /// What it said last, in words.
    pub said: String,
    /// When, by the server's clock.
    pub said_at: Option<Timestamp>,
}

/// How a witness stands, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// It does not answer, or fails by itself.
    Away,
    /// It cosigns, and has not come to the newest entries yet.
    Behind,
    /// It says that it knows another history of this ledger.
    Contradicts,
    /// It has cosigned the newest head.
    Cosigns,
    /// The policy has no address for it.
    NotAsked,
    /// It answers, and does not cosign.
    Refuses,
    /// It was asked, or is about to be, and has not answered since the start.
    Unheard,
}

impl Stance {
    pub(super) fn new(has_url: bool) -> Self {
        if has_url {
            Self::Unheard
        } else {
            Self::NotAsked
        }
    }
}
