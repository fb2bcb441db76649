//! Other people's programs: found, named with their version, and run on files. Where one is missing its test says so and
//! passes; `cargo xtask test` installs them all.

use std::{
    ffi::OsStr,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

/// Whether `program` is there; says which version, or that the test is skipped.
pub(crate) fn is_installed(program: &str) -> bool {
    let version = Command::new(program).arg("--version").output();
    match version {
        Ok(output) => {
            let version = String::from_utf8_lossy(&output.stdout);
            say(&format!("formats: with {program} {}", version.trim()));
            true
        }
        Err(error) => {
            say(&format!("formats: SKIPPED what needs {program}: {error}"));
            false
        }
    }
}

/// Runs a program to its end, without input.
pub(crate) fn run<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[S]) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command.output().expect("the program starts")
}

/// The output of a run that succeeded.
pub(crate) fn output(run: Output) -> Vec<u8> {
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {told}", run.status);
    run.stdout
}

/// A path as an argument.
pub(crate) fn argument(path: &Path) -> &str {
    path.to_str().expect("temporary paths are UTF-8")
}

/// Past the test runner's capture, so that a log always shows what was skipped.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
