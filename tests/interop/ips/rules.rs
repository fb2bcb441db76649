//! The rules of the International Patient Summary 2.0.1 that a document can be held against by itself, under the numbers of
//! docs/formats/smart-health.md. Written from the specification and knowing nothing of how our summaries are made.

use std::collections::HashMap;

use serde_json::Value;

const SUMMARY: &str = "60591-5";
/// The sections that must be there.
const REQUIRED: [&str; 3] = ["11450-4", "48765-2", "10160-0"];
/// What each section may list.
const HOLDS: [(&str, &[&str]); 13] = [
    ("11450-4", &["Condition"]),
    ("48765-2", &["AllergyIntolerance"]),
    (
        "10160-0",
        &[
            "MedicationStatement",
            "MedicationRequest",
            "MedicationAdministration",
            "MedicationDispense",
        ],
    ),
    ("11369-6", &["Immunization"]),
    ("30954-2", &["Observation", "DiagnosticReport"]),
    ("8716-3", &["Observation"]),
    ("47519-4", &["Procedure"]),
    ("46264-8", &["DeviceUseStatement"]),
    ("11348-0", &["Condition"]),
    ("104605-1", &["Flag"]),
    ("42348-3", &["Consent"]),
    ("18776-5", &["CarePlan"]),
    ("29762-2", &["Observation"]),
];
/// Reasons that claim to know that there is nothing; only a record may say that.
const CLAIMS: [&str; 1] = ["nilknown"];
const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// What is wrong with a document, each line with the number of its rule.
pub(crate) fn broken(bundle: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut rule = |number: u32, holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{number}: {what}"));
        }
    };
    frame(bundle, &mut rule);
    let named = named(bundle);
    head(bundle, &named, &mut rule);
    let sections = items(&bundle["entry"][0]["resource"]["section"]);
    for code in REQUIRED {
        let count = sections.iter().filter(|one| has_code(one, code)).count();
        rule(101, count == 1, &format!("one section {code}"));
    }
    for section in sections {
        look(section, &named, &mut rule);
    }
    references(bundle, &named, &mut rule);
    wrong
}

/// Hears of each rule and whether it holds.
type Rule<'r> = &'r mut dyn FnMut(u32, bool, &str);
type Named<'b> = HashMap<&'b str, &'b Value>;

/// 99.
fn frame(bundle: &Value, rule: Rule<'_>) {
    rule(
        99,
        bundle["resourceType"] == "Bundle" && bundle["type"] == "document",
        "a document",
    );
    let identifier = &bundle["identifier"];
    rule(
        99,
        is_text(&identifier["system"]) && is_text(&identifier["value"]),
        "an identifier",
    );
    rule(99, is_text(&bundle["timestamp"]), "a timestamp");
    let entries = items(&bundle["entry"]);
    let mut urls: Vec<_> = entries
        .iter()
        .filter_map(|entry| entry["fullUrl"].as_str())
        .collect();
    rule(
        99,
        urls.len() == entries.len(),
        "a full address of each entry",
    );
    urls.sort_unstable();
    urls.dedup();
    rule(
        99,
        urls.len() == entries.len(),
        "another address for each entry",
    );
    for entry in entries {
        let extra = ["search", "request", "response"].map(|name| entry.get(name).is_some());
        rule(
            99,
            extra == [false; 3] && entry["resource"].is_object(),
            "a resource alone",
        );
    }
}

/// 100.
fn head(bundle: &Value, named: &Named<'_>, rule: Rule<'_>) {
    let entries = items(&bundle["entry"]);
    let kinds: Vec<_> = entries
        .iter()
        .map(|entry| kind(&entry["resource"]))
        .collect();
    let compositions = kinds.iter().filter(|kind| **kind == "Composition").count();
    let is_first = kinds.first() == Some(&"Composition");
    rule(
        100,
        is_first && compositions == 1,
        "the composition, first and alone",
    );
    let composition = &bundle["entry"][0]["resource"];
    rule(
        100,
        has_code_at(&composition["type"], SUMMARY),
        "the type of a summary",
    );
    for name in ["status", "date", "title"] {
        rule(100, is_text(&composition[name]), name);
    }
    let authors = items(&composition["author"]);
    let leads = |author: &Value| target(author, named).map(kind) == Some("Device");
    rule(
        100,
        !authors.is_empty() && authors.iter().all(leads),
        "a device as author",
    );
    let patient = target(&composition["subject"], named);
    rule(
        100,
        patient.map(kind) == Some("Patient"),
        "a patient as subject",
    );
    let Some(patient) = patient else { return };
    let is_born = is_text(&patient["birthDate"]) || is_absent(&patient["_birthDate"]);
    rule(100, is_born, "a date of birth, or that it is not known");
    let is_named = |name: &Value| {
        ["family", "text"].iter().any(|part| is_text(&name[*part])) || name["given"].is_array()
    };
    let names = items(&patient["name"]);
    rule(100, names.iter().any(is_named), "a name");
}

/// 101 to 104.
fn look(section: &Value, named: &Named<'_>, rule: Rule<'_>) {
    let text = &section["text"];
    let is_readable = is_text(&text["status"])
        && text["div"]
            .as_str()
            .is_some_and(|div| div.starts_with("<div xmlns="));
    rule(
        101,
        is_text(&section["title"]) && is_readable,
        "a title and a text",
    );
    let holds = HOLDS.iter().find(|(code, _)| has_code(section, code));
    rule(101, holds.is_some(), "a known code");
    let entries = items(&section["entry"]);
    let reasons = items(&section["emptyReason"]["coding"]);
    rule(
        102,
        entries.is_empty() != reasons.is_empty(),
        "entries or why there are none",
    );
    let fits = |entry: &Value| {
        let found = target(entry, named).map(kind);
        found.is_some_and(|kind| holds.is_some_and(|(_, kinds)| kinds.contains(&kind)))
    };
    rule(102, entries.iter().all(fits), "entries of its kind");
    rule(103, section.get("section").is_none(), "no section inside");
    let claims = |reason: &Value| {
        reason["code"]
            .as_str()
            .is_some_and(|code| CLAIMS.contains(&code))
    };
    rule(
        104,
        !reasons.iter().any(claims),
        "no reason that claims to know",
    );
}

/// 96, which holds of documents too.
fn references(value: &Value, named: &Named<'_>, rule: Rule<'_>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("reference") {
                let leads = reference.starts_with('#') || named.contains_key(reference.as_str());
                rule(96, leads, "a reference that leads somewhere");
            }
            members
                .values()
                .for_each(|value| references(value, named, rule));
        }
        Value::Array(all) => all.iter().for_each(|value| references(value, named, rule)),
        _ => {}
    }
}

fn named(bundle: &Value) -> Named<'_> {
    let entries = items(&bundle["entry"]).iter();
    let named = entries.filter_map(|entry| Some((entry["fullUrl"].as_str()?, &entry["resource"])));
    named.collect()
}

fn target<'b>(reference: &Value, named: &Named<'b>) -> Option<&'b Value> {
    named.get(reference["reference"].as_str()?).copied()
}

fn kind(resource: &Value) -> &str {
    resource["resourceType"].as_str().unwrap_or_default()
}

fn has_code(section: &Value, code: &str) -> bool {
    has_code_at(&section["code"], code)
}

fn has_code_at(concept: &Value, code: &str) -> bool {
    let is_it = |coding: &Value| coding["system"] == "http://loinc.org" && coding["code"] == code;
    items(&concept["coding"]).iter().any(is_it)
}

fn is_absent(element: &Value) -> bool {
    let extensions = items(&element["extension"]);
    extensions
        .iter()
        .any(|extension| extension["url"] == ABSENT)
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
