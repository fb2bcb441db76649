//! What this server keeps, and for how long, as a person is told: entries are never changed, but an operator may let old ones go,
//! and the statements behind them.

use super::words::{grouped, length};

/// By the operator's choice.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kept {
    /// For how many seconds statements are kept at least; `None` for good.
    pub(super) statements_s: Option<u64>,
    /// For how many days entries are kept at least; `None` for good.
    pub(super) entries_days: Option<u32>,
}

impl Kept {
    /// In sentences. Entries before the one of number `pruned` are gone.
    pub(super) fn words(self, pruned: u64) -> String {
        let removed = match pruned {
            0 => String::new(),
            pruned => format!(
                " The first {} have been removed in this way, but for the log's own policies and keys and withdrawn cards.",
                grouped(pruned)
            ),
        };
        let entries = match (self.entries_days, pruned) {
            (None, 0) => {
                "No entry is ever changed or taken out, and anybody can check that.".to_owned()
            }
            (None, _) => format!(
                "No entry is ever changed, and anybody can check that. For a time old entries were removed, as the <a href=\"/retention\">log itself</a> says.{removed}"
            ),
            (Some(days), _) => format!(
                "No entry is ever changed, and anybody can check that. Entries older than {days} days may be removed, which the <a href=\"/retention\">log itself</a> says before it happens.{removed}"
            ),
        };
        let statements = match self.statements_s {
            None => "The signed statement behind an entry is erased where that was asked for; the entry stays.".to_owned(),
            Some(seconds) => format!(
                "The signed statement behind an entry is erased after {}, or where that was asked for; the entry stays.",
                length(seconds)
            ),
        };
        format!("{entries} {statements}")
    }
}
