//! Other people's programs: found, named with their version, and run on files in an environment without the settings that
//! would lead Python or Node elsewhere. What is missing fails its test where tools are wanted, and is said elsewhere.

use std::{
    ffi::OsStr,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

/// What changes which packages a program of Python's or Node's finds.
const LEADS_ELSEWHERE: [&str; 6] = [
    "NODE_OPTIONS",
    "NODE_PATH",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "VIRTUAL_ENV",
];

/// Whether `program` is there; says which version.
///
/// # Panics
/// If it is not, and tools are wanted.
pub(crate) fn is_installed(program: &str) -> bool {
    let version = Command::new(program).arg("--version").output();
    let version = version.map_err(|error| error.to_string()).map(|output| {
        let version = String::from_utf8_lossy(&output.stdout);
        format!("{program} {}", version.lines().next().unwrap_or_default())
    });
    found(program, version).is_some()
}

/// What was found, after saying which version it is, or `None` after saying why not.
///
/// # Panics
/// If it was not found, and tools are wanted.
pub(crate) fn found<T: Named>(what: &str, found: Result<T, String>) -> Option<T> {
    match found {
        Ok(found) => {
            say(&format!("interop: with {}", found.version()));
            Some(found)
        }
        Err(why) => {
            let are_wanted = std::env::var_os("KEEPWELL_TOOLS").is_some_and(|set| set == "wanted");
            assert!(!are_wanted, "{what} is wanted: {why}");
            say(&format!("interop: SKIPPED what needs {what}: {why}"));
            None
        }
    }
}

/// What can say its name and version.
pub(crate) trait Named {
    /// Name and version of it and of what it brought along.
    fn version(&self) -> &str;
}

impl Named for String {
    fn version(&self) -> &str {
        self
    }
}

/// A program that takes nothing from standard input.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in LEADS_ELSEWHERE {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a program to its end, without input.
pub(crate) fn run<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[S]) -> Output {
    let mut command = command(program);
    command
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// The output of a run that succeeded.
pub(crate) fn output(run: Output) -> Vec<u8> {
    let complained = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {complained}", run.status);
    run.stdout
}

/// Runs a step of an installation.
///
/// # Errors
/// With the last line of what it complained of.
pub(crate) fn attempt(command: &mut Command) -> Result<Vec<u8>, String> {
    let run = command.output().map_err(|error| error.to_string())?;
    if run.status.success() {
        Ok(run.stdout)
    } else {
        Err(told(&run))
    }
}

/// The last line of what a program complained of.
pub(crate) fn told(run: &Output) -> String {
    let text = String::from_utf8_lossy(&run.stderr);
    text.trim().lines().last().unwrap_or_default().to_owned()
}

/// A path as an argument.
pub(crate) fn argument(path: &Path) -> &str {
    path.to_str().expect("temporary paths are UTF-8")
}

/// Past the test runner's capture, so that a log always shows what was skipped.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
