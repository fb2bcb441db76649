//! Figures: how fast and how large, beside what was promised. Each row is measured here and now, as a median of several
//! runs where that makes sense, and where there is something to compare with, that is measured in the same run, so that a
//! ratio means the same on every machine. Nothing here can fail because a machine is slow: it only says what is so.

mod app;
mod attachment;
mod child;
mod desk;
mod growth;
mod large;
mod ledger;
mod links;
mod median;
mod paper;
mod plot;
mod reseal;
mod row;
mod status;
mod summary;

#[path = "../interop/folder.rs"]
mod folder;
#[path = "../cluster/postgres.rs"]
#[expect(dead_code, reason = "the tests of several machines use the rest")]
mod postgres;
#[path = "../interop/program.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod program;
#[path = "../interop/python.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod python;
#[path = "../cluster/store.rs"]
#[expect(dead_code, reason = "the tests of several machines use the rest")]
mod store;
#[path = "../cluster/waiting.rs"]
mod waiting;

use std::{io::Write as _, path::Path};

use row::{Row, Rows};

/// Measures the rows of one group.
type Measure = fn() -> Rows;

/// Groups of rows by the name that chooses them, cheap ones first.
const GROUPS: [(&str, Measure); 11] = [
    ("app", app::rows),
    ("desk", desk::rows),
    ("links", links::rows),
    ("paper", paper::rows),
    ("reseal", reseal::rows),
    ("status", status::rows),
    ("summary", summary::rows),
    ("ledger", ledger::rows),
    ("machines", ledger::machines),
    ("attachment", attachment::rows),
    ("large", large::rows),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let told = arguments
        .iter()
        .find_map(|word| word.strip_prefix("--")?.split_once('='));
    match told {
        Some(("unlock", root)) => return large::child(root),
        Some(("attachment", folder)) => return attachment::child(folder),
        _ => {}
    }
    let is_wanted = |name: &str| {
        let mut names = arguments
            .iter()
            .filter(|word| !word.starts_with("--"))
            .peekable();
        names.peek().is_none() || names.any(|word| word == name)
    };
    if let Some(("plots", folder)) = told {
        return growth::draw(Path::new(folder), &is_wanted);
    }
    let mut all = Vec::new();
    for (name, rows) in GROUPS.iter().filter(|(name, _)| is_wanted(name)) {
        tell(&format!("{name} …"));
        let rows = rows();
        rows.iter().for_each(|row| tell(&row.line()));
        all.extend(rows);
    }
    if arguments.iter().any(|word| word == "--json") {
        let object = serde_json::json!({ "rows": all.iter().map(Row::object).collect::<Vec<_>>() });
        writeln!(std::io::stdout(), "{object}").expect("standard output");
    }
}

fn whole(number: usize) -> f64 {
    f64::from(u32::try_from(number).expect("a small number"))
}

/// Says why something is not measured.
fn skip(why: &str) {
    tell(&format!("  skipped: {why}"));
}

fn tell(line: &str) {
    writeln!(std::io::stderr(), "{line}").expect("standard error");
}
