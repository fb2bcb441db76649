//! Deaths while the key is handed over, twice in the same folder: whoever opens it next has the old key and nothing begun, or the new
//! one that the old one handed over to; every entry is there, and none is there twice.

use std::env;
use std::path::Path;

use keepwell_protocol::statement::Statement;

use super::{copied, die_everywhere, live};
use crate::tests::fixture::{Running, grant, grant_entry, open};
use crate::tests::killing::start_child;
use crate::tests::rotating::{listed, proof, turn};

const CHILD: &str = "tests::dying::rotating::child";

/// That the entries are those of before, and the keys hand over to each other.
fn is_whole(running: &Running, (grants, size): (&[Statement], u64)) -> u64 {
    let all = listed(running);
    let rotations = u64::try_from(all.len()).unwrap() - 1;
    assert_eq!(running.size(), size + rotations);
    assert_eq!(all[0].key, *running.verifier().key());
    let mut next = running.verifier();
    for one in &all[1..] {
        let rotation = proof(running, one);
        assert_eq!(rotation.new, next);
        next = rotation.old;
    }
    for (index, one) in (crate::tests::fixture::GENESIS..).zip(grants) {
        let receipt = running.receipt(&grant_entry(one));
        assert_eq!(receipt.index, index);
    }
    rotations
}

#[test]
fn a_rotation_may_die_at_every_step_and_again() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let grants: Vec<_> = (0..10).map(grant).collect();
    for one in &grants {
        assert_eq!(running.post(one).status, 201);
    }
    let known = (grants.as_slice(), running.size());
    drop(running);
    let again = |dir: &Path| {
        // Whoever tries again dies as well, a little later, or comes through.
        let _ = live(start_child(dir, CHILD), 6, 2);
        let done = is_whole(&open(dir), known);
        assert!(!dir.join("key.next").exists());
        assert!(done <= 2, "{done} rotations of two");
        turn(dir);
        assert_eq!(is_whole(&open(dir), known), done + 1);
    };
    die_everywhere(CHILD, || copied(dir.path()), |dir, _| again(dir));
}

#[test]
#[ignore = "runs until it dies, by the test above"]
fn child() {
    if let Some(dir) = env::var_os("KEEPWELL_TEST_LEDGER_FOLDER") {
        turn(Path::new(&dir));
    }
}
