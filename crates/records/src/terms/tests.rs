//! The list is whole, says one thing by each word, and is found by code and by name.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::is_nfc;

use super::{table::rows, *};

fn code(system: &str, code: &str) -> Code {
    Code {
        system: Some(system.to_owned()),
        code: code.to_owned(),
        display: None,
    }
}

#[test]
fn every_line_is_whole() {
    let header = "id\tcodes\ten\tes\tfr\tde\tpt\tar\tzh\thi\tru\tsw";
    for table in TABLES {
        assert_eq!(table.lines().next(), Some(header));
        assert!(table.ends_with('\n') && !table.contains('\r'));
        assert_eq!(
            rows(table).count(),
            table.lines().count() - 1,
            "a line has another shape"
        );
        assert!(is_nfc(table));
        for line in table.lines() {
            let cells = line.split('\t').enumerate();
            for (_, cell) in cells.filter(|(place, _)| *place != 1) {
                let is_clean =
                    |name: &str| !name.is_empty() && name == name.trim() && !name.contains("  ");
                assert!(cell.split('|').all(is_clean), "{line}");
            }
        }
    }
    assert!(Terms::list().len() >= 400);
}

#[test]
fn no_identifier_code_or_name_means_two_things() {
    let (mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new());
    let mut names = BTreeMap::new();
    for row in TABLES.iter().flat_map(|table| rows(table)) {
        assert!(ids.insert(row.id), "{} is there twice", row.id);
        for code in row.codes() {
            assert!(codes.insert(code), "{code} is there twice");
            assert!(
                code.split_once(':')
                    .is_some_and(|(_, code)| !code.is_empty()),
                "{code}"
            );
        }
        for (language, cell) in Language::ALL.iter().zip(row.languages) {
            for name in cell.split('|') {
                let key = (language.tag(), comparable(name));
                let other = names.insert(key, row.id);
                assert!(
                    other.is_none_or(|other| other == row.id),
                    "{name} in {}",
                    language.tag()
                );
            }
        }
    }
}

#[test]
fn a_term_is_found_by_code_and_by_name_in_any_language() {
    let terms = Terms::list();
    let by_code = terms
        .coded(&code("http://www.whocc.no/atc", "J01CA04"))
        .expect("amoxicillin");
    assert_eq!(by_code.id, "amoxicillin");
    assert_eq!(by_code.name(Language::Ru), "амоксициллин");
    for name in [
        "Amoxicillin",
        "  AMOXICILINA ",
        "amoxicilline",
        "阿莫西林",
        "амоксициллин",
    ] {
        assert_eq!(terms.named(name), Some(by_code), "{name}");
    }
    assert!(by_code.is_called(Language::Es, "AMOXICILINA"));
    assert!(!by_code.is_called(Language::En, "amoxicilina"));
    let high = code(
        "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
        "H",
    );
    assert!(terms.coded(&high).is_some());
}

#[test]
fn what_is_not_known_for_certain_is_not_translated() {
    let terms = Terms::list();
    for name in [
        "",
        "amoxicillin 500 mg three times a day",
        "amoxi",
        "no amoxicillin",
    ] {
        assert_eq!(terms.named(name), None, "{name}");
    }
    let (one, other) = (
        code("http://www.whocc.no/atc", "J01CA04"),
        code("http://www.whocc.no/atc", "A10BA02"),
    );
    assert!(
        terms.find(&[one.clone(), other.clone()], "").is_none(),
        "they disagree"
    );
    let unknown = code("http://loinc.org", "0-0");
    let found = terms.find(&[unknown.clone(), one], "metformin");
    assert_eq!(
        found.map(|found| found.id),
        Some("amoxicillin"),
        "a code before a name"
    );
    let found = terms.find(&[unknown], "metformin");
    assert_eq!(found, terms.coded(&other));
    let elsewhere = code("http://example.org/J01CA04", "J01CA04");
    assert_eq!(terms.coded(&elsewhere), None);
}

#[test]
fn a_tag_finds_its_language() {
    for language in Language::ALL {
        assert_eq!(Language::of(language.tag()), Some(language));
    }
    assert_eq!(Language::of("pt-BR"), Some(Language::Pt));
    assert_eq!(Language::of("AR_eg"), Some(Language::Ar));
    for unknown in ["", "nl", "english", "-"] {
        assert_eq!(Language::of(unknown), None, "{unknown}");
    }
}

/// The clinic's page reads the same file: what is found and what stands beside a title is one rule on both sides.
#[test]
fn the_vectors_are_found() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/vectors/records/terms.json"
    );
    let text = std::fs::read_to_string(path).expect("the vectors");
    let vectors: Vec<serde_json::Value> = serde_json::from_str(&text).expect("JSON");
    assert!(vectors.len() >= 10);
    for vector in vectors {
        let name = vector["name"].as_str().expect("a name");
        let codes = vector["codes"].as_array().expect("codes").iter();
        let codes: Vec<Code> = codes
            .map(|one| {
                let text = |key: &str| one[key].as_str().expect("a text").to_owned();
                code(&text("system"), &text("code"))
            })
            .collect();
        let found = Terms::list().find(&codes, name);
        assert_eq!(found.map(|found| found.id), vector["id"].as_str(), "{name}");
        for (tag, term) in vector["beside"].as_object().expect("terms") {
            let language = Language::of(tag).expect("a language");
            let beside = found.and_then(|found| found.beside(language, name));
            assert_eq!(beside, term.as_str(), "{name} in {tag}");
        }
    }
}
