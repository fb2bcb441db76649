//! The first entry of a summary: what the document is, whose, by whom, and its sections with their readable tables.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{
    AUTHOR,
    gather::{Entry, Gathered},
    meta, narrative, own_urn,
    sections::{SECTIONS, Section},
};
use crate::instant;

/// The Composition of what was gathered.
pub(super) fn of(
    gathered: &Gathered<'_>,
    seed: &[u8; 16],
    time: OffsetDateTime,
    is_sample: bool,
) -> Value {
    let sections: Vec<Value> = SECTIONS
        .iter()
        .filter_map(|section| fill(section, gathered))
        .collect();
    json!({
        "resourceType": "Composition",
        "meta": meta("Composition-uv-ips", is_sample),
        "status": "final",
        "type": { "coding": [{
            "system": "http://loinc.org",
            "code": "60591-5",
            "display": "Patient summary Document"
        }] },
        "subject": { "reference": gathered.patient_urn() },
        "date": instant::format(time),
        "author": [{ "reference": own_urn(seed, "author"), "display": AUTHOR }],
        "title": "Patient summary",
        "section": sections
    })
}

fn fill(section: &Section, gathered: &Gathered<'_>) -> Option<Value> {
    let entries: Vec<&Entry<'_>> = gathered.in_section(section.code).collect();
    let code = json!({ "coding": [{ "system": "http://loinc.org", "code": section.code }] });
    if !entries.is_empty() {
        let table = narrative::table(entries.iter().map(|entry| &entry.view));
        let entries: Vec<Value> = entries
            .iter()
            .map(|entry| json!({ "reference": entry.urn }))
            .collect();
        return Some(json!({
            "title": section.title,
            "code": code,
            "text": { "status": "generated", "div": table },
            "entry": entries
        }));
    }
    section.is_required.then(|| {
        json!({
            "title": section.title,
            "code": code,
            "text": { "status": "generated", "div": narrative::empty() },
            "emptyReason": {
                "coding": [{
                    "system": "http://terminology.hl7.org/CodeSystem/list-empty-reason",
                    "code": "unavailable",
                    "display": "Unavailable"
                }],
                "text": narrative::NO_INFORMATION
            }
        })
    })
}
