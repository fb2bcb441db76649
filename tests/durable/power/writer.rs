//! The process that writes: this very test program, started once more with a folder and a task in its environment.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use super::{careless, ledger, relay, wallet};
use crate::{
    chance::moment,
    disk::{Disk, run},
};

const TASK: &str = "KEEPWELL_DURABLE_TASK";
const FOLDER: &str = "KEEPWELL_DURABLE_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";
const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_millis(1200);

/// What a writer does until its end.
pub(crate) type Task = fn(&Path);
const TASKS: [(&str, Task); 4] = [
    ("careless", careless::write),
    ("ledger", ledger::write),
    ("relay", relay::write),
    ("wallet", wallet::write),
];

#[test]
#[ignore = "writes until its power is cut, by the tests beside it"]
fn writer() {
    let (Ok(task), Some(folder)) = (env::var(TASK), env::var_os(FOLDER)) else {
        return;
    };
    let (_, write) = TASKS
        .into_iter()
        .find(|(name, _)| *name == task)
        .expect("a task");
    write(Path::new(&folder));
}

/// Says that something was acknowledged, from whichever thread.
pub(crate) fn tell(what: &str) {
    static OUTPUT: Mutex<()> = Mutex::new(());
    let _whole = OUTPUT.lock().unwrap_or_else(PoisonError::into_inner);
    let mut output = std::io::stdout();
    // The point says that the line is whole.
    writeln!(output, "\n{ACKNOWLEDGED}{what}.").expect("a pipe");
    output.flush().expect("a pipe");
}

/// Lets a writer work on a disk, and cuts the power at a random moment after its first acknowledgement; gives the disk
/// as it is then and everything that was acknowledged.
pub(crate) fn write_and_cut(disk: &Disk, task: &str) -> (Disk, Vec<String>) {
    let mut child = Command::new(env::current_exe().expect("this program"))
        .args([
            "--exact",
            "power::writer::writer",
            "--ignored",
            "--nocapture",
        ])
        .env(TASK, task)
        .env(FOLDER, disk.root())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the writer starts");
    let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut told = lines.map_while(Result::ok).filter_map(|line| {
        let what = line.strip_prefix(ACKNOWLEDGED)?.strip_suffix('.')?;
        Some(what.to_owned())
    });
    let first = told.next().expect("the writer acknowledges something");
    let reader = thread::spawn(move || told.collect::<Vec<_>>());
    thread::sleep(SHORTEST + moment(LONGEST - SHORTEST));
    let early = child.try_wait().expect("its state");
    assert!(early.is_none(), "the writer ended by itself: {early:?}");
    stop(child.id());
    let after = disk.after_a_cut();
    child.kill().expect("killed");
    child.wait().expect("gone");
    let mut all = vec![first];
    all.extend(reader.join().expect("everything that was said"));
    (after, all)
}

/// Stops a process, and waits until none of its threads runs any more: none can acknowledge anything then.
fn stop(process: u32) {
    run("kill", &["-STOP", &process.to_string()]).expect("stopped");
    let tasks = format!("/proc/{process}/task");
    let has_stopped = |task: fs::DirEntry| {
        let told = fs::read_to_string(task.path().join("stat")).unwrap_or_default();
        let state = told.rsplit_once(") ").map(|(_, rest)| rest.chars().next());
        !matches!(state, Some(Some('R' | 'S' | 'D')))
    };
    while !fs::read_dir(&tasks)
        .expect("its threads")
        .flatten()
        .all(has_stopped)
    {
        thread::sleep(Duration::from_millis(1));
    }
}
