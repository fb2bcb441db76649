//! A wallet of 100,000 records: taken in, then unlocked, listed and searched by a fresh process, whose memory is its own.

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use keepwell_crypto::{phrase::WordCount, slot::Cost};
use keepwell_wallet::{
    edge::Timestamp,
    records::{self, Input, Options, Order, PersonRule, Query},
    vault::{NewVault, Vault},
};
use rand_core::OsRng;

use crate::{
    median::{median, seconds},
    row::{Row, Rows, Target},
};

const RECORDS: usize = 100_000;
const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200);
const PASSPHRASE: &str = "a passphrase for figures";
const SEARCHES: [&str; 5] = [
    "h",
    "haemo",
    "potassium 2019",
    "nothing like this",
    "harbour",
];
const RUNS: usize = 9;

pub(crate) fn rows() -> Rows {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("home");
    let taken = fill(&root);
    let told = ask_child(&root);
    let figure = |name: &str| {
        let figure = told.get(name).and_then(serde_json::Value::as_f64);
        figure.expect("a figure")
    };
    vec![
        Row::new("import of 100,000 resources", taken, "s").reach(Target::AtMost(30.0)),
        Row::new("unlock and list 100,000 records", figure("unlock_ms"), "ms")
            .reach(Target::AtMost(500.0)),
        Row::new(
            "the first overview of 100,000 records",
            figure("overview_ms"),
            "ms",
        ),
        Row::new(
            "search over 100,000 records, slowest word",
            figure("search_ms"),
            "ms",
        )
        .reach(Target::AtMost(50.0)),
        Row::new(
            "memory with 100,000 records, peak",
            figure("peak_mib"),
            "MiB",
        )
        .reach(Target::AtMost(250.0)),
    ]
}

/// What the fresh process does: it says its figures in one line of JSON.
pub(crate) fn child(root: &str) {
    let query = |search: &str| Query {
        search: search.to_owned(),
        order: Order::Newest,
        limit: 60,
        ..Query::default()
    };
    let (unlock, vault) = seconds(|| {
        let vault = Vault::unlock(Path::new(root), PASSPHRASE).expect("unlocked");
        assert_eq!(
            records::page(&vault, &query("")).expect("a page").total,
            RECORDS
        );
        vault
    });
    let (overview, _) = seconds(|| records::overview(&vault).expect("an overview"));
    let slowest = SEARCHES.map(|word| {
        median(RUNS, || {
            records::page(&vault, &query(word)).expect("a page");
        })
    });
    let figures = serde_json::json!({
        "unlock_ms": unlock * 1000.0,
        "overview_ms": overview * 1000.0,
        "search_ms": slowest.into_iter().fold(0.0, f64::max) * 1000.0,
        "peak_mib": peak_mib(),
    });
    writeln!(std::io::stdout(), "{figures}").expect("standard output");
}

fn ask_child(root: &Path) -> serde_json::Value {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .arg(format!("--unlock={}", root.display()))
        .stderr(Stdio::inherit())
        .output()
        .expect("a process");
    serde_json::from_slice(&output.stdout).expect("its figures")
}

/// Makes the wallet and gives the seconds that the import took.
fn fill(root: &Path) -> f64 {
    let settings = crate::desk::settings();
    let new = NewVault {
        root,
        passphrase: PASSPHRASE,
        // Unlocking without the deliberate cost of a passphrase.
        cost: Cost::TEST_ONLY,
        settings: &settings,
    };
    let (vault, _) = Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
    let lines = resources();
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
fn resources() -> String {
    const KINDS: [(&str, &str, &str); 6] = [
        ("4548-4", "Haemoglobin A1c", "mmol/mol"),
        ("2823-3", "Potassium", "mmol/L"),
        ("2951-2", "Sodium", "mmol/L"),
        ("718-7", "Haemoglobin", "g/L"),
        ("2160-0", "Creatinine", "umol/L"),
        ("8480-6", "Systolic blood pressure", "mm[Hg]"),
    ];
    let mut lines = String::new();
    for (number, (code, name, unit)) in (0..RECORDS).zip(KINDS.into_iter().cycle()) {
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

/// The most memory this process ever had, in MiB; not a number where the system does not tell.
fn peak_mib() -> f64 {
    let status = fs::read_to_string(PathBuf::from("/proc/self/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib / 1024.0)
}
