//! Every direct dependency stands in docs/decisions/dependencies.md with what it is for, its licence and its health, and
//! nothing stands there that is not used any more. What it stands on in turn is looked at by `cargo deny`.

use std::collections::BTreeSet;

const PAPER: &str = include_str!("../../docs/decisions/dependencies.md");
const PATH: &str = "docs/decisions/dependencies.md";

pub(crate) fn justified(path: &str, text: &str) -> Vec<String> {
    let known = justified_names(PAPER);
    direct(path, text)
        .into_iter()
        .filter(|name| !known.iter().any(|known| names(known, name)))
        .map(|name| format!("uses {name}: write a line into {PATH}, with licence and health"))
        .collect()
}

/// Names in the paper that no manifest has.
pub(crate) fn left_over<'m>(
    manifests: impl IntoIterator<Item = (&'m str, &'m str)>,
) -> Vec<String> {
    let used: BTreeSet<String> = manifests
        .into_iter()
        .flat_map(|(path, text)| direct(path, text))
        .collect();
    justified_names(PAPER)
        .into_iter()
        .filter(|known| !used.iter().any(|name| names(known, name)))
        .collect()
}

/// A `*` at the end stands for several of one kind.
fn names(known: &str, name: &str) -> bool {
    match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => known == name,
    }
}

/// What is in backticks in the first cell of the tables' lines, where none of the four cells is empty.
fn justified_names(paper: &str) -> Vec<String> {
    let lines = paper.lines().filter_map(|line| {
        let cells: Vec<&str> = line
            .trim()
            .strip_prefix('|')?
            .strip_suffix('|')?
            .split('|')
            .map(str::trim)
            .collect();
        match cells.as_slice() {
            [names, rest @ ..] if rest.len() == 3 && rest.iter().all(|cell| !cell.is_empty()) => {
                Some(*names)
            }
            _ => None,
        }
    });
    lines
        .flat_map(|names| names.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

/// The names that a manifest asks for, our own not among them.
fn direct(path: &str, text: &str) -> Vec<String> {
    if path.ends_with("package.json") {
        return in_package(text);
    }
    if path.ends_with("Cargo.toml") {
        return in_cargo(text);
    }
    Vec::new()
}

fn in_package(text: &str) -> Vec<String> {
    let package: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    ["dependencies", "devDependencies"]
        .iter()
        .filter_map(|kind| package.get(kind)?.as_object())
        .flat_map(|names| names.keys().cloned())
        .collect()
}

fn in_cargo(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_list = false;
    for line in text.lines().map(str::trim) {
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']');
            is_list = table.ends_with("dependencies");
            // `[dependencies.name]`
            if let Some((kind, name)) = table.rsplit_once('.')
                && kind.ends_with("dependencies")
            {
                found.push(name.to_owned());
            }
        } else if is_list && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            found.push(name.to_owned());
        }
    }
    found.retain(|name| !name.is_empty() && !name.starts_with("keepwell-"));
    found
}

#[test]
fn a_dependency_without_a_line_fails() {
    let cargo = "[package]\nname = \"x\"\n\n[target.'cfg(unix)'.dependencies]\nsled.workspace = true\nleft-pad = \"1\"\n\
                 keepwell-qr.workspace = true\n# a remark = 1\n\n[dev-dependencies.planted]\nversion = \"1\"\n[lints]\nworkspace = true\n";
    let wrong = justified("crates/x/Cargo.toml", cargo);
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].contains("left-pad") && wrong[1].contains("planted"));
    let package = r#"{ "name": "x", "dependencies": { "svelte": "5" }, "devDependencies": { "is-odd": "3" } }"#;
    let wrong = justified("ui/package.json", package);
    assert!(wrong.len() == 1 && wrong[0].contains("is-odd"), "{wrong:?}");
}

#[test]
fn a_line_needs_reason_licence_and_health() {
    let paper = "| Crate | For | Licence | Health |\n|---|---|---|---|\n| `a` and `b-*` | x | MIT | good |\n| `c` | x |  | good |\n| `d` | x | MIT |\n";
    assert_eq!(justified_names(paper), ["a", "b-*"]);
    assert!(names("b-*", "b-one") && !names("b-*", "b") && !names("a", "ab"));
}

#[test]
fn what_is_not_used_any_more_is_seen() {
    let left = left_over([("Cargo.toml", "[dependencies]\nsled = \"1\"\n")]);
    assert!(left.iter().any(|name| name == "age") && !left.iter().any(|name| name == "sled"));
}
