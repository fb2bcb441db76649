//! Figures, not checks: how fast statements are taken and how long a large log takes to open. Run by hand, best with
//! `--release`: `cargo test -p keepwell-ledger --release -- --ignored --nocapture measuring`.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Instant;

use keepwell_protocol::entry::EntryType;
use rand_core::OsRng;

use crate::chunk::Registration;
use crate::home::Home;
use crate::keeper::Keeper;
use crate::limits::{Limits, Rate};
use crate::restore::restore;
use crate::sequencer::Sequencer;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::tests::fixture::{entry, grant, open, open_with};

const ENTRIES: u64 = 1_000_000;
const COMMIT: u64 = 1000;

#[test]
#[ignore = "takes minutes and checks nothing"]
fn opening_a_million_entries() {
    let dir = tempfile::tempdir().unwrap();
    let began = Instant::now();
    fill(dir.path());
    println!(
        "{ENTRIES} entries committed and written beside in {:?}",
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

/// Commits entries whose statements are filler, past signatures and rules.
fn fill(dir: &std::path::Path) {
    let held = Home::hold(dir, "ledger.example", &mut OsRng).unwrap();
    let restored = restore(&held.home, &held.key, Limits::default().segment_bytes).unwrap();
    let head = held.key.sign_head(0, restored.log.root()).unwrap();
    let receipts = held.key.receipts(head.checkpoint());
    let snapshot = Snapshot::new(head, receipts, &restored.log, Vec::new());
    let files = Box::new(held.home.clone());
    let state = Arc::new(State::new(files, held.key, restored.register, snapshot));
    let (jobs, behind) = sync_channel(64);
    let clock: crate::Clock = Arc::new(|| keepwell_protocol::time::Timestamp::from_seconds(0));
    let erasure = crate::erasure::Erasure::open(held.home.clone(), clock, None).unwrap();
    let keeper = Keeper::new(held.home, state.clone(), Vec::new(), erasure, held.lock);
    let keeping = std::thread::spawn(move || keeper.run(&behind));
    let mut sequencer = Sequencer::new(state, restored.log, restored.wal, jobs, Limits::default());
    for first in (0..ENTRIES).step_by(usize::try_from(COMMIT).unwrap()) {
        sequencer
            .commit((first..first + COMMIT).map(filler).collect())
            .unwrap();
    }
    drop(sequencer);
    keeping.join().unwrap();
}

fn filler(n: u64) -> Registration {
    let digest = keepwell_crypto::hash::sha256(&n.to_be_bytes());
    Registration {
        entry: entry(EntryType::Grant, 0, digest),
        signer: digest,
        statement: vec![7; 280],
    }
}
