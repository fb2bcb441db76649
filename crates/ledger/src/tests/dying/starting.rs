//! Deaths while a start makes again what a disk lost beside the log: whoever starts next makes the rest, and answers as before.

use std::env;
use std::fs;
use std::path::Path;

use keepwell_protocol::ledger_api::proof_path;
use tempfile::TempDir;

use super::{copied, die_everywhere, is_long};
use crate::check;
use crate::tests::filled::fill;
use crate::tests::fixture::{Running, grant, open};

const CHILD: &str = "tests::dying::starting::child";
/// Grants, more than two chunks.
const GRANTS: u64 = 600;

fn seen(running: &Running, size: u64) -> Vec<Vec<u8>> {
    let proofs = (0..GRANTS).step_by(50);
    let proofs = proofs.map(|one| proof_path(&grant(one).digest(), size));
    let files = ["tile/0/000", "tile/0/001", "tile/entries/000"];
    let paths = proofs.chain(files.map(str::to_owned));
    let read = |path: String| {
        let answer = running.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        answer.body
    };
    paths.map(read).collect()
}

/// A ledger of which `more` entries besides stand in files alone.
fn made(more: u64) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let grants: Vec<_> = (0..GRANTS).map(grant).collect();
    running.post_together(&grants);
    drop(running);
    if more > 0 {
        fill(dir.path(), more, 400);
    }
    drop(open(dir.path()));
    dir
}

fn dies(whole: &TempDir, lost: &[&str]) {
    let (size, before) = {
        let running = open(whole.path());
        let size = running.size();
        (size, seen(&running, size))
    };
    let prepared = || {
        let dir = copied(whole.path());
        for folder in lost {
            fs::remove_dir_all(dir.path().join(folder)).unwrap();
        }
        dir
    };
    let judged = |dir: &Path| {
        let running = open(dir);
        assert_eq!(running.size(), size);
        assert_eq!(seen(&running, size), before);
        drop(running);
        let checked = check(dir).unwrap();
        assert_eq!((checked.entries, checked.made_again), (size, vec![]));
    };
    die_everywhere(CHILD, prepared, |dir, _| judged(dir));
}

#[test]
fn a_start_that_makes_files_again_may_die_at_every_step() {
    // All of it stands in the log's own records: everything beside it is made again.
    dies(&made(0), &["tile", "statements", "heads"]);
    if is_long() {
        // Entries that stand in files alone: tiles above them, and what finds them, are made again.
        dies(&made(70_000), &["tile/1", "index"]);
    }
}

#[test]
#[ignore = "runs until it dies, by the test above"]
fn child() {
    if let Some(dir) = env::var_os("KEEPWELL_TEST_LEDGER_FOLDER") {
        open(Path::new(&dir)).ledger.close();
    }
}
