//! The whole story with the real program: a server behind somebody who listens, a patient, two clinics, mistakes on purpose.
//! Everything that others could see of it is kept, each with a name; what a person asked for is an answer and is not.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{command::binary, process, wiretap::Wiretap};

/// What opens the patient's wallet and both clinics.
pub(crate) const PASSPHRASE: &str = "tangerine-wolverine-42";

/// Whether what a command prints was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prints {
    /// It is what the person wants to read.
    Answer,
    /// It says that something was done, or why not.
    Told,
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: Vec<u8>,
}

impl Ended {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.out).expect("one JSON object")
    }
}

/// The story so far.
pub(crate) struct Story {
    folder: TempDir,
    pub(crate) tap: Wiretap,
    server: Option<Child>,
    log: Option<JoinHandle<Vec<u8>>>,
    /// What others could see, each with a name.
    pub(crate) seen: Vec<(String, Vec<u8>)>,
}

impl Story {
    /// A server that logs all it can, behind a tap.
    pub(crate) fn begin() -> Self {
        let folder = TempDir::new().expect("a folder");
        for name in ["temp", "user"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        let listen = free_address();
        let tap = Wiretap::before(listen);
        fs::write(folder.path().join("pass"), PASSPHRASE).expect("written");
        let mut story = Self {
            folder,
            tap,
            server: None,
            log: None,
            seen: Vec::new(),
        };
        story.serve(listen);
        story
    }

    /// The address that programs use.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.tap.address)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.root().join(name).display().to_string()
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file that a person has.
    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        fs::write(self.root().join(name), content).expect("written");
        self.path(name)
    }

    /// Runs a command that must succeed.
    pub(crate) fn done(&mut self, line: &[&str], prints: Prints) -> Ended {
        let ended = self.run(line, prints);
        assert_eq!(ended.code, 0, "{line:?}");
        ended
    }

    /// Runs a command that must be refused.
    pub(crate) fn refused(&mut self, line: &[&str]) {
        let ended = self.run(line, Prints::Told);
        assert_ne!(ended.code, 0, "{line:?}");
    }

    /// Runs a command of one side in its home and keeps what others see of it.
    pub(crate) fn run(&mut self, line: &[&str], prints: Prints) -> Ended {
        let mut child = self
            .program()
            .args(line)
            .args(["--passphrase-file", &self.path("pass")])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("keepwell runs");
        let out = reading(child.stdout.take().expect("standard output"));
        let err = reading(child.stderr.take().expect("standard error"));
        let name = line.iter().take(2).copied().collect::<Vec<_>>().join(" ");
        self.keep(&name, process::watch(&mut child));
        let code = child.wait().expect("it ends").code().unwrap_or(-1);
        let (out, err) = (joined(out), joined(err));
        self.seen.push((format!("{name}: standard error"), err));
        if prints == Prints::Told {
            let name = format!("{name}: standard output");
            self.seen.push((name, out.clone()));
        }
        Ended { code, out }
    }

    /// What is in the memory of the server; `None` where nobody may look.
    pub(crate) fn server_memory(&self) -> Option<Vec<Vec<u8>>> {
        process::memory(self.server.as_ref().expect("a server").id())
    }

    /// The server ends; its log is kept, and what went over the wire.
    pub(crate) fn stop(&mut self) {
        let mut server = self.server.take().expect("a server");
        let id = server.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.expect("kill runs").success());
        let seen = process::watch(&mut server);
        self.keep("serve", seen);
        let log = joined(self.log.take().expect("its log"));
        assert!(!log.is_empty(), "the server logs");
        self.seen.push(("the server's log".to_owned(), log));
        self.seen.push(("the wire".to_owned(), self.tap.kept()));
    }

    /// Every file below these folders, or these files, and their names.
    pub(crate) fn keep_files(&mut self, names: &[&str]) {
        let paths = names.iter().flat_map(|name| below(self.root().join(name)));
        for path in paths.collect::<Vec<_>>() {
            let shown = path.strip_prefix(self.root()).expect("below");
            let shown = shown.display().to_string();
            if path.is_file() {
                let content = fs::read(&path).expect("a file");
                self.seen.push((format!("the file {shown}"), content));
            }
            self.seen
                .push((format!("the name {shown}"), shown.into_bytes()));
        }
    }

    fn keep(&mut self, name: &str, seen: BTreeSet<Vec<u8>>) {
        for one in seen {
            self.seen
                .push((format!("{name}: arguments or environment"), one));
        }
    }

    /// The program in an environment that has nothing of ours but where to log how much.
    fn program(&self) -> Command {
        let mut command = Command::new(binary());
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", self.path("user"))
            .env("TMPDIR", self.path("temp"))
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "full")
            .stdin(Stdio::null());
        command
    }

    fn serve(&mut self, listen: SocketAddr) {
        let (data, listen, url) = (self.path("server"), listen.to_string(), self.url());
        let line = [
            "serve",
            "--data",
            &data,
            "--listen",
            &listen,
            "--public-url",
            &url,
            "--json",
        ];
        let mut child = self
            .program()
            .args(line)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        self.log = Some(reading(child.stderr.take().expect("standard error")));
        let mut ready = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("standard output"));
        out.read_line(&mut ready).expect("a ready line");
        assert!(ready.contains("\"ledger\""), "{ready}");
        self.server = Some(child);
    }
}

impl Drop for Story {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

fn reading(mut from: impl std::io::Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).expect("its output");
        bytes
    })
}

fn joined(reader: JoinHandle<Vec<u8>>) -> Vec<u8> {
    reader.join().expect("its output")
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address")
}

/// A folder or file, and everything below it.
fn below(root: PathBuf) -> Vec<PathBuf> {
    let mut found = vec![root];
    let mut at = 0;
    while let Some(path) = found.get(at).cloned() {
        // A file has nothing below it.
        if let Ok(entries) = fs::read_dir(path) {
            found.extend(entries.map(|entry| entry.expect("an entry").path()));
        }
        at += 1;
    }
    found
}
