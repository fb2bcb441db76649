//! The shape of one file: not over 500 lines, a name that says what is in it, and a first line that says what it is for.

const MAX_LINES: usize = 500;
const SAYING_NOTHING: [&str; 7] = [
    "common", "helper", "helpers", "manager", "misc", "util", "utils",
];

pub(crate) fn length(path: &str, text: &str) -> Vec<String> {
    let source = [".rs", ".ts", ".svelte"]
        .iter()
        .any(|end| path.ends_with(end));
    let lines = text.lines().count();
    if !source || generated(path) || lines <= MAX_LINES {
        return Vec::new();
    }
    vec![format!(
        "{lines} lines: split it at its nouns, {MAX_LINES} is the most"
    )]
}

pub(crate) fn names(path: &str, _: &str) -> Vec<String> {
    let stem = |part: &str| part.split('.').next().unwrap_or_default().to_lowercase();
    path.split('/')
        .filter(|part| SAYING_NOTHING.contains(&stem(part).as_str()))
        .map(|part| format!("`{part}` says nothing: name it after what it holds"))
        .collect()
}

pub(crate) fn module_doc(path: &str, text: &str) -> Vec<String> {
    if !path.ends_with(".rs") || generated(path) || text.starts_with("//!") {
        return Vec::new();
    }
    vec!["starts without `//!`: say what it does, from what, and why".to_owned()]
}

/// Bindings written by a program from our types.
fn generated(path: &str) -> bool {
    let parts = || path.split('/');
    parts().any(|part| matches!(part, "bindings" | "generated"))
        || parts().next_back() == Some("bindings.ts")
}

#[test]
fn a_long_file_fails() {
    let long = "//! Long.\n".repeat(MAX_LINES + 1);
    for path in [
        "crates/x/src/a.rs",
        "ui/wallet/Grants.svelte",
        "ui/clinic/open.ts",
    ] {
        assert_eq!(length(path, &long).len(), 1, "{path}");
    }
    for path in [
        "docs/long.md",
        "ui/backend/bindings.ts",
        "ui/backend/bindings/Grant.ts",
    ] {
        assert!(length(path, &long).is_empty(), "{path}");
    }
    assert!(length("crates/x/src/a.rs", &"//! Long.\n".repeat(MAX_LINES)).is_empty());
}

#[test]
fn a_name_that_says_nothing_fails() {
    let paths = [
        "crates/x/src/util.rs",
        "ui/Helpers/date.ts",
        "tests/common/port.rs",
        "ui/utils.test.ts",
    ];
    for path in paths {
        assert_eq!(names(path, "").len(), 1, "{path}");
    }
    assert!(names("crates/wallet/src/utility_bill.rs", "").is_empty());
}

#[test]
fn a_file_without_module_doc_fails() {
    assert_eq!(
        module_doc("crates/x/src/a.rs", "// A note.\n//! Late.\n").len(),
        1
    );
    assert_eq!(module_doc("crates/x/build.rs", "").len(), 1);
    assert!(module_doc("crates/x/src/a.rs", "//! What it is.\n").is_empty());
    assert!(module_doc("ui/main.ts", "const a = 1;").is_empty());
}
