//! Other people's Python packages: each in a virtual environment of its own.

use std::{
    path::{Path, PathBuf},
    process::Output,
};

use crate::{
    folder::filled,
    program::{Named, argument, attempt, command, found},
};

/// A virtual environment with one package and what it needs.
pub(crate) struct Python {
    scripts: PathBuf,
    version: String,
}

impl Named for Python {
    fn version(&self) -> &str {
        &self.version
    }
}

/// The package named with its version, such as `pyrage==1.4.0`; `None` after saying why not.
pub(crate) fn install(package: &str) -> Option<Python> {
    let folder = filled(package, |folder| {
        attempt(command("python3").args(["-m", "venv", argument(folder)]))?;
        let program = scripts(folder).join("python");
        let pip = ["-m", "pip", "--disable-pip-version-check", "--quiet"];
        // What is imported is compiled then: most of what comes along never is.
        let install = [
            "install",
            "--no-compile",
            "--retries=1",
            "--timeout=30",
            package,
        ];
        attempt(command(&program).args(pip).args(install))?;
        let python = attempt(command(&program).arg("--version"))?;
        let packages = attempt(command(&program).args(pip).args(["freeze"]))?;
        let text = [python, packages].map(|text| String::from_utf8_lossy(&text).into_owned());
        Ok(text.concat().lines().collect::<Vec<_>>().join(", "))
    });
    found(
        package,
        folder.map(|folder| Python {
            scripts: scripts(&folder.path),
            version: format!("{package}: {}", folder.version),
        }),
    )
}

impl Python {
    /// A program that a package brought.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.scripts.join(name)
    }

    /// Runs one of the scripts beside this file.
    pub(crate) fn script(&self, name: &str, arguments: &[&str]) -> Output {
        let mut python = command(self.program("python"));
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("interop")
            .join(name);
        let python = python.arg("-I").arg(script).args(arguments);
        python.output().expect("Python starts")
    }
}

fn scripts(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts" } else { "bin" })
}
