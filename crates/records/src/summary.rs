//! A patient summary from selected records: an IPS 2.0.1 document Bundle (FHIR R4 JSON). Resources are copies in which
//! only references change, so that they lead inside the document or nowhere; what was left out leaves no trace and never
//! becomes a statement. See `docs/formats/summary.md`.

mod composition;
mod gather;
mod narrative;
mod repair;
mod rewrite;
mod sections;

use std::collections::HashSet;

use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::{
    document::{sample_meta, set},
    instant,
    json::{Node, quote},
    person::Person,
    record::{Digest, Record, Vault},
    uuid,
};
use gather::Gathered;
pub(crate) use rewrite::{words_may_stay, words_only};

/// What stands around a resource in the Bundle, in bytes: its name of 47 and the names of both.
const ENTRY: usize = 80;

/// What to make a summary of.
pub struct Selection<'a> {
    /// When it is made.
    pub time: OffsetDateTime,
    /// Names the entries; fresh for every share, so that two summaries of one person cannot be linked by them.
    pub seed: [u8; 16],
    /// The person's Patient resource. Without one a Patient of unknown name stands in its place.
    pub patient: Option<Record<'a>>,
    /// The records to share. Those no section of a summary is made for are left out, as are those entered in error and
    /// those about another person.
    pub records: Vec<Record<'a>>,
}

/// A finished summary.
pub struct Summary {
    /// The Bundle, UTF-8 JSON.
    pub bytes: Vec<u8>,
    /// How many of the selected records are in it.
    pub records: usize,
    /// The digests of these records.
    pub taken: HashSet<Digest>,
    /// It holds sample data and is marked HTEST.
    pub is_sample: bool,
}

/// Makes the summary. Doctors, products and places that the selected records name are taken from `vault`, other clinical
/// records never. The same input gives the same bytes.
#[must_use]
pub fn compose(selection: Selection<'_>, vault: &dyn Vault) -> Summary {
    let Selection {
        time,
        seed,
        patient,
        records,
    } = selection;
    let patient = patient.filter(|record| person_of(record).is_some());
    let patient = patient.unwrap_or_else(|| Record::new(unknown_patient(), None));
    let gathered = Gathered::of(seed, patient, records, vault);
    let is_sample = gathered.is_sample();
    let composition = composition::of(&gathered, &seed, time, is_sample);

    let mut out = head(&seed, time, is_sample);
    let own = [("composition", composition), ("author", author(is_sample))];
    for (number, (name, resource)) in own.into_iter().enumerate() {
        push_entry(
            &mut out,
            number == 0,
            &own_urn(&seed, name),
            &resource.to_string(),
        );
    }
    out.reserve(
        gathered
            .entries()
            .map(|entry| ENTRY + entry.shareable.len())
            .sum(),
    );
    for entry in gathered.entries() {
        push_entry(&mut out, false, &entry.urn, &entry.shareable);
    }
    out.push_str("\n]}\n");
    Summary {
        bytes: out.into_bytes(),
        records: gathered.selected().count(),
        taken: gathered.selected().collect(),
        is_sample,
    }
}

/// Whether a summary has a section for this resource.
#[must_use]
pub fn has_place(raw: &str) -> bool {
    Node::parse(raw).is_some_and(|node| sections::section_of(&node).is_some())
}

/// The name of an entry the summary itself adds.
fn own_urn(seed: &[u8; 16], name: &str) -> String {
    uuid::urn(seed, name.as_bytes())
}

fn head(seed: &[u8; 16], time: OffsetDateTime, is_sample: bool) -> String {
    let mut bundle = json!({
        "resourceType": "Bundle",
        "meta": meta("Bundle-uv-ips", is_sample),
        "identifier": { "system": "urn:ietf:rfc:3986", "value": own_urn(seed, "bundle") },
        "type": "document",
        "timestamp": instant::format(time)
    })
    .to_string();
    bundle.pop();
    bundle.push_str(",\"entry\":[");
    bundle
}

fn meta(profile: &str, is_sample: bool) -> Value {
    let mut meta = if is_sample { sample_meta() } else { json!({}) };
    let profile = format!("http://hl7.org/fhir/uv/ips/StructureDefinition/{profile}");
    set(&mut meta, "profile", json!([profile]));
    meta
}

fn push_entry(out: &mut String, is_first: bool, urn: &str, resource: &str) {
    out.push_str(if is_first { "\n" } else { ",\n" });
    out.extend([
        "{\"fullUrl\":",
        &quote(urn),
        ",\"resource\":",
        resource,
        "}",
    ]);
}

/// A device as author tells the reader that the document was put together by software.
fn author(is_sample: bool) -> Value {
    let mut device = json!({ "resourceType": "Device" });
    if is_sample {
        set(&mut device, "meta", sample_meta());
    }
    set(
        &mut device,
        "deviceName",
        json!([{ "name": AUTHOR, "type": "user-friendly-name" }]),
    );
    device
}

const AUTHOR: &str = "Keepwell, the patient's own record";

/// IPS wants a name and a birth date, or the statement that they are not known.
fn unknown_patient() -> String {
    let unknown = json!([{
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "unknown"
    }]);
    json!({
        "resourceType": "Patient",
        "name": [{ "extension": unknown, "text": "Unknown" }],
        "_birthDate": { "extension": unknown }
    })
    .to_string()
}

/// The person of a Patient record.
fn person_of(record: &Record<'_>) -> Option<Person> {
    Person::of_node(&Node::parse(&record.raw)?)
}
