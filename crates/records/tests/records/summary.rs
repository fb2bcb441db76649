//! A summary holds what was selected and nothing of what was not.

use serde_json::Value;

use crate::shelf::{Shelf, check_summary};

const LINKED: &[u8] = include_bytes!("../fixtures/linked.json");

fn without_held_back() -> (Value, String) {
    let shelf = Shelf::of(LINKED);
    let summary = shelf.summary(|record| record.view.id.as_deref() != Some("held"));
    let bundle = check_summary(&summary);
    assert_eq!(summary.records, 3);
    (bundle, String::from_utf8(summary.bytes).expect("UTF-8"))
}

fn find<'b>(bundle: &'b Value, kind: &str) -> &'b Value {
    let entries = bundle["entry"].as_array().expect("entries");
    let found = entries
        .iter()
        .find(|entry| entry["resource"]["resourceType"] == kind);
    &found.expect("an entry")["resource"]
}

fn section<'b>(bundle: &'b Value, code: &str) -> &'b Value {
    let sections = find(bundle, "Composition")["section"]
        .as_array()
        .expect("sections");
    sections
        .iter()
        .find(|section| section["code"]["coding"][0]["code"] == code)
        .expect("a section")
}

#[test]
fn what_was_held_back_leaves_no_trace() {
    let (bundle, text) = without_held_back();
    for trace in [
        "HELDBACK",
        "SECRETVISIT",
        "WRONGPERSON",
        "Condition/",
        "Encounter",
        "c.example/why",
    ] {
        assert!(!text.contains(trace), "{trace}");
    }
    let medicine = find(&bundle, "MedicationRequest");
    assert_eq!(
        medicine["reasonReference"].as_array().map(Vec::len),
        Some(1)
    );
    assert!(medicine.get("supportingInformation").is_none());
    assert!(medicine.get("extension").is_none());
    // The same bytes where the record never was there.
    let gone = String::from_utf8_lossy(LINKED).replace("\"id\":\"held\"", "\"id\":\"other\"");
    let gone = gone.replace(
        "Condition/held\",\"resource",
        "Condition/other\",\"resource",
    );
    let shelf = Shelf::of(gone.as_bytes());
    let again = shelf.summary(|record| record.view.id.as_deref() != Some("other"));
    assert_eq!(text.as_bytes(), again.bytes);
}

#[test]
fn companions_come_along_and_links_lead_to_them() {
    let (bundle, text) = without_held_back();
    for kind in [
        "Medication",
        "PractitionerRole",
        "Practitioner",
        "Organization",
    ] {
        find(&bundle, kind);
    }
    let immunization = find(&bundle, "Immunization");
    assert_eq!(
        immunization["performer"][0]["actor"]["display"],
        "Not included"
    );
    assert_eq!(
        immunization["patient"],
        find(&bundle, "Composition")["subject"]
    );
    assert_eq!(
        find(&bundle, "Patient")["generalPractitioner"][0]["display"],
        "Dr. Away"
    );
    assert_eq!(
        find(&bundle, "MedicationRequest")["recorder"]["reference"],
        "#in"
    );
    let medicines = section(&bundle, "10160-0")["text"]["div"]
        .as_str()
        .expect("a table");
    assert!(medicines.contains("<td>Product X</td><td>2.50 mg, 2 / 1 d</td><td>active</td>"));
    assert!(medicines.contains("<td>Dr. Dora</td>"));
    assert!(text.contains("2.50") && text.contains("Shown &lt;illness&gt; &amp; more"));
}

#[test]
fn an_empty_section_is_the_same_whatever_the_reason() {
    let shelf = Shelf::of(include_bytes!("../fixtures/no-known.json"));
    let held_back = check_summary(&shelf.summary(|record| record.view.kind == "Condition"));
    let (never_there, _) = without_held_back();
    assert_eq!(
        section(&held_back, "48765-2"),
        section(&never_there, "48765-2")
    );
    let empty = section(&held_back, "10160-0");
    assert_eq!(empty["emptyReason"]["coding"][0]["code"], "unavailable");
    assert_eq!(
        empty["emptyReason"]["text"],
        "No information: ask the patient"
    );
    assert!(!empty.to_string().to_lowercase().contains("none known"));
}

#[test]
fn statements_of_nothing_known_stay() {
    let shelf = Shelf::of(include_bytes!("../fixtures/no-known.json"));
    let bundle = check_summary(&shelf.summary(|_| true));
    assert_eq!(
        section(&bundle, "48765-2")["entry"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(
        find(&bundle, "AllergyIntolerance")["code"]["coding"][0]["code"],
        "716186003"
    );
}

#[test]
fn records_of_another_person_stay_out() {
    let shelf = Shelf::of(include_bytes!("../fixtures/searchset.json"));
    let summary = shelf.summary(|_| true);
    let bundle = check_summary(&summary);
    assert_eq!(summary.records, 1);
    assert!(!String::from_utf8_lossy(&summary.bytes).contains("Migraine"));
    assert_eq!(find(&bundle, "Patient")["id"], "2");
}

#[test]
fn a_summary_needs_no_patient() {
    let shelf = Shelf::of(br#"{"resourceType":"Condition","code":{"text":"Cold"},"subject":{"reference":"Patient/9"}}"#);
    let bundle = check_summary(&shelf.summary(|_| true));
    assert_eq!(find(&bundle, "Patient")["name"][0]["text"], "Unknown");
    assert_eq!(
        find(&bundle, "Condition")["subject"]["reference"],
        find(&bundle, "Composition")["subject"]["reference"]
    );
}

#[test]
fn one_person_under_two_numbers_is_one_patient() {
    let shelf = Shelf::of(
        br#"{"resourceType":"Bundle","type":"collection","entry":[
            {"resource":{"resourceType":"Patient","id":"1","name":[{"family":"Two-Test","given":["Ida"]}],"birthDate":"1950-05-05"}},
            {"resource":{"resourceType":"Patient","id":"2","name":[{"text":"TWO-TEST, IDA"}],"birthDate":"1950"}},
            {"resource":{"resourceType":"Condition","code":{"text":"Gout"},"subject":{"reference":"Patient/1"}}},
            {"resource":{"resourceType":"Condition","code":{"text":"Asthma"},"subject":{"reference":"Patient/2"}}}
        ]}"#,
    );
    let bundle = check_summary(&shelf.summary(|_| true));
    assert_eq!(
        section(&bundle, "11450-4")["entry"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    let patient = &find(&bundle, "Composition")["subject"]["reference"];
    let entries = bundle["entry"].as_array().expect("entries");
    let subjects = entries
        .iter()
        .filter(|entry| entry["resource"]["resourceType"] == "Condition");
    assert!(
        subjects
            .into_iter()
            .all(|entry| entry["resource"]["subject"]["reference"] == *patient)
    );
}
