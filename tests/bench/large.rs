//! A wallet of 100,000 records: taken in, then unlocked, listed and searched by a fresh process, whose memory is its own.

use std::{fmt::Write as _, io::Write as _, path::Path};

use keepwell_wallet::{
    records::{self, Input, Options, Order, PersonRule, Query},
    vault::Vault,
};
use rand_core::OsRng;

use crate::{
    child::{self, peak_mib},
    desk::{NOW, PASSPHRASE, empty_wallet},
    median::{median, middle, seconds},
    row::{Row, Rows, Target},
    whole,
};

const RECORDS: usize = 100_000;
const SEARCHES: [&str; 5] = [
    "h",
    "haemo",
    "potassium 2019",
    "nothing like this",
    "harbour",
];
const RUNS: usize = 9;
const PROCESSES: usize = 5;

/// What was measured at one size.
pub(crate) struct Measured {
    pub(crate) import_s: f64,
    pub(crate) unlock_ms: f64,
    pub(crate) overview_ms: f64,
    pub(crate) search_ms: f64,
    pub(crate) peak_mib: f64,
}

pub(crate) fn rows() -> Rows {
    let told = measure(RECORDS);
    vec![
        Row::new("import of 100,000 resources", told.import_s, "s").reach(Target::AtMost(30.0)),
        Row::new("unlock and list 100,000 records", told.unlock_ms, "ms")
            .reach(Target::AtMost(500.0)),
        Row::new(
            "the first overview of 100,000 records",
            told.overview_ms,
            "ms",
        ),
        Row::new(
            "search over 100,000 records, slowest word",
            told.search_ms,
            "ms",
        )
        .reach(Target::AtMost(50.0)),
        Row::new("memory with 100,000 records, peak", told.peak_mib, "MiB")
            .reach(Target::AtMost(250.0)),
    ]
}

/// Imports so many records, then lets fresh processes open the wallet, one after the other.
pub(crate) fn measure(records: usize) -> Measured {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("home");
    let import_s = fill(&root, records);
    let all: Vec<_> = (0..PROCESSES)
        .map(|_| child::ask("unlock", &root))
        .collect();
    let of = |name| middle(all.iter().map(|told| told.figure(name)).collect());
    let is_whole = (of("records") - whole(records)).abs() < 0.5;
    assert!(is_whole, "all records are there");
    Measured {
        import_s,
        unlock_ms: of("unlock_ms"),
        overview_ms: of("overview_ms"),
        search_ms: of("search_ms"),
        peak_mib: of("peak_mib"),
    }
}

/// What the fresh process does: it says its figures in one line of JSON.
pub(crate) fn child(root: &str) {
    let query = |search: &str| Query {
        search: search.to_owned(),
        order: Order::Newest,
        limit: 60,
        ..Query::default()
    };
    let (unlock, (vault, records)) = seconds(|| {
        let vault = Vault::unlock(Path::new(root), PASSPHRASE).expect("unlocked");
        let page = records::page(&vault, &query("")).expect("a page");
        (vault, page.total)
    });
    let (overview, _) = seconds(|| records::overview(&vault).expect("an overview"));
    let slowest = SEARCHES.map(|word| {
        median(RUNS, || {
            records::page(&vault, &query(word)).expect("a page");
        })
    });
    let figures = serde_json::json!({
        "records": records,
        "unlock_ms": unlock * 1000.0,
        "overview_ms": overview * 1000.0,
        "search_ms": slowest.into_iter().fold(0.0, f64::max) * 1000.0,
        "peak_mib": peak_mib(),
    });
    writeln!(std::io::stdout(), "{figures}").expect("standard output");
}

/// Makes the wallet and gives the seconds that the import took.
fn fill(root: &Path, records: usize) -> f64 {
    let vault = empty_wallet(root);
    let lines = resources(records);
    let inputs = [Input::Bytes {
        name: "laboratory.ndjson",
        bytes: lines.as_bytes(),
    }];
    let options = Options {
        now: NOW,
        person: PersonRule::Refuse,
    };
    let (taken, report) =
        seconds(|| records::import(&vault, &inputs, &options, &mut |_| {}, &mut OsRng));
    assert!(report.expect("a report").unreadable().is_none());
    taken
}

/// Results of six kinds over twenty years, each a little different.
fn resources(records: usize) -> String {
    const KINDS: [(&str, &str, &str); 6] = [
        ("4548-4", "Haemoglobin A1c", "mmol/mol"),
        ("2823-3", "Potassium", "mmol/L"),
        ("2951-2", "Sodium", "mmol/L"),
        ("718-7", "Haemoglobin", "g/L"),
        ("2160-0", "Creatinine", "umol/L"),
        ("8480-6", "Systolic blood pressure", "mm[Hg]"),
    ];
    let mut lines = String::new();
    for (number, (code, name, unit)) in (0..records).zip(KINDS.into_iter().cycle()) {
        let (year, month, day) = (
            2005 + number % 20,
            1 + number / 20 % 12,
            1 + number / 240 % 28,
        );
        writeln!(
            lines,
            r#"{{"resourceType":"Observation","id":"o{number}","status":"final","code":{{"coding":[{{"system":"http://loinc.org","code":"{code}","display":"{name}"}}],"text":"{name}"}},"subject":{{"display":"Amina Example"}},"effectiveDateTime":"{year}-{month:02}-{day:02}","performer":[{{"display":"Harbour Laboratory {}"}}],"valueQuantity":{{"value":{}.{},"unit":"{unit}"}}}}"#,
            number % 7,
            number % 200,
            number % 10,
        )
        .expect("written");
    }
    lines
}
