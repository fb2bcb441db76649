//! `cargo xtask bench`: the figures of core and app in their release form, told as they are measured; with `--json` as one
//! object with a row for each, with `--plots` as pictures of how cost grows with size. What is measured, and beside what, stands in
//! `tests/bench` and `tests/app/figures.rs`; what came out once, and why, in docs/SPEED.md.

use std::{path::Path, process::Stdio};

use crate::{
    packages::{self, Purpose},
    run::build,
    steps::Step,
    stop::{Stop, say},
    test::{build_screens, cargo},
};

/// What goes before and after the rows of one program's answer.
const FRAME: (&str, &str) = ("{\"rows\":[", "]}");
/// Where the pictures are kept.
const PLOTS: &str = "docs/speed";

/// # Errors
/// If something is missing that cannot be installed from here, or a program did not build or measure.
pub(crate) fn bench(root: &Path, arguments: &[&str]) -> Result<(), Stop> {
    let is_json = arguments.contains(&"--json");
    let names: Vec<&str> = arguments
        .iter()
        .copied()
        .filter(|word| !word.starts_with("--"))
        .collect();
    packages::ensure(&[Purpose::CommandLine, Purpose::App, Purpose::Tests])?;
    crate::node::ensure()?;
    if arguments.contains(&"--plots") {
        return plots(root, &names);
    }
    let mut steps = build_screens(root);
    steps.push(program(root));
    build(steps)?;
    let mut rows = Vec::new();
    if names.is_empty() || names.contains(&"window") {
        let app = ["-p", "keepwell-app", "--features", "driven"];
        rows.extend(measure(root, &app, &[])?);
    }
    if names.is_empty() || names != ["window"] {
        rows.extend(measure(root, &["-p", "keepwell-tests"], &names)?);
    }
    if is_json {
        say(&format!("{}{}{}", FRAME.0, rows.join(","), FRAME.1));
    }
    Ok(())
}

/// Draws anew what is wanted of the pictures.
fn plots(root: &Path, names: &[&str]) -> Result<(), Stop> {
    let mut command = cargo(root, &["bench", "--locked", "--bench", "figures"]);
    command
        .args(["-p", "keepwell-tests", "--"])
        .args(names)
        .arg(format!("--plots={}", root.join(PLOTS).display()));
    build(vec![program(root), Step::needed("the pictures", command)])
}

/// The ledger is measured as the program that people run.
fn program(root: &Path) -> Step {
    let words = ["build", "--release", "--locked", "--bin", "keepwell"];
    Step::needed("the command line", cargo(root, &words))
}

/// The rows of one program, as the text between the brackets; nothing when it had nothing to measure.
fn measure(root: &Path, package: &[&str], names: &[&str]) -> Result<Option<String>, Stop> {
    let mut command = cargo(root, &["bench", "--locked", "--bench", "figures"]);
    command.args(package).arg("--").args(names).arg("--json");
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Stop::new(format!("cargo cannot be started: {error}")))?;
    if !output.status.success() {
        return Err(Stop::new("The figures could not be measured: see above."));
    }
    Ok(between(&String::from_utf8_lossy(&output.stdout)))
}

fn between(told: &str) -> Option<String> {
    let rows = told.trim().strip_prefix(FRAME.0)?.strip_suffix(FRAME.1)?;
    (!rows.is_empty()).then(|| rows.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_several_programs_become_one_object() {
        assert_eq!(
            between("{\"rows\":[{\"a\":1}]}\n").as_deref(),
            Some("{\"a\":1}")
        );
        assert_eq!(between("{\"rows\":[]}"), None);
        assert_eq!(between("something else"), None);
    }
}
