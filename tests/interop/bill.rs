//! Python's `cyclonedx-python-lib`, by the authors of `CycloneDX`, holds our bills of materials (SBOM) to its schema: those of
//! both programs, and that of the clinic's page where it is built.

use std::{fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    command::cargo,
    program::{argument, say, told},
    python::{self, Python},
};

const PACKAGE: &str = "cyclonedx-python-lib[json-validation]==11.12.0";
const PAGE: &str = "ui/dist/keepwell-page.cdx.json";

#[test]
fn cyclonedx_s_own_library_takes_our_bills_of_materials() {
    let Some(python) = python::install(PACKAGE) else {
        return;
    };
    let command_line = of_program("keepwell-cli");
    for altered in [
        altered(&command_line, "/components/0/type", json!("nonsense")),
        altered(&command_line, "/components/0/hashes", json!("no list")),
        altered(&command_line, "/version", json!("first")),
    ] {
        assert!(!is_taken(&python, &altered), "an altered bill");
    }
    let mut bills = vec![command_line, of_program("keepwell-app")];
    match fs::read_to_string(root().join(PAGE)) {
        Ok(page) => bills.push(page),
        Err(_) => say("interop: SKIPPED the page's bill: it is not built (npm run build in ui)"),
    }
    for bill in bills {
        assert!(is_taken(&python, &bill), "{bill}");
    }
}

#[test]
fn the_page_s_bill_names_what_it_is_known_to_be_made_of() {
    let Ok(page) = fs::read_to_string(root().join(PAGE)) else {
        return say("interop: SKIPPED the page's bill: it is not built (npm run build in ui)");
    };
    let bill: Value = serde_json::from_str(&page).expect("JSON");
    let parts = bill["components"].as_array().expect("parts");
    for name in ["age-encryption", "svelte", "zxing-wasm", "@hpke/core"] {
        let part = parts.iter().find(|part| part["name"] == name);
        let part = part.unwrap_or_else(|| panic!("{name}"));
        assert!(
            part["purl"]
                .as_str()
                .is_some_and(|purl| purl.starts_with("pkg:npm/"))
        );
        assert_eq!(part["hashes"][0]["alg"], "SHA-512", "{name}");
        assert!(part["licenses"][0]["expression"].is_string(), "{name}");
    }
}

/// What `cargo xtask bill` prints.
fn of_program(package: &str) -> String {
    let output = cargo()
        .args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "xtask",
            "--",
            "bill",
            package,
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", told(&output));
    String::from_utf8(output.stdout).expect("text")
}

fn altered(bill: &str, pointer: &str, value: Value) -> String {
    let mut bill: Value = serde_json::from_str(bill).expect("JSON");
    *bill.pointer_mut(pointer).expect("a place in the bill") = value;
    bill.to_string()
}

fn is_taken(python: &Python, bill: &str) -> bool {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("bill.cdx.json");
    fs::write(&file, bill).expect("written");
    let checked = python.script("bill.py", &[argument(&file)]);
    checked.status.success()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the repository")
}
