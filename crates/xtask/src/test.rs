//! `cargo xtask test`: everything CI runs. What is cheap or needs the network runs beside the rest; the screens are built
//! before anything compiles the app, which takes them in, and looked at from then on, beside the rest. What the tests wait
//! for is waited for beside what keeps the processors busy. All checks run even when one fails.

use std::{env, path::Path, process::Command, time::Instant};

use crate::{
    fuzz::fuzz,
    node,
    packages::{self, Purpose},
    probe::output,
    steps::{Lane, Output, Report, Step},
    stop::{Stop, say},
    tools::{Tools, built},
};

/// How much of what could be tried is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// What CI runs.
    Short,
    /// Every cycle and every position, which takes hours: the tests are told by `KEEPWELL_LONG=1`.
    Long,
}

impl Length {
    fn tell(self, mut command: Command) -> Command {
        if self == Self::Long {
            command.env("KEEPWELL_LONG", "1");
        }
        command
    }
}

/// # Errors
/// If something is missing that cannot be installed from here, or a check failed.
pub(crate) fn test(root: &Path, length: Length) -> Result<(), Stop> {
    let start = Instant::now();
    let screens = root.join("ui/package.json").exists();
    packages::ensure(&[Purpose::CommandLine, Purpose::App, Purpose::Tests])?;
    if screens {
        node::ensure()?;
    }
    let tools = Tools::new()?;
    let before = state(root);
    let mut report = Report::default();

    let mut first = vec![
        gathered(vec![Step::new(
            "formatting",
            cargo(root, &["fmt", "--all", "--check"]),
        )]),
        gathered(tools.deny(root)),
        gathered(tools.machete(root)),
        gathered(tools.spelling(root)),
    ];
    let second = vec![live(vec![
        lints(root),
        build_tests(root),
        build_program(root),
    ])];
    let mut third = vec![
        live(tests(root, length)),
        gathered(vec![waiting_tests(root, length)]),
    ];
    let mut beside = Vec::new();
    if screens {
        first.push(gathered(build_screens(root)));
        first.push(gathered(tools.nginx()));
        beside.push(gathered(look_at_screens(root, length)));
        third.push(gathered(clinic(root, &tools, length)?));
    }
    report.run(first);
    report.run_beside(beside, |report| {
        report.run(second);
        report.run(third);
    });
    if length == Length::Long {
        report.run(vec![gathered(fuzz(root, &tools)?)]);
    }
    report.check(
        "nothing left changed in the work tree",
        before == state(root),
    );

    say(&format!(
        "\n{}\n{:15.1} s  in all",
        report.summary(),
        start.elapsed().as_secs_f64()
    ));
    match report.passed() {
        true => Ok(()),
        false => Err(Stop::new("Some checks failed: see above.")),
    }
}

fn gathered(steps: Vec<Step>) -> Lane {
    Lane {
        output: Output::Gathered,
        steps,
    }
}

fn live(steps: Vec<Step>) -> Lane {
    Lane {
        output: Output::Live,
        steps,
    }
}

fn lints(root: &Path) -> Step {
    let words = [
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    Step::new("lints", cargo(root, &words))
}

/// Which of the integration tests mostly wait, for other people's software or for leases to end: `cluster` and `interop`. By
/// their first letter, so that a new one is in this lane or in the other, and never in none.
const WAITING: &str = "[ci]*";
const BUSY: &str = "[!ci]*";

/// Before the lanes that run them part.
fn build_tests(root: &Path) -> Step {
    let words = ["test", "--locked", "--workspace", "--no-run"];
    Step::new("tests: build", cargo(root, &words))
}

/// As the tests build it when they need it: what runs in another lane would have an older one, or one that is just being
/// replaced.
fn build_program(root: &Path) -> Step {
    let words = ["build", "--locked", "--workspace", "--bin", "keepwell"];
    Step::new("tests: build the program", cargo(root, &words))
}

fn tests(root: &Path, length: Length) -> Vec<Step> {
    let busy = ["--lib", "--bins", "--test", BUSY];
    let mut doc = cargo(root, &["doc", "--locked", "--workspace", "--no-deps"]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    vec![
        run_tests("tests", root, length, &busy),
        run_tests(
            "tests: examples in the documentation",
            root,
            length,
            &["--doc"],
        ),
        Step::new("documentation", doc),
    ]
}

fn waiting_tests(root: &Path, length: Length) -> Step {
    run_tests("tests: those that wait", root, length, &["--test", WAITING])
}

fn run_tests(name: &'static str, root: &Path, length: Length, which: &[&str]) -> Step {
    let words = ["test", "--locked", "--workspace", "--no-fail-fast"];
    let mut tests = cargo(root, &words);
    // Other people's software was installed above or installs itself: here what is missing is a failure.
    tests.args(which).env("KEEPWELL_TOOLS", "wanted");
    Step::new(name, length.tell(tests))
}

fn look_at_screens(root: &Path, length: Length) -> Vec<Step> {
    let mut tests = length.tell(npm(root, &["test"]));
    // What the tests compare with was installed above: here a missing tool is a failure.
    tests.env("KEEPWELL_TOOLS", "wanted");
    vec![
        Step::new("screens: types and lints", npm(root, &["run", "check"])),
        Step::new("screens: tests", tests),
        Step::new(
            "screens: in a browser",
            length.tell(npm(root, &["run", "screens"])),
        ),
    ]
}

/// The clinic's page, in Node and in a browser, against the program that was built with the tests.
fn clinic(root: &Path, tools: &Tools, length: Length) -> Result<Vec<Step>, Stop> {
    let program = built()?.join("keepwell");
    let mut tests = length.tell(npm(root, &["run", "test:program"]));
    tests.env("KEEPWELL_PROGRAM", &program);
    let mut screens = npm(root, &["run", "screens:clinic"]);
    screens
        .env("KEEPWELL_PROGRAM", &program)
        .env("KEEPWELL_NGINX", tools.nginx_program());
    Ok(vec![
        Step::new("screens: tests against the program", tests),
        Step::new("screens: the clinic's page", screens),
    ])
}

/// What the app's build takes in, and the clinic's page.
pub(crate) fn build_screens(root: &Path) -> Vec<Step> {
    vec![
        Step::needed(
            "screens: packages",
            npm(root, &["ci", "--no-audit", "--no-fund"]),
        ),
        Step::needed("screens: build", npm(root, &["run", "build"])),
    ]
}

/// Cargo as from a shell. What it told this program of its package counts as a change for crates whose build scripts ask for it
/// (`ring` is one): they would be compiled again, and all that stands on them.
pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(root);
    for (name, _) in env::vars_os() {
        let told = name.to_str().unwrap_or_default();
        if ["CARGO_PKG_", "CARGO_MANIFEST_"]
            .iter()
            .any(|of| told.starts_with(of))
        {
            command.env_remove(&name);
        }
    }
    command
}

fn npm(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(root.join("ui"));
    command
}

/// The work tree against the last commit: changes line by line, and which files are new. Equal before and after means that
/// the checks rewrote nothing, neither a lock file nor generated bindings, even where a person is in the middle of work.
fn state(root: &Path) -> Option<(String, String)> {
    let folder = root.to_str()?;
    let changes = output("git", &["-C", folder, "diff", "HEAD"])?;
    let files = output("git", &["-C", folder, "status", "--porcelain"])?;
    Some((changes, files))
}
