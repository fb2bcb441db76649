//! The shape of the repository: file length, names, module docs, the arrows between crates and where things may stand
//! (docs/ARCHITECTURE.md). It reads every file git knows or would add, so a violation fails before it is committed; each
//! rule is a function over one path and its text, and is shown to fail on a planted violation.

#[path = "tidy/arrows.rs"]
mod arrows;
#[path = "tidy/dependencies.rs"]
mod dependencies;
#[path = "tidy/places.rs"]
mod places;
#[path = "tidy/promises.rs"]
mod promises;
#[path = "tidy/shape.rs"]
mod shape;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// From a path inside the repository and the file's text to what is wrong with it.
type Rule = fn(&str, &str) -> Vec<String>;

const RULES: [Rule; 10] = [
    arrows::known_arrows,
    arrows::sled_in_store,
    dependencies::justified,
    places::no_registry_host,
    places::tauri_behind_backend,
    places::top_level,
    places::workspace_lints,
    shape::length,
    shape::module_doc,
    shape::names,
];

#[test]
fn the_repository_is_tidy() {
    let root = root();
    let mut wrong = Vec::new();
    for path in files(&root) {
        let Ok(bytes) = std::fs::read(root.join(&path)) else {
            continue; // removed, but not yet from git's index
        };
        let text = String::from_utf8_lossy(&bytes);
        let found = RULES.iter().flat_map(|rule| rule(&path, &text));
        wrong.extend(found.map(|what| format!("{path}: {what}")));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_test_of_the_page_that_waits_for_the_program_is_run_with_it() {
    let root = root();
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let package = read("ui/package.json");
    let mut scripts = package.lines().map(str::trim);
    let script = scripts.find(|line| line.starts_with("\"test:program\""));
    let files = files(&root);
    let pages = files.iter().filter(|path| path.starts_with("ui/clinic/"));
    let found = promises::not_run_with_the_program(
        script.expect("a script").trim_end_matches(['"', ',']),
        pages.map(|path| (path.as_str(), read(path))),
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_promise_names_tests_that_are_there() {
    let root = root();
    let read = |path: &str| std::fs::read_to_string(root.join(path)).ok();
    for page in [
        "docs/SECURITY.md",
        "docs/formats/ledger.md",
        "docs/EVERY-DESK.md",
    ] {
        let text = read(page).expect(page);
        let wrong = promises::unproven(&text, read);
        assert!(wrong.is_empty(), "\n{page}\n{}\n", wrong.join("\n"));
    }
}

#[test]
fn the_rules_see_the_repository() {
    let files = files(&root());
    for path in ["Cargo.toml", "crates/crypto/src/lib.rs", "tests/tidy.rs"] {
        assert!(
            files.iter().any(|file| file == path),
            "{path} is not looked at"
        );
    }
    assert!(!files.iter().any(|file| file.starts_with("target/")));
}

#[test]
fn no_line_is_left_of_a_dependency_that_is_gone() {
    let root = root();
    let manifests: Vec<(String, String)> = files(&root)
        .into_iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(root.join(&path)).ok()?;
            Some((path, text))
        })
        .collect();
    let all = manifests
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    assert_eq!(dependencies::left_over(all), Vec::<String>::new());
}

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("the tests stand in the repository")
        .to_owned()
}

/// Paths relative to the root with `/` between, without what git ignores.
fn files(root: &Path) -> Vec<String> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .expect("git is installed");
    assert!(
        output.status.success(),
        "this is no git repository: clone it again"
    );
    let list = String::from_utf8(output.stdout).expect("paths are UTF-8");
    list.split_terminator('\0').map(str::to_owned).collect()
}
