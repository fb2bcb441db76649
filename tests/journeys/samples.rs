//! Real patient summaries of many countries, which nobody on this project wrote, through the whole way: imported, given
//! back byte for byte, shared and opened, backed up and restored. Skipped, saying so, where the samples are not there.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use keepwell_wallet::{
    backup::backup,
    records::{self, Filter, RecordId},
    vault::Vault,
};
use serde_json::Value;

use crate::stage::{Clinic, Patient, Stage};

/// The samples: every patient summary.
fn samples() -> Vec<PathBuf> {
    let shared = std::env::var_os("KEEPWELL_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let Ok(folder) = std::fs::read_dir(shared.join("data/ips")) else {
        return Vec::new();
    };
    let mut files: Vec<_> = folder
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    files
}

#[test]
fn every_real_summary_goes_the_whole_way() {
    let samples = samples();
    if samples.is_empty() {
        println!("skipped: no samples in data/ips of KEEPWELL_SHARED or of ../shared");
        return;
    }
    let stage = Stage::new();
    let (mut clinic, _) = stage.clinic("Harbour Clinic");
    for sample in samples {
        let name = sample.file_stem().expect("a name").to_string_lossy();
        println!("{name}");
        go_the_whole_way(&stage, &mut clinic, &name, &sample);
    }
}

fn go_the_whole_way(stage: &Stage, clinic: &mut Clinic, name: &str, sample: &Path) {
    let text = std::fs::read_to_string(sample).expect("a sample");
    let patient = Patient::new(stage, name);
    let first = patient.import(stage, "sample.json", text.as_bytes());
    assert!(first.imported > 0);
    assert_eq!(
        first.imported + first.duplicates,
        resources(&text),
        "nothing is dropped"
    );
    let again = patient.import(stage, "sample.json", text.as_bytes());
    assert_eq!(
        (again.imported, again.duplicates),
        (0, resources(&text)),
        "twice adds nothing"
    );
    let imported = all(&patient.vault);
    assert_eq!(imported.len() as u64, first.imported);
    for (_, raw) in &imported {
        assert!(text.contains(raw.as_str()), "not byte for byte: {raw}");
    }

    let card = clinic.card(stage);
    let grant = patient.grant(stage, &stage.wish(&card));
    clinic.opens(stage, &grant.qr_text);
    let bundle = std::fs::read(clinic.out().join("bundle.json")).expect("the record");
    let bundle: Value = serde_json::from_slice(&bundle).expect("JSON");
    assert_eq!(bundle["type"], "document");
    patient.sync_well(stage);

    let file = stage.path(&format!("{name}.backup"));
    let made = backup(&patient.vault, &file, stage.now()).expect("a backup");
    assert_eq!(made.records, first.imported);
    let restored = patient.restored(stage, &format!("{name}-restored"), Some(&file));
    assert!(all(&restored) == imported, "the same bytes");
}

/// How many resources a Bundle holds.
fn resources(text: &str) -> u64 {
    let bundle: Value = serde_json::from_str(text).expect("JSON");
    let entries = bundle["entry"].as_array().expect("a Bundle").iter();
    entries
        .filter(|entry| entry["resource"].is_object())
        .count() as u64
}

/// Every record with its bytes, as text.
fn all(vault: &Vault) -> Vec<(RecordId, String)> {
    let listed = records::list(vault, &Filter::default()).expect("a list");
    let read = |id| {
        let mut raw = String::new();
        let mut reader = records::raw(vault, id).expect("a record");
        reader.read_to_string(&mut raw).expect("its bytes");
        (id, raw)
    };
    listed.into_iter().map(|record| read(record.id)).collect()
}
