//! Each way a record can be sensitive, and those that only look like it.

use super::{
    Groups, SensitiveGroup,
    SensitiveGroup::{Genetic, Mental, Sexual, Substance, Violence},
    leans_on, of,
    table::CODES,
};

fn coded(system: &str, code: &str) -> Groups {
    of(&format!(
        r#"{{"resourceType":"Condition","code":{{"coding":[{{"system":"{system}","code":"{code}"}}]}}}}"#
    ))
}

fn groups<const N: usize>(groups: [SensitiveGroup; N]) -> Groups {
    groups.into()
}

#[test]
fn codes_are_found_under_every_address_of_their_system() {
    for system in [
        "http://hl7.org/fhir/sid/icd-10",
        "http://hl7.org/fhir/sid/icd-10-cm",
        "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
        "urn:oid:2.16.840.1.113883.6.90",
    ] {
        assert_eq!(coded(system, "F32.1"), groups([Mental]), "{system}");
        assert_eq!(coded(system, "f10"), groups([Substance]), "{system}");
        assert_eq!(coded(system, "B24"), groups([Sexual]), "{system}");
        assert_eq!(coded(system, "Z15.01"), groups([Genetic]), "{system}");
        assert_eq!(coded(system, "Y07.0"), groups([Violence]), "{system}");
        assert_eq!(coded(system, "F64.0"), groups([Mental, Sexual]), "{system}");
        assert_eq!(
            coded(system, "Z31.5"),
            groups([Sexual, Genetic]),
            "{system}"
        );
    }
}

#[test]
fn other_codes_are_not_sensitive() {
    let icd = "http://hl7.org/fhir/sid/icd-10";
    for usual in ["E11.9", "I10", "Z11.2", "Z71", "A49", "A65", "X59", "F", ""] {
        assert_eq!(coded(icd, usual), Groups::new(), "{usual}");
    }
    let own = coded("https://own.example/codes", "F32.1");
    assert_eq!(own, Groups::new());
}

#[test]
fn codes_of_other_systems_are_found() {
    for (system, code, group) in [
        ("http://snomed.info/sct", "35489007", Some(Mental)),
        ("http://snomed.info/sct", "3548900", None),
        ("http://loinc.org", "20447-9", Some(Sexual)),
        ("http://www.whocc.no/atc", "N06AB06", Some(Mental)),
        ("http://www.whocc.no/atc", "N07BA01", None),
        (
            "http://www.cms.gov/Medicare/Coding/ICD10",
            "GZ58ZZZ",
            Some(Mental),
        ),
        ("http://www.cms.gov/Medicare/Coding/ICD10", "F07L0ZZ", None),
    ] {
        let expected: Groups = group.into_iter().collect();
        assert_eq!(coded(system, code), expected, "{system} {code}");
    }
}

#[test]
fn labels_count_whatever_the_record_says() {
    for (label, group) in [
        ("PSY", Mental),
        ("HIV", Sexual),
        ("GDIS", Genetic),
        ("ETH", Substance),
        ("SDV", Violence),
    ] {
        let raw = format!(
            r#"{{"resourceType":"Observation","meta":{{"security":[{{"code":"HTEST"}},{{"code":"{label}"}}]}}}}"#
        );
        assert_eq!(of(&raw), groups([group]), "{label}");
    }
}

#[test]
fn codes_count_wherever_they_stand() {
    for raw in [
        r#"{"reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"F20.0"}]}]}"#,
        r#"{"contained":[{"resourceType":"Condition","code":{"coding":{"system":"http://snomed.info/sct","code":58214004}}}]}"#,
        r#"{"extension":[{"valueCoding":{"system":"http://snomed.info/sct","code":"58214004"}}]}"#,
    ] {
        assert_eq!(of(raw), groups([Mental]), "{raw}");
    }
    assert_eq!(
        of(r#"{"resourceType":"MolecularSequence"}"#),
        groups([Genetic])
    );
    assert_eq!(
        of(r#"{"note":[{"text":"F20.0 schizophrenia"}]}"#),
        Groups::new()
    );
    assert_eq!(of("not JSON"), Groups::new());
}

#[test]
fn a_record_leans_on_its_results_and_reasons_only() {
    let raw = r##"{"resourceType":"DiagnosticReport","subject":{"reference":"Patient/1"},
        "result":[{"reference":"Observation/1"},{"reference":"Observation/2"}],
        "diagnosis":[{"condition":{"reference":"Condition/3"}}],"performer":[{"reference":"Practitioner/4"}]}"##;
    assert_eq!(
        leans_on(raw),
        ["Observation/1", "Observation/2", "Condition/3"]
    );
}

#[test]
fn the_table_is_written_in_the_form_it_is_searched_in() {
    for (place, row) in CODES.iter().enumerate() {
        assert!(row.is_well_written(), "row {place}");
    }
}

#[test]
fn names_read_back() {
    for group in SensitiveGroup::ALL {
        assert_eq!(group.to_string().parse(), Ok(group));
        assert_eq!(
            serde_json::to_string(&group).ok(),
            Some(format!("\"{group}\""))
        );
    }
    assert!("Mental".parse::<SensitiveGroup>().is_err());
}
