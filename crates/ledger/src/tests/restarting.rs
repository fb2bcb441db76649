//! Starting again: everything acknowledged is there, a torn end is cut off, and a log that lost or changed something
//! signs nothing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{LedgerOpenError, Limits};
use keepwell_protocol::ledger_api::{CHECKPOINT_PATH, entry_path, proof_path};

use crate::tests::fixture::{Running, grant, grant_entry, key, open, open_with, quick};

fn wal_files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(dir.join("wal"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
}

fn refused(dir: &Path) -> LedgerOpenError {
    open_with(dir, quick())
        .err()
        .expect("a damaged ledger opened")
}

/// Small segments, so that they are dropped soon.
fn short_segments() -> Limits {
    Limits {
        segment_bytes: 20_000,
        ..quick()
    }
}

#[test]
fn everything_is_served_again_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let some: Vec<_> = (0..300).map(grant).collect();
    running.post_together(&some);
    running.post(&grant(5).revocation(&key(5)));
    let mut paths = vec![CHECKPOINT_PATH.to_owned()];
    paths.extend(some.iter().map(|one| entry_path(&one.digest())));
    paths.push(proof_path(&grant(5).digest(), running.size()));
    paths.push(proof_path(&grant(5).digest(), running.size() - 1));
    paths.push("tile/0/000".to_owned());
    paths.push("tile/entries/001.p/40".to_owned());
    let all = |running: &Running| -> Vec<_> {
        paths
            .iter()
            .map(|path| running.get(path))
            .map(|answer| (answer.status, answer.body))
            .collect()
    };
    let before = all(&running);
    assert!(before.iter().all(|(status, _)| *status == 200));
    drop(running);
    let again = open(dir.path());
    assert_eq!(all(&again), before);
    assert_eq!(again.post(&grant(5).revocation(&key(5))).status, 200);
    assert_eq!(again.post(&grant(300)).status, 201);
}

#[test]
fn a_torn_end_is_cut_off() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).post(&grant(1));
    let wal = wal_files(dir.path()).remove(0);
    let whole = fs::read(&wal).unwrap();
    let next = {
        open(dir.path()).post(&grant(2));
        fs::read(&wal).unwrap()[whole.len()..].to_vec()
    };
    // As if the machine had died while the record of grant 2 was written, before anything was acknowledged.
    for length in 1..next.len() {
        let torn = tempfile::tempdir().unwrap();
        fs::create_dir(torn.path().join("wal")).unwrap();
        for file in ["ledger.json", "key"] {
            fs::copy(dir.path().join(file), torn.path().join(file)).unwrap();
        }
        let wal = torn.path().join("wal").join(wal.file_name().unwrap());
        fs::write(&wal, [&whole, &next[..length]].concat()).unwrap();
        fs::write(torn.path().join("checkpoint"), checkpoint_at(dir.path(), 3)).unwrap();
        if length % 50 == 1 || length + 40 > next.len() {
            let running = open(torn.path());
            assert_eq!(running.size(), 3, "length {length}");
            assert_eq!(running.post(&grant(2)).status, 201);
            assert_eq!(running.post(&grant(1)).status, 200);
        }
    }
}

/// The note of the head of `size` entries.
fn checkpoint_at(dir: &Path, size: u64) -> Vec<u8> {
    let running = open(dir);
    let proof = running.get(&proof_path(&grant(1).digest(), size)).body;
    let text = String::from_utf8(proof).unwrap();
    text.split_once("\n\n").unwrap().1.as_bytes().to_vec()
}

#[test]
fn every_altered_byte_of_the_log_is_noticed_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    running.post(&grant(1));
    running.post(&grant(2));
    drop(running);
    let wal = wal_files(dir.path()).remove(0);
    let good = fs::read(&wal).unwrap();
    for at in 0..good.len() {
        let mut altered = good.clone();
        altered[at] ^= 1;
        fs::write(&wal, &altered).unwrap();
        let error = refused(dir.path());
        assert!(
            matches!(
                error,
                LedgerOpenError::Damaged(_) | LedgerOpenError::RolledBack { .. }
            ),
            "byte {at}: {error}"
        );
        assert_eq!(fs::read(&wal).unwrap(), altered);
    }
    fs::write(&wal, &good).unwrap();
    assert_eq!(open(dir.path()).size(), 4);
}

#[test]
fn a_log_that_was_rolled_back_signs_nothing() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).post(&grant(1));
    let wal = wal_files(dir.path()).remove(0);
    let older = fs::read(&wal).unwrap();
    open(dir.path()).post(&grant(2));
    let newer = fs::read(&wal).unwrap();
    fs::write(&wal, &older).unwrap();
    let error = refused(dir.path());
    assert!(matches!(
        error,
        LedgerOpenError::RolledBack {
            found: 3,
            published: 4
        }
    ));
    assert!(error.to_string().contains("rolled back"));
    fs::remove_file(&wal).unwrap();
    assert!(matches!(
        refused(dir.path()),
        LedgerOpenError::RolledBack { .. }
    ));
    fs::write(&wal, &newer).unwrap();
    assert_eq!(open(dir.path()).size(), 4);
}

#[test]
fn another_history_of_the_same_length_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    drop(open(dir.path()));
    for file in ["ledger.json", "key"] {
        fs::copy(dir.path().join(file), other.path().join(file)).unwrap();
    }
    fs::create_dir(other.path().join("wal")).unwrap();
    fs::write(other.path().join("wal/00000000000000000000.wal"), "").unwrap();
    open(dir.path()).post(&grant(1));
    open(other.path()).post(&grant(2));
    let (ours, theirs) = (
        wal_files(dir.path()).remove(0),
        wal_files(other.path()).remove(0),
    );
    fs::copy(theirs, ours).unwrap();
    assert!(matches!(refused(dir.path()), LedgerOpenError::Damaged(_)));
}

#[test]
fn a_log_that_lost_its_beginning_does_not_begin_again() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).post(&grant(1));
    let about = fs::read(dir.path().join("ledger.json")).unwrap();
    fs::remove_file(dir.path().join("ledger.json")).unwrap();
    assert!(matches!(refused(dir.path()), LedgerOpenError::Damaged(_)));
    fs::write(dir.path().join("ledger.json"), about).unwrap();
    fs::remove_file(dir.path().join("checkpoint")).unwrap();
    fs::remove_file(wal_files(dir.path()).remove(0)).unwrap();
    assert!(matches!(refused(dir.path()), LedgerOpenError::Damaged(_)));
}

#[test]
fn a_missing_checkpoint_a_stray_file_or_another_key_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).post(&grant(1));
    let checkpoint = dir.path().join("checkpoint");
    let note = fs::read(&checkpoint).unwrap();
    fs::remove_file(&checkpoint).unwrap();
    assert!(matches!(refused(dir.path()), LedgerOpenError::Damaged(_)));
    fs::write(&checkpoint, &note).unwrap();
    let stray = dir.path().join("wal/old.wal");
    fs::write(&stray, "").unwrap();
    assert!(matches!(refused(dir.path()), LedgerOpenError::Damaged(_)));
    fs::remove_file(&stray).unwrap();
    let key = fs::read(dir.path().join("key")).unwrap();
    fs::write(dir.path().join("key"), [7; 32]).unwrap();
    assert!(matches!(refused(dir.path()), LedgerOpenError::Damaged(_)));
    fs::write(dir.path().join("key"), key).unwrap();
    assert_eq!(open(dir.path()).size(), 3);
}

#[test]
fn old_segments_are_dropped_and_nothing_is_missed() {
    let dir = tempfile::tempdir().unwrap();
    let mut posted = Vec::new();
    for round in 0..6 {
        let running = open_with(dir.path(), short_segments()).unwrap();
        for from in (0..150).step_by(30) {
            let some: Vec<_> = (from..from + 30).map(|n| grant(round * 150 + n)).collect();
            running.post_together(&some);
            posted.extend(some);
        }
        assert_eq!(running.size(), (round + 1) * 150 + 2);
        for statement in &posted {
            assert!(running.receipt(&grant_entry(statement)).index >= 2);
        }
    }
    let first = wal_files(dir.path()).remove(0);
    assert_ne!(first.file_name().unwrap(), "00000000000000000000.wal");
    let running = open_with(dir.path(), short_segments()).unwrap();
    let early = posted.first().unwrap();
    let proofs =
        (3..300).filter(|size| running.get(&proof_path(&early.digest(), *size)).status == 200);
    assert!(proofs.count() > 5);
    assert_eq!(running.post(&grant(0)).status, 200);
    assert_eq!(running.post(&grant(0).revocation(&key(0))).status, 201);
}

#[test]
fn damaged_chunks_at_the_edge_are_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let running = open_with(dir.path(), short_segments()).unwrap();
    for from in (0..600).step_by(50) {
        let some: Vec<_> = (from..from + 50).map(grant).collect();
        running.post_together(&some);
    }
    drop(running);
    for file in ["tile/entries/000", "signers/000", "heads/001"] {
        let path = dir.path().join(file);
        let good = fs::read(&path).unwrap();
        let mut altered = good.clone();
        altered.pop();
        fs::write(&path, &altered).unwrap();
        assert!(
            matches!(refused(dir.path()), LedgerOpenError::Damaged(_)),
            "{file}"
        );
        fs::write(&path, &good).unwrap();
    }
    let entries = dir.path().join("tile/entries/000");
    let good = fs::read(&entries).unwrap();
    let mut altered = good.clone();
    altered[5000] ^= 1;
    fs::write(&entries, &altered).unwrap();
    assert!(matches!(refused(dir.path()), LedgerOpenError::Damaged(_)));
    fs::write(&entries, &good).unwrap();
    assert!(open_with(dir.path(), short_segments()).is_ok());
}
