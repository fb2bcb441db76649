//! The files that operators copy: systemd takes the units, each program line has arguments that the program knows, and the container's
//! names fit together.

use std::{fs, path::PathBuf, process::Command};

use crate::command::{binary, keepwell};

const UNITS: [&str; 5] = [
    "keepwell.service",
    "keepwell-anchor.service",
    "keepwell-anchor.timer",
    "keepwell-monitor.service",
    "keepwell-witness.service",
];
const PROGRAM: &str = "/usr/bin/keepwell";

fn read(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/operations");
    fs::read_to_string(folder.join(name)).expect(name)
}

/// Lines that a backslash joins, as one.
fn joined(text: &str) -> String {
    text.replace("\\\n", " ")
}

/// The program takes these arguments: it would begin, were it not asked for its help.
fn assert_known(arguments: &[&str]) {
    let asked = keepwell(&[arguments, &["--help"]].concat());
    assert_eq!(asked.code, 0, "{arguments:?}: {}", asked.err);
    let unknown = keepwell(&[arguments, &["--no-such-thing", "--help"]].concat());
    assert_ne!(unknown.code, 0, "an unknown argument is noticed");
}

#[test]
fn systemd_takes_the_units() {
    let version = Command::new("systemd-analyze").arg("--version").output();
    let Ok(version) = version else {
        println!("units: SKIPPED systemd-analyze: not on this machine");
        return;
    };
    println!("{}", String::from_utf8_lossy(&version.stdout));
    let folder = tempfile::tempdir().expect("a folder");
    let program = binary().to_str().expect("a path");
    let mut paths = Vec::new();
    for name in UNITS {
        let path = folder.path().join(name);
        fs::write(&path, read(name).replace(PROGRAM, program)).expect("written");
        paths.push(path);
    }
    let verify = |paths: &[PathBuf]| {
        let mut command = Command::new("systemd-analyze");
        let done = command.args(["verify", "--man=no"]).args(paths).output();
        let done = done.expect("it runs");
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        (done.status.success(), told)
    };
    let (is_taken, told) = verify(&paths);
    // What it says of other units on this machine is not about ours.
    let about_ours = told.lines().find(|line| line.contains("keepwell"));
    assert!(is_taken && about_ours.is_none(), "{told}");
}

#[test]
fn each_unit_starts_the_program_with_arguments_that_it_knows() {
    let mut started = 0;
    for name in UNITS {
        let text = joined(&read(name));
        for line in text
            .lines()
            .filter_map(|line| line.strip_prefix("ExecStart="))
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (program, arguments) = words.split_first().expect("a program");
            assert_eq!(*program, PROGRAM);
            assert_known(arguments);
            started += 1;
        }
    }
    assert_eq!(started, 4);
    // The timer starts the unit of its own name.
    let timer = UNITS[2].strip_suffix(".timer").expect("a timer");
    assert!(UNITS.contains(&format!("{timer}.service").as_str()));
    let service = read("keepwell.service");
    // It drains for ten seconds, so it must be given more.
    assert!(
        service.contains("\nTimeoutStopSec=60s\n")
            && service.contains("\nStateDirectory=keepwell\n")
    );
    assert!(service.contains("--data /var/lib/keepwell"));
}

/// Without its files a server has no page that opens shares; and what is written into its folder by somebody else, its user cannot read.
#[test]
fn an_operator_is_told_of_the_page_and_the_user_that_the_unit_wants() {
    let (told, service) = (read("../OPERATIONS.md"), joined(&read("keepwell.service")));
    let words: Vec<&str> = service.split_whitespace().collect();
    let unpacked = format!("keepwell-page.tar.gz -C {}\n", value(&words, "--page"));
    assert!(told.contains(&unpacked), "{unpacked}");
    // Not one that systemd makes up at each start.
    assert!(!words.contains(&"DynamicUser=yes"));
    let user = words.iter().find_map(|word| word.strip_prefix("User="));
    let user = user.expect("a user");
    assert!(told.contains(&format!("nologin {user}\n")), "it is made");
    let commands: Vec<&str> = told.split("--data /var/lib/keepwell").collect();
    let (_, before) = commands.split_last().expect("the text");
    assert!(before.len() >= 4, "commands that the unit's folder is in");
    for text in before {
        let command = text.rsplit('`').next().expect("a command");
        assert!(
            command.contains(&format!("sudo -u {user} keepwell ")),
            "{command}"
        );
    }
}

/// The words in a JSON list after an instruction.
fn listed(text: &str, instruction: &str) -> Vec<String> {
    let mut lines = text.lines();
    let line = lines
        .find_map(|line| line.strip_prefix(instruction))
        .expect(instruction);
    serde_json::from_str(line.trim()).expect("a list of words")
}

fn value<'w>(words: &[&'w str], name: &str) -> &'w str {
    let at = words.iter().position(|word| *word == name).expect(name);
    words[at + 1]
}

#[test]
fn what_the_container_names_is_there_and_fits_together() {
    let text = joined(&read("Containerfile"));
    let (entry, more) = (listed(&text, "ENTRYPOINT"), listed(&text, "CMD"));
    let words: Vec<&str> = entry.iter().chain(&more).map(String::as_str).collect();
    let (program, arguments) = words.split_first().expect("a program");
    assert_known(arguments);
    let one = |start: &str| {
        let mut lines = text.lines();
        let found = lines.find_map(|line| line.strip_prefix(start));
        found
            .unwrap_or_else(|| panic!("no {start}"))
            .trim()
            .to_owned()
    };
    // What is built is what is copied, to where it is started from.
    assert_eq!(*program, PROGRAM);
    assert_eq!(
        one("COPY --from=build"),
        format!("/source/target/release/keepwell {PROGRAM}")
    );
    assert_eq!(one("WORKDIR"), "/source");
    // So is the page, by the build that makes the released one.
    let page = value(arguments, "--page");
    assert_eq!(
        one("COPY --from=page"),
        format!("/source/ui/dist/clinic {page}")
    );
    assert!(text.contains("vite build --config vite.clinic.config.ts"));
    let built = one("RUN cargo build");
    assert_eq!(
        value(&built.split_whitespace().collect::<Vec<_>>(), "-p"),
        "keepwell-cli"
    );
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = |path: &str| fs::read_to_string(root.join(path)).expect(path);
    let cli = manifest("crates/cli/Cargo.toml");
    assert!(cli.contains("name = \"keepwell-cli\"") && cli.contains("name = \"keepwell\""));
    let rust = manifest("Cargo.toml");
    let rust = rust
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "));
    let rust = rust.expect("a version").trim_matches('"');
    assert!(
        text.contains(&format!("FROM docker.io/library/rust:{rust}-")),
        "another toolchain"
    );
    // The folder is the volume, and belongs to who runs it; each port is one that it listens at.
    assert_eq!(value(arguments, "--data"), one("VOLUME"));
    assert!(text.contains(&format!("--mode 0700 {}", one("VOLUME"))));
    assert!(text.contains(&format!("--owner {}", one("USER"))));
    let ports: Vec<&str> = ["--listen", "--page-listen", "--watch-listen"]
        .iter()
        .map(|name| value(arguments, name).rsplit(':').next().expect("a port"))
        .collect();
    assert_eq!(one("EXPOSE").split(' ').collect::<Vec<_>>(), ports);
    assert_eq!(one("STOPSIGNAL"), "SIGTERM");
}
