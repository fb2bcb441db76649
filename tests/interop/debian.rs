//! Debian's newest `age`, beside the one that this system has: the package of the unstable suite, unpacked into a folder of
//! its own. The lists of packages are fetched into that folder, so nothing of the system's own set-up changes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    folder::filled,
    program::{argument, attempt, command, say},
};

/// The program, or `None` after saying why not. Only Debian and its children have it.
pub(crate) fn newest_age() -> Option<PathBuf> {
    if !Path::new("/etc/debian_version").exists() {
        say("interop: SKIPPED the age of Debian unstable: this system is none of Debian's");
        return None;
    }
    let folder = filled("age of Debian unstable", |folder| {
        unpack(folder)?;
        let version = attempt(command(program(folder)).arg("--version"))?;
        Ok(String::from_utf8_lossy(&version).trim().to_owned())
    });
    match folder {
        Ok(folder) => {
            say(&format!(
                "interop: with age {} of Debian unstable",
                folder.version
            ));
            Some(program(&folder.path))
        }
        // Newer where it is to be had: another suite than the system's own may be out of reach, or need a newer system.
        Err(why) => {
            say(&format!(
                "interop: SKIPPED the age of Debian unstable: {why}"
            ));
            None
        }
    }
}

fn program(folder: &Path) -> PathBuf {
    folder.join("usr/bin/age")
}

fn unpack(folder: &Path) -> Result<(), String> {
    let told = |error: std::io::Error| error.to_string();
    for name in ["lists/partial", "archives/partial"] {
        fs::create_dir_all(folder.join(name)).map_err(told)?;
    }
    let source = format!(
        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {} sid main\n",
        mirror()?
    );
    fs::write(folder.join("sources.list"), source).map_err(told)?;
    let apt = |words: &[&str]| {
        let mut apt = command("apt-get");
        apt.current_dir(folder).arg("-q");
        for (name, path) in [
            ("Dir::Etc::sourcelist", "sources.list"),
            ("Dir::State::lists", "lists"),
            ("Dir::Cache", ""),
            ("Dir::Cache::archives", "archives"),
        ] {
            let path = folder.join(path);
            apt.arg("-o").arg(format!("{name}={}", argument(&path)));
        }
        apt.args([
            "-o",
            "Dir::Etc::sourceparts=-",
            "-o",
            "Acquire::Languages=none",
        ]);
        attempt(apt.args(words))
    };
    apt(&["update"])?;
    apt(&["download", "age"])?;
    let files = fs::read_dir(folder).map_err(told)?.flatten();
    let package = files
        .map(|file| file.path())
        .find(|path| path.extension().is_some_and(|end| end == "deb"))
        .ok_or("apt-get downloaded no package")?;
    attempt(command("dpkg").arg("-x").arg(package).arg(folder))?;
    // Thirty megabytes that nothing needs any more.
    fs::remove_dir_all(folder.join("lists")).map_err(told)
}

/// Where this system has its own packages from.
fn mirror() -> Result<String, String> {
    let policy = attempt(command("apt-cache").args(["policy", "age"]))?;
    let policy = String::from_utf8_lossy(&policy).into_owned();
    let lines = policy
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    let mirror = lines
        .filter_map(|words| match words.as_slice() {
            [_, address, suite, ..] if suite.ends_with("/main") => Some((*address).to_owned()),
            _ => None,
        })
        .next();
    mirror.ok_or_else(|| "this system has no Debian packages".to_owned())
}
