//! Looking whether something is there: a program on the path, a command that succeeds, a file. Nothing is changed by looking.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// How its presence is seen.
pub(crate) enum Probe {
    /// A program on the path.
    Program(&'static str),
    /// A command that succeeds.
    Succeeds(&'static [&'static str]),
    /// A file at a fixed place.
    File(&'static str),
}

impl Probe {
    pub(crate) fn there(&self) -> bool {
        match self {
            Self::Program(name) => find(name).is_some(),
            Self::Succeeds(command) => command
                .split_first()
                .is_some_and(|(program, arguments)| output(program, arguments).is_some()),
            Self::File(path) => Path::new(path).is_file(),
        }
    }
}

/// Where a program stands on the path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

/// What a command says on standard output, if it succeeds.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::Probe::{File, Program, Succeeds};

    #[test]
    fn probes_see_what_is_there_and_what_is_not() {
        assert!(Program("cargo").there());
        assert!(!Program("keepwell-no-such-program").there());
        assert!(Succeeds(&["cargo", "--version"]).there());
        assert!(!Succeeds(&["cargo", "no-such-command"]).there());
        assert!(!Succeeds(&["keepwell-no-such-program"]).there());
        assert!(File(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).there());
        assert!(!File(concat!(env!("CARGO_MANIFEST_DIR"), "/no-such-file")).there());
    }
}
