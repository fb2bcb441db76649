//! Pruning: old entries go, by a policy that stands on the log; every other proof stays the same to the byte; what everybody needs
//! stays; nothing that was registered is registered again; and a process may die anywhere between.

mod kept;
mod removing;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::hexadecimal::to_hex;
use keepwell_protocol::ledger_api::{entry_path, statement_path};
use keepwell_protocol::retention::{KEPT_PATH, Kept, RETENTION_PATH, RUN, Retention};
use keepwell_protocol::statement::Statement;
use tempfile::TempDir;

use crate::Limits;
use crate::step::Step;
use crate::tests::dying::{STEPS, copy, die_at, is_long};
use crate::tests::filled::fill;
use crate::tests::fixture::{
    GENESIS, NOW_S, Running, entry, grant, grant_entry, key, open, open_pruning, open_with, quick,
};
use crate::tests::killing::start_child;

const DAY_S: u64 = 86_400;
const DAYS: u32 = 90;
/// Grants with real statements, from the log's beginning on: more than its first chunk, which stays.
const REAL: u64 = 600;
/// One of the last 200 of them, which are posted after the others: so behind the first chunk in however many commits they came.
const EARLY: u64 = 500;
/// Entries that nobody signed: a run and a bit, so that segments with the run are gone.
const FILLED: u64 = 70_000;

fn limits() -> Limits {
    Limits {
        segment_bytes: 1,
        ..quick()
    }
}

fn withdrawal() -> Statement {
    Statement::withdrawal(&[7; 32], &key(9_000))
}

/// The folder of a ledger with a run that can be pruned once `DAYS` are over; made once.
fn old() -> &'static TempDir {
    static OLD: OnceLock<TempDir> = OnceLock::new();
    OLD.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let running = open(dir.path());
        let grants: Vec<_> = (0..REAL).map(grant).collect();
        for some in grants.chunks(200) {
            running.post_together(some);
        }
        for one in (0..REAL).step_by(100) {
            assert_eq!(running.post(&grant(one).revocation(&key(one))).status, 201);
        }
        drop(running);
        fill(dir.path(), 1_000, 400);
        assert_eq!(open(dir.path()).post(&withdrawal()).status, 201);
        fill(dir.path(), FILLED, 400);
        // From here on it is known how old they are.
        open_pruning(dir.path(), limits(), DAYS).ledger.close();
        dir
    })
}

/// A copy of that folder.
fn aged() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(old().path(), dir.path());
    dir
}

fn open_later(dir: &Path) -> Running {
    let running = open_pruning(dir, limits(), DAYS);
    let later = NOW_S + u64::from(DAYS) * DAY_S;
    running.now.store(later, Ordering::Relaxed);
    running
}

fn policy(running: &Running) -> Option<Retention> {
    let answer = running.get(RETENTION_PATH);
    let statement = (answer.status == 200).then(|| Statement::parse(&answer.body).unwrap())?;
    let origin = running.ledger.info().origin;
    Some(Retention::read(&statement, &origin, &running.key()).unwrap())
}

/// How many bundles of the first run are in the folder.
fn bundles(dir: &Path) -> usize {
    let files = fs::read_dir(dir.join("tile/entries")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let first = |name: &String| name.parse::<u64>().is_ok_and(|number| number < RUN / 256);
    names.filter(first).count()
}

/// Adds until all that can be pruned is gone: the first chunk and the one of the withdrawal stay.
fn prune(running: &Running, dir: &Path) {
    let deadline = Instant::now() + Duration::from_secs(120);
    let mut next = 20_000;
    while bundles(dir) > 2 {
        assert!(Instant::now() < deadline, "it is not pruned");
        assert_eq!(running.post(&grant(next)).status, 201);
        next += 1;
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What people put on the log from entry `first` on: whenever it wants, the ledger adds its own.
fn of_people(running: &Running, first: u64) -> impl Iterator<Item = Entry> {
    let view = running.ledger.service().state.view();
    let entries = (first..view.size()).filter_map(move |index| view.entry(index).unwrap());
    entries.filter(|entry| matches!(entry.kind, EntryType::Grant | EntryType::Revocation))
}

/// Everything that must stay as it is, by its path.
fn seen(running: &Running, size: u64) -> BTreeMap<String, Vec<u8>> {
    let first = RUN / 256;
    let last = size / 256;
    let numbers = |range: std::ops::Range<u64>| range.map(|number| format!("{number:03}"));
    let mut paths: Vec<String> = Vec::new();
    for number in numbers(first..last).chain(numbers(0..1)) {
        paths.push(format!("tile/0/{number}"));
        paths.push(format!("tile/entries/{number}"));
    }
    for path in ["tile/1/000", "tile/1/001.p/3", "tile/2/000.p/1"] {
        paths.push(path.to_owned());
    }
    paths.extend(
        (RUN..size)
            .step_by(311)
            .map(|index| format!("entries/{index}/proof?size={size}")),
    );
    paths.extend(
        (RUN..size)
            .step_by(311)
            .map(|index| format!("entries/{index}?size={size}")),
    );
    paths.extend((0..5).map(|index| format!("entries/{index}/proof?size={size}")));
    paths.push(format!(
        "{}/proof?size={size}",
        entry_path(&withdrawal().digest())
    ));
    paths.push(statement_path(&withdrawal().digest()));
    let read = |path: String| {
        let answer = running.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        (path, answer.body)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn what_is_old_is_removed_by_a_policy_on_the_log_and_every_other_proof_stays_to_the_byte() {
    let dir = aged();
    // Whoever is open later prunes at once.
    let running = open(dir.path());
    let size = running.size();
    let before = seen(&running, size);
    let early = running.receipt(&grant_entry(&grant(EARLY)));
    assert!(early.index >= 256, "not in the first chunk");
    drop(running);
    let running = open_later(dir.path());
    prune(&running, dir.path());
    assert_eq!(seen(&running, size), before);

    let policy = policy(&running).unwrap();
    assert_eq!((policy.days, policy.minimum), (DAYS, RUN));
    let kept = Kept::of(&policy, running.get(KEPT_PATH).body).unwrap();
    let staying: Vec<_> = (0..RUN / 256)
        .filter(|chunk| !kept.is_pruned(*chunk))
        .collect();
    let withdrawn = running.receipt(&entry(EntryType::CardWithdrawal, 0, withdrawal().digest()));
    assert_eq!(staying, [0, withdrawn.index / 256]);
    // The policy stands on the log, with a proof as every other entry.
    let said = running.get(RETENTION_PATH).body;
    let said = Statement::parse(&said).unwrap();
    running.receipt(&entry(EntryType::Policy, 0, said.digest()));
    for gone in [
        format!("tile/entries/{:03}", 1),
        format!("tile/0/{:03}", 1),
        format!("tile/0/{:03}.p/7", 255),
        format!("entries/{}", early.index),
        format!("entries/{}/proof?size={size}", early.index),
        format!("entries/{}/statement", early.index),
    ] {
        assert_eq!(running.get(&gone).status, 410, "{gone}");
    }
    // Statements of people are gone from the chunks that stay, too.
    let kept = fs::read(dir.path().join("statements/000")).unwrap();
    let held = |one: &Statement| {
        let bytes = one.as_bytes();
        kept.windows(bytes.len()).any(|window| window == bytes)
    };
    assert!(!(0..REAL).any(|one| held(&grant(one))));
}

#[test]
fn nothing_that_was_pruned_is_registered_again() {
    let dir = aged();
    // Whoever is open later prunes at once.
    let running = open(dir.path());
    let index = |one: u64| running.receipt(&grant_entry(&grant(one))).index;
    let is_gone: Vec<_> = (0..REAL).map(|one| (one, index(one) >= 256)).collect();
    drop(running);
    let running = open_later(dir.path());
    let known = |one: u64, status: u16| {
        let own = key(one);
        let second = Statement::grant(&[9; 16], &[2; 32], b"another", &own);
        assert_eq!(running.post(&grant(one)).status, status);
        status == 200 || running.post(&second).status == status
    };
    prune(&running, dir.path());
    let size = running.size();
    for (one, is_gone) in is_gone.iter().step_by(50) {
        assert!(known(*one, if *is_gone { 410 } else { 200 }), "grant {one}");
        // Whether it was ended or not: its time was over long ago.
        let end = grant(*one).revocation(&key(*one));
        if *is_gone {
            assert_eq!(running.post(&end).status, 410, "the end of {one}");
        }
    }
    assert_eq!(running.post(&withdrawal()).status, 200);
    assert_eq!(running.post(&grant(77_777)).status, 201);
    let foreign = grant(EARLY).revocation(&key(77_777));
    assert!(matches!(running.post(&foreign).status, 403 | 409));
    let added: Vec<_> = of_people(&running, size).collect();
    assert_eq!(added, [grant_entry(&grant(77_777))]);
    drop(running);
    // The same by another process, which never saw them.
    let running = open(dir.path());
    let (gone, _) = is_gone.iter().find(|(_, is_gone)| *is_gone).unwrap();
    assert_eq!(running.post(&grant(*gone)).status, 410);
    assert_eq!(
        running.post(&grant(*gone).revocation(&key(*gone))).status,
        410
    );
}

#[test]
fn a_process_may_die_at_every_step_of_it() {
    let often = [
        (Step::FileRemoved, 0),
        (Step::FileRemoved, 1),
        (Step::FileRemoved, 191),
        (Step::FileRemoved, 400),
        (Step::RecordFlushed, 3),
        (Step::FileWritten, 9),
        (Step::FileRenamed, 12),
        (Step::FolderFlushed, 8),
    ];
    // No folder is made while entries are pruned.
    let long = STEPS.iter().filter(|step| **step != Step::FolderMade);
    let long = long.flat_map(|step| (0..6).map(move |n| (*step, n)));
    let long = long.filter(|_| is_long());
    for (step, passes) in often.into_iter().chain(long) {
        let dir = aged();
        let running = open(dir.path());
        let size = running.size();
        let before = seen(&running, size);
        drop(running);
        let child = start_child(dir.path(), "tests::pruning::child");
        let acknowledged = die_at(child, step, passes);
        let running = open(dir.path());
        assert_eq!(seen(&running, size), before, "{step:?} {passes}");
        for (digest, index) in acknowledged {
            let receipt = running.receipt(&entry(EntryType::Grant, 0, digest));
            assert_eq!(receipt.index, index);
        }
        drop(running);
        let running = open_later(dir.path());
        let gone = policy(&running).map_or(0, |policy| policy.minimum);
        prune(&running, dir.path());
        assert!(policy(&running).unwrap().minimum == RUN && gone <= RUN);
        assert_eq!(seen(&running, size), before, "{step:?} {passes}");
        assert_eq!(running.post(&grant(EARLY)).status, 410);
    }
}

#[test]
#[ignore = "runs until it dies, by the test above"]
fn child() {
    let Some(dir) = env::var_os("KEEPWELL_TEST_LEDGER_FOLDER") else {
        return;
    };
    let running = open_later(Path::new(&dir));
    for n in 50_000..52_000 {
        let answer = running.post(&grant(n));
        let index = running.verify(&answer, &grant_entry(&grant(n))).index;
        println!("acknowledged {} {index}.", to_hex(&grant(n).digest()));
        std::io::stdout().flush().unwrap();
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_policy_is_on_the_log_before_anything_is_old_and_no_other_ledger_has_one() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    assert_eq!(running.get(RETENTION_PATH).status, 404);
    assert_eq!(running.get(KEPT_PATH).status, 404);
    drop(running);
    let wait = |running: &Running, days: u32| {
        let deadline = Instant::now() + Duration::from_secs(60);
        while policy(running).is_none_or(|policy| policy.days != days) {
            assert!(Instant::now() < deadline, "it says nothing");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(policy(running).unwrap().minimum, 0);
        assert_eq!(running.get(KEPT_PATH).body, b"");
    };
    let running = open_pruning(dir.path(), quick(), 100);
    wait(&running, 100);
    assert_eq!(running.size(), GENESIS + 1);
    drop(running);
    // The same again is no second entry, another is, and so is the first one once more.
    for (days, size) in [(100, 3), (200, 4), (100, 5)] {
        let running = open_pruning(dir.path(), quick(), days);
        wait(&running, days);
        assert_eq!(running.size(), size);
    }
    // Who stops pruning still says what was said.
    let running = open_with(dir.path(), quick()).unwrap();
    assert_eq!(policy(&running).unwrap().days, 100);
}
