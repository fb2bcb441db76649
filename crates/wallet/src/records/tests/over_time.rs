//! Pictures over time: medicines with their doses, and vaccinations by disease.

use super::*;
use crate::records::{medicines, vaccines};

fn statement(name: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"MedicationStatement","medicationCodeableConcept":{{"text":"{name}","coding":[{{"system":"atc","code":"A10BA02"}}]}},{rest}}}"#
    )
}

#[test]
fn a_changed_dose_is_a_second_stretch_of_the_same_medicine() {
    let wallet = Wallet::new();
    let lines = [
        statement(
            "Metformin",
            r#""status":"completed","effectivePeriod":{"start":"2023-01-10","end":"2024-06-30"},"dosage":[{"text":"500 mg"}]"#,
        ),
        statement(
            "Metformin 850",
            r#""status":"active","effectivePeriod":{"start":"2024-07-01"},"dosage":[{"text":"850 mg"}]"#,
        ),
        r#"{"resourceType":"MedicationRequest","status":"stopped","medicationCodeableConcept":{"text":"Ibuprofen"},"authoredOn":"2025-02-01"}"#.to_owned(),
    ];
    wallet.import("medicines.ndjson", lines.join("\n").as_bytes());
    let found = medicines(&wallet.vault).expect("medicines");
    let titles: Vec<_> = found.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["Metformin 850", "Ibuprofen"]);
    let stretches: Vec<_> = found[0]
        .stretches
        .iter()
        .map(|one| (one.from.as_str(), one.until.as_deref(), one.is_current))
        .collect();
    assert_eq!(
        stretches,
        [
            ("2023-01-10", Some("2024-06-30"), false),
            ("2024-07-01", None, true)
        ]
    );
    assert_eq!(found[0].stretches[1].dose.as_deref(), Some("850 mg"));
    assert!(!found[1].is_current && !found[1].stretches[0].is_current);
}

#[test]
fn vaccinations_stand_by_disease_and_oldest_first() {
    let wallet = Wallet::new();
    let given = |date: &str, rest: &str| {
        format!(
            r#"{{"resourceType":"Immunization","status":"completed","vaccineCode":{{"text":"Td"}},"occurrenceDateTime":"{date}"{rest}}}"#
        )
    };
    let both = r#","protocolApplied":[{"targetDisease":[{"text":"Tetanus"},{"text":"Diphtheria"}],"doseNumberPositiveInt":3}]"#;
    let once =
        r#","protocolApplied":[{"targetDisease":[{"text":"tetanus"}],"doseNumberString":"2"}]"#;
    let lines = [
        given("2021-05-01", both),
        given("2011-05-01", once),
        given("2001", ""),
    ];
    wallet.import("vaccines.ndjson", lines.join("\n").as_bytes());
    let found = vaccines(&wallet.vault).expect("vaccines");
    let named: Vec<_> = found
        .iter()
        .map(|one| (one.disease.as_str(), one.given.len()))
        .collect();
    assert_eq!(named, [("Diphtheria", 1), ("Td", 1), ("Tetanus", 2)]);
    let tetanus: Vec<_> = found[2]
        .given
        .iter()
        .map(|one| (one.date.as_deref(), one.number.as_deref()))
        .collect();
    assert_eq!(
        tetanus,
        [
            (Some("2011-05-01"), Some("2")),
            (Some("2021-05-01"), Some("3"))
        ]
    );
}
