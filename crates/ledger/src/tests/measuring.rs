//! Figures, not checks: how fast statements are taken and how long a large log takes to open. Run by hand, best with
//! `--release`: `cargo test -p keepwell-ledger --release -- --ignored --nocapture measuring`.

use std::time::Instant;

use crate::limits::{Limits, Rate};
use crate::tests::filled::fill;
use crate::tests::fixture::{grant, open, open_with};

/// A million, or ten with `KEEPWELL_LONG=1`.
fn entries() -> u64 {
    let is_long = std::env::var_os("KEEPWELL_LONG").is_some_and(|set| set == "1");
    if is_long { 10_000_000 } else { 1_000_000 }
}

#[test]
#[ignore = "takes minutes and checks nothing"]
fn opening_a_long_log() {
    let dir = tempfile::tempdir().unwrap();
    let began = Instant::now();
    let entries = entries();
    fill(dir.path(), entries, 40);
    println!(
        "{entries} entries committed and written beside in {:?}",
        began.elapsed()
    );
    let began = Instant::now();
    let running = open(dir.path());
    println!("opened {} entries in {:?}", running.size(), began.elapsed());
}

#[test]
#[ignore = "takes a while and checks nothing"]
fn posting_through_the_router() {
    let dir = tempfile::tempdir().unwrap();
    let rate = Rate {
        burst: u32::MAX,
        per_second: u32::MAX,
    };
    let limits = Limits {
        statements: rate,
        ..Limits::default()
    };
    let running = open_with(dir.path(), limits).unwrap();
    for together in [1, 16, 256, 8192] {
        let some: Vec<_> = (0..together).map(|n| grant(together * 10 + n)).collect();
        let began = Instant::now();
        let answers = running.post_together(&some);
        let took = began.elapsed();
        assert!(answers.iter().all(|answer| answer.status == 201));
        println!("{together} at once: all receipts in {took:?}");
    }
}
