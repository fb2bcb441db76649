//! `earlier-keys.json`, or the note of that name in PostgreSQL: the public keys that the ledger signed with before, how far each goes, and
//! by which statement it handed over. Written before the key itself is replaced, so that nothing that was signed ever has no key.

use keepwell_protocol::hexadecimal::{from_hex, to_hex};
use keepwell_protocol::key_set::HandedOver;
use keepwell_tlog::note::{Name, VerifierKey};
use serde::{Deserialize, Serialize};

use crate::key::Earlier;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    key: String,
    until: u64,
    statement: String,
}

pub(crate) fn write(all: &[Earlier]) -> Vec<u8> {
    let line = |one: &Earlier| Line {
        key: one.key.to_string(),
        until: one.handed_over.until,
        statement: to_hex(&one.handed_over.statement),
    };
    let lines: Vec<Line> = all.iter().map(line).collect();
    // Texts and a number: nothing that JSON has no place for.
    serde_json::to_vec_pretty(&lines).unwrap_or_default()
}

/// The keys of the log `origin`, the oldest first; `None` for anything that was not written here.
pub(crate) fn read(bytes: &[u8], origin: &Name) -> Option<Vec<Earlier>> {
    let lines: Vec<Line> = serde_json::from_slice(bytes).ok()?;
    let read = |line: Line| {
        let key = VerifierKey::parse(&line.key).ok()?;
        let handed_over = HandedOver {
            until: line.until,
            statement: from_hex(&line.statement)?,
        };
        (key.name() == origin).then_some(Earlier { key, handed_over })
    };
    let all: Vec<Earlier> = lines.into_iter().map(read).collect::<Option<_>>()?;
    let is_rising = all.is_sorted_by(|one, next| one.handed_over.until < next.handed_over.until);
    is_rising.then_some(all)
}
