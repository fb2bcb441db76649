//! What the programs tell those who watch them, read as Prometheus reads it: every line has one meaning, each figure its kind and
//! sentence, names follow its conventions, and nobody is named who is not public.

use std::collections::{BTreeMap, BTreeSet};
use std::{
    thread,
    time::{Duration, Instant},
};

use keepwell_client::transport::Method;

use crate::{
    command::{prepared, started},
    witness::ask,
    witnessed::Watched,
    world::terminate,
};

/// A figure as it was read.
struct Family {
    kind: String,
    /// Values by the sample's name and labels.
    samples: BTreeMap<(String, BTreeMap<String, String>), f64>,
}

/// Reads the text exposition format 0.0.4, and holds it to more than that: HELP and TYPE before the samples of each figure, all of them
/// together, no sample twice.
fn read(text: &str) -> BTreeMap<String, Family> {
    assert!(text.ends_with('\n'), "the last line ends");
    let (mut all, mut helped) = (BTreeMap::<String, Family>::new(), BTreeSet::new());
    let mut current = String::new();
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, sentence) = help.split_once(' ').expect("a sentence");
            assert!(sentence.ends_with('.'), "{line}");
            assert!(helped.insert(name.to_owned()), "twice: {line}");
            current = name.to_owned();
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').expect("a kind");
            assert_eq!(name, current, "a sentence comes first");
            let (kind, samples) = (kind.to_owned(), BTreeMap::new());
            assert!(
                all.insert(name.to_owned(), Family { kind, samples })
                    .is_none()
            );
        } else {
            let (name, labels, value) = sample(line);
            let family = all.get_mut(&current).expect("a kind comes first");
            let ends: &[&str] = match family.kind.as_str() {
                "histogram" => &["_bucket", "_sum", "_count"],
                _ => &[""],
            };
            let own = name.strip_prefix(current.as_str()).expect("its own figure");
            assert!(ends.contains(&own), "{line}");
            let twice = family.samples.insert((name, labels), value);
            assert!(twice.is_none(), "twice: {line}");
        }
    }
    all
}

/// `name{label="value",…} number`
fn sample(line: &str) -> (String, BTreeMap<String, String>, f64) {
    let (what, value) = line.rsplit_once(' ').expect("a value");
    let (name, labels) = what.split_once('{').unwrap_or((what, ""));
    let mut found = BTreeMap::new();
    let mut rest = labels;
    while !rest.is_empty() && rest != "}" {
        let (label, more) = rest.split_once("=\"").expect("a label");
        assert!(is_name(label) && !label.contains(':'), "{line}");
        let mut is_escaped = false;
        let is_end = |(_, char): &(usize, char)| {
            let is_end = *char == '"' && !is_escaped;
            is_escaped = *char == '\\' && !is_escaped;
            is_end
        };
        let (end, _) = more.char_indices().find(is_end).expect("an end");
        let (value, more) = more.split_at(end);
        let twice = found.insert(label.to_owned(), value.to_owned());
        assert!(twice.is_none(), "twice: {line}");
        rest = more.trim_start_matches('"').trim_start_matches(',');
    }
    assert!(is_name(name), "{line}");
    let value = value.replace("+Inf", "inf").parse().expect("a number");
    (name.to_owned(), found, value)
}

fn is_name(text: &str) -> bool {
    let plain = |char: char| char.is_ascii_alphanumeric() || char == '_';
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.chars().all(plain)
}

/// By Prometheus's conventions: a prefix of the program's, base units, `_total` for what only grows and for nothing else.
fn hold_to_conventions(all: &BTreeMap<String, Family>) {
    for (name, family) in all {
        assert!(name.starts_with("keepwell_"), "{name}");
        assert!(!family.samples.is_empty() || family.kind == "gauge" || family.kind == "counter");
        assert_eq!(name.ends_with("_total"), family.kind == "counter", "{name}");
        for unit in ["_ms", "_millis", "_minutes", "_percent", "_mb", "_kb"] {
            assert!(!name.contains(unit), "{name}");
        }
        if family.kind == "histogram" {
            hold_to_a_histogram(name, family);
        }
        let is_time = name.ends_with("_timestamp_seconds");
        let mut times = family.samples.values().filter(|_| is_time);
        assert!(times.all(|time| *time == 0.0 || *time > 1.7e9), "{name}");
    }
}

/// Counts that only grow from bound to bound, up to the whole.
fn hold_to_a_histogram(name: &str, family: &Family) {
    let mut bounds: BTreeMap<BTreeMap<String, String>, Vec<(f64, f64)>> = BTreeMap::new();
    for ((sample, labels), value) in &family.samples {
        if sample.ends_with("_bucket") {
            let mut labels = labels.clone();
            let bound = labels.remove("le").expect("a bound").replace("+Inf", "inf");
            let bound = bound.parse().expect("a number");
            bounds.entry(labels).or_default().push((bound, *value));
        }
    }
    for (labels, mut counts) in bounds {
        counts.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert!(counts.is_sorted_by(|one, other| one.1 <= other.1), "{name}");
        let (last, all) = *counts.last().expect("bounds");
        assert!(last.is_infinite());
        let whole = family
            .samples
            .get(&(format!("{name}_count"), labels.clone()));
        assert_eq!(whole, Some(&all), "{name} {labels:?}");
        assert!(
            family
                .samples
                .contains_key(&(format!("{name}_sum"), labels))
        );
    }
}

/// The figures at an address, held to all of that.
fn figures(url: &str) -> BTreeMap<String, Family> {
    let (status, text) = ask(Method::Get, url, Vec::new());
    let text = String::from_utf8(text).expect("text");
    assert_eq!(status, 200, "{text}");
    let all = read(&text);
    hold_to_conventions(&all);
    all
}

/// The value with these labels.
fn value(all: &BTreeMap<String, Family>, name: &str, labels: &[(&str, &str)]) -> f64 {
    let of = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let key = (name.to_owned(), labels.iter().map(of).collect());
    let family = all.get(name).unwrap_or_else(|| panic!("no {name}"));
    *family
        .samples
        .get(&key)
        .unwrap_or_else(|| panic!("no {key:?}"))
}

#[test]
fn a_server_tells_how_each_witness_stands_and_how_far_what_is_shown_is_behind() {
    let mut watched = Watched::new(1, 2);
    watched.until(3);
    watched
        .world
        .restart_with(&["--watch-listen", "127.0.0.1:0"]);
    watched.stop(1);
    watched.world.make_people();
    watched.world.grant(&[]);
    watched.until(4);
    let url = watched.world.ready["watch"].as_str().expect("an address");
    let url = format!("{url}/metrics");
    let stands = |word| [("witness", "w1.example"), ("stance", word)];
    let patience = Instant::now();
    while value(
        &figures(&url),
        "keepwell_ledger_witness_stance",
        &stands("away"),
    ) == 0.0
    {
        assert!(patience.elapsed() < Duration::from_secs(20));
        thread::sleep(Duration::from_millis(50));
    }
    let all = figures(&url);
    let of = |name, witness| value(&all, name, &[("witness", witness)]);
    assert_eq!(of("keepwell_ledger_witness_entries", "w0.example"), 4.0);
    assert_eq!(of("keepwell_ledger_witness_entries", "w1.example"), 3.0);
    assert!(
        of(
            "keepwell_ledger_witness_cosigned_timestamp_seconds",
            "w0.example"
        ) > 1.7e9
    );
    assert!(of("keepwell_ledger_witness_failures", "w1.example") > 0.0);
    for (name, expected) in [
        ("keepwell_ledger_entries", 4.0),
        ("keepwell_ledger_shown_entries", 4.0),
        ("keepwell_ledger_contradicted", 0.0),
        ("keepwell_ledger_pruned_entries", 0.0),
    ] {
        assert_eq!(value(&all, name, &[]), expected, "{name}");
    }
    assert!(value(&all, "keepwell_relay_room_used_ratio", &[]) <= 0.01);
    assert!(value(&all, "keepwell_ledger_shown_timestamp_seconds", &[]) > 1.7e9);
    assert!(value(&all, "keepwell_ledger_status_list_timestamp_seconds", &[]) > 1.7e9);
    // On one machine there is nobody to lead.
    assert!(!all.contains_key("keepwell_ledger_leading"));
}

#[test]
fn a_witness_tells_what_it_cosigned_and_what_it_refused() {
    let watched = Watched::new(1, 1);
    watched.until(3);
    let (data, log) = (watched.world.path("apart"), watched.log.to_string());
    let (mut child, ready) = started(&mut prepared(&[
        "witness",
        "--data",
        &data,
        "--name",
        "apart.example",
        "--log",
        &log,
        "--listen",
        "127.0.0.1:0",
        "--metrics-listen",
        "127.0.0.1:0",
        "--json",
    ]));
    let url = ready["metrics"].as_str().expect("an address");
    let own = ready["url"].as_str().expect("an address");
    let (status, _) = ask(
        Method::Post,
        &format!("{own}/add-checkpoint"),
        b"old 0\n".to_vec(),
    );
    assert_eq!(status, 400);
    let all = figures(url);
    let origin = watched.log.name().as_str();
    assert_eq!(
        value(&all, "keepwell_witness_answers_total", &[("status", "400")]),
        1.0
    );
    assert_eq!(
        value(&all, "keepwell_witness_entries", &[("log", origin)]),
        0.0
    );
    assert_eq!(value(&all, "keepwell_witness_evidence_files", &[]), 0.0);
    // Who hands in cannot read how often others do.
    assert_eq!(
        ask(Method::Get, &format!("{own}/metrics"), Vec::new()).0,
        404
    );
    terminate(child.id());
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn what_is_no_figure_is_noticed() {
    for wrong in [
        "keepwell_a 1\n",
        "# HELP keepwell_a A.\n# TYPE keepwell_a gauge\nkeepwell_b 1\n",
        "# HELP keepwell_a A.\n# TYPE keepwell_a gauge\nkeepwell_a 1\nkeepwell_a 2\n",
        "# HELP keepwell_a A.\n# TYPE keepwell_a gauge\nkeepwell_a{x=1} 1\n",
        "# HELP keepwell_a A.\n# TYPE keepwell_a counter\nkeepwell_a 1\n",
        "# HELP a_total A.\n# TYPE a_total counter\na_total 1\n",
        "# HELP keepwell_a A.\n# TYPE keepwell_a gauge\nkeepwell_a x\n",
        "# TYPE keepwell_a gauge\nkeepwell_a 1\n",
    ] {
        let read = std::panic::catch_unwind(|| hold_to_conventions(&read(wrong)));
        assert!(read.is_err(), "{wrong}");
    }
}
