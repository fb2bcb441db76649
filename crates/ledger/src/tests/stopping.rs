//! Closing, and what happens when the disk fails: nothing is acknowledged that is not on disk, and reading goes on.

use crate::{Health, LedgerOpenError, Limits};

use crate::tests::fixture::{grant, grant_entry, open, open_with, quick};

#[test]
fn closing_drains_and_reading_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    running.post(&grant(1));
    assert_eq!(running.ledger.health(), Health::Accepting);
    running.ledger.close();
    assert_eq!(running.ledger.health(), Health::Closed);
    let refused = running.post(&grant(2));
    assert_eq!(refused.status, 503);
    assert_eq!(running.receipt(&grant_entry(&grant(1))).index, 2);
    assert_eq!(running.post(&grant(1)).status, 200);
    // The folder is free again although the router still reads it.
    assert_eq!(open(dir.path()).size(), 3);
}

#[test]
fn after_a_failed_write_nothing_more_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits {
        segment_bytes: 1,
        ..quick()
    };
    let running = open_with(dir.path(), limits).unwrap();
    // The next segment cannot be made where a file stands already.
    let stray = dir.path().join("wal/00000000000000000003.wal");
    std::fs::write(&stray, "").unwrap();
    assert_eq!(running.post(&grant(1)).status, 201);
    let refused = running.post(&grant(2));
    assert_eq!(refused.status, 503);
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(running.ledger.health(), Health::Stopped);
    assert_eq!(running.size(), 3);
    assert_eq!(running.receipt(&grant_entry(&grant(1))).index, 2);
    drop(running);
    let again = open(dir.path());
    assert_eq!(again.receipt(&grant_entry(&grant(1))).index, 2);
    assert_eq!(again.post(&grant(2)).status, 201);
}

#[test]
fn a_failure_beside_the_log_stops_it_too() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    // A file stands where the folder of the tiles should be.
    std::fs::write(dir.path().join("tile"), "").unwrap();
    let some: Vec<_> = (0..254).map(grant).collect();
    running.post_together(&some);
    while running.ledger.health() != Health::Stopped {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    // Its other threads may still write, so nobody else gets the folder.
    let refused = open_with(dir.path(), quick()).err().unwrap();
    assert!(matches!(refused, LedgerOpenError::InUse(_)), "{refused}");
    running.ledger.close();
    assert_eq!(running.ledger.health(), Health::Stopped);
    assert_eq!(running.size(), 256);
    assert!(
        some.iter()
            .all(|one| running.receipt(&grant_entry(one)).size == 256)
    );
    drop(running);
    std::fs::remove_file(dir.path().join("tile")).unwrap();
    let again = open(dir.path());
    assert!(
        some.iter()
            .all(|one| again.receipt(&grant_entry(one)).size == 256)
    );
    assert_eq!(again.get("tile/0/000").body.len(), 8192);
}
