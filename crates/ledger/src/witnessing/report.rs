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
    /// Entries of the head that waits for cosignatures; `None` when none does.
    pub asked: Option<u64>,
    /// Each witness of the policy, in its order.
    pub witnesses: Vec<WitnessReport>,
}

/// How the ledger stands with one witness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WitnessReport {
    /// The name of its key.
    pub name: String,
    /// Entries of the last head that it cosigned, as far as is known.
    pub size: u64,
    /// How often in a row it has not cosigned.
    pub failures: u32,
    /// What it said last, in words.
    pub said: String,
    /// When, by the server's clock.
    pub said_at: Option<Timestamp>,
}
