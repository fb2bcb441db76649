//! One machine of the ledger: `keepwell serve` as a process, which can be killed, paused, and started again.

use std::{
    ops::Range,
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
};

use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use keepwell_protocol::{
    batch::{BATCH_PATH, BATCH_TYPE},
    ledger_api::{CHECKPOINT_PATH, ENTRIES_PATH, STATEMENT_TYPE},
    statement::Statement,
};
use keepwell_tlog::checkpoint::SignedCheckpoint;
use serde_json::Value;

use crate::{
    command::{binary, started_with_log},
    load::grant,
    store::Store,
    waiting::free_port,
};

/// Shorter than an operator's, so that nobody waits for an election for long.
const LEASE: &str = "2";
/// Threads that hand in together, since a disk may flush slowly.
const SENDERS: usize = 16;

/// What a machine is given.
pub(crate) struct Given<'g> {
    pub(crate) folder: &'g Path,
    /// Its database and its bucket.
    pub(crate) shared: &'g str,
    pub(crate) name: String,
    /// Ports by which it reaches the two.
    pub(crate) postgres: u16,
    pub(crate) store: u16,
    pub(crate) sequences: bool,
    /// What runs on it, and how all of them together are reached.
    pub(crate) roles: &'g str,
    pub(crate) public: &'g str,
}

/// A running machine; killed when dropped.
pub(crate) struct Node {
    child: Child,
    pub(crate) url: String,
    pub(crate) ready: Value,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Node {
    pub(crate) fn start(given: &Given<'_>, more: &[&str]) -> Self {
        let listen = format!("127.0.0.1:{}", free_port());
        let mut command = given.command();
        command.args(["--listen", &listen]).args(more);
        let log =
            std::fs::File::create(given.folder.join(format!("{}.log", given.name))).expect("a log");
        let (child, ready) = started_with_log(&mut command, log);
        Self {
            child,
            url: format!("http://{listen}"),
            ready,
        }
    }

    /// What it answers; `None` when nothing comes.
    pub(crate) fn ask(&self, method: Method, path: &str, body: &[u8]) -> Option<Answer> {
        ask(&self.url, method, path, body)
    }

    /// The status with which it answers a statement that is handed in.
    pub(crate) fn post(&self, statement: &Statement) -> u16 {
        let answer = self.ask(Method::Post, ENTRIES_PATH, statement.as_bytes());
        answer.expect("an answer").status
    }

    /// Hands in the grants with these numbers, many at a time; whether all of them are taken.
    pub(crate) fn takes(&self, grants: Range<u64>) -> bool {
        let next = AtomicU64::new(grants.start);
        let is_taken = |number| matches!(self.post(&grant(number)), 200 | 201);
        let one_by_one = || {
            let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
            let mut own = numbers.take_while(|number| *number < grants.end);
            own.all(is_taken)
        };
        std::thread::scope(|scope| {
            let sending = [(); SENDERS].map(|()| scope.spawn(one_by_one));
            let sent = sending.map(|one| one.join().expect("it ends"));
            sent.into_iter().all(|is_taken| is_taken)
        })
    }

    /// The head that it shows; `None` before witnesses have cosigned one.
    pub(crate) fn shown(&self) -> Option<SignedCheckpoint> {
        let answer = self.ask(Method::Get, CHECKPOINT_PATH, b"")?;
        let open = || SignedCheckpoint::open(&answer.body, &[self.key()]);
        (answer.status == 200).then(|| open().expect("it verifies"))
    }

    /// The port at which it listens.
    pub(crate) fn port(&self) -> u16 {
        let (_, port) = self.url.rsplit_once(':').expect("a port");
        port.parse().expect("a port")
    }

    /// Ends it at once.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }

    /// Ends it in order.
    pub(crate) fn stop(&mut self) {
        self.signal("-TERM");
        assert!(self.child.wait().expect("ended").success());
    }

    /// It does nothing until it is woken.
    pub(crate) fn pause(&self) {
        self.signal("-STOP");
    }

    pub(crate) fn wake(&self) {
        self.signal("-CONT");
    }

    /// How much memory it holds and held at most, as Linux says it.
    pub(crate) fn memory(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("a process");
        let lines = status
            .lines()
            .filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"));
        lines.collect::<Vec<_>>().join(", ")
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status();
        assert!(sent.expect("kill runs").success());
    }
}

impl Given<'_> {
    /// The program with everything but the address to listen at.
    pub(crate) fn command(&self) -> Command {
        let given = self;
        let at = |name: &str| given.folder.join(name);
        let connection = at(&format!("{}.postgres", given.name));
        std::fs::write(
            &connection,
            crate::postgres::Postgres::connection(given.postgres, given.shared),
        )
        .expect("written");
        let mut command = Command::new(binary());
        command
            .args([
                "serve",
                "--json",
                "--roles",
                given.roles,
                "--public-url",
                given.public,
            ])
            .args(["--lease", LEASE, "--store"])
            .arg(format!("s3://{}/2026", given.shared))
            .arg("--data")
            .arg(at(&given.name))
            .arg("--postgres-file")
            .arg(connection)
            .arg("--ledger-key")
            .arg(at("ledger.key"))
            .args(["--sequencer", if given.sequences { "yes" } else { "no" }])
            .envs(Store::environment(given.store))
            .env("RUST_LOG", "info")
            .stdin(Stdio::null());
        command
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the server at `url` answers; `None` when nothing comes.
pub(crate) fn ask(url: &str, method: Method, path: &str, body: &[u8]) -> Option<Answer> {
    thread_local! {
        static NETWORK: HttpTransport = HttpTransport::new(HttpOptions::default());
    }
    let headers = match path {
        BATCH_PATH => vec![("content-type", BATCH_TYPE.to_owned())],
        ENTRIES_PATH => vec![("content-type", STATEMENT_TYPE.to_owned())],
        _ => Vec::new(),
    };
    let request = Request {
        method,
        url: format!("{url}{path}"),
        headers,
        body: body.to_vec(),
        limit: 1 << 20,
    };
    NETWORK.with(|network| {
        let mut answer = network.send(request).ok()?;
        let mut body = Vec::new();
        std::io::Read::read_to_end(&mut answer.body, &mut body).ok()?;
        Some(Answer {
            status: answer.status,
            body,
        })
    })
}
