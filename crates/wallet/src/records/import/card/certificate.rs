//! What a certificate of the EU's kind says, as FHIR: the person, and each vaccination, test or recovery. Of the other kinds
//! the certificate itself is kept and nothing is read out of it.

use keepwell_smart::certificate::Content;
use serde_json::{Value, json};

const SNOMED: &str = "http://snomed.info/sct";
const ATC: &str = "http://www.whocc.no/atc";
const PATIENT: &str = "resource:0";

/// A Bundle of type `collection`; `None` where there is nothing that FHIR has a place for.
pub(super) fn bundle(content: &Content) -> Option<String> {
    let Content::Covid(said) = content else {
        return None;
    };
    let each = |name: &str| {
        said.get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let vaccinations = each("v").map(vaccination);
    let resources: Vec<Value> = vaccinations
        .chain(each("t").map(test))
        .chain(each("r").map(recovery))
        .collect();
    if resources.is_empty() {
        return None;
    }
    let all = std::iter::once(patient(said)).chain(resources);
    let entries: Vec<Value> = (0..)
        .zip(all)
        .map(|(place, resource)| json!({"fullUrl": format!("resource:{place}"), "resource": resource}))
        .collect();
    let mut bundle = json!({"resourceType": "Bundle", "type": "collection", "entry": entries});
    leave_out_gaps(&mut bundle);
    Some(bundle.to_string())
}

fn patient(said: &Value) -> Value {
    let born = text(said, "dob");
    let day = born.split('T').next().unwrap_or(born);
    json!({
        "resourceType": "Patient",
        "name": [{"family": said.pointer("/nam/fn"), "given": [said.pointer("/nam/gn")]}],
        "birthDate": day,
    })
}

fn vaccination(said: &Value) -> Value {
    let vaccine = text(said, "vp");
    let system = if vaccine.starts_with('J') {
        ATC
    } else {
        SNOMED
    };
    json!({
        "resourceType": "Immunization",
        "status": "completed",
        "vaccineCode": {"coding": [{"system": system, "code": vaccine}], "text": "COVID-19 vaccine"},
        "patient": {"reference": PATIENT},
        "occurrenceDateTime": text(said, "dt"),
        "identifier": [{"value": text(said, "ci")}],
        "protocolApplied": [{
            "targetDisease": [disease(said)],
            "doseNumberPositiveInt": said.get("dn"),
            "seriesDosesPositiveInt": said.get("sd"),
        }],
    })
}

fn test(said: &Value) -> Value {
    json!({
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": text(said, "tt")}], "text": "COVID-19 test"},
        "subject": {"reference": PATIENT},
        "effectiveDateTime": text(said, "sc"),
        "identifier": [{"value": text(said, "ci")}],
        "valueCodeableConcept": {"coding": [{"system": SNOMED, "code": text(said, "tr")}], "text": result(text(said, "tr"))},
    })
}

fn recovery(said: &Value) -> Value {
    let status = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    json!({
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [{"system": status, "code": "resolved"}]},
        "code": disease(said),
        "subject": {"reference": PATIENT},
        "onsetDateTime": text(said, "fr"),
        "identifier": [{"value": text(said, "ci")}],
    })
}

fn disease(said: &Value) -> Value {
    let code = text(said, "tg");
    let name = (code == "840539006").then_some("COVID-19");
    json!({"coding": [{"system": SNOMED, "code": code}], "text": name})
}

/// What the two results that there are mean.
fn result(code: &str) -> &'static str {
    match code {
        "260373001" => "Detected",
        "260415000" => "Not detected",
        _ => "See the certificate",
    }
}

fn text<'v>(said: &'v Value, name: &str) -> &'v str {
    said.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Leaves out what the certificate does not say: FHIR has neither empty texts nor null.
fn leave_out_gaps(value: &mut Value) {
    let says = |value: &Value| !matches!(value, Value::Null) && value.as_str() != Some("");
    match value {
        Value::Array(all) => {
            all.retain(says);
            all.iter_mut().for_each(leave_out_gaps);
        }
        Value::Object(members) => {
            members.retain(|_, member| says(member));
            members.values_mut().for_each(leave_out_gaps);
        }
        _ => {}
    }
}
