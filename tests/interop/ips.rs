//! Summaries of other systems' patients taken in and given out again as an International Patient Summary: of each published
//! sample that is at hand and of one with old mistakes that is always there. Each is valid by our own rules, by npm's
//! `@medplum/core` and by Python's `fhir.resources`.

mod rules;

use std::{fs, path::PathBuf};

use keepwell_crypto::{phrase::WordCount, sign::SigningKey, slot::Cost};
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_records::sample;
use keepwell_tlog::note::{Name, VerifierKey};
use keepwell_wallet::{
    records::{self, Input, Options, PersonRule, Selection, What},
    settings::Settings,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{fhir, vector::tests};

const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200);
const OWN: &[u8] = include_bytes!("../../crates/records/tests/fixtures/before-r4.json");

/// Makes something of a summary that is none.
type Break = fn(&mut Value);

#[test]
fn every_sample_goes_out_as_a_summary_that_others_accept() {
    let folder = TempDir::new().expect("a folder");
    let mut files = Vec::new();
    for (name, bytes) in samples() {
        let bundle = summary(&name, &bytes);
        let value: Value = serde_json::from_slice(&bundle).expect("JSON");
        assert_eq!(rules::broken(&value), Vec::<String>::new(), "{name}");
        files.push(fhir::write(folder.path(), &name, &bundle));
    }
    for (name, told) in fhir::read(&files) {
        for file in &files {
            assert_eq!(told[file]["wrong"], json!([]), "{name}: {file}");
        }
    }
}

/// 104, from end to end.
#[test]
fn nothing_known_and_nothing_asked_stay_apart() {
    let bundle: Value = serde_json::from_slice(&summary("own", OWN)).expect("JSON");
    let section = |code: &str| {
        let sections = bundle["entry"][0]["resource"]["section"].as_array();
        let mut sections = sections.expect("sections").iter();
        sections
            .find(|section| section["code"]["coding"][0]["code"] == code)
            .expect("a section")
    };
    let allergies = section("48765-2");
    assert_eq!(allergies["entry"].as_array().map(Vec::len), Some(1));
    assert!(allergies.get("emptyReason").is_none());
    let known_none = allergies["text"]["div"].as_str().expect("a table");
    assert!(known_none.contains("No known allergy"), "{known_none}");
    let problems = section("11450-4");
    assert_eq!(problems["emptyReason"]["coding"][0]["code"], "unavailable");
    let unasked = problems.to_string().to_lowercase();
    assert!(!unasked.contains("known"), "{unasked}");
    // What was not given is not told as given, neither to software nor to people.
    let vaccines = section("11369-6")["text"]["div"].as_str().expect("a table");
    assert!(
        vaccines.contains("<td>Fiebre amarilla</td><td></td><td>not-done</td>"),
        "{vaccines}"
    );
}

#[test]
fn each_rule_finds_what_breaks_it() {
    let whole: Value = serde_json::from_slice(&summary("own", OWN)).expect("JSON");
    let broken: [(&str, Break); 20] = [
        ("99", |bundle| bundle["type"] = json!("collection")),
        ("99", |bundle| drop(remove(bundle, "identifier"))),
        ("99", |bundle| drop(remove(bundle, "timestamp"))),
        ("99", |bundle| {
            drop(remove(&mut bundle["entry"][3], "fullUrl"))
        }),
        ("99", |bundle| {
            bundle["entry"][3]["fullUrl"] = bundle["entry"][2]["fullUrl"].clone()
        }),
        ("99", |bundle| {
            bundle["entry"][1]["search"] = json!({"mode": "match"})
        }),
        ("100", |bundle| {
            bundle["entry"].as_array_mut().expect("entries").swap(0, 1)
        }),
        ("100", |bundle| {
            bundle["entry"][1] = bundle["entry"][0].clone()
        }),
        ("100", |bundle| {
            composition(bundle)["type"]["coding"][0]["code"] = json!("34133-9")
        }),
        ("100", |bundle| {
            drop(remove(&mut bundle["entry"][2]["resource"], "birthDate"))
        }),
        ("100", |bundle| {
            drop(remove(&mut bundle["entry"][2]["resource"], "name"))
        }),
        ("100", |bundle| {
            composition(bundle)["author"][0]["reference"] = json!("Device/1")
        }),
        ("101", |bundle| drop(section(bundle, 0, Value::take))),
        ("101", |bundle| {
            drop(section(bundle, 1, |section| remove(section, "title")))
        }),
        ("101", |bundle| {
            drop(section(bundle, 1, |section| remove(section, "text")))
        }),
        ("102", |bundle| {
            drop(section(bundle, 0, |section| remove(section, "entry")))
        }),
        ("102", |bundle| {
            drop(section(bundle, 1, |section| remove(section, "emptyReason")))
        }),
        ("102", |bundle| {
            section(bundle, 0, |section| {
                section["emptyReason"] = json!({"coding": [{"code": "nilknown"}]});
            })
        }),
        ("103", |bundle| {
            section(bundle, 0, |section| section["section"] = json!([{}]))
        }),
        ("104", |bundle| {
            section(bundle, 1, |section| {
                section["emptyReason"]["coding"][0]["code"] = json!("nilknown");
            })
        }),
    ];
    assert_eq!(rules::broken(&whole), Vec::<String>::new());
    for (rule, break_it) in broken {
        let mut bundle = whole.clone();
        break_it(&mut bundle);
        let told = rules::broken(&bundle);
        let is_found = told
            .iter()
            .any(|line| line.starts_with(&format!("{rule}:")));
        assert!(is_found, "{rule}: {told:?}");
    }
}

fn remove(value: &mut Value, name: &str) -> Option<Value> {
    value.as_object_mut().expect("an object").remove(name)
}

fn composition(bundle: &mut Value) -> &mut Value {
    &mut bundle["entry"][0]["resource"]
}

fn section<T>(bundle: &mut Value, place: usize, change: impl FnOnce(&mut Value) -> T) -> T {
    change(&mut composition(bundle)["section"][place])
}

/// What a patient who takes these bytes in gives out.
fn summary(name: &str, bytes: &[u8]) -> Vec<u8> {
    let folder = TempDir::new().expect("a folder");
    let vault = wallet(&folder);
    let options = Options {
        now: NOW,
        person: PersonRule::Refuse,
    };
    let inputs = [Input::Bytes { name, bytes }];
    let report = records::import(&vault, &inputs, &options, &mut |_| {}, &mut OsRng);
    assert!(report.expect("a report").unreadable().is_none(), "{name}");
    let selection = Selection::from(What::Summary);
    let selected = records::select(&vault, &selection, NOW, &mut OsRng);
    selected.expect("a summary").bundle
}

fn wallet(folder: &TempDir) -> Vault {
    let origin = |text| Origin::parse(text).expect("an origin");
    let name = Name::parse("ledger.example").expect("a name");
    let settings = Settings {
        server: origin("https://keepwell.example"),
        relay: origin("https://relay.example"),
        page: origin("https://clinic.example"),
        ledger: VerifierKey::new(name, SigningKey::from_seed(&[3; 32]).verifying_key()),
        witnesses: None,
    };
    let new = NewVault {
        root: &folder.path().join("home"),
        passphrase: "a passphrase for tests",
        cost: Cost::TEST_ONLY,
        settings: &settings,
    };
    let (vault, _) = Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
    vault
}

/// Ours, and the published ones where they are.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mut samples = vec![
        ("own".to_owned(), OWN.to_vec()),
        ("sample".to_owned(), sample::FILES[0].bytes.to_vec()),
    ];
    let shared = std::env::var_os("KEEPWELL_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| tests().join("../../shared"));
    let Ok(folder) = fs::read_dir(shared.join("data/ips")) else {
        println!("skipped: no data/ips in KEEPWELL_SHARED or in ../shared");
        return samples;
    };
    for file in folder {
        let path = file.expect("a file").path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let bytes = fs::read(&path).expect("a readable file");
        samples.push((name.expect("a name").to_owned(), bytes));
    }
    samples
}
