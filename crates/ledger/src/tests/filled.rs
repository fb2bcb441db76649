//! A log made long in a short time: entries that nobody signed, committed and written beside the log as all others are.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use keepwell_protocol::entry::EntryType;
use keepwell_protocol::time::Timestamp;
use rand_core::OsRng;

use crate::chunk::Registration;
use crate::erasure::{Erasure, Terms};
use crate::home::Home;
use crate::keeper::{Job, Keeper, Runs};
use crate::limits::Limits;
use crate::restore::{Depth, restore};
use crate::sequencer::Sequencer;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::tests::fixture::entry;

const COMMIT: u64 = 1000;

/// Commits so many entries to the ledger in `dir`, past signatures and rules, with filler of so many bytes for statements.
/// Entry number `n` of them is the one whose statement has the digest SHA-256(n).
pub(crate) fn fill(dir: &Path, entries: u64, statement: usize) {
    let held = Home::hold(dir, "ledger.example", &mut OsRng).unwrap();
    let limits = Limits {
        segment_bytes: 1 << 20,
        ..Limits::default()
    };
    let tags = held.tags;
    let keys = (&held.key, &tags);
    let restored = restore(&held.home, keys, limits.segment_bytes, Depth::Edge).unwrap();
    let runs = Runs::new(tags, &restored);
    let log = restored.log;
    let head = held.key.sign_head(log.size(), log.root()).unwrap();
    let receipts = held.key.receipts(head.checkpoint());
    let note = head.note().to_string().into();
    let snapshot = Snapshot::new(head, receipts, &log, Vec::new());
    let files = Box::new(held.home.clone());
    let state = Arc::new(State::new(files, held.key, restored.register, snapshot));
    let (jobs, behind) = sync_channel(64);
    let clock: crate::Clock = Arc::new(|| Timestamp::from_seconds(0));
    let erasure = Erasure::open(held.home.clone(), clock, Terms::default()).unwrap();
    let parts = (restored.segments, runs);
    let _lock = held.lock;
    let mut keeper = Keeper::new(held.home, state.clone(), parts, erasure);
    let chunks = restored.chunks.into_iter().map(Arc::new).collect();
    let first = Job {
        chunks,
        note,
        segment: None,
    };
    keeper.keep(vec![first]).unwrap();
    let keeping = std::thread::spawn(move || keeper.run(&behind));
    let mut sequencer = Sequencer::new(state, log, restored.wal, jobs, limits);
    for from in (0..entries).step_by(usize::try_from(COMMIT).unwrap()) {
        let some = (from..entries.min(from + COMMIT)).map(|n| filler(n, statement));
        sequencer.commit(some.collect()).unwrap();
    }
    drop(sequencer);
    keeping.join().unwrap();
}

/// What entry number `n` is found by.
pub(crate) fn digest(n: u64) -> [u8; 32] {
    keepwell_crypto::hash::sha256(&n.to_be_bytes())
}

fn filler(n: u64, statement: usize) -> Registration {
    Registration {
        entry: entry(EntryType::Grant, 0, digest(n)),
        signer: digest(n),
        statement: vec![7; statement],
    }
}
