//! A process that writes is killed again and again, also while it opens. What it said was written must be there, and no
//! batch may be there in part. The writing process is this test program, started once more with a folder in its
//! environment.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use super::*;

const FOLDER: &str = "KEEPWELL_STORE_CRASH_FOLDER";
const CYCLES: u32 = 20;
/// A batch writes this many keys, all with the batch's number in the value.
const KEYS: u32 = 4;

fn batch(number: u32) -> Batch {
    let mut batch = Batch::new();
    for key in 0..KEYS {
        batch.put(RECORDS, &key.to_be_bytes(), value(number, number + key));
    }
    batch.put(GRANTS, &number.to_be_bytes(), number.to_be_bytes());
    batch.put(GRANTS, b"last", number.to_be_bytes());
    batch
}

fn last(store: &Store) -> u32 {
    get(store, GRANTS, b"last").map_or(0, |bytes| {
        u32::from_be_bytes(bytes.as_slice().try_into().unwrap())
    })
}

/// Not a test: the process that is killed.
#[test]
fn write_until_killed() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    let store = open(Path::new(&folder)).unwrap().store;
    let mut output = std::io::stdout();
    for number in last(&store) + 1.. {
        store.write(&batch(number)).unwrap();
        writeln!(output, "\nacknowledged {number}").unwrap();
        output.flush().unwrap();
    }
}

/// Starts the writer and kills it after it has acknowledged `count` batches; gives the last it told of.
fn kill_after(folder: &Path, count: u32) -> Option<u32> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "tests::crash::write_until_killed", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told =
        |line: std::io::Result<String>| line.unwrap().strip_prefix("acknowledged ")?.parse().ok();
    let mut last = None;
    for _ in 0..count {
        last = lines.find_map(&mut told);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    lines.filter_map(told).last().or(last)
}

#[test]
fn what_was_acknowledged_survives_killing() {
    let dir = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    for cycle in 0..CYCLES {
        // Every fifth time it is killed while it opens.
        let count = if cycle % 5 == 4 {
            0
        } else {
            1 + cycle * 7 % 23
        };
        acknowledged = kill_after(dir.path(), count).unwrap_or(acknowledged);
        let store = open_whole(dir.path());
        let last = last(&store);
        assert!(
            last >= acknowledged,
            "{acknowledged} acknowledged, {last} there"
        );
        for number in 1..=last {
            let found = get(&store, GRANTS, &number.to_be_bytes());
            assert_eq!(found.unwrap(), number.to_be_bytes());
        }
        for key in (0..KEYS).filter(|_| last > 0) {
            let found = get(&store, RECORDS, &key.to_be_bytes());
            assert_eq!(found.unwrap(), value(last, last + key));
        }
        acknowledged = last;
    }
    assert!(acknowledged > CYCLES);
}
