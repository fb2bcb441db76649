//! Where things stand: what the top level holds, which file of the UI reaches the shell, that every crate takes the
//! workspace's lints, and that no file ties the project to one package registry's host.

const TOP_LEVEL: [&str; 12] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "crates",
    "docs",
    "icons",
    "src-tauri",
    "tests",
    "ui",
];
/// In two parts, so that this file does not name them itself.
const REGISTRY_HOSTS: [(&str, &str); 9] = [
    ("deb.", "debian.org"),
    ("files.", "pythonhosted.org"),
    ("index.", "crates.io"),
    ("py", "pi.org"),
    ("registry.", "npmjs.org"),
    ("registry.", "yarnpkg.com"),
    ("security.", "debian.org"),
    ("static.", "crates.io"),
    ("archive.", "ubuntu.com"),
];

pub(crate) fn top_level(path: &str, _: &str) -> Vec<String> {
    let first = path.split('/').next().unwrap_or_default();
    if first.starts_with('.') || TOP_LEVEL.contains(&first) {
        return Vec::new();
    }
    vec![
        "does not belong on the top level: put it into one of its folders, or make it a dot-file"
            .to_owned(),
    ]
}

pub(crate) fn no_registry_host(_: &str, text: &str) -> Vec<String> {
    REGISTRY_HOSTS
        .iter()
        .map(|(first, second)| format!("{first}{second}"))
        .filter(|host| text.contains(host.as_str()))
        .map(|host| {
            format!("names the registry host {host}: leave it to each tool's configuration (npm: omit-lockfile-registry-resolved=true)")
        })
        .collect()
}

pub(crate) fn tauri_behind_backend(path: &str, text: &str) -> Vec<String> {
    let code = [".svelte", ".ts"].iter().any(|end| path.ends_with(end));
    // The generated bindings are the other side of the same door.
    let doors = ["/backend/tauri.ts", "/backend/bindings.ts"];
    let is_door = doors.iter().any(|door| path.ends_with(door));
    let reaches = text.contains("from \"@tauri-apps/") || text.contains("import(\"@tauri-apps/");
    if !path.starts_with("ui/") || !code || is_door || !reaches {
        return Vec::new();
    }
    vec![
        "reaches the shell itself: only backend/tauri.ts and its bindings import @tauri-apps/"
            .to_owned(),
    ]
}

pub(crate) fn workspace_lints(path: &str, text: &str) -> Vec<String> {
    let root = path == "Cargo.toml" || path.starts_with("tests/fuzz/");
    let mut lines = text
        .lines()
        .skip_while(|line| line.trim() != "[lints]")
        .skip(1);
    if root
        || !path.ends_with("Cargo.toml")
        || lines
            .next()
            .is_some_and(|line| line.trim() == "workspace = true")
    {
        return Vec::new();
    }
    vec!["goes without the workspace's lints: add `[lints]` with `workspace = true`".to_owned()]
}

#[test]
fn a_stray_top_level_file_fails() {
    assert_eq!(top_level("notes.txt", "").len(), 1);
    assert_eq!(top_level("scripts/build.sh", "").len(), 1);
    for path in [
        "README.md",
        ".ci/run",
        "crates/qr/src/lib.rs",
        ".typos.toml",
    ] {
        assert!(top_level(path, "").is_empty(), "{path}");
    }
}

#[test]
fn a_registry_host_fails() {
    for (first, second) in REGISTRY_HOSTS {
        let text = format!("\"resolved\": \"https://{first}{second}/svelte\"");
        assert_eq!(
            no_registry_host("ui/package-lock.json", &text).len(),
            1,
            "{first}{second}"
        );
    }
    assert!(no_registry_host("README.md", "on crates.io and npm").is_empty());
}

#[test]
fn a_second_door_to_the_shell_fails() {
    let text = "import { invoke } from \"@tauri-apps/api/core\";";
    assert_eq!(
        tauri_behind_backend("ui/wallet/Grants.svelte", text).len(),
        1
    );
    assert_eq!(
        tauri_behind_backend("ui/wallet/backend/fake.ts", text).len(),
        1
    );
    assert!(tauri_behind_backend("ui/wallet/backend/tauri.ts", text).is_empty());
    for path in ["ui/package.json", "ui/eslint.config.js"] {
        assert!(tauri_behind_backend(path, text).is_empty(), "{path}");
    }
}

#[test]
fn a_crate_without_lints_fails() {
    assert_eq!(
        workspace_lints("crates/x/Cargo.toml", "[package]\n").len(),
        1
    );
    assert_eq!(
        workspace_lints("src-tauri/Cargo.toml", "[lints]\nrust = {}\n").len(),
        1
    );
    assert!(workspace_lints("crates/x/Cargo.toml", "[lints]\nworkspace = true\n").is_empty());
    assert!(workspace_lints("Cargo.toml", "[workspace]\n").is_empty());
}
