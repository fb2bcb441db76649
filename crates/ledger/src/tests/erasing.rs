//! Erasing statements: no byte of them is left in the folder, everybody's receipts and proofs stay the same to the byte, and
//! what revocation needs to know is still there.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::access_root::AccessRoot;
use keepwell_protocol::key_set::RelayKey;
use keepwell_protocol::ledger_api::{entry_path, proof_path, statement_path};
use keepwell_protocol::origin::Origin;
use keepwell_protocol::statement::Statement;
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::hash::Hash;

use crate::tests::fixture::{
    NOW_S, Running, grant, grant_entry, key, open_keeping, open_with, quick,
};
use crate::{Limits, ask_to_erase, asked_to_erase};

pub(super) const DAY_S: u64 = 86_400;

/// A new segment with every commit: what stands in complete chunks stands nowhere else.
pub(super) fn shortest_segments() -> Limits {
    Limits {
        segment_bytes: 1,
        ..quick()
    }
}

fn open(dir: &Path) -> Running {
    open_with(dir, shortest_segments()).unwrap()
}

/// Files below `dir`, of a ledger that was closed, in which `bytes` stand.
fn holding(dir: &Path, bytes: &[u8]) -> usize {
    let files = fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
    files
        .map(|path| {
            if path.is_dir() {
                return holding(&path, bytes);
            }
            let content = fs::read(&path).unwrap();
            usize::from(content.windows(bytes.len()).any(|window| window == bytes))
        })
        .sum()
}

pub(super) fn holds(dir: &Path, statement: &Statement) -> bool {
    holding(dir, statement.as_bytes()) > 0
}

pub(super) fn ask(dir: &Path, digests: &[Digest]) {
    digests
        .iter()
        .for_each(|digest| ask_to_erase(dir, digest).unwrap());
}

/// Grants from number `from` on, each in a commit of its own.
pub(super) fn add(running: &Running, from: u64, count: u64) {
    for n in from..from + count {
        assert_eq!(running.post(&grant(n)).status, 201);
    }
}

#[test]
fn what_was_asked_for_is_erased_and_every_proof_stays() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let some: Vec<_> = (0..254).map(grant).collect();
    running.post_together(&some);
    let size = running.size();
    assert_eq!(size, 256);
    let paths: Vec<_> = some
        .iter()
        .map(|one| proof_path(&one.digest(), size))
        .chain(["tile/0/000".to_owned(), "tile/entries/000".to_owned()])
        .collect();
    let all =
        |running: &Running| -> Vec<_> { paths.iter().map(|path| running.get(path).body).collect() };
    let before = all(&running);
    let (erased, other) = (&some[5], &some[6]);
    ask(dir.path(), &[erased.digest()]);
    add(&running, 1000, 1);
    running.ledger.close();
    assert!(!holds(dir.path(), erased) && holds(dir.path(), other));
    assert_eq!(asked_to_erase(dir.path()).unwrap(), Vec::<Digest>::new());

    for again in [running, open(dir.path())] {
        assert_eq!(all(&again), before);
        let receipt = again.receipt(&grant_entry(erased));
        assert!(receipt.index < 256);
    }
    // Its digest and its signer's are still known: it is no second entry, and its own key ends it.
    let again = open(dir.path());
    assert_eq!(again.post(erased).status, 200);
    assert_eq!(again.post(&erased.clone().revocation(&key(6))).status, 403);
    assert_eq!(again.post(&erased.clone().revocation(&key(5))).status, 201);
    drop(again);
    assert!(!holds(dir.path(), erased));
}

#[test]
fn a_statement_waits_until_no_other_copy_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    add(&running, 0, 3);
    ask(dir.path(), &[grant(1).digest()]);
    add(&running, 3, 3);
    drop(running);
    assert!(holds(dir.path(), &grant(1)));
    assert_eq!(asked_to_erase(dir.path()).unwrap(), [grant(1).digest()]);
    let running = open(dir.path());
    let more: Vec<_> = (6..300).map(grant).collect();
    running.post_together(&more);
    add(&running, 300, 1);
    drop(running);
    assert!(!holds(dir.path(), &grant(1)));
    assert!(asked_to_erase(dir.path()).unwrap().is_empty());
}

#[test]
fn what_everybody_needs_is_not_erased_nor_anything_else() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let withdrawal = Statement::withdrawal(&[7; 32], &key(9));
    assert_eq!(running.post(&withdrawal).status, 201);
    let more: Vec<_> = (0..300).map(grant).collect();
    running.post_together(&more);
    ask(dir.path(), &[withdrawal.digest(), [3; 32]]);
    fs::write(dir.path().join("erase/nobody's"), b"").unwrap();
    add(&running, 300, 1);
    running.ledger.close();
    assert_eq!(
        running.get(&statement_path(&withdrawal.digest())).body,
        withdrawal.as_bytes()
    );
    assert!(more.iter().all(|one| holds(dir.path(), one)));
    assert!(asked_to_erase(dir.path()).unwrap().is_empty());
    let nowhere = dir.path().join("nowhere");
    assert!(ask_to_erase(&nowhere, &[1; 32]).is_err() && !nowhere.exists());
}

/// A ledger that keeps statements for 40 days, so many days later; what is done is written when this returns.
pub(super) fn on_day<T>(dir: &Path, days: u64, work: impl FnOnce(&Running) -> T) -> T {
    let running = open_keeping(dir, shortest_segments(), 40 * DAY_S);
    running.now.store(NOW_S + days * DAY_S, Ordering::Relaxed);
    let done = work(&running);
    running.ledger.close();
    done
}

#[test]
fn old_statements_are_erased_and_younger_ones_are_not() {
    let dir = tempfile::tempdir().unwrap();
    let withdrawal = Statement::withdrawal(&[7; 32], &key(9));
    let (old, young): (Vec<_>, Vec<_>) = (
        (0..300).map(grant).collect(),
        (300..600).map(grant).collect(),
    );
    on_day(dir.path(), 0, |running| {
        assert_eq!(running.post(&withdrawal).status, 201);
        running.post_together(&old);
    });
    on_day(dir.path(), 1, |running| add(running, 1000, 1));
    on_day(dir.path(), 2, |running| {
        running.post_together(&young);
    });
    let proofs = |running: &Running, size: u64| -> Vec<_> {
        let paths = old.iter().map(|one| proof_path(&one.digest(), size));
        paths.map(|path| running.get(&path).body).collect()
    };
    let (size, before) = on_day(dir.path(), 40, |running| {
        add(running, 1001, 1);
        (running.size(), proofs(running, running.size()))
    });
    assert!(old.iter().all(|one| holds(dir.path(), one)));

    on_day(dir.path(), 41, |running| {
        add(running, 1002, 1);
        running.ledger.close();
        assert_eq!(proofs(running, size), before);
        let receipt = running.get(&entry_path(&old[0].digest()));
        assert_eq!(receipt.status, 200);
        let public = running.get(&statement_path(&withdrawal.digest()));
        assert_eq!(public.body, withdrawal.as_bytes());
    });
    // Whole chunks only: the first 256 entries are the log's own two, the withdrawal, and 253 grants.
    let left = old.iter().filter(|one| holds(dir.path(), one)).count();
    assert_eq!(left, 300 - 253);
    assert!(young.iter().all(|one| holds(dir.path(), one)));
    assert_eq!(open(dir.path()).post(&old[0]).status, 200);
}

#[test]
fn access_roots_are_erased_with_time_and_not_by_request() {
    let dir = tempfile::tempdir().unwrap();
    let relay = RelayKey {
        relay: Origin::parse("https://relay.example").unwrap(),
        key: key(11).verifying_key(),
    };
    let root = |number: u64| {
        let root = AccessRoot {
            relay: relay.relay.clone(),
            number,
            since: Timestamp::from_seconds(NOW_S),
            until: Timestamp::from_seconds(NOW_S + 60),
            root: Hash::of_empty_tree(),
        };
        root.sign(&key(11))
    };
    let (old, young) = (root(0), root(1));
    on_day(dir.path(), 0, |running| {
        running
            .ledger
            .name_relays(std::slice::from_ref(&relay))
            .unwrap();
        assert_eq!(running.post(&old).status, 201);
        running.post_together(&(0..300).map(grant).collect::<Vec<_>>());
        assert_eq!(running.post(&young).status, 201);
        ask(dir.path(), &[old.digest()]);
    });
    on_day(dir.path(), 1, |running| add(running, 1000, 1));
    on_day(dir.path(), 2, |running| {
        running.post_together(&(300..600).map(grant).collect::<Vec<_>>());
    });
    let public = |running: &Running, one: &Statement| running.get(&statement_path(&one.digest()));
    let path = proof_path(&old.digest(), 4);
    let before = on_day(dir.path(), 40, |running| {
        add(running, 1001, 1);
        assert_eq!(public(running, &old).body, old.as_bytes());
        running.get(&path).body
    });
    on_day(dir.path(), 41, |running| {
        add(running, 1002, 1);
        running.ledger.close();
        assert_eq!(public(running, &old).status, 404);
        assert_eq!(public(running, &young).body, young.as_bytes());
        assert_eq!(running.get(&path).body, before);
    });
    assert!(!holds(dir.path(), &old));
    // The relays that were named with it are known still.
    let running = open(dir.path());
    assert_eq!(running.post(&root(2)).status, 201);
}

#[test]
fn a_segment_that_is_old_takes_nothing_more_in() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits {
        segment_age: std::time::Duration::ZERO,
        ..quick()
    };
    let running = open_with(dir.path(), limits).unwrap();
    add(&running, 0, 2);
    drop(running);
    assert!(fs::read_dir(dir.path().join("wal")).unwrap().count() > 2);
}
