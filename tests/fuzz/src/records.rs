//! Targets over `keepwell-records`: files that somebody imports.

use std::io::Cursor;

use keepwell_records::{
    archive::{Archive, ArchiveError, Limits},
    attachment::Attachment,
    claim,
    deidentify::{self, Dates},
    import::{Import, Parsed, Utf8Check, detect, read},
    pared::Source,
    person::{Person, same_person},
    record::{Digest, Record, Vault, digest},
    reference::{ReferenceIndex, Target},
    sensitive,
    summary::{self, Selection},
    view::{Intake, Marks, Measure, Vaccination, View, clinical_name, codes, facts, haystack},
};
use time::OffsetDateTime;

/// A file of any kind, and then as FHIR JSON.
pub fn fhir(data: &[u8]) {
    let _ = detect("record", data, data.len() as u64);
    let (first, second) = data.split_at(data.len() / 2);
    let mut check = Utf8Check::default();
    let pieces = check.push(first).and_then(|()| check.push(second));
    let valid = pieces.and_then(|()| check.finish()).is_ok();
    assert_eq!(valid, std::str::from_utf8(data).is_ok());
    import("record.json", data);
}

/// A ZIP archive. No file of it is longer than the limit, and all that is read twice is not more than twice the limit.
pub fn archive(data: &[u8]) {
    let limits = Limits {
        files: 16,
        member_bytes: 64 << 10,
        all_bytes: 256 << 10,
    };
    let Ok(mut archive) = Archive::open(Cursor::new(data), limits) else {
        return;
    };
    let paths: Vec<String> = archive.paths().map(str::to_owned).collect();
    assert!(paths.len() <= limits.files);
    let mut all_bytes = 0;
    for path in paths.iter().chain(&paths) {
        match archive.read(path) {
            Ok(bytes) => {
                let length = bytes.len() as u64;
                assert!(length <= limits.member_bytes);
                all_bytes += length;
            }
            Err(error) => assert!(!matches!(error, ArchiveError::NoSuchFile)),
        }
    }
    assert!(all_bytes <= 2 * limits.all_bytes);
}

/// FHIR, a resource a line.
pub fn ndjson(data: &[u8]) {
    import("record.ndjson", data);
}

/// Every record is a piece of the file, byte for byte.
fn import(name: &str, data: &[u8]) {
    let Ok(import) = read(name, data, &mut |_, _| {}) else {
        return;
    };
    let within = data.as_ptr_range();
    for record in &import.records {
        let raw = record.raw.as_bytes().as_ptr_range();
        assert!(within.start <= raw.start && raw.end <= within.end);
        assert_eq!(record.digest, digest(record.raw.as_bytes()));
    }
    if let Some(subject) = &import.subject {
        let _ = same_person(subject, subject);
    }
}

/// One resource as every reader of resources sees it.
pub fn views(data: &[u8]) {
    let Ok(raw) = std::str::from_utf8(data) else {
        return;
    };
    let view = View::of(raw, &|_| None);
    let _ = haystack(raw, &view);
    let _ = (
        Marks::of(raw),
        Measure::of(raw),
        Intake::of(raw),
        Vaccination::of(raw),
    );
    let named = clinical_name(&codes(raw), &view.title);
    assert!(named.is_none_or(|name| !name.is_empty()));
    let _ = (facts(raw), sensitive::of(raw), sensitive::leans_on(raw));
    let _ = (
        Attachment::of(raw),
        Person::of_patient(raw).map(|person| person.display_name()),
    );
}

/// A FHIR file, and each Bundle that is made of it for a clinic, research or an insurer: JSON whose references lead within it.
pub fn shares(data: &[u8]) {
    let Ok(import) = read("record.json", data, &mut |_, _| {}) else {
        return;
    };
    let mut index = ReferenceIndex::default();
    for record in &import.records {
        index.add(import.digest, &record.heading());
    }
    let shelf = Shelf { import, index };
    let time = OffsetDateTime::UNIX_EPOCH;
    let source = || Source {
        time,
        seed: [7; 16],
        patient: shelf.patient(),
        records: shelf.import.records.iter().map(Parsed::record).collect(),
    };
    let Source {
        seed,
        patient,
        records,
        ..
    } = source();
    let selection = Selection {
        time,
        seed,
        patient,
        records,
    };
    is_bundle(&summary::compose(selection, &shelf).bytes);
    for dates in [Dates::Months, Dates::Earlier(30)] {
        is_bundle(&deidentify::compose(source(), dates, &shelf).bytes);
    }
    is_bundle(&claim::compose(source(), &shelf).bytes);
}

fn is_bundle(bytes: &[u8]) {
    let bundle: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
    assert_eq!(bundle["resourceType"], "Bundle");
}

/// The records of one file.
struct Shelf<'d> {
    import: Import<'d>,
    index: ReferenceIndex,
}

impl<'d> Shelf<'d> {
    fn patient(&self) -> Option<Record<'d>> {
        self.load_parsed(&self.import.subject_record?)
    }

    fn load_parsed(&self, digest: &Digest) -> Option<Record<'d>> {
        let mut records = self.import.records.iter();
        records
            .find(|record| record.digest == *digest)
            .map(Parsed::record)
    }
}

impl Vault for Shelf<'_> {
    fn resolve(&self, from: &Digest, reference: &str) -> Option<Target> {
        self.index.resolve(from, reference).cloned()
    }

    fn load(&self, digest: &Digest) -> Option<Record<'_>> {
        self.load_parsed(digest)
    }
}
