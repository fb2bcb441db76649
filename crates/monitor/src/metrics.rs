//! What the looks gave, as Prometheus text (exposition format 0.0.4): for alarms on a ledger that lied, that nobody has
//! witnessed, or that is away.

use std::fmt::Write as _;

use crate::seen::{Found, Seen};

/// The text after `looks` looks, of which `last` was the last.
pub fn metrics(last: &Seen, looks: u64) -> String {
    let log = label(&last.log);
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, kind: &str, lines: &[(String, u64)]| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in lines {
            let _ = writeln!(text, "{name}{{{labels}}} {value}");
        }
    };
    let of_log = |value: u64| vec![(format!("log=\"{log}\""), value)];
    gauge(
        "keepwell_monitor_entries",
        "Entries that were read and checked.",
        "gauge",
        &of_log(last.size),
    );
    gauge(
        "keepwell_monitor_looks_total",
        "Looks since the monitor was started.",
        "counter",
        &of_log(looks),
    );
    gauge(
        "keepwell_monitor_last_look_timestamp_seconds",
        "When it looked last.",
        "gauge",
        &of_log(last.at.seconds()),
    );
    gauge(
        "keepwell_monitor_evidence_files",
        "Files of evidence that the ledger lied.",
        "gauge",
        &of_log(u64::try_from(last.evidence.len()).unwrap_or(u64::MAX)),
    );
    let found = Found::ALL.map(|one| {
        let labels = format!("log=\"{log}\",found=\"{}\"", one.as_str());
        (labels, u64::from(one == last.found))
    });
    gauge(
        "keepwell_monitor_found",
        "What the last look found: 1 for one of them.",
        "gauge",
        &found,
    );
    let cosigned: Vec<_> = last
        .witnesses
        .iter()
        .map(|witness| {
            let labels = format!("log=\"{log}\",witness=\"{}\"", label(&witness.name));
            (labels, witness.cosigned.map_or(0, |time| time.seconds()))
        })
        .collect();
    gauge(
        "keepwell_monitor_cosigned_timestamp_seconds",
        "When each witness cosigned the last checkpoint that was read; 0 when it did not.",
        "gauge",
        &cosigned,
    );
    text
}

/// A label's value, escaped.
fn label(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}
