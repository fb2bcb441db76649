//! `keepwell serve` as a process, from the release build beside this program, with its log in a file as an operator has it.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use keepwell_protocol::ledger_api::CHECKPOINT_PATH;
use keepwell_tlog::{checkpoint::SignedCheckpoint, note::VerifierKey};
use serde_json::Value;

use super::connection::Connection;

/// A running server; killed when dropped.
pub(crate) struct Served {
    child: Child,
    address: SocketAddr,
    key: VerifierKey,
}

impl Served {
    /// `None` when the program is not built.
    pub(crate) fn start(data: &Path) -> Option<Self> {
        Self::start_with(data, |_| {})
    }

    /// The same, with more that it is given.
    pub(crate) fn start_with(data: &Path, more: impl FnOnce(&mut Command)) -> Option<Self> {
        let program = crate::app::release().join("keepwell");
        let log = File::create(data.with_extension("log")).expect("a log");
        let mut command = Command::new(program);
        command
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        more(&mut command);
        let mut child = command.spawn().ok()?;
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let ready: Value = serde_json::from_str(&line).expect("it is ready");
        let text = |place| ready.pointer(place).and_then(Value::as_str).expect("text");
        let url = text("/url");
        let address = url.trim_start_matches("http://").parse();
        let key = VerifierKey::parse(text("/ledger/key"));
        Some(Self {
            child,
            address: address.expect("an address"),
            key: key.expect("a key"),
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// How many entries are on the log, by its newest signed checkpoint.
    pub(crate) fn size(&self) -> u64 {
        let request = format!(
            "GET {CHECKPOINT_PATH} HTTP/1.1\r\nhost: {}\r\n\r\n",
            self.address
        );
        let note = Connection::open(self.address).ask(request.as_bytes(), "200");
        let signed = SignedCheckpoint::open(&note, std::slice::from_ref(&self.key));
        signed.expect("a checkpoint").checkpoint().size()
    }

    /// Seconds that its threads have computed so far.
    pub(crate) fn processor_s(&self) -> f64 {
        processor_s_of(self.child.id())
    }

    /// How much memory it has, in MiB; not a number where the system does not tell.
    pub(crate) fn resident_mib(&self) -> f64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        let kib = number.and_then(|number| number.parse::<f64>().ok());
        kib.map_or(f64::NAN, |kib| kib / 1024.0)
    }
}

/// Seconds that the threads of a process have computed so far, in the kernel and outside; not a number where the system does
/// not tell.
pub(crate) fn processor_s_of(process: u32) -> f64 {
    const TICKS_A_SECOND: f64 = 100.0;
    let path = format!("/proc/{process}/stat");
    let stat = std::fs::read_to_string(path).unwrap_or_default();
    // The name, in brackets, may contain spaces; the two times are the twelfth and thirteenth field after it.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let mut fields = fields.split_whitespace().skip(11);
    let mut next = || fields.next().and_then(|field| field.parse::<f64>().ok());
    let ticks = next().zip(next()).map(|(outside, inside)| outside + inside);
    ticks.map_or(f64::NAN, |ticks| ticks / TICKS_A_SECOND)
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
