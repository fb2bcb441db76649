//! Killed without warning, again and again: what was acknowledged is there afterwards, at the index that was acknowledged.

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Limits;
use keepwell_crypto::hash::Digest;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::hexadecimal::{from_hex, to_hex};
use keepwell_protocol::statement::Statement;
use rand_core::OsRng;

use crate::tests::dying::is_fated;
use crate::tests::fixture::{entry, grant_entry, open, open_with, quick};

const FOLDER: &str = "KEEPWELL_TEST_LEDGER_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";
const CYCLES: usize = 10;

#[test]
fn nothing_acknowledged_is_lost_and_no_index_is_used_twice() {
    let dir = tempfile::tempdir().unwrap();
    let mut acknowledged = BTreeMap::new();
    for cycle in 0..CYCLES {
        for (digest, index) in run_and_kill(dir.path(), 10 + 25 * cycle) {
            let other = acknowledged.insert(index, digest);
            assert_eq!(other, None, "index {index} was used twice");
        }
    }
    let running = open(dir.path());
    for (index, digest) in &acknowledged {
        let receipt = running.receipt(&entry(EntryType::Grant, 0, *digest));
        assert_eq!(receipt.index, *index);
    }
    assert!(acknowledged.len() >= CYCLES * 10);
}

/// Runs a ledger in a process of its own, kills it once it has acknowledged `enough`, and gives all it acknowledged.
fn run_and_kill(dir: &Path, enough: usize) -> Vec<(Digest, u64)> {
    let mut child = start(dir).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged: Vec<_> = lines
        .by_ref()
        .map_while(Result::ok)
        .filter_map(|line| parse(&line))
        .take(enough)
        .collect();
    child.kill().unwrap();
    child.wait().unwrap();
    // What it had said before it died but nobody had read. The last line may be torn.
    acknowledged.extend(lines.map_while(Result::ok).filter_map(|line| parse(&line)));
    acknowledged
}

/// A ledger in a process of its own, which registers grants until it ends and says what it was told.
pub(super) fn start(dir: &Path) -> Command {
    start_child(dir, "tests::killing::child")
}

/// The same by the ignored test of this name.
pub(super) fn start_child(dir: &Path, name: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env(FOLDER, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// What a line of it acknowledges.
pub(super) fn parse(line: &str) -> Option<(Digest, u64)> {
    let (_, rest) = line.split_once(ACKNOWLEDGED)?;
    let (digest, index) = rest.strip_suffix('.')?.split_once(' ')?;
    Some((from_hex(digest)?, index.parse().ok()?))
}

#[test]
#[ignore = "runs until it is killed, by the test above"]
fn child() {
    let Some(dir) = env::var_os(FOLDER) else {
        return;
    };
    let limits = Limits {
        segment_bytes: 20_000,
        statements: crate::Rate {
            burst: u32::MAX,
            per_second: u32::MAX,
        },
        ..quick()
    };
    let running = open_with(Path::new(&dir), limits).unwrap();
    // Whoever is to die by itself does so long before the end of this.
    let lives = if is_fated() { 300 } else { u32::MAX };
    for _ in 0..lives {
        let some: Vec<_> = (0..8)
            .map(|_| SigningKey::generate(&mut OsRng))
            .map(|key| Statement::grant(&[1; 16], &[2; 32], b"terms", &key))
            .collect();
        for (statement, answer) in some.iter().zip(running.post_together(&some)) {
            let index = running.verify(&answer, &grant_entry(statement)).index;
            let digest = to_hex(&statement.digest());
            println!("{ACKNOWLEDGED}{digest} {index}.");
        }
        std::io::stdout().flush().unwrap();
    }
}
