//! Nobody can be told from a record that was shared without the person: each rule of `docs/formats/deidentify.md`, and the
//! proof that nothing planted in any place of any sample comes out.

use keepwell_records::{
    deidentify::{Dates, compose},
    pared::{Pared, Source},
};
use serde_json::{Value, json};
use time::{Date, Month, OffsetDateTime};

use crate::{
    planted::{DAY, WORD, files, numbers, plant},
    shelf::{Shelf, check_references},
};

fn now() -> OffsetDateTime {
    let day = Date::from_calendar_date(2026, Month::November, 21).expect("a date");
    day.midnight().assume_utc()
}

fn run(bytes: &[u8], dates: Dates) -> (Pared, Value) {
    let shelf = Shelf::of(bytes);
    let source = Source {
        time: now(),
        seed: [7; 16],
        patient: shelf.patient(),
        records: shelf
            .import
            .records
            .iter()
            .map(|parsed| parsed.record())
            .collect(),
    };
    let pared = compose(source, dates, &shelf);
    let bundle: Value = serde_json::from_slice(&pared.bytes).expect("JSON");
    let entries = bundle["entry"].as_array().expect("entries");
    let urls: Vec<&str> = entries
        .iter()
        .map(|entry| entry["fullUrl"].as_str().expect("a name"))
        .collect();
    for entry in entries {
        check_references(&entry["resource"], &urls);
    }
    assert_eq!(entries.len(), pared.taken.len());
    (pared, bundle)
}

/// A bundle of a patient and these resources.
fn file(patient: &Value, resources: &[Value]) -> Vec<u8> {
    let mut entries = vec![json!({ "fullUrl": "urn:uuid:p", "resource": patient })];
    let others = (1..).zip(resources);
    entries.extend(others.map(|(number, resource)| {
        json!({ "fullUrl": format!("urn:uuid:{number}"), "resource": resource })
    }));
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
        .to_string()
        .into_bytes()
}

fn amina() -> Value {
    json!({ "resourceType": "Patient", "id": "p", "name": [{ "family": "Haddad-Sample", "given": ["Amina"] }],
        "birthDate": "1971-03-14", "gender": "female" })
}

fn problem(more: Value) -> Value {
    let mut problem = json!({ "resourceType": "Condition", "subject": { "reference": "urn:uuid:p" },
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "44054006", "display": "Diabetes" }] } });
    let members = problem.as_object_mut().expect("an object");
    members.extend(more.as_object().cloned().expect("an object"));
    problem
}

#[test]
fn nothing_planted_comes_out() {
    for (name, original) in files() {
        let planted = plant(&original);
        let planted_numbers = numbers(&serde_json::from_slice(&planted).expect("JSON"));
        for dates in [Dates::Earlier(100), Dates::Months] {
            let (pared, bundle) = run(&planted, dates);
            let text = String::from_utf8(pared.bytes).expect("UTF-8");
            assert!(
                !text.to_lowercase().contains(&WORD.to_lowercase()),
                "{name}"
            );
            assert!(!text.contains(DAY) && !text.contains("05:06:07"), "{name}");
            for number in &planted_numbers {
                assert!(!text.contains(number.as_str()), "{name} {number}");
            }
            let patients = bundle["entry"].as_array().expect("entries").iter();
            let patients = patients.filter(|entry| entry["resource"]["resourceType"] == "Patient");
            assert_eq!(patients.count(), 1, "{name}");
        }
    }
}

#[test]
fn what_research_needs_stays() {
    for (name, original) in files() {
        let bytes = original.to_string().into_bytes();
        let (pared, bundle) = run(&bytes, Dates::Months);
        // The one record of TW has no code that means anything elsewhere.
        assert!(pared.taken.len() > 1 || name.contains("TW_"), "{name}");
        assert_eq!(pared.is_sample, name == "built-in", "{name}");
        let labels = bundle["meta"]["security"].to_string();
        assert!(labels.contains("PSEUDED"), "{name}");
        assert_eq!(labels.contains("HTEST"), name == "built-in", "{name}");
    }
    let (pared, bundle) = run(keepwell_records::sample::FILES[0].bytes, Dates::Months);
    let text = String::from_utf8(pared.bytes).expect("UTF-8");
    let parts = ["mm[Hg]", "\"value\":2.10", "http://loinc.org", "birthDate"];
    for part in parts {
        assert!(text.contains(part), "{part}");
    }
    let entries = bundle["entry"].as_array().expect("entries");
    assert!(
        entries
            .iter()
            .all(|e| e["resource"]["meta"]["security"][0]["code"] == "HTEST")
    );
}

#[test]
fn distances_between_dates_stay() {
    let resources = [
        problem(json!({ "onsetDateTime": "2020-01-10T08:00:00Z", "recordedDate": "2020-03-01" })),
        problem(json!({ "onsetDateTime": "2020-02" })),
    ];
    let (_, bundle) = run(&file(&amina(), &resources), Dates::Earlier(40));
    let entries = &bundle["entry"];
    assert_eq!(entries[0]["resource"]["birthDate"], "1971");
    assert_eq!(entries[1]["resource"]["onsetDateTime"], "2019-12-01");
    assert_eq!(entries[1]["resource"]["recordedDate"], "2020-01-21");
    assert_eq!(entries[2]["resource"]["onsetDateTime"], "2020-01");
    assert!(bundle.get("timestamp").is_none());
}

#[test]
fn great_ages_are_one() {
    let mut old = amina();
    old["birthDate"] = "1931-03-14".into();
    let age = |years: u32| json!({ "value": years, "unit": "a", "system": "http://unitsofmeasure.org", "code": "a" });
    let resources = [
        problem(json!({ "onsetAge": age(94) })),
        problem(json!({ "onsetAge": age(89) })),
        problem(json!({ "onsetDateTime": "1933-05-01" })),
    ];
    let (_, bundle) = run(&file(&old, &resources), Dates::Months);
    let resource = |number: usize| &bundle["entry"][number]["resource"];
    assert!(resource(0).get("birthDate").is_none());
    assert_eq!(
        resource(0)["_birthDate"]["extension"][0]["valueCode"],
        "masked"
    );
    assert_eq!(resource(1)["onsetAge"]["value"], 90);
    assert_eq!(resource(1)["onsetAge"]["comparator"], ">=");
    assert_eq!(resource(2)["onsetAge"]["value"], 89);
    assert!(resource(3).get("onsetDateTime").is_none());
}

#[test]
fn addresses_keep_a_country_of_letters_only() {
    for (country, expected) in [
        ("AT", json!([{ "country": "AT" }])),
        ("Sample Street 5", Value::Null),
    ] {
        let mut patient = amina();
        patient["address"] =
            json!([{ "line": ["Sample Street 5"], "city": "Wien", "country": country }]);
        let (_, bundle) = run(&file(&patient, &[]), Dates::Months);
        assert_eq!(bundle["entry"][0]["resource"]["address"], expected);
    }
}

#[test]
fn records_that_say_nothing_any_more_stay_out() {
    let resources = [
        problem(json!({ "code": { "text": "Sugar" } })),
        problem(json!({ "verificationStatus": { "coding": [{ "code": "entered-in-error" }] } })),
        problem(json!({ "bodySite": [{ "modifierExtension": [{ "url": "urn:not" }] }] })),
        json!({ "resourceType": "Patient", "id": "q", "name": [{ "family": "Other" }], "birthDate": "1990-01-01" }),
        problem(json!({ "subject": { "reference": "urn:uuid:4" } })),
        json!({ "resourceType": "Organization", "name": "Sample Clinic" }),
        json!({ "resourceType": "DocumentReference", "description": "a letter" }),
    ];
    let (pared, _) = run(&file(&amina(), &resources), Dates::Months);
    assert_eq!(pared.taken.len(), 1);
}

/// Others' readers refuse a resource without what FHIR demands of it.
#[test]
fn what_stays_is_whole_by_fhir() {
    let person = json!({ "reference": "urn:uuid:p" });
    let code = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "91936005" }] });
    let hives = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "126485001" }] });
    let allergy = json!({ "resourceType": "AllergyIntolerance", "patient": person, "code": code,
        "reaction": [{ "manifestation": [{ "text": "red spots" }], "severity": "mild" },
            { "manifestation": [hives], "severity": "severe" }] });
    let vaccination = |more: Value| {
        let vaccine =
            json!({ "coding": [{ "system": "http://hl7.org/fhir/sid/cvx", "code": "207" }] });
        let mut given = json!({ "resourceType": "Immunization", "status": "completed", "patient": person,
            "vaccineCode": vaccine, "protocolApplied": [{ "targetDisease": [code], "doseNumberString": "first" }] });
        let members = given.as_object_mut().expect("an object");
        members.extend(more.as_object().cloned().expect("an object"));
        given
    };
    let dated = vaccination(json!({ "occurrenceDateTime": "2021-05-06" }));
    let told = vaccination(json!({ "occurrenceString": "in spring" }));
    let (pared, bundle) = run(&file(&amina(), &[allergy, dated, told]), Dates::Months);
    assert_eq!(
        pared.taken.len(),
        3,
        "a vaccination without a date stays out"
    );
    let reactions = &bundle["entry"][1]["resource"]["reaction"];
    assert_eq!(reactions.as_array().map(Vec::len), Some(1), "{reactions}");
    assert_eq!(reactions[0]["severity"], "severe");
    assert_eq!(bundle["entry"][2]["resource"].get("protocolApplied"), None);
}

#[test]
fn a_product_inside_a_record_becomes_its_code() {
    let product = json!({ "resourceType": "Medication", "id": "m", "code": { "text": "Sugar pill",
        "coding": [{ "system": "http://www.whocc.no/atc", "code": "A10BA02" }] } });
    let taking = json!({ "resourceType": "MedicationStatement", "status": "active", "contained": [product],
        "medicationReference": { "reference": "#m" }, "subject": { "reference": "urn:uuid:p" } });
    let lost = json!({ "resourceType": "MedicationStatement", "medicationReference": { "reference": "urn:uuid:3" } });
    let nameless = json!({ "resourceType": "Medication", "code": { "text": "own" } });
    let (pared, bundle) = run(&file(&amina(), &[taking, lost, nameless]), Dates::Months);
    let concept = &bundle["entry"][1]["resource"]["medicationCodeableConcept"];
    assert_eq!(
        concept,
        &json!({ "coding": [{ "system": "http://www.whocc.no/atc", "code": "A10BA02" }] })
    );
    assert_eq!(
        pared.taken.len(),
        2,
        "a record that led to one that stays out stays out"
    );
}
