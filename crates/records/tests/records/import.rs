//! Broken files import what they hold, byte for byte, and say what they do not.

use keepwell_records::{
    import::{Format, Import, ImportError, Problem, read},
    view::Category,
};

fn import<'a>(name: &str, bytes: &'a [u8]) -> Import<'a> {
    let mut calls = Vec::new();
    let import =
        read(name, bytes, &mut |done, total| calls.push((done, total))).expect("an import");
    let total = import.records.len();
    assert_eq!(
        calls,
        (1..=total).map(|done| (done, total)).collect::<Vec<_>>()
    );
    let text = String::from_utf8_lossy(bytes);
    for record in &import.records {
        assert!(text.contains(record.raw), "{}", record.place);
        assert!(!record.view.title.is_empty());
    }
    import
}

fn places(problems: &[Problem], kept: bool) -> Vec<&str> {
    problems
        .iter()
        .filter(|p| p.kept == kept)
        .map(|p| p.place.as_str())
        .collect()
}

fn titles<'i>(import: &'i Import<'_>) -> Vec<&'i str> {
    import
        .records
        .iter()
        .map(|record| record.view.title.as_str())
        .collect()
}

#[test]
fn booleans_as_text_import_and_are_told() {
    let import = import(
        "a.json",
        include_bytes!("../fixtures/booleans-as-text.json"),
    );
    assert_eq!(
        titles(&import),
        ["Resumen", "Inés Núñez-Test", "Látex", "Dra. Prueba"]
    );
    let kept = places(&import.problems, true);
    assert!(
        kept.contains(&"entry[1].resource.active") && kept.contains(&"entry[3].resource.active")
    );
    assert_eq!(
        kept.iter()
            .filter(|place| **place == "entry[0].resource.section")
            .count(),
        2
    );
    let lost = places(&import.problems, false);
    assert_eq!(lost, ["entry[0].resource.section[0].entry[1]"]);
    let allergy = &import.records[2];
    assert_eq!(allergy.view.source.as_deref(), Some("Dra. Prueba"));
    assert_eq!(
        allergy.full_url.as_deref(),
        Some("https://a.example/fhir/AllergyIntolerance/a")
    );
    assert!(allergy.view.category == Category::Allergies);
    let subject = import.subject.expect("a subject");
    assert_eq!(subject.display_name().as_deref(), Some("Inés Núñez-Test"));
    assert_eq!(subject.birth_date.as_deref(), Some("1980-02-29"));
}

#[test]
fn a_search_result_is_about_its_composition_s_subject() {
    let import = import("a.json", include_bytes!("../fixtures/searchset.json"));
    assert_eq!(import.bundle_type.as_deref(), Some("searchset"));
    assert_eq!(import.records.len(), 6);
    let apart: Vec<_> = import
        .records
        .iter()
        .map(|record| record.about_other_person)
        .collect();
    assert_eq!(apart, [false, true, false, false, true, false]);
    assert!(places(&import.problems, true).contains(&"type"));
    assert!(places(&import.problems, true).contains(&"entry[4].resource"));
    let name = import.subject.expect("a subject").display_name();
    assert_eq!(name.as_deref(), Some("Noa Child-Test"));
    let outcome = import.records.last().expect("a record");
    assert!(outcome.view.category == Category::Other);
    assert_eq!(outcome.view.title, "Some results were left out");
}

#[test]
fn an_odd_bundle_loses_nothing_it_holds() {
    let import = import("a.json", include_bytes!("../fixtures/odd-bundle.json"));
    let places_of: Vec<_> = import
        .records
        .iter()
        .map(|record| record.place.as_str())
        .collect();
    let nested = "entry[7].resource.entry[0].resource";
    let twice = "entry[6].resource";
    let expected = [
        "entry[0].resource",
        twice,
        twice,
        nested,
        "entry[8].resource",
        "entry[9].resource",
    ];
    assert_eq!(places_of, expected);
    assert_eq!(
        titles(&import),
        [
            "Glucose",
            "Tetanus",
            "Biopsy",
            "Fall risk",
            "Condition",
            "Basic"
        ]
    );
    assert!(
        import.records[0]
            .raw
            .contains("1e3, -0.0, 1E+2, 12345678901234567890.10")
    );
    assert_eq!(
        import.records[0].view.detail.as_deref(),
        Some("5.60 mmol/L")
    );
    assert_eq!(
        import.records[1]
            .view
            .date
            .as_ref()
            .map(|date| date.text.as_str()),
        Some("2020-05")
    );
    let lost = [
        "entry[1]",
        "entry[2].resource",
        "entry[3].resource",
        "entry[4].resource",
        "entry[5]",
    ];
    assert_eq!(places(&import.problems, false), lost);
    let kept = places(&import.problems, true);
    assert!(kept.contains(&"entry[6].fullUrl"));
    assert!(kept.contains(&"entry[6].resource.contained[0]"));
}

#[test]
fn a_bad_line_costs_only_itself() {
    let bytes = include_bytes!("../fixtures/lines.ndjson");
    for name in ["lines.ndjson", "export.txt"] {
        let import = import(name, bytes);
        assert_eq!(import.format, Format::Ndjson);
        assert_eq!(
            titles(&import),
            ["Lea Muster-Test", "Pulse", "Ibuprofen 400 mg"]
        );
        assert_eq!(import.records[2].place, "line 9");
        let lost = ["line 4", "line 5", "line 6", "line 7", "line 8"];
        assert_eq!(places(&import.problems, false), lost);
        assert!(import.subject.is_some());
    }
}

#[test]
fn statements_of_nothing_known_are_records() {
    let import = import("a.json", include_bytes!("../fixtures/no-known.json"));
    assert_eq!(
        titles(&import)[2..],
        [
            "No known allergy",
            "No known medications",
            "No current problems or disability"
        ]
    );
    assert!(import.problems.is_empty());
}

#[test]
fn lists_and_single_resources_import() {
    let single = import(
        "p.json",
        b"\n {\"resourceType\":\"Patient\",\"name\":\"Bo Test\"} \n",
    );
    assert_eq!(
        single.records[0].raw,
        "{\"resourceType\":\"Patient\",\"name\":\"Bo Test\"}"
    );
    assert_eq!(
        single
            .subject
            .and_then(|person| person.display_name())
            .as_deref(),
        Some("Bo Test")
    );
    let list = import("l.json", b"[{\"resourceType\":\"Basic\"}, 4]");
    assert_eq!(list.records[0].place, "[0]");
    assert_eq!(places(&list.problems, false), ["[1]"]);
    let empty = import(
        "e.json",
        b"{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[]}",
    );
    assert!(empty.records.is_empty());
    assert_eq!(places(&empty.problems, false), ["entry"]);
}

#[test]
fn files_that_yield_nothing_say_what_to_do() {
    let refused = |bytes: &[u8]| read("a.json", bytes, &mut |_, _| {}).err();
    assert_eq!(refused(b" \xef"), Some(ImportError::NotUtf8));
    assert_eq!(refused(b"  "), Some(ImportError::Empty));
    assert_eq!(refused(b"{\"a\":1}"), Some(ImportError::NotFhir));
    assert_eq!(refused(b"17"), Some(ImportError::NotFhir));
    let torn = b"{\n \"resourceType\": \"Bundle\",\n \"entry\": [\n{\"resource\":{}},";
    assert_eq!(
        refused(torn),
        Some(ImportError::BrokenJson {
            line: 4,
            column: 16
        })
    );
    for deep in ["[", "{\"a\":", "{\"resourceType\":\"Basic\",\"a\":["] {
        assert_eq!(
            refused(deep.repeat(10_000).as_bytes()),
            Some(ImportError::TooDeep)
        );
    }
    let close = format!(
        "{}1{}",
        "{\"resourceType\":\"A\",\"a\":".repeat(10_000),
        "}".repeat(10_000)
    );
    assert_eq!(refused(close.as_bytes()), Some(ImportError::TooDeep));
}

#[test]
fn the_depth_limit_itself_is_read() {
    let nested = |levels: usize| {
        let inner = levels - 1;
        format!(
            "{{\"resourceType\":\"Basic\",\"x\":{}{}}}",
            "[".repeat(inner),
            "]".repeat(inner)
        )
    };
    assert_eq!(import("a.json", nested(128).as_bytes()).records.len(), 1);
    let over = nested(129);
    assert_eq!(
        read("a.json", over.as_bytes(), &mut |_, _| {}).err(),
        Some(ImportError::TooDeep)
    );
}
