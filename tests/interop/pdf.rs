//! The summary's PDF as other people's software reads it: qpdf's own check, and pikepdf for structure, metadata and the
//! attached Bundle. What is not there is said and passed over.

use std::{collections::BTreeSet, fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keepwell_pdf::{Input, Language, render, summary};
use keepwell_records::sample::FILES;
use serde_json::Value;
use tempfile::TempDir;
use time::OffsetDateTime;

use crate::{
    program::{argument, is_installed, output, run, say},
    python,
};

const PACKAGE: &str = "pikepdf==10.17.0";

fn sample() -> &'static [u8] {
    FILES[0].bytes
}

fn pdf(bundle: &[u8], language: Language) -> Vec<u8> {
    let input = Input {
        bundle,
        documents: &["letter.pdf"],
        language,
        made: OffsetDateTime::UNIX_EPOCH,
        is_sample: false,
    };
    summary(&input).expect("a summary")
}

#[test]
fn qpdf_finds_no_fault() {
    if !is_installed("qpdf") {
        return;
    }
    let folder = TempDir::new().unwrap();
    for language in Language::ALL {
        let path = folder.path().join(language.tag());
        fs::write(&path, pdf(sample(), language)).unwrap();
        let told = output(run("qpdf", &["--check", argument(&path)]));
        let told = String::from_utf8_lossy(&told);
        assert!(
            told.contains("No syntax or stream encoding errors"),
            "{told}"
        );
    }
}

#[test]
fn pikepdf_reads_structure_metadata_and_the_bundle() {
    let Some(python) = python::install(PACKAGE) else {
        return;
    };
    let folder = TempDir::new().unwrap();
    for language in [Language::En, Language::Ar, Language::Zh] {
        let bytes = pdf(sample(), language);
        let path = folder.path().join(language.tag());
        fs::write(&path, &bytes).unwrap();
        let told = output(python.script("pdf.py", &[argument(&path)]));
        let told: Value = serde_json::from_slice(&told).unwrap();
        holds(&told, language);
        is_built_well(&told);
        assert_eq!(told["pages"], render::pages(&bytes).unwrap());
    }
}

fn holds(told: &Value, language: Language) {
    assert_eq!(told["problems"], Value::Array(Vec::new()));
    assert_eq!(told["language"], language.tag());
    assert_eq!(told["archival"], "3A");
    assert_eq!(told["accessible"], "1");
    for yes in ["marked", "shows_title", "fonts"] {
        assert_eq!(told[yes], true, "{yes}");
    }
    let direction = if language.is_rtl() { "/R2L" } else { "/L2R" };
    assert_eq!(told["direction"], direction);
    assert!(
        told["title"]
            .as_str()
            .unwrap()
            .ends_with("Amina Haddad-Sample")
    );
    assert_eq!((&told["intents"], &told["outline"]), (&1.into(), &8.into()));
    let tabs: BTreeSet<_> = told["tabs"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::as_str)
        .collect();
    assert_eq!(tabs, BTreeSet::from([Some("/S")]));
    assert_eq!(told["associated"], serde_json::json!(["/Source"]));
    let attached = told["attached"].as_object().unwrap();
    assert_eq!(attached.len(), 1);
    let bytes = STANDARD.decode(attached["records.fhir.json"].as_str().unwrap());
    assert!(bytes.unwrap() == sample(), "the Bundle, byte for byte");
}

fn is_built_well(told: &Value) {
    let count = |kind: &str| told["kinds"][kind].as_u64().unwrap_or_default();
    assert_eq!((count("/Document"), count("/H1"), count("/H2")), (1, 1, 8));
    // Every row has its head and two cells; every table a row of column heads.
    assert_eq!(count("/TH"), count("/TR") + 2 * count("/Table"));
    assert_eq!(count("/TD"), 2 * (count("/TR") - count("/Table")));
    assert!(count("/Table") > 4 && count("/TR") > 15);
}

#[test]
fn the_summaries_of_many_countries_become_pdfs() {
    let samples = samples();
    if samples.is_empty() {
        say("interop: SKIPPED the summaries of many countries: they are not here");
    }
    for path in samples {
        let bundle = fs::read(&path).unwrap();
        for language in [Language::Fr, Language::Ar] {
            assert!(!pdf(&bundle, language).is_empty(), "{}", path.display());
        }
    }
}

/// The summaries of many countries, where they are.
pub(crate) fn samples() -> Vec<std::path::PathBuf> {
    let shared = std::env::var_os("KEEPWELL_SHARED").map(std::path::PathBuf::from);
    let shared = shared.unwrap_or_else(|| crate::vector::tests().join("../../shared"));
    let Ok(folder) = fs::read_dir(shared.join("data/ips")) else {
        return Vec::new();
    };
    let files = folder.filter_map(|entry| Some(entry.ok()?.path()));
    let is_json = |path: &Path| path.extension().is_some_and(|end| end == "json");
    let mut files: Vec<_> = files.filter(|path| is_json(path)).collect();
    files.sort();
    files
}
