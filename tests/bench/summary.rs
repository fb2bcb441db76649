//! The summary for a clinic abroad: an IPS document from 10,000 records of a long life, read from the wallet and unsealed, and
//! the terms of a whole summary looked up in another language.

use std::fmt::Write as _;

use keepwell_records::{
    sample,
    terms::{Language, Terms},
    view::{View, codes},
};
use keepwell_wallet::records::{self, Input, Options, PersonRule, Selection, What};
use rand_core::OsRng;
use serde_json::Value;

use crate::{
    desk::{NOW, empty_wallet},
    median::{median, seconds},
    row::{Row, Rows, Target},
    whole,
};

const RUNS: usize = 9;
const RECORDS: usize = 10_000;
const MILLI: f64 = 1000.0;

pub(crate) fn rows() -> Rows {
    // Read before anything else looks a term up.
    let (read, terms) = seconds(Terms::list);
    let (made, bundle) = made();
    let (large, count) = looked_up(terms, &bundle);
    let (small, of_a_person) = looked_up(terms, sample::FILES[0].bytes);
    vec![
        Row::new("IPS of 10,000 records, from the wallet", made * MILLI, "ms")
            .reach(Target::AtMost(200.0)),
        Row::new("term list, read once", read * MILLI, "ms"),
        Row::new("terms of the sample's summary", small * MILLI, "ms").reach(Target::AtMost(5.0)),
        Row::new("resources of the sample", whole(of_a_person), ""),
        Row::new(
            "terms of the summary of 10,000 records",
            large * MILLI,
            "ms",
        ),
        Row::new("resources of that summary", whole(count), ""),
    ]
}

/// The seconds that a summary takes, and the summary.
fn made() -> (f64, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = empty_wallet(&folder.path().join("wallet"));
    let lines = life();
    let inputs = [Input::Bytes {
        name: "life.ndjson",
        bytes: lines.as_bytes(),
    }];
    let options = Options {
        now: NOW,
        person: PersonRule::Refuse,
    };
    let report = records::import(&vault, &inputs, &options, &mut |_| {}, &mut OsRng);
    assert_eq!(report.expect("a report").records, 1 + RECORDS as u64);
    let selection = Selection::from(What::Summary);
    let select = || records::select(&vault, &selection, NOW, &mut OsRng).expect("a summary");
    let made = median(RUNS, || drop(select()));
    (made, select().bundle)
}

/// The seconds that it takes to look up what each resource of a Bundle is about, and how many there are.
fn looked_up(terms: &Terms, bundle: &[u8]) -> (f64, usize) {
    let bundle: Value = serde_json::from_slice(bundle).expect("JSON");
    let entries = bundle.get("entry").and_then(Value::as_array);
    let about: Vec<_> = entries
        .expect("entries")
        .iter()
        .filter_map(|entry| Some(entry.get("resource")?.to_string()))
        .map(|raw| (codes(&raw), View::of(&raw, &|_| None).title))
        .collect();
    let mut found = 0;
    let took = median(RUNS, || {
        let names = about.iter().filter_map(|(codes, title)| {
            let concept = terms.find(codes, title)?;
            Some(concept.name(Language::Ar).len())
        });
        found = names.count();
    });
    assert!(found > 0, "no term was known");
    (took, about.len())
}

/// A person and what was written of them in eighty years: mostly results, some of everything else.
fn life() -> String {
    const CODES: [(&str, &str, &str); 6] = [
        ("4548-4", "Haemoglobin A1c", "mmol/mol"),
        ("2823-3", "Potassium", "mmol/L"),
        ("718-7", "Haemoglobin", "g/L"),
        ("2160-0", "Creatinine", "umol/L"),
        ("8480-6", "Systolic blood pressure", "mm[Hg]"),
        ("2951-2", "Sodium", "mmol/L"),
    ];
    let mut lines = r#"{"resourceType":"Patient","id":"p","name":[{"family":"Example","given":["Amina"]}],"birthDate":"1946-05-17"}"#.to_owned();
    let about = r#""reference":"Patient/p""#;
    for (number, (code, name, unit)) in (0..RECORDS).zip(CODES.into_iter().cycle()) {
        let day = format!(
            "{}-{:02}-{:02}",
            1946 + number % 80,
            1 + number % 12,
            1 + number % 28
        );
        // Writing to a string cannot fail.
        let _ = match number % 10 {
            0 => write!(
                lines,
                "\n{{\"resourceType\":\"Condition\",\"id\":\"r{number}\",\"clinicalStatus\":{{\"coding\":[{{\"code\":\"active\"}}]}},\"code\":{{\"coding\":[{{\"system\":\"http://snomed.info/sct\",\"code\":\"195967001\",\"display\":\"Asthma\"}}]}},\"subject\":{{{about}}},\"onsetDateTime\":\"{day}\"}}"
            ),
            1 => write!(
                lines,
                "\n{{\"resourceType\":\"MedicationStatement\",\"id\":\"r{number}\",\"status\":\"active\",\"medicationCodeableConcept\":{{\"text\":\"Metformin 500 mg\"}},\"subject\":{{{about}}},\"effectiveDateTime\":\"{day}\",\"dosage\":[{{\"text\":\"1-0-1\"}}]}}"
            ),
            2 => write!(
                lines,
                "\n{{\"resourceType\":\"Immunization\",\"id\":\"r{number}\",\"status\":\"completed\",\"vaccineCode\":{{\"coding\":[{{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"141\"}}],\"text\":\"Influenza\"}},\"patient\":{{{about}}},\"occurrenceDateTime\":\"{day}\"}}"
            ),
            3 => write!(
                lines,
                "\n{{\"resourceType\":\"Procedure\",\"id\":\"r{number}\",\"status\":\"completed\",\"code\":{{\"text\":\"Colonoscopy\"}},\"subject\":{{{about}}},\"performedDateTime\":\"{day}\"}}"
            ),
            _ => write!(
                lines,
                "\n{{\"resourceType\":\"Observation\",\"id\":\"r{number}\",\"status\":\"final\",\"category\":[{{\"coding\":[{{\"system\":\"http://terminology.hl7.org/CodeSystem/observation-category\",\"code\":\"laboratory\"}}]}}],\"code\":{{\"coding\":[{{\"system\":\"http://loinc.org\",\"code\":\"{code}\",\"display\":\"{name}\"}}],\"text\":\"{name}\"}},\"subject\":{{{about}}},\"effectiveDateTime\":\"{day}\",\"valueQuantity\":{{\"value\":{}.{},\"unit\":\"{unit}\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"{unit}\"}},\"referenceRange\":[{{\"low\":{{\"value\":3.5}},\"high\":{{\"value\":145}}}}]}}",
                4 + number % 140,
                number % 10
            ),
        };
    }
    lines
}
