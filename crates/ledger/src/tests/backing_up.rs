//! A copy of a running ledger comes back whole, never by itself, and never when more than it holds was published.

use std::fs;
use std::path::{Path, PathBuf};

use keepwell_protocol::ledger_api::CHECKPOINT_PATH;
use keepwell_protocol::statement::Statement;

use crate::tests::fixture::{GENESIS, Running, grant, grant_entry, open, open_with, quick};
use crate::{LedgerOpenError, Limits, back_up, put_back};

/// Small segments, so that they are dropped while they are copied.
fn open_short(dir: &Path) -> Running {
    let limits = Limits {
        segment_bytes: 20_000,
        ..quick()
    };
    open_with(dir, limits).unwrap()
}

fn checkpoint(running: &Running) -> Vec<u8> {
    running.get(CHECKPOINT_PATH).body
}

#[test]
fn what_was_copied_while_it_ran_comes_back_and_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let [ledger, copy, again] = ["ledger", "copy", "again"].map(|name| dir.path().join(name));
    let running = open_short(&ledger);
    let before: Vec<Statement> = (0..300).map(grant).collect();
    running.post_together(&before);
    std::thread::scope(|scope| {
        let copying = scope.spawn(|| back_up(&ledger, &copy));
        let mut next = 300;
        while !copying.is_finished() {
            let more: Vec<_> = (next..next + 40).map(grant).collect();
            running.post_together(&more);
            next += 40;
        }
        copying.join().unwrap().unwrap();
    });
    // The copy has every entry that was there when it was begun, and by itself it does not open.
    let refused = open_with(&copy, quick()).err().unwrap();
    assert!(matches!(refused, LedgerOpenError::Copy(_)), "{refused}");
    let oldest = fs::read(copy.join("checkpoint")).unwrap();
    let entries = put_back(&copy, &again, &oldest).unwrap();
    assert!(entries >= GENESIS + 300);
    drop(running);
    let running = open(&again);
    assert_eq!(running.size(), entries);
    for statement in before.iter().step_by(17) {
        running.receipt(&grant_entry(statement));
    }
    assert_eq!(running.post(&grant(100_000)).status, 201);
}

/// What is below `path`, and it itself, that somebody else may read.
#[cfg(unix)]
fn readable_by_others(path: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::PermissionsExt as _;
    let about = fs::metadata(path).unwrap();
    let mut found = Vec::new();
    if about.permissions().mode() & 0o077 != 0 {
        found.push(path.to_owned());
    }
    if about.is_dir() {
        let files = fs::read_dir(path).unwrap();
        found.extend(files.flat_map(|file| readable_by_others(&file.unwrap().path())));
    }
    found
}

#[cfg(unix)]
#[test]
fn a_ledger_its_copy_and_what_was_put_back_are_for_their_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let [ledger, copy, again] = ["ledger", "copy", "again"].map(|name| dir.path().join(name));
    let running = open_short(&ledger);
    running.post_together(&(0..300).map(grant).collect::<Vec<_>>());
    back_up(&ledger, &copy).unwrap();
    put_back(&copy, &again, &fs::read(copy.join("checkpoint")).unwrap()).unwrap();
    drop(running);
    for folder in [ledger, copy, again] {
        assert_eq!(readable_by_others(&folder), Vec::<PathBuf>::new());
    }
}

#[test]
fn a_copy_that_lacks_what_was_published_signs_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let [ledger, copy, again] = ["ledger", "copy", "again"].map(|name| dir.path().join(name));
    let running = open(&ledger);
    running.post(&grant(1));
    let then = checkpoint(&running);
    back_up(&ledger, &copy).unwrap();
    running.post(&grant(2));
    let newest = checkpoint(&running);
    let refused = put_back(&copy, &again, &newest).unwrap_err();
    let (found, published) = (GENESIS + 1, GENESIS + 2);
    assert!(
        matches!(refused, LedgerOpenError::RolledBack { found: f, published: p } if (f, p) == (found, published)),
        "{refused}"
    );
    assert!(!again.exists());
    // With what was the newest when it was made, it comes back.
    assert_eq!(put_back(&copy, &again, &then).unwrap(), found);
}

#[test]
fn a_checkpoint_of_another_history_or_ledger_is_no_proof() {
    let dir = tempfile::tempdir().unwrap();
    let [ledger, copy, again, other] =
        ["ledger", "copy", "again", "other"].map(|name| dir.path().join(name));
    open(&ledger).post(&grant(1));
    back_up(&ledger, &copy).unwrap();
    open(&other).post(&grant(1));
    let foreign = fs::read(other.join("checkpoint")).unwrap();
    // The same key, after the same beginning, with another entry.
    let fork = dir.path().join("fork");
    put_back(&copy, &fork, &fs::read(copy.join("checkpoint")).unwrap()).unwrap();
    let forked = open(&fork);
    forked.post(&grant(7));
    let forked_note = checkpoint(&forked);
    drop(forked);
    let running = open(&ledger);
    running.post(&grant(8));
    drop(running);
    let later = dir.path().join("later");
    back_up(&ledger, &later).unwrap();
    for (from, newest) in [
        (&copy, foreign.as_slice()),
        (&copy, b"nonsense"),
        (&copy, b""),
        (&later, &forked_note),
    ] {
        let refused = put_back(from, &again, newest).unwrap_err();
        assert!(
            matches!(refused, LedgerOpenError::ForeignCheckpoint),
            "{refused}"
        );
        assert!(!again.exists());
    }
}

#[test]
fn nothing_that_is_there_is_written_over_and_a_damaged_copy_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let [ledger, copy, again] = ["ledger", "copy", "again"].map(|name| dir.path().join(name));
    open(&ledger).post(&grant(1));
    let in_the_way = back_up(&ledger, dir.path()).unwrap_err();
    assert!(
        matches!(in_the_way, LedgerOpenError::InTheWay(_)),
        "{in_the_way}"
    );
    back_up(&ledger, &copy).unwrap();
    let newest = fs::read(copy.join("checkpoint")).unwrap();
    let wal = copy.join("wal/00000000000000000000.wal");
    let mut bytes = fs::read(&wal).unwrap();
    bytes[40] ^= 1;
    fs::write(&wal, bytes).unwrap();
    let refused = put_back(&copy, &again, &newest).unwrap_err();
    assert!(
        matches!(
            refused,
            LedgerOpenError::Damaged(_) | LedgerOpenError::RolledBack { .. }
        ),
        "{refused}"
    );
    assert!(!again.exists() && ledger.join("key").exists());
}

#[test]
fn where_there_is_no_ledger_nothing_is_copied_checked_or_made() {
    let dir = tempfile::tempdir().unwrap();
    let [nowhere, copy] = ["nowhere", "copy"].map(|name| dir.path().join(name));
    let refused = back_up(&nowhere, &copy).unwrap_err();
    assert!(matches!(refused, LedgerOpenError::NoLedger(_)), "{refused}");
    let refused = crate::check(&nowhere).unwrap_err();
    assert!(matches!(refused, LedgerOpenError::NoLedger(_)), "{refused}");
    assert!(!nowhere.exists() && !copy.exists());
}
