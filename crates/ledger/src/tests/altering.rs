//! Every byte of every file of a small ledger altered, and every length that is shorter: it does not open, changes nothing,
//! and says by name what is wrong. What was never acknowledged may be missing from the end of the log, and only that.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::LedgerOpenError;
use crate::tests::fixture::{grant, open, open_with, quick};

/// The files with what their alterations are refused by, in the order of the alphabet.
const FILES: [(&str, &[&str]); 4] = [
    ("ledger.json", &["Damaged", "NewerVersion"]),
    ("key", &["Damaged"]),
    ("checkpoint", &["Damaged"]),
    ("wal/00000000000000000000.wal", &["Damaged", "RolledBack"]),
];

#[test]
fn every_altered_byte_of_a_ledger_is_refused_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    assert_eq!(running.post(&grant(1)).status, 201);
    drop(running);
    for (name, expected) in FILES {
        let path = dir.path().join(name);
        let whole = fs::read(&path).unwrap();
        let mut found = BTreeSet::new();
        for (how, altered) in alterations(&whole) {
            fs::write(&path, &altered).unwrap();
            let refused = refusal(dir.path());
            let refused = refused.unwrap_or_else(|| panic!("{name} opens with {how}"));
            found.insert(refused);
            assert_eq!(
                fs::read(&path).unwrap(),
                altered,
                "{name} changed, with {how}"
            );
        }
        fs::write(&path, &whole).unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{name}");
    }
    assert_eq!(open(dir.path()).size(), 3);
}

fn alterations(whole: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    let is_long = std::env::var_os("KEEPWELL_LONG").is_some_and(|set| set == "1");
    let places = || 0..whole.len();
    let flipped = places().flat_map(move |at| {
        let bits = (0..8).filter(move |bit| is_long || at % 8 == *bit);
        bits.map(move |bit| {
            let mut altered = whole.to_vec();
            altered[at] ^= 1 << bit;
            (format!("bit {bit} of byte {at} flipped"), altered)
        })
    });
    // The line end behind JSON is nothing of it.
    let is_line_end = |at: usize| at + 1 == whole.len() && whole.ends_with(b"}\n");
    let lengths = places().filter(move |length| !is_line_end(*length));
    let cut = lengths.map(|length| (format!("cut to {length}"), whole[..length].to_vec()));
    flipped.chain(cut)
}

/// By which name the ledger does not open.
fn refusal(dir: &Path) -> Option<&'static str> {
    let error = open_with(dir, quick()).err()?;
    Some(match error {
        LedgerOpenError::BadAuthority(_) => "BadAuthority",
        LedgerOpenError::Copy(_) => "Copy",
        LedgerOpenError::Damaged(_) => "Damaged",
        LedgerOpenError::Disk { .. } => "Disk",
        LedgerOpenError::ForeignCheckpoint => "ForeignCheckpoint",
        LedgerOpenError::InTheWay(_) => "InTheWay",
        LedgerOpenError::InUse(_) => "InUse",
        LedgerOpenError::NewerVersion(_) => "NewerVersion",
        LedgerOpenError::NoLedger(_) => "NoLedger",
        LedgerOpenError::NotInPolicy(_) => "NotInPolicy",
        LedgerOpenError::NoWitnesses => "NoWitnesses",
        LedgerOpenError::RolledBack { .. } => "RolledBack",
        LedgerOpenError::NoSequencer
        | LedgerOpenError::OtherDays(_)
        | LedgerOpenError::OtherKey
        | LedgerOpenError::Shared(_)
        | LedgerOpenError::SharedDamaged(_)
        | LedgerOpenError::StillRunning
        | LedgerOpenError::Store(_) => "of several machines",
        LedgerOpenError::Threads(_) => "Threads",
        LedgerOpenError::TooManyKeys => "TooManyKeys",
    })
}
