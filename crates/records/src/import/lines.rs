//! NDJSON: each line is a resource of its own, and a bad line costs only itself. A file is taken for NDJSON when it is
//! no single JSON value but is named so, or when a line of it is a whole object.

use super::{Gathered, Problem, Reason, bundle::gather_value};
use crate::json::{Members, too_deep};

/// How many lines are looked at before giving up; the first few may be bad.
const TRIES: usize = 100;

/// Whether a file that is no single JSON value is NDJSON.
pub(super) fn looks_like(name: &str, bytes: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let is_named = name.ends_with(".ndjson") || name.ends_with(".jsonl");
    let mut lines = lines(bytes).take(TRIES);
    is_named
        && !bytes.trim_ascii().is_empty()
        && lines
            .clone()
            .any(|(_, line)| line.trim_ascii_start().starts_with(b"{"))
        || lines.any(|(_, line)| line.starts_with(b"{") && text(line).is_some_and(is_object))
}

/// The resources of all lines.
pub(super) fn gather<'a>(bytes: &'a [u8], gathered: &mut Gathered<'a>) {
    for (number, line) in lines(bytes) {
        let place = format!("line {number}");
        if too_deep(line) {
            gathered
                .problems
                .push(Problem::lost(&place, Reason::LineTooDeep));
            continue;
        }
        match text(line) {
            None => {
                gathered
                    .problems
                    .push(Problem::lost(&place, Reason::LineNotUtf8));
            }
            Some(line) if !is_object(line) => {
                gathered
                    .problems
                    .push(Problem::lost(&place, Reason::LineNotObject));
            }
            Some(line) => gather_value(place, line, None, gathered),
        }
    }
}

/// Lines that are not blank, with their numbers from 1.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> + Clone {
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    lines
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim_ascii().is_empty())
}

fn text(line: &[u8]) -> Option<&str> {
    std::str::from_utf8(line).ok().map(str::trim_ascii)
}

fn is_object(line: &str) -> bool {
    Members::parse(line).is_some()
}
