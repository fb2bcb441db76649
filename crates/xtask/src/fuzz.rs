//! Every fuzz target for a minute, from its seeds and from what earlier runs found, which is kept in the target folder. They run
//! without a sanitizer, as `tests/fuzz/README.md` says why, and one after the other, since each takes a core.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    steps::Step,
    stop::Stop,
    tools::{Tools, built},
};

/// How long each target runs, in seconds.
const SECONDS: u32 = 60;
/// The most memory that a target may take, in MiB.
const MEMORY_MIB: u32 = 2048;

/// A step for each target, after those that build them.
///
/// # Errors
/// If the targets are not there, or the system does not let their folders be made.
pub(crate) fn fuzz(root: &Path, tools: &Tools) -> Result<Vec<Step>, Stop> {
    let (mut steps, program) = tools.fuzz();
    let folder = built()?.join("../fuzz");
    steps.push(Step::needed(
        "fuzz: build the targets",
        cargo_fuzz(&program, root, &folder, "build"),
    ));
    for target in targets(root)? {
        let found = folder.join("corpus").join(&target);
        fs::create_dir_all(&found).map_err(|error| not_there(&found, &error))?;
        let mut run = cargo_fuzz(&program, root, &folder, "run");
        run.arg(&target).arg(&found);
        run.arg(root.join("tests/fuzz/corpus").join(&target));
        run.arg("--").arg(format!("-max_total_time={SECONDS}"));
        run.arg(format!("-rss_limit_mb={MEMORY_MIB}"));
        // The end of a run says how much was tried; every new input on the way is of no use to a reader.
        run.args(["-verbosity=0", "-print_final_stats=1"]);
        steps.push(Step::new(format!("fuzz: {target}"), run));
    }
    Ok(steps)
}

fn cargo_fuzz(program: &Path, root: &Path, folder: &Path, verb: &str) -> Command {
    let mut command = Command::new(program);
    // Called by its own name, the program takes the word that cargo would have put before its own arguments.
    command.args(["fuzz", verb, "-s", "none", "--target-dir"]);
    command.arg(folder).current_dir(root.join("tests/fuzz"));
    command
}

/// The names of the targets, in the order of the alphabet.
fn targets(root: &Path) -> Result<Vec<String>, Stop> {
    let folder = root.join("tests/fuzz/src/bin");
    let files = fs::read_dir(&folder).map_err(|error| not_there(&folder, &error))?;
    let paths = files.flatten().map(|file| file.path());
    let stem = |path: PathBuf| Some(path.file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = paths.filter_map(stem).collect();
    names.sort();
    Ok(names)
}

fn not_there(path: &Path, error: &std::io::Error) -> Stop {
    Stop::new(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_found() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let names = targets(&root).map_err(|stop| stop.to_string());
        assert!(names.is_ok_and(|names| names.len() > 30 && names.contains(&"card".to_owned())));
    }
}
