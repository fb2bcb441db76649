//! The published sample records, where they are at hand: each imports, each record is a slice of its file, and each makes
//! a summary that holds together.

use std::{env, fs, path::PathBuf};

use keepwell_records::import::read;

use crate::shelf::{Shelf, check_summary};

/// The sample files, or nothing with a message.
fn files() -> Vec<(String, Vec<u8>)> {
    let shared = env::var_os("KEEPWELL_SHARED").map(PathBuf::from);
    let shared =
        shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let Ok(folder) = fs::read_dir(shared.join("data/ips")) else {
        eprintln!("skipped: the published samples are not at hand; set KEEPWELL_SHARED");
        return Vec::new();
    };
    let paths = folder.map(|file| file.expect("a file").path());
    paths
        .map(|path| {
            (
                path.display().to_string(),
                fs::read(&path).expect("a readable file"),
            )
        })
        .collect()
}

#[test]
fn every_sample_imports_byte_for_byte() {
    for (name, bytes) in files() {
        let import = read(&name, &bytes, &mut |_, _| {}).expect("an import");
        let text = std::str::from_utf8(&bytes).expect("UTF-8");
        let whole: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        let entries = whole["entry"].as_array().expect("entries");
        assert_eq!(import.records.len(), entries.len(), "{name}");
        for (record, entry) in import.records.iter().zip(entries) {
            assert!(text.contains(record.raw), "{name} {}", record.place);
            let value: serde_json::Value = serde_json::from_str(record.raw).expect("JSON");
            assert_eq!(value, entry["resource"], "{name} {}", record.place);
        }
        assert!(import.subject.is_some(), "{name}");
        assert!(
            !import
                .problems
                .iter()
                .any(|p| !p.kept && p.place.ends_with("resource")),
            "{name}"
        );
    }
}

#[test]
fn every_sample_makes_a_summary_that_holds_together() {
    for (name, bytes) in files() {
        let shelf = Shelf::of(&bytes);
        let summary = shelf.summary(|record| !record.about_other_person);
        check_summary(&summary);
        assert!(summary.records > 0, "{name}");
        assert!(!summary.is_sample, "{name}");
        if let Some(folder) = env::var_os("KEEPWELL_SUMMARIES") {
            let file = PathBuf::from(&name).file_name().expect("a name").to_owned();
            fs::write(PathBuf::from(folder).join(file), &summary.bytes).expect("a written file");
        }
    }
}

#[test]
fn the_naturally_broken_ones_are_reported() {
    for (name, bytes) in files() {
        let import = read(&name, &bytes, &mut |_, _| {}).expect("an import");
        let told = |words: &str| {
            import
                .problems
                .iter()
                .filter(|p| p.why.to_string().contains(words))
                .count()
        };
        if name.contains("AR_") {
            assert_eq!(told("written as text"), 1);
        } else if name.contains("TW_") {
            assert_eq!(told("lacks the required section"), 3);
        } else if name.contains("MEDITECH") {
            assert_eq!(told("result of a search"), 1);
        }
    }
}
