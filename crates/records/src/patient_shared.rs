//! A patient summary as clinics in the USA take it in by a link (CMS “Kill the Clipboard”, draft for July 2026): a `collection` of
//! the same resources without their Composition, and a `DocumentReference` with the whole as a PDF. Those receivers refuse the
//! document that an International Patient Summary is, and the rest of the world asks for it, so that no one link serves both.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;
use time::OffsetDateTime;

use crate::{
    instant,
    json::{Node, quote},
    uuid,
};

/// A FHIR-rendered PDF, complete (LOINC).
const RENDERED_PDF: &str = "60591-5";
const LOINC: &str = "http://loinc.org";
const CATEGORY: &str = "https://cms.gov/fhir/CodeSystem/patient-shared-category";

/// What to make it of.
pub struct Source<'a> {
    /// A document of [`crate::summary::compose`].
    pub summary: &'a [u8],
    /// The same as a PDF.
    pub pdf: &'a [u8],
    /// Names the PDF's entry; fresh for every share.
    pub seed: [u8; 16],
    /// When it is made.
    pub time: OffsetDateTime,
}

/// The collection, UTF-8 JSON; `None` when the summary is none.
#[must_use]
pub fn compose(source: &Source<'_>) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(source.summary).ok()?;
    let bundle = Node::parse(text)?;
    let entries = bundle.each("entry");
    let is = |entry: &&Node<'_>, kind: &str| {
        entry.word_at("resource.resourceType").as_deref() == Some(kind)
    };
    let composition = entries.iter().find(|entry| is(entry, "Composition"))?;
    let author = composition.word_at("resource.author.reference")?;
    let stays = |entry: &&Node<'_>| {
        !is(entry, "Composition") && entry.word_at("fullUrl").as_deref() != Some(author.as_ref())
    };
    let patient = entries.iter().find(|entry| is(entry, "Patient"))?;
    let patient = patient.word_at("fullUrl")?;

    let mut out = head(&bundle, source.time);
    for entry in entries.iter().filter(stays) {
        let urn = entry.word_at("fullUrl")?;
        let resource = without_profile(entry.get("resource")?);
        push(&mut out, &urn, &resource);
    }
    let pdf = document(source, &patient);
    let urn = uuid::urn(&source.seed, b"pdf");
    out.push_str(&format!(
        "{{\"fullUrl\":{},\"resource\":{pdf}}}]}}\n",
        quote(&urn)
    ));
    Some(out.into_bytes())
}

/// What marks sample data stays; what it is a profile of does not.
fn head(bundle: &Node<'_>, time: OffsetDateTime) -> String {
    let mut out = String::from("{\"resourceType\":\"Bundle\",");
    if let Some(Node::Object(meta)) = bundle.get("meta")
        && let Some(meta) = meta_of(meta)
    {
        out.push_str("\"meta\":");
        meta.write(&mut out);
        out.push(',');
    }
    let time = quote(&instant::format(time));
    out.push_str(&format!(
        "\"type\":\"collection\",\"timestamp\":{time},\"entry\":["
    ));
    out
}

fn push(out: &mut String, urn: &str, resource: &Node<'_>) {
    out.push_str(&format!("{{\"fullUrl\":{},\"resource\":", quote(urn)));
    resource.write(out);
    out.push_str("},\n");
}

fn without_profile<'a>(resource: &Node<'a>) -> Node<'a> {
    let Node::Object(members) = resource else {
        return resource.clone();
    };
    let kept = members.iter().filter_map(|(name, value)| match value {
        Node::Object(meta) if name == "meta" => Some((name.clone(), meta_of(meta)?)),
        value => Some((name.clone(), value.clone())),
    });
    Node::Object(kept.collect())
}

/// `meta` without `profile`; `None` when nothing is left.
fn meta_of<'a>(members: &[(Cow<'a, str>, Node<'a>)]) -> Option<Node<'a>> {
    let kept: Vec<_> = members
        .iter()
        .filter(|(name, _)| name != "profile")
        .cloned()
        .collect();
    (!kept.is_empty()).then_some(Node::Object(kept))
}

fn document(source: &Source<'_>, patient: &str) -> String {
    let time = instant::format(source.time);
    let patient = json!({ "reference": patient });
    json!({
        "resourceType": "DocumentReference",
        "status": "current",
        "type": { "coding": [{ "system": LOINC, "code": RENDERED_PDF }] },
        "category": [{ "coding": [{ "system": CATEGORY, "code": "patient-shared" }] }],
        "subject": patient,
        "date": time,
        "author": [patient],
        "content": [{ "attachment": {
            "contentType": "application/pdf",
            "data": STANDARD.encode(source.pdf),
            "title": "Patient summary",
            "creation": time,
        } }],
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn summary() -> String {
        let ips = "http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips";
        let entry = |n: u8, resource: Value| json!({ "fullUrl": format!("urn:uuid:{n}"), "resource": resource });
        json!({
            "resourceType": "Bundle",
            "meta": { "profile": [ips], "tag": [{ "code": "HTEST" }] },
            "type": "document",
            "entry": [
                entry(0, json!({ "resourceType": "Composition", "subject": { "reference": "urn:uuid:2" },
                    "author": [{ "reference": "urn:uuid:1" }] })),
                entry(1, json!({ "resourceType": "Device", "meta": { "profile": [ips] } })),
                entry(2, json!({ "resourceType": "Patient", "meta": { "profile": [ips], "versionId": "3" } })),
                entry(3, json!({ "resourceType": "Device", "meta": { "profile": [ips] }, "patient": { "reference": "urn:uuid:2" } })),
            ],
        })
        .to_string()
    }

    fn made() -> Value {
        let summary = summary().replace("\"HTEST\"", "\"HTEST\", \"n\": 1.50");
        let source = Source {
            summary: summary.as_bytes(),
            pdf: b"%PDF-1.7",
            seed: [7; 16],
            time: NOW,
        };
        let bytes = compose(&source).unwrap();
        assert!(
            String::from_utf8_lossy(&bytes).contains("1.50"),
            "numbers stay as they were"
        );
        serde_json::from_slice(&bytes).unwrap()
    }

    #[test]
    fn it_is_a_collection_of_one_patient_and_what_is_known_of_them() {
        let bundle = made();
        assert_eq!(
            (&bundle["type"], &bundle["timestamp"]),
            (&json!("collection"), &json!("1970-01-01T00:00:00Z"))
        );
        let entries = bundle["entry"].as_array().unwrap();
        let kinds: Vec<_> = entries
            .iter()
            .map(|entry| entry["resource"]["resourceType"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["Patient", "Device", "DocumentReference"]);
        let names: HashSet<_> = entries
            .iter()
            .map(|entry| entry["fullUrl"].as_str().unwrap())
            .collect();
        assert_eq!(names.len(), entries.len());
        assert!(names.iter().all(|name| name.starts_with("urn:uuid:")));
        assert!(!bundle.to_string().contains("profile"));
        assert_eq!(
            bundle["meta"],
            json!({ "tag": [{ "code": "HTEST", "n": 1.5 }] })
        );
        assert_eq!(entries[0]["resource"]["meta"], json!({ "versionId": "3" }));
        assert!(entries[1]["resource"].get("meta").is_none());
    }

    #[test]
    fn the_pdf_is_the_patient_s_own_document() {
        let bundle = made();
        let document = &bundle["entry"][2]["resource"];
        assert_eq!(document["status"], "current");
        assert_eq!(
            document["type"]["coding"][0],
            json!({ "system": LOINC, "code": "60591-5" })
        );
        assert_eq!(
            document["category"][0]["coding"][0],
            json!({ "system": CATEGORY, "code": "patient-shared" })
        );
        assert_eq!(document["author"], json!([{ "reference": "urn:uuid:2" }]));
        let [content] = document["content"].as_array().unwrap().as_slice() else {
            panic!("one content expected")
        };
        assert_eq!(content["attachment"]["contentType"], "application/pdf");
        let data = content["attachment"]["data"].as_str().unwrap();
        assert_eq!(STANDARD.decode(data).unwrap(), b"%PDF-1.7");
    }

    #[test]
    fn what_is_no_summary_makes_none() {
        for wrong in [
            "",
            "[]",
            "{}",
            r#"{"entry":[{"resource":{"resourceType":"Patient"}}]}"#,
        ] {
            let source = Source {
                summary: wrong.as_bytes(),
                pdf: b"",
                seed: [7; 16],
                time: NOW,
            };
            assert!(compose(&source).is_none(), "{wrong}");
        }
    }
}
