//! Targets over `keepwell-records`: files that somebody imports.

use std::io::Cursor;

use keepwell_records::{
    archive::{Archive, ArchiveError, Limits},
    import::{Utf8Check, detect, read},
    person::same_person,
    record::digest,
};

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
