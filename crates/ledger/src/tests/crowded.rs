//! A process that has as many files open as it may, as in a flood of connections: who asks is told to come again, who writes
//! waits, and nothing stops.

use std::env;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use keepwell_protocol::ledger_api::{CHECKPOINT_PATH, entry_path};

use crate::tests::fixture::{Answer, Running, grant, grant_entry, key, open};
use crate::{Health, disk};

const FOLDER: &str = "KEEPWELL_TEST_LEDGER_FOLDER";
const CHILD: &str = "tests::crowded::child";

#[test]
fn without_a_file_left_who_asks_comes_again_and_who_writes_waits() {
    let dir = tempfile::tempdir().unwrap();
    // The limit holds for a whole process.
    let ended = Command::new("sh")
        .args(["-c", "ulimit -n 64 && exec \"$0\" \"$@\""])
        .arg(env::current_exe().unwrap())
        .args(["--exact", CHILD, "--ignored", "--nocapture"])
        .env(FOLDER, dir.path())
        .output()
        .unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(
        ended.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

#[test]
#[ignore = "runs with few files, by the test above"]
fn child() {
    let Some(dir) = env::var_os(FOLDER) else {
        return;
    };
    let dir = Path::new(&dir);
    let running = open(dir);
    let at_rest = files();
    running.post_together(&(0..300).map(grant).collect::<Vec<_>>());
    while running.ledger.figures().on_their_own < 256 {
        thread::sleep(Duration::from_millis(5));
    }
    // From here on the first chunk is in its files alone.
    assert_eq!(running.post(&grant(300)).status, 201);
    let older = oldest(&running);
    rest(&running, dir, at_rest);
    let held = all_files();
    let end = grant(older).revocation(&key(older));
    let again = |answer: &Answer| {
        assert_eq!(answer.status, 503, "{answer:?}");
        assert!(answer.headers.contains_key("retry-after"));
    };
    again(&running.post(&end));
    again(&running.get(&entry_path(&grant(older).digest())));
    assert_eq!(running.post(&grant(301)).status, 201);
    let letting_go = thread::spawn(move || {
        thread::sleep(Duration::from_millis(120));
        drop(held);
    });
    assert!(disk::list(&dir.join("wal")).unwrap().count() > 0);
    letting_go.join().unwrap();
    let held = all_files();
    let letting_go = thread::spawn(move || {
        thread::sleep(Duration::from_millis(120));
        drop(held);
    });
    assert!(disk::read(&dir.join("key")).unwrap().is_some());
    letting_go.join().unwrap();
    assert_eq!(running.post(&end).status, 201);
    running.ledger.close();
    assert_eq!(running.ledger.health(), Health::Closed);
}

/// A grant in the first chunk: in which order they were posted is chance.
fn oldest(running: &Running) -> u64 {
    let is_old = |n: &u64| {
        let answer = running.get(&entry_path(&grant(*n).digest()));
        let entry = grant_entry(&grant(*n));
        running.verify(&answer, &entry).index < 256
    };
    (0..300).find(is_old).unwrap()
}

/// How many files this process has open, with the one that this takes.
fn files() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

/// Waits until everything is written, so that no thread of the ledger has a file that it would give back later.
fn rest(running: &Running, dir: &Path, at_rest: usize) {
    let newest = running.get(CHECKPOINT_PATH).body;
    let mut times = 0;
    while times < 5 {
        let is_written = fs::read(dir.join("checkpoint")).unwrap() == newest;
        times = if is_written && files() <= at_rest {
            times + 1
        } else {
            0
        };
        thread::sleep(Duration::from_millis(10));
    }
}

/// All that this process may still open, also what a thread of the ledger gives back meanwhile.
fn all_files() -> Vec<File> {
    let (mut held, mut in_vain) = (Vec::new(), 0);
    while in_vain < 5 {
        if let Ok(file) = File::open("/dev/null") {
            held.push(file);
            in_vain = 0;
        } else {
            in_vain += 1;
            thread::sleep(Duration::from_millis(10));
        }
    }
    held
}
