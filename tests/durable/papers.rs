//! What the wallets of these tests take in: small FHIR files and letters too large for the store, each told apart by a
//! number, so that what is found later can be compared byte for byte with what was put in.

use std::{
    collections::BTreeMap,
    io::Read as _,
    path::{Path, PathBuf},
};

use keepwell_wallet::{
    records::{self, Filter},
    vault::Vault,
};

/// How many records are in one file.
const RECORDS: u32 = 12;
/// A letter's length in bytes: one that has a file of its own in the home.
const LETTER_BYTES: usize = 300_000;

/// Titles, and the bytes under each.
pub(crate) type Papers = BTreeMap<String, Vec<u8>>;

fn title(number: u32, record: u32) -> String {
    format!("Finding {number:05} {record:02}")
}

fn resource(title: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","status":"final","code":{{"text":"{title}"}},"valueString":"as expected"}}"#
    )
}

/// The records of file `number`.
pub(crate) fn papers(number: u32) -> Papers {
    let titles = (0..RECORDS).map(|record| title(number, record));
    let mut papers: Papers = titles
        .map(|title| {
            let bytes = resource(&title).into_bytes();
            (title, bytes)
        })
        .collect();
    if has_letter(number) {
        papers.insert(letter_name(number), letter(number));
    }
    papers
}

/// File `number`, and where it has one its letter: names and content.
pub(crate) fn files(number: u32) -> Vec<(String, Vec<u8>)> {
    let lines: Vec<String> = (0..RECORDS)
        .map(|record| resource(&title(number, record)))
        .collect();
    let mut files = vec![(format!("{number:05}.ndjson"), lines.join("\n").into_bytes())];
    if has_letter(number) {
        files.push((letter_name(number), letter(number)));
    }
    files
}

/// The same as files in `folder`.
pub(crate) fn write(folder: &Path, number: u32) -> Vec<PathBuf> {
    let write = |(name, bytes): (String, Vec<u8>)| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    };
    files(number).into_iter().map(write).collect()
}

fn has_letter(number: u32) -> bool {
    number.is_multiple_of(4)
}

fn letter_name(number: u32) -> String {
    format!("letter-{number:05}.txt")
}

fn letter(number: u32) -> Vec<u8> {
    let line = format!("Letter number {number}: nothing of note.\n");
    line.bytes().cycle().take(LETTER_BYTES).collect()
}

/// Everything in a wallet. A title twice is a record twice.
pub(crate) fn found(vault: &Vault) -> Papers {
    let mut found = Papers::new();
    for record in records::list(vault, &Filter::default()).expect("a list") {
        let mut bytes = Vec::new();
        let mut reader = records::raw(vault, record.id).expect("a record");
        reader.read_to_end(&mut bytes).expect("all of it");
        let twice = found.insert(record.title, bytes);
        assert!(twice.is_none(), "a record is there twice");
    }
    found
}

/// Whether all of file `number` is in `found`.
pub(crate) fn are_in(number: u32, found: &Papers) -> bool {
    papers(number).keys().all(|title| found.contains_key(title))
}

/// That `found` has everything in `kept`, and nothing that is neither in it nor in `possible`.
pub(crate) fn check(found: &Papers, kept: &Papers, possible: &Papers) {
    for (title, bytes) in kept {
        let there = found.get(title);
        let there = there.unwrap_or_else(|| panic!("{title} was acknowledged and is lost"));
        assert!(there == bytes, "{title} is not what was put in");
    }
    for (title, bytes) in found {
        let known = kept.get(title).or_else(|| possible.get(title));
        assert!(known == Some(bytes), "{title} was never put in like this");
    }
}
