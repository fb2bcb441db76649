//! A ledger that dies at a step between writing and flushing, at each of them, again and again on the same folder: what was
//! acknowledged is there afterwards at its index, and no index is used twice. `KEEPWELL_LONG=1` does it a thousand times. So it is
//! while statements are erased, while the key is handed over, and while a start writes what is missing.

mod erasing;
mod rotating;
mod starting;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use keepwell_crypto::hash::Digest;
use keepwell_protocol::entry::EntryType;
use tempfile::TempDir;

use crate::step::Step;
use crate::tests::fixture::{entry, open};
use crate::tests::killing::{parse, start, start_child};

/// Where to die: a step's place in [`STEPS`], a colon, and how often it is passed before.
const WHERE: &str = "KEEPWELL_TEST_DIE_AT";
const DYING: &str = "dying at ";
/// All of them; the last one is passed where entries are pruned or statements erased, and died at there.
pub(super) const STEPS: [Step; 11] = [
    Step::FolderMade,
    Step::RecordTorn,
    Step::RecordAppended,
    Step::RecordFlushed,
    Step::SegmentMade,
    Step::SegmentDropped,
    Step::FileWritten,
    Step::FileFlushed,
    Step::FileRenamed,
    Step::FolderFlushed,
    Step::FileRemoved,
];
/// Those that every ledger passes.
const OFTEN: usize = 10;
/// So often a folder is made in the life of a ledger: those are the first deaths in it.
const FOLDERS: usize = 4;
/// How many deaths, in every run and in the long ones.
const DEATHS: (usize, usize) = (40, 1000);
/// After so many a new folder is begun, so that starting does not take longer and longer.
const IN_A_FOLDER: usize = 50;

/// Where this process is to die, and how often it passes there before.
struct Fate {
    step: Step,
    left: AtomicU32,
}

fn fate() -> Option<&'static Fate> {
    static FATE: OnceLock<Option<Fate>> = OnceLock::new();
    let read = || {
        let text = env::var(WHERE).ok()?;
        let (step, left) = text.split_once(':')?;
        Some(Fate {
            step: *STEPS.get(step.parse::<usize>().ok()?)?,
            left: AtomicU32::new(left.parse().ok()?),
        })
    };
    FATE.get_or_init(read).as_ref()
}

/// Whether this process is to die at one of them.
pub(super) fn is_fated() -> bool {
    fate().is_some()
}

/// Whether the process dies when it passes `step` now.
pub(crate) fn is_next(step: Step) -> bool {
    fate().is_some_and(|fate| fate.step == step && fate.left.load(Ordering::Relaxed) == 0)
}

/// Dies where that is due: without unwinding, flushing, or a word to anybody but this test.
pub(crate) fn passed(step: Step) {
    let Some(fate) = fate().filter(|fate| fate.step == step) else {
        return;
    };
    if fate.left.fetch_sub(1, Ordering::Relaxed) == 0 {
        println!("{DYING}{step:?}");
        std::process::abort();
    }
}

#[test]
fn a_ledger_may_die_at_every_step() {
    let deaths = if is_long() { DEATHS.1 } else { DEATHS.0 };
    let mut died = BTreeMap::new();
    let mut kept = 0;
    for folder in 0..deaths.div_ceil(IN_A_FOLDER) {
        let dir = tempfile::tempdir().unwrap();
        let mut acknowledged = BTreeMap::new();
        let here = IN_A_FOLDER.min(deaths - folder * IN_A_FOLDER);
        for number in 0..here {
            let (at, new) = live_and_die(dir.path(), number);
            *died.entry(at).or_insert(0) += 1;
            for (digest, index) in new {
                let other = acknowledged.insert(index, digest);
                assert_eq!(other, None, "index {index} was used twice");
            }
        }
        check(dir.path(), &acknowledged);
        kept += acknowledged.len();
    }
    println!("{deaths} deaths, {kept} acknowledged, 0 lost: {died:?}");
    for step in &STEPS[..OFTEN] {
        assert!(
            died.contains_key(&format!("{step:?}")),
            "{step:?}: nobody died there"
        );
    }
}

/// Lets a ledger live until it dies on its own; where, and what it had acknowledged.
fn live_and_die(dir: &Path, number: usize) -> (String, Vec<(Digest, u64)>) {
    let (step, passes) = match number.checked_sub(FOLDERS) {
        None => (0, 0),
        Some(number) => {
            let others = OFTEN - 1;
            (1 + number % others, 2 * (number / others))
        }
    };
    die(start(dir), step, passes)
}

/// Whether there is time to die everywhere.
pub(super) fn is_long() -> bool {
    env::var("KEEPWELL_LONG").is_ok_and(|value| value == "1")
}

/// What a process that may die said, and whether it came through its work.
struct Life {
    lines: Vec<String>,
    is_through: bool,
}

/// Lets a process live that is to die at a step, by its place in [`STEPS`], after so many passes.
fn live(mut command: Command, step: usize, passes: usize) -> Life {
    command.env(WHERE, format!("{step}:{passes}"));
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    Life {
        lines: lines.map_while(Result::ok).collect(),
        is_through: child.wait().unwrap().success(),
    }
}

impl Life {
    /// Where it died, which it must have, and of nothing else; what it had acknowledged.
    fn ended(&self) -> (String, Vec<(Digest, u64)>) {
        let lines = &self.lines;
        assert!(!self.is_through, "it died");
        let last = lines.iter().rev().find_map(|line| line.split_once(DYING));
        let (_, at) = last.unwrap_or_else(|| panic!("it died of something else: {lines:?}"));
        (at.to_owned(), self.acknowledged())
    }

    fn acknowledged(&self) -> Vec<(Digest, u64)> {
        self.lines.iter().filter_map(|line| parse(line)).collect()
    }
}

/// Lets a process that registers grants live until it dies there.
fn die(command: Command, step: usize, passes: usize) -> (String, Vec<(Digest, u64)>) {
    live(command, step, passes).ended()
}

/// Lets the work of `child`, which comes to an end, be died in at each step that it passes: the first time that it is passed, and
/// in the long runs each time. `prepared` makes a folder for each, and `judged` is told what was acknowledged by then.
fn die_everywhere(
    child: &str,
    prepared: impl Fn() -> TempDir,
    judged: impl Fn(&Path, &[(Digest, u64)]),
) {
    let most = if is_long() { usize::MAX } else { 1 };
    let mut died = BTreeMap::new();
    for (place, step) in STEPS.iter().enumerate() {
        for passes in 0..most {
            let dir = prepared();
            let life = live(start_child(dir.path(), child), place, passes);
            if !life.is_through {
                let (at, _) = life.ended();
                assert_eq!(at, format!("{step:?}"));
                *died.entry(at).or_insert(0) += 1;
            }
            judged(dir.path(), &life.acknowledged());
            if life.is_through {
                break;
            }
        }
    }
    println!("{child}: died at {died:?}");
    assert!(died.len() >= 4, "{died:?}: too few steps are passed");
}

/// Copies what is below a folder.
pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

/// A copy of this folder.
fn copied(from: &Path) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(from, dir.path());
    dir
}

/// The same at `step`; what it had acknowledged.
pub(super) fn die_at(command: Command, step: Step, passes: usize) -> Vec<(Digest, u64)> {
    let place = STEPS.iter().position(|one| *one == step).unwrap();
    let (at, acknowledged) = die(command, place, passes);
    assert_eq!(at, format!("{step:?}"));
    acknowledged
}

fn check(dir: &Path, acknowledged: &BTreeMap<u64, Digest>) {
    let running = open(dir);
    for (index, digest) in acknowledged {
        let receipt = running.receipt(&entry(EntryType::Grant, 0, *digest));
        assert_eq!(receipt.index, *index);
    }
}
