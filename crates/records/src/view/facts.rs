//! What a resource says, as labels and values to be shown one below the other, and its codes. A label is a key of the
//! language files; a value stays in the words and digits of the source.

use serde::Serialize;

use super::{
    Code,
    detail::{one_dosage, quantity, range, value},
    title::concept,
};
use crate::{fold::fold, json::Node};

/// A label and a value. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// A key of the language files: `status`, `dose`, `reaction`, …
    pub label: &'static str,
    /// In the source's words.
    pub value: String,
}

/// Most facts, codes and parts of one value that are shown; the raw data shows all.
const MOST: usize = 64;
/// Longest value, in letters.
const LONGEST: usize = 2000;

type Row = (&'static str, &'static [&'static str]);

const ALLERGY: [Row; 8] = [
    ("status", &["clinicalStatus"]),
    ("verification", &["verificationStatus"]),
    ("type", &["type"]),
    ("criticality", &["criticality"]),
    (
        "reaction",
        &["reaction.manifestation", "reaction.description"],
    ),
    ("severity", &["reaction.severity"]),
    ("onset", &ONSET),
    ("last_reaction", &["lastOccurrence"]),
];
const MEDICINE: [Row; 9] = [
    ("status", &["status"]),
    ("dose", &["dosage", "dosageInstruction"]),
    ("route", &["dosage.route", "dosageInstruction.route"]),
    (
        "as_needed",
        &[
            "dosage.asNeededCodeableConcept",
            "dosageInstruction.asNeededCodeableConcept",
        ],
    ),
    (
        "since",
        &["effectivePeriod.start", "effectiveDateTime", "authoredOn"],
    ),
    (
        "until",
        &["effectivePeriod.end", "dispenseRequest.validityPeriod.end"],
    ),
    ("reason", &["reasonCode", "reasonReference"]),
    ("stopped_because", &["statusReason"]),
    ("quantity", &["quantity", "dispenseRequest.quantity"]),
];
const PROBLEM: [Row; 7] = [
    ("status", &["clinicalStatus"]),
    ("verification", &["verificationStatus"]),
    ("severity", &["severity"]),
    ("stage", &["stage.summary"]),
    ("body_site", &["bodySite"]),
    ("onset", &ONSET),
    (
        "ended",
        &[
            "abatementDateTime",
            "abatementAge",
            "abatementPeriod",
            "abatementRange",
            "abatementString",
        ],
    ),
];
const IMMUNIZATION: [Row; 8] = [
    ("status", &["status"]),
    ("protects_from", &["protocolApplied.targetDisease"]),
    (
        "dose_number",
        &[
            "protocolApplied.doseNumberPositiveInt",
            "protocolApplied.doseNumberString",
        ],
    ),
    ("dose", &["doseQuantity"]),
    ("route", &["route"]),
    ("body_site", &["site"]),
    ("lot", &["lotNumber"]),
    ("reason", &["statusReason", "reasonCode"]),
];
const RESULT: [Row; 6] = [
    ("range", &["referenceRange"]),
    ("interpretation", &["interpretation"]),
    ("conclusion", &["conclusion", "conclusionCode"]),
    ("status", &["status"]),
    ("method", &["method"]),
    ("body_site", &["bodySite"]),
];
const PROCEDURE: [Row; 5] = [
    ("status", &["status"]),
    ("body_site", &["bodySite"]),
    ("reason", &["reasonCode", "reasonReference"]),
    ("outcome", &["outcome"]),
    ("complication", &["complication"]),
];
const DOCUMENT: [Row; 3] = [
    ("type", &["type"]),
    ("status", &["docStatus", "status"]),
    ("description", &["description"]),
];
const PERSON: [Row; 4] = [
    ("birth_date", &["birthDate"]),
    ("gender", &["gender"]),
    ("phone", &["telecom.value"]),
    ("address", &["address.text", "address.city"]),
];
const OTHER: [Row; 2] = [("status", &["status"]), ("type", &["type"])];
const ALWAYS: [Row; 2] = [
    ("note", &["note.text", "comment"]),
    ("recorded", &["recordedDate", "dateAsserted", "issued"]),
];
const ONSET: [&str; 5] = [
    "onsetDateTime",
    "onsetAge",
    "onsetPeriod",
    "onsetRange",
    "onsetString",
];

/// What the resource says, in the order to show.
#[must_use]
pub fn facts(raw: &str) -> Vec<Fact> {
    let Some(node) = Node::parse(raw) else {
        return Vec::new();
    };
    let kind = node.word_at("resourceType").unwrap_or_default();
    let rows: &[Row] = match kind.as_ref() {
        "AllergyIntolerance" => &ALLERGY,
        "Condition" => &PROBLEM,
        "Immunization" => &IMMUNIZATION,
        "Observation" | "DiagnosticReport" => &RESULT,
        "Procedure" => &PROCEDURE,
        "DocumentReference" | "Composition" | "Media" => &DOCUMENT,
        "Patient" | "Practitioner" | "RelatedPerson" => &PERSON,
        kind if kind.starts_with("Medication") => &MEDICINE,
        _ => &OTHER,
    };
    let mut facts = if kind == "Observation" {
        values(&node)
    } else {
        Vec::new()
    };
    let rows = rows.iter().chain(&ALWAYS);
    facts.extend(rows.filter_map(|(label, paths)| {
        let value = paths.iter().find_map(|path| joined(&node, path))?;
        Some(Fact { label, value })
    }));
    facts.truncate(MOST);
    facts
}

/// All codes of what the resource is about.
#[must_use]
pub fn codes(raw: &str) -> Vec<Code> {
    Node::parse(raw)
        .map(|node| super::codings(&node).take(MOST).collect())
        .unwrap_or_default()
}

/// What professionals call it: the first text of a code that is not the title already.
#[must_use]
pub fn clinical_name(codes: &[Code], title: &str) -> Option<String> {
    let title = fold(title);
    let mut names = codes.iter().filter_map(|code| code.display.clone());
    names.find(|name| fold(name) != title)
}

/// The value of an Observation, and of each of its components.
fn values(node: &Node<'_>) -> Vec<Fact> {
    let whole = value(node).map(|value| Fact {
        label: "value",
        value,
    });
    let parts = node.each("component").iter().filter_map(|part| {
        let name = part.get("code").and_then(concept)?;
        let value = format!("{name}: {}", value(part)?);
        Some(Fact {
            label: "component",
            value,
        })
    });
    whole.into_iter().chain(parts).take(MOST).collect()
}

/// The texts at the ends of a path, each once.
fn joined(node: &Node<'_>, path: &str) -> Option<String> {
    let mut ends = vec![node];
    for key in path.split('.') {
        ends = ends.into_iter().flat_map(|end| end.each(key)).collect();
    }
    let mut texts: Vec<String> = Vec::new();
    for text in ends.into_iter().take(MOST).filter_map(text) {
        let text: String = text.trim().chars().take(LONGEST).collect();
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    (!texts.is_empty()).then(|| texts.join("; ").chars().take(LONGEST).collect())
}

/// A value of any FHIR type as a person reads it.
fn text(node: &Node<'_>) -> Option<String> {
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    if node.word().is_some() {
        return node.word().map(|word| word.into_owned());
    }
    if has(&["doseAndRate", "timing", "patientInstruction"]) {
        return one_dosage(node);
    }
    if has(&["low", "high"]) {
        return range(node);
    }
    if has(&["start", "end"]) {
        let end = |key| node.word_at(key).unwrap_or_default();
        return Some(format!("{} – {}", end("start"), end("end")));
    }
    if has(&["value"]) {
        return quantity(node);
    }
    concept(node)
}

#[cfg(test)]
mod tests {
    use super::{clinical_name, codes, facts};

    fn shown(raw: &str) -> Vec<(&'static str, String)> {
        facts(raw)
            .into_iter()
            .map(|fact| (fact.label, fact.value))
            .collect()
    }

    fn pairs(wanted: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        wanted
            .iter()
            .map(|(label, value)| (*label, (*value).to_owned()))
            .collect()
    }

    #[test]
    fn an_allergy_tells_its_reactions_and_when() {
        let raw = r#"{"resourceType":"AllergyIntolerance","clinicalStatus":{"coding":[{"code":"active","display":"Active"}]},
            "criticality":"high","reaction":[{"manifestation":[{"text":"Hives"},{"text":"Wheeze"}],"severity":"severe"},
            {"manifestation":[{"text":"Hives"}],"severity":"severe"}],"onsetAge":{"value":7,"unit":"years"},
            "note":[{"text":"Carries an injector."}],"recordedDate":"2020"}"#;
        assert_eq!(
            shown(raw),
            pairs(&[
                ("status", "Active"),
                ("criticality", "high"),
                ("reaction", "Hives; Wheeze"),
                ("severity", "severe"),
                ("onset", "7 years"),
                ("note", "Carries an injector."),
                ("recorded", "2020"),
            ])
        );
    }

    #[test]
    fn a_medicine_tells_dose_route_and_dates_with_the_digits_it_had() {
        let raw = r#"{"resourceType":"MedicationRequest","status":"active","authoredOn":"2021-02",
            "dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":2.50,"unit":"mg"}}],"route":{"text":"By mouth"}}],
            "dispenseRequest":{"quantity":{"value":30,"unit":"tablets"}}}"#;
        assert_eq!(
            shown(raw),
            pairs(&[
                ("status", "active"),
                ("dose", "2.50 mg, By mouth"),
                ("route", "By mouth"),
                ("since", "2021-02"),
                ("quantity", "30 tablets"),
            ])
        );
    }

    #[test]
    fn a_result_tells_value_parts_and_range() {
        let raw = r#"{"resourceType":"Observation","status":"final","component":[{"code":{"text":"Systolic"},
            "valueQuantity":{"value":142,"unit":"mmHg"}}],"referenceRange":[{"low":{"value":90},"high":{"value":140}}]}"#;
        assert_eq!(
            shown(raw),
            pairs(&[
                ("component", "Systolic: 142 mmHg"),
                ("range", "90 – 140"),
                ("status", "final"),
            ])
        );
    }

    #[test]
    fn codes_are_apart_from_the_plain_name() {
        let raw = r#"{"resourceType":"Condition","code":{"text":"High blood pressure","coding":[
            {"system":"http://snomed.info/sct","code":"38341003","display":"Hypertensive disorder"},{"code":"I10"}]}}"#;
        let codes = codes(raw);
        assert_eq!(codes.len(), 2);
        assert_eq!(
            clinical_name(&codes, "High blood pressure").as_deref(),
            Some("Hypertensive disorder")
        );
        assert_eq!(clinical_name(&codes, "hypertensive DISORDER"), None);
    }

    #[test]
    fn anything_may_stand_anywhere() {
        for raw in [
            "",
            "[]",
            "{}",
            r#"{"resourceType":"Condition","onsetPeriod":{"start":5},"note":"x","stage":[[]]}"#,
        ] {
            assert!(facts(raw).len() < 3 && codes(raw).is_empty());
        }
    }
}
