//! The `keepwell` command as a process: built once, run with arguments, its exit code and JSON taken.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
};

use serde_json::Value;

/// What every test's passphrase is.
pub(crate) const PASSPHRASE: &str = "a passphrase for tests";

/// The command's binary, built on first use.
pub(crate) fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let built = cargo()
            .args([
                "build",
                "--quiet",
                "--locked",
                "--workspace",
                "--bin",
                "keepwell",
            ])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .stdin(Stdio::null())
            .status()
            .expect("cargo runs");
        assert!(built.success(), "keepwell is built");
        // The test's own binary is in <target>/debug/deps.
        let own = std::env::current_exe().expect("the test has a path");
        let folder = own.ancestors().nth(2).expect("the target folder");
        folder.join(format!("keepwell{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Cargo as from a shell. What it tells the programs that it runs of their package counts as a change for crates whose build scripts
/// ask for it (`ring` is one): they would be compiled again, and all that stands on them.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    for (name, _) in std::env::vars_os() {
        let told = name.to_str().unwrap_or_default();
        if ["CARGO_PKG_", "CARGO_MANIFEST_"]
            .iter()
            .any(|of| told.starts_with(of))
        {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Starts a command that goes on, and waits for the one line that says it is ready.
pub(crate) fn started(command: &mut Command) -> (Child, Value) {
    started_with_log(command, Stdio::null())
}

/// The same, with its standard error somewhere.
pub(crate) fn started_with_log(command: &mut Command, log: impl Into<Stdio>) -> (Child, Value) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("standard output"));
    out.read_line(&mut line).expect("a ready line");
    let ready = serde_json::from_str(&line).unwrap_or_else(|_| panic!("a ready line: {line:?}"));
    // Whatever follows would break the contract; it is drained so that the program cannot block on it.
    std::thread::spawn(move || out.read_to_end(&mut Vec::new()));
    (child, ready)
}

/// How a command ended.
pub(crate) struct Ended {
    /// Its exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ended {
    /// The one JSON object on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|_| panic!("one JSON object: {:?}", self.out))
    }

    /// The error object on standard error.
    pub(crate) fn error(&self) -> Value {
        let line = self.err.lines().last().unwrap_or_default();
        let object: Value = serde_json::from_str(line)
            .unwrap_or_else(|_| panic!("an error object: {:?}", self.err));
        object["error"].clone()
    }
}

/// Runs the command with `--json`, the tests' passphrase and nobody to ask.
pub(crate) fn keepwell(arguments: &[&str]) -> Ended {
    let output = prepared(arguments)
        .arg("--json")
        .output()
        .expect("keepwell runs");
    ended(output)
}

/// Runs the command with `--json` where the root certificates in this file are trusted.
pub(crate) fn keepwell_trusting(roots: &str, arguments: &[&str]) -> Ended {
    let output = prepared(arguments)
        .arg("--json")
        .env("SSL_CERT_FILE", roots)
        .output()
        .expect("keepwell runs");
    ended(output)
}

/// Runs the command as a person without `--json` would.
pub(crate) fn keepwell_plain(arguments: &[&str]) -> Ended {
    ended(prepared(arguments).output().expect("keepwell runs"))
}

/// The command, not started yet.
pub(crate) fn prepared(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command
        .args(arguments)
        .env("KEEPWELL_PASSPHRASE", PASSPHRASE)
        .env_remove("KEEPWELL_HOME")
        .env_remove("SSL_CERT_FILE")
        .stdin(Stdio::null());
    command
}

/// How it ended.
pub(crate) fn ended(output: Output) -> Ended {
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
