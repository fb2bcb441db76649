//! A log as it grows, in this process, and the same log started again as the program that people run. With `KEEPWELL_LONG=1` up
//! to ten million entries, otherwise up to a hundred thousand.

use std::{fs, path::Path};

use tempfile::TempDir;

use super::{
    serve::Served,
    within::{Within, bodies},
};
use crate::{
    median::seconds,
    row::{Row, Rows, Target},
    tell, whole,
};

/// Statements that are made at a time, so that they do not fill the memory: a hundred batches.
const AT_ONCE: usize = 51_200;
/// Entries over which the cost at a size is measured.
const COUNTED: usize = 10_240;

/// Sizes at which the cost is measured.
fn sizes() -> &'static [usize] {
    const ALL: [usize; 5] = [1000, 10_000, 100_000, 1_000_000, 10_000_000];
    const SHORT: [usize; 3] = [1000, 10_000, 100_000];
    let is_long = std::env::var_os("KEEPWELL_LONG").is_some_and(|set| set == "1");
    if is_long { &ALL } else { &SHORT }
}

/// Microseconds of processor time for an entry at each size, and the folder with the log; of all threads, signatures checked.
pub(crate) fn grow() -> (Vec<(f64, f64)>, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let log = Within::open(folder.path());
    let mut points = Vec::new();
    for size in sizes() {
        loop {
            let have = usize::try_from(log.entries()).expect("a size");
            if have >= *size {
                break;
            }
            log.register(bodies((size - have).min(AT_ONCE)));
        }
        let batches = bodies(COUNTED);
        let before = processor_s();
        let took = log.register(batches);
        let used = (processor_s() - before) * 1e6 / whole(COUNTED);
        tell(&format!(
            "  {} entries: {:.0} a second, {used:.1} µs each …",
            log.entries(),
            whole(COUNTED) / took
        ));
        points.push((whole(*size), used));
    }
    drop(log);
    (points, folder)
}

pub(crate) fn rows() -> Rows {
    let (points, folder) = grow();
    let entries = whole(*sizes().last().expect("a size") + COUNTED);
    let cost = |point: Option<&(f64, f64)>| point.expect("a size").1;
    let (first, last) = (cost(points.first()), cost(points.last()));
    let ledger = folder.path().join("ledger");
    let statements = bytes(&ledger.join("statements")) + bytes(&ledger.join("wal"));
    let disk = (bytes(&ledger) - statements) / entries;
    fs::write(folder.path().join("format"), "keepwell server 1\n").expect("written");
    let (start, server) = seconds(|| Served::start(folder.path()).expect("it is built"));
    let memory = server.resident_mib();
    vec![
        Row::new(
            "ledger: processor time for an entry, largest log",
            last,
            "µs",
        )
        .beside("smallest log", first),
        Row::new("ledger: the largest log started", start, "s").reach(Target::AtMost(2.0)),
        Row::new("ledger: memory with the largest log", memory, "MiB").reach(Target::AtMost(300.0)),
        Row::new(
            "ledger: disk for an entry, without statements",
            disk,
            "bytes",
        )
        .reach(Target::AtMost(90.0)),
        Row::new("ledger: entries of the largest log", entries, "entries"),
    ]
}

/// Bytes of all files in a folder.
fn bytes(folder: &Path) -> f64 {
    let mut sum = 0.0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let about = entry.metadata().expect("what it is");
        sum += if about.is_dir() {
            bytes(&entry.path())
        } else {
            #[expect(clippy::cast_precision_loss, reason = "a size in bytes")]
            let length = about.len() as f64;
            length
        };
    }
    sum
}

/// Seconds that this process has computed so far.
fn processor_s() -> f64 {
    super::serve::processor_s_of(std::process::id())
}
