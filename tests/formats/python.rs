//! Other people's Python packages: each installed once into a virtual environment in the target folder. Without Python or
//! a network the tests that need one say so and pass.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::program::argument;

/// A program of an installed package, such as the package's own or `python`. `package` names its version too.
///
/// # Errors
/// With why it could not be installed.
pub(crate) fn install(package: &str, program: &str) -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(package);
    let scripts = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let done = folder.join("installed");
    let program = scripts.join(program);
    if done.exists() {
        return Ok(program);
    }
    attempt(Path::new("python3"), &["-m", "venv", argument(&folder)])?;
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries=1",
        "--timeout=30",
        package,
    ];
    attempt(&scripts.join("python"), &pip)?;
    fs::write(done, "").map_err(|error| error.to_string())?;
    Ok(program)
}

/// The last line of what a program complained of.
pub(crate) fn told(run: &Output) -> String {
    let text = String::from_utf8_lossy(&run.stderr);
    text.trim().lines().last().unwrap_or_default().to_owned()
}

fn attempt(program: &Path, arguments: &[&str]) -> Result<(), String> {
    let run = Command::new(program)
        .args(arguments)
        .output()
        .map_err(|error| error.to_string())?;
    if run.status.success() {
        Ok(())
    } else {
        Err(told(&run))
    }
}
