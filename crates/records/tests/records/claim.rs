//! A claim holds what it needs: who, what, when, by whom; and nothing of what else was known.

use keepwell_records::{
    claim::{compose, is_claimable},
    pared::{Pared, Source},
};
use serde_json::Value;
use time::OffsetDateTime;

use crate::{
    planted::files,
    shelf::{Shelf, check_references},
};

const FILE: &str = r##"{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","id":"p","name":[{"family":"Haddad-Sample","given":["Amina"]}],
  "birthDate":"1971-03-14","gender":"female","telecom":[{"value":"0123"}],"address":[{"city":"Secret"}]}},
{"fullUrl":"urn:uuid:c","resource":{"resourceType":"Condition","subject":{"reference":"Patient/p"},"onsetDateTime":"2020-01-10T08:00:00Z",
  "code":{"coding":[{"system":"https://own.example","code":"SUG","display":"Diabetes"}],"text":"Secret"},
  "note":[{"text":"Secret"}],"text":{"div":"<div>Secret</div>"},"severity":{"text":"Secret"}}},
{"fullUrl":"urn:uuid:v","resource":{"resourceType":"Procedure","status":"completed","subject":{"reference":"urn:uuid:p"},"performedDateTime":"2021-05-06",
  "code":{"text":"Filling"},"performer":[{"actor":{"reference":"urn:uuid:d","display":"Secret"}}],"report":[{"reference":"urn:uuid:o"}]}},
{"fullUrl":"urn:uuid:d","resource":{"resourceType":"Practitioner","name":[{"text":"Dr Sample"}],"identifier":[{"system":"urn:npi","value":"99"}],"telecom":[{"value":"Secret"}]}},
{"fullUrl":"urn:uuid:o","resource":{"resourceType":"Observation","status":"final","code":{"text":"Secret"}}}]}"##;

/// The claim of everything on a shelf.
fn pared(shelf: &Shelf<'_>) -> Pared {
    let records = shelf.import.records.iter();
    let source = Source {
        time: OffsetDateTime::UNIX_EPOCH,
        seed: [7; 16],
        patient: shelf.patient(),
        records: records.map(|parsed| parsed.record()).collect(),
    };
    compose(source, shelf)
}

#[test]
fn a_claim_has_what_it_needs_and_no_more() {
    let shelf = Shelf::of(FILE.as_bytes());
    let pared = pared(&shelf);
    let text = String::from_utf8(pared.bytes).expect("UTF-8");
    assert!(!text.contains("Secret") && !text.contains("0123"), "{text}");
    let parts = [
        "Amina",
        "1971-03-14",
        "SUG",
        "Diabetes",
        "2020-01-10T08:00:00Z",
        "Filling",
        "2021-05-06",
        "Dr Sample",
        "urn:npi",
    ];
    for part in parts {
        assert!(text.contains(part), "{part} in {text}");
    }
    let bundle: Value = serde_json::from_str(&text).expect("JSON");
    let entries = bundle["entry"].as_array().expect("entries");
    let kinds: Vec<_> = entries
        .iter()
        .map(|entry| entry["resource"]["resourceType"].as_str())
        .collect();
    assert_eq!(
        kinds,
        ["Patient", "Condition", "Procedure", "Practitioner"].map(Some)
    );
}

/// FHIR demands of a cover who pays.
#[test]
fn an_insurer_that_is_only_named_stays_named() {
    let cover = r#"{"resourceType":"Bundle","type":"collection","entry":[
        {"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","name":[{"family":"Haddad-Sample"}]}},
        {"fullUrl":"urn:uuid:c","resource":{"resourceType":"Coverage","status":"active","subscriberId":"77",
        "beneficiary":{"reference":"urn:uuid:p","display":"Secret"},"payor":[{"display":"Sample Insurance"}]}}]}"#;
    let shelf = Shelf::of(cover.as_bytes());
    let pared = pared(&shelf);
    let bundle: Value = serde_json::from_slice(&pared.bytes).expect("JSON");
    let cover = &bundle["entry"][1]["resource"];
    assert_eq!(cover["payor"][0]["display"], "Sample Insurance", "{cover}");
    assert_eq!(cover["beneficiary"].get("display"), None);
}

#[test]
fn samples_make_claims_that_hold_together() {
    for (name, file) in files() {
        let bytes = file.to_string().into_bytes();
        let shelf = Shelf::of(&bytes);
        let source = Source {
            time: OffsetDateTime::UNIX_EPOCH,
            seed: [7; 16],
            patient: shelf.patient(),
            records: shelf
                .import
                .records
                .iter()
                .map(|parsed| parsed.record())
                .collect(),
        };
        let pared = compose(source, &shelf);
        let bundle: Value = serde_json::from_slice(&pared.bytes).expect("JSON");
        let entries = bundle["entry"].as_array().expect("entries");
        let urls: Vec<_> = entries
            .iter()
            .map(|entry| entry["fullUrl"].as_str().expect("a name"))
            .collect();
        entries
            .iter()
            .for_each(|entry| check_references(&entry["resource"], &urls));
        assert_eq!(pared.is_sample, name == "built-in");
        assert!(!is_claimable("Observation"));
    }
}
