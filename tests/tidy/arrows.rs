//! The arrows between crates (docs/ARCHITECTURE.md), read from each Cargo.toml. The sides never meet, no server reaches
//! what belongs to a person, and `sled` stands behind `store` alone. What only tests depend on is free.

/// Each crate and the crates of ours it may depend on. A new crate gets a row when its first code comes.
const ALLOWED: [(&str, &[&str]); 22] = [
    ("admission", &["crypto", "protocol"]),
    ("anchor", &["client", "crypto", "tlog"]),
    ("client", &["crypto", "protocol", "tlog"]),
    ("clinic", &["client", "crypto", "protocol", "qr", "tlog"]),
    ("cluster", &[]),
    ("crypto", &[]),
    (
        "ledger",
        &["admission", "cluster", "crypto", "protocol", "tlog"],
    ),
    ("monitor", &["client", "crypto", "protocol", "tlog"]),
    ("pdf", &["records"]),
    ("protocol", &["crypto", "tlog"]),
    ("qr", &[]),
    ("records", &[]),
    (
        "relay",
        &[
            "admission",
            "client",
            "cluster",
            "crypto",
            "protocol",
            "smart",
            "store",
            "tlog",
        ],
    ),
    (
        "server",
        &["admission", "crypto", "ledger", "protocol", "relay", "tlog"],
    ),
    ("smart", &[]),
    ("src-tauri", &["wallet"]),
    ("store", &["crypto"]),
    ("tlog", &["crypto"]),
    (
        "wallet",
        &[
            "client", "crypto", "pdf", "protocol", "qr", "records", "smart", "store", "tlog",
        ],
    ),
    ("witness", &["crypto", "protocol", "tlog"]),
    ("xtask", &[]),
    ("cli", &EVERYTHING),
];
const EVERYTHING: [&str; 19] = [
    "admission",
    "anchor",
    "client",
    "clinic",
    "cluster",
    "crypto",
    "ledger",
    "monitor",
    "pdf",
    "protocol",
    "qr",
    "records",
    "relay",
    "server",
    "smart",
    "store",
    "tlog",
    "wallet",
    "witness",
];

pub(crate) fn known_arrows(path: &str, text: &str) -> Vec<String> {
    let Some(from) = member(path) else {
        return Vec::new();
    };
    let Some(allowed) = allowed(from) else {
        return vec![format!(
            "`{from}` has no row in tests/tidy/arrows.rs: say what it may depend on"
        )];
    };
    dependencies(text)
        .filter_map(|line| line.split_once("keepwell-").map(|(_, rest)| name(rest)))
        .filter(|to| !allowed.contains(to))
        .map(|to| format!("`{from}` must not depend on `{to}`"))
        .collect()
}

pub(crate) fn sled_in_store(path: &str, text: &str) -> Vec<String> {
    let Some(from) = member(path).filter(|from| *from != "store") else {
        return Vec::new();
    };
    let sled = |line: &&str| name(line) == "sled" || line.contains("\"sled\"");
    let lines = dependencies(text).filter(sled);
    lines
        .map(|_| format!("`{from}` must not depend on sled: go through `store`"))
        .collect()
}

/// The crate a manifest belongs to; `None` for other files and for the tests, which may reach everything.
fn member(path: &str) -> Option<&str> {
    let folder = path.strip_suffix("/Cargo.toml")?;
    match folder.strip_prefix("crates/") {
        Some(name) => Some(name),
        None => (folder == "src-tauri").then_some(folder),
    }
}

fn allowed(from: &str) -> Option<&'static [&'static str]> {
    ALLOWED
        .iter()
        .find(|(name, _)| *name == from)
        .map(|(_, allowed)| *allowed)
}

/// One line for each dependency that is built in, of the program, of its build script, for one platform, or as a section
/// of its own.
fn dependencies(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().map(str::trim).filter_map(move |line| {
        let Some(section) = line.strip_prefix('[') else {
            return (inside && !line.starts_with('#')).then_some(line);
        };
        let (kind, name) = section.split_once("dependencies").unwrap_or(("dev-", ""));
        inside = !kind.ends_with("dev-");
        inside.then(|| name.trim_start_matches('.'))
    })
}

/// The crate name a line starts with.
fn name(line: &str) -> &str {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    line.split_at_checked(end.unwrap_or(line.len()))
        .unwrap_or_default()
        .0
}

#[test]
fn an_arrow_the_wrong_way_fails() {
    let manifests = [
        "[dependencies]\nkeepwell-relay.workspace = true\n",
        "[dependencies]\nkeepwell-relay = { path = \"../relay\" }\n",
        "[dependencies]\nserver = { package = \"keepwell-relay\", path = \"../relay\" }\n",
        "[dependencies.keepwell-relay]\nworkspace = true\n",
        "[build-dependencies]\nkeepwell-relay.workspace = true\n",
        "[target.'cfg(unix)'.dependencies]\nkeepwell-relay.workspace = true\n",
    ];
    for manifest in manifests {
        for path in [
            "crates/wallet/Cargo.toml",
            "src-tauri/Cargo.toml",
            "crates/xtask/Cargo.toml",
        ] {
            assert_eq!(known_arrows(path, manifest).len(), 1, "{path} {manifest}");
        }
        assert!(known_arrows("crates/server/Cargo.toml", manifest).is_empty());
    }
    let tests_only = "[dependencies]\n[dev-dependencies]\nkeepwell-relay = {}\n[features]\nx = [\"keepwell-relay/x\"]";
    assert!(known_arrows("crates/wallet/Cargo.toml", tests_only).is_empty());
}

#[test]
fn a_crate_without_a_row_fails() {
    assert_eq!(known_arrows("crates/new/Cargo.toml", "").len(), 1);
    assert!(known_arrows("tests/Cargo.toml", "[dependencies]\nkeepwell-relay = {}").is_empty());
}

#[test]
fn sled_outside_store_fails() {
    for manifest in [
        "[dependencies]\nsled.workspace = true",
        "[dependencies]\ndb = { package = \"sled\" }",
    ] {
        assert_eq!(sled_in_store("crates/wallet/Cargo.toml", manifest).len(), 1);
        assert!(sled_in_store("crates/store/Cargo.toml", manifest).is_empty());
    }
}

#[test]
fn the_sides_never_meet() {
    let sides = ["clinic", "ledger", "relay", "wallet"];
    for side in sides {
        let mut reached = vec![side];
        let mut at = 0;
        while let Some(from) = reached.get(at) {
            reached.extend(allowed(from).unwrap_or_default());
            at += 1;
        }
        let others = sides.iter().filter(|other| **other != side);
        for other in others {
            assert!(!reached.contains(other), "{side} reaches {other}");
        }
    }
}
