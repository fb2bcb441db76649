//! A wallet that was locked: its keys are no longer in the memory of the process that had it open. And no process of the
//! program leaves its memory behind when it crashes.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Write as _},
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
};

use keepwell_crypto::{phrase::WordCount, slot::Cost};
use keepwell_wallet::{
    grants, records, settings,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{
    command::binary,
    keys,
    planted::{Planted, Search},
    process,
    stage::Stage,
};

/// Where the other process finds the wallet; without it there is nothing for it to do.
const HOME: &str = "KEEPWELL_TEST_LOCKED";
const PASSPHRASE: &str = "persimmon-salamander-19";

/// A process that opens a wallet, shares from it and locks it again, and waits after each.
struct Other {
    child: Child,
    told: BufReader<ChildStdout>,
    go_on: ChildStdin,
}

impl Other {
    fn start(home: &Path) -> Self {
        let own = std::env::current_exe().expect("the test's program");
        let mut child = Command::new(own)
            .args(["--exact", "locked::the_other_process", "--nocapture"])
            .env(HOME, home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        Self {
            told: BufReader::new(child.stdout.take().expect("its output")),
            go_on: child.stdin.take().expect("its input"),
            child,
        }
    }

    /// Waits until it says this.
    fn says(&mut self, word: &str) {
        let mut line = String::new();
        while !line.trim_end().ends_with(word) {
            line.clear();
            let read = self.told.read_line(&mut line).expect("a line");
            assert!(read > 0, "it ended before it was {word}");
        }
    }

    fn goes_on(&mut self) {
        self.go_on.write_all(b"\n").expect("it waits");
    }

    /// Which of these are in its memory; `None` where nobody may look.
    fn holds(&self, planted: &[Planted]) -> Option<BTreeSet<String>> {
        let memory = process::memory(self.child.id())?;
        let search = Search::new(planted);
        let found = memory.iter().flat_map(|piece| search.found_in(piece));
        Some(found.collect())
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the other process does; nothing in an ordinary run.
#[test]
fn the_other_process() {
    let Some(root) = std::env::var_os(HOME).map(PathBuf::from) else {
        return;
    };
    let wait = |word| {
        println!("{word}");
        std::io::stdin()
            .read_line(&mut String::new())
            .expect("a line");
    };
    let passphrase = Zeroizing::new(std::fs::read_to_string(root.join("pass")).expect("text"));
    let vault = Vault::unlock(&root.join("home"), &passphrase).expect("it opens");
    drop(passphrase);
    let count = records::count(&vault).expect("records");
    assert!(count > 0);
    for grant in grants::all(&vault).expect("grants") {
        let keys = vault.keys().grant(grant.id.as_bytes());
        let _ = keys.signing.sign(b"something");
    }
    wait("open");
    drop(vault);
    wait("locked");
}

#[test]
fn a_locked_wallet_left_no_key_in_memory() {
    let stage = Stage::new();
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("pass"), PASSPHRASE).expect("written");
    let settings = settings::pin(&stage.wire, stage.url.clone(), None).expect("settings");
    let home = folder.path().join("home");
    let new = NewVault {
        root: &home,
        passphrase: PASSPHRASE,
        cost: Cost::TEST_ONLY,
        settings: &settings,
    };
    let (vault, phrase) = Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
    records::import_sample(&vault, stage.now(), &mut |_| {}, &mut OsRng).expect("a record");
    let (_, card) = stage.clinic("Harbour Clinic");
    let made = grants::make(&vault, &stage.wish(&card), stage.now(), &mut OsRng).expect("a grant");
    let mut planted = keys::of_wallet(&phrase.expose(), &[*made.id.as_bytes()]);
    planted.push(Planted::bytes(
        "the data key",
        vault.data_key().secret().expose(),
    ));
    planted.push(Planted::text("the passphrase", PASSPHRASE));
    drop(vault);

    let mut other = Other::start(folder.path());
    other.says("open");
    let Some(open) = other.holds(&planted) else {
        println!("locked: SKIPPED: this system lets nobody read the memory of a process");
        return;
    };
    assert!(
        open.iter().any(|what| what.starts_with("the data key")),
        "{open:?}"
    );
    assert!(
        open.iter().any(|what| what.starts_with("root key")),
        "{open:?}"
    );
    other.goes_on();
    other.says("locked");
    assert_eq!(other.holds(&planted), Some(BTreeSet::new()));
}

#[test]
fn a_crash_leaves_no_memory_behind() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("server");
    let control = crash("sleep 60", folder.path());
    if !control.core_dumped() {
        println!("crash: SKIPPED: here no process leaves its memory behind, whatever it is");
        return;
    }
    let serve = format!(
        "{} serve --data {} --listen 127.0.0.1:0",
        binary().display(),
        data.display()
    );
    let ours = crash(&serve, folder.path());
    assert_eq!(ours.signal(), Some(6), "it crashed");
    assert!(!ours.core_dumped(), "its memory was written to a file");
}

/// Lets a program that may leave its memory behind in `folder` run for a moment, and ends it by `SIGABRT`.
fn crash(line: &str, folder: &Path) -> ExitStatus {
    let mut child = Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -c unlimited 2>/dev/null; exec {line}"),
        ])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    std::thread::sleep(std::time::Duration::from_millis(700));
    let id = child.id().to_string();
    let told = Command::new("kill").args(["-ABRT", &id]).status();
    assert!(told.expect("kill runs").success());
    child.wait().expect("it ends")
}
