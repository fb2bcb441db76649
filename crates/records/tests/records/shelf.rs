//! A vault in memory, filled from a file, for tests that make summaries.

use keepwell_records::{
    import::{Import, Parsed, read},
    record::{Digest, Record, Vault},
    reference::{ReferenceIndex, Target},
    summary::{Selection, Summary, compose},
};
use serde_json::Value;
use time::OffsetDateTime;

/// All records of one file.
pub(crate) struct Shelf<'a> {
    pub(crate) import: Import<'a>,
    index: ReferenceIndex,
}

impl<'a> Shelf<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        let import = read("file.json", bytes, &mut |_, _| {}).expect("an import");
        let mut index = ReferenceIndex::default();
        for record in &import.records {
            index.add(import.digest, &record.heading());
        }
        Self { import, index }
    }

    /// A summary of the records `wanted` says.
    pub(crate) fn summary(&self, wanted: impl Fn(&Parsed<'_>) -> bool) -> Summary {
        let records = self.import.records.iter().filter(|record| wanted(record));
        let selection = Selection {
            time: OffsetDateTime::UNIX_EPOCH,
            seed: [5; 16],
            patient: self.patient(),
            records: records.map(Parsed::record).collect(),
        };
        compose(selection, self)
    }

    pub(crate) fn patient(&self) -> Option<Record<'a>> {
        let subject = self.import.subject_record?;
        let mut records = self.import.records.iter();
        records
            .find(|record| record.digest == subject)
            .map(Parsed::record)
    }
}

impl Vault for Shelf<'_> {
    fn resolve(&self, from: &Digest, reference: &str) -> Option<Target> {
        self.index.resolve(from, reference).cloned()
    }

    fn load(&self, digest: &Digest) -> Option<Record<'_>> {
        self.import
            .records
            .iter()
            .find(|record| record.digest == *digest)
            .map(Parsed::record)
    }
}

/// Checks what every summary must be, and gives it as JSON.
pub(crate) fn check_summary(summary: &Summary) -> Value {
    let bundle: Value = serde_json::from_slice(&summary.bytes).expect("JSON");
    assert_eq!(bundle["type"], "document");
    let entries = bundle["entry"].as_array().expect("entries");
    assert_eq!(entries[0]["resource"]["resourceType"], "Composition");
    let urls: Vec<&str> = entries
        .iter()
        .map(|e| e["fullUrl"].as_str().expect("a name"))
        .collect();
    let mut unique = urls.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), urls.len(), "names are unique");
    assert!(urls.iter().all(|url| url.starts_with("urn:uuid:")));
    for entry in entries {
        check_references(&entry["resource"], &urls);
    }
    let sections = entries[0]["resource"]["section"]
        .as_array()
        .expect("sections");
    for code in ["11450-4", "48765-2", "10160-0"] {
        let section = sections
            .iter()
            .find(|section| section["code"]["coding"][0]["code"] == code);
        let section = section.expect("a required section");
        assert!(section["entry"].is_array() != section["emptyReason"].is_object());
    }
    let patients = entries
        .iter()
        .filter(|e| e["resource"]["resourceType"] == "Patient")
        .count();
    assert_eq!(patients, 1);
    bundle
}

/// Checks that every reference leads to one of `urls`.
pub(crate) fn check_references(value: &Value, urls: &[&str]) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("reference") {
                assert!(
                    reference.starts_with('#') || urls.contains(&reference.as_str()),
                    "{reference}"
                );
            }
            members
                .values()
                .for_each(|value| check_references(value, urls));
        }
        Value::Array(items) => items.iter().for_each(|value| check_references(value, urls)),
        _ => {}
    }
}
