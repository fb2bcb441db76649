//! What screens show: pages, the overview, and one record with its facts, series and document.

use serde_json::{Value, json};

use super::*;
use crate::records::{Detail, Line, Order, Origin, Overview, Page, Preview, Query};

fn shown(wallet: &Wallet, query: &Query) -> Page {
    page(&wallet.vault, query).expect("a page")
}

fn titles(page: &Page) -> Vec<&str> {
    page.lines.iter().map(|line| line.title.as_str()).collect()
}

fn of(wallet: &Wallet, title: &str) -> Detail {
    detail(&wallet.vault, wallet.titled(title)[0]).expect("a record")
}

fn at_a_glance(wallet: &Wallet) -> Overview {
    overview(&wallet.vault).expect("an overview")
}

fn result(date: &str, value: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","status":"final","code":{{"text":"HbA1c","coding":[{{"system":"http://loinc.org","code":"59261-8","display":"Hemoglobin A1c in Blood"}}]}},"effectiveDateTime":"{date}","valueQuantity":{{"value":{value},"unit":"mmol/mol"}}{rest}}}"#
    )
}

#[test]
fn pages_tell_the_total_and_follow_each_other() {
    let wallet = Wallet::new();
    let lines: Vec<_> = (0..25)
        .map(|number| format!(r#"{{"resourceType":"Condition","code":{{"text":"C{number:02}"}},"recordedDate":"20{number:02}"}}"#))
        .collect();
    wallet.import("lines.ndjson", lines.join("\n").as_bytes());
    let query = |search: &str, offset, limit| Query {
        search: search.to_owned(),
        offset,
        limit,
        ..Query::default()
    };
    let first = shown(&wallet, &query("", 0, 2));
    assert_eq!((first.total, titles(&first)), (25, vec!["C24", "C23"]));
    let last = shown(&wallet, &query("", 24, 10));
    assert_eq!((last.total, titles(&last)), (25, vec!["C00"]));
    assert!(shown(&wallet, &query("", 25, 10)).lines.is_empty());
    let found = shown(&wallet, &query("c1 condition", 1, 2));
    assert_eq!((found.total, titles(&found)), (10, vec!["C18", "C17"]));
    assert_eq!(shown(&wallet, &query("c1 nothing", 0, 9)).total, 0);
}

#[test]
fn pages_are_ordered_by_category_and_filtered_by_where_records_come_from() {
    let wallet = Wallet::with_sample();
    wallet.import("mira.json", result("2030", "5", "").as_bytes());
    let by = |order, origin, category| {
        let query = Query {
            order,
            origin,
            category,
            limit: 1000,
            ..Query::default()
        };
        shown(&wallet, &query)
    };
    let all = by(Order::Category, None, None);
    let mut sorted: Vec<&Line> = all.lines.iter().collect();
    sorted.sort_by_key(|line| line.category);
    assert!(sorted.iter().zip(&all.lines).all(|(a, b)| a.id == b.id));
    let newest = by(Order::Newest, None, Some(Category::Results));
    assert_eq!(newest.lines[0].date.as_deref(), Some("2030"));
    let mine = by(Order::Newest, Some(Origin::Imported), None);
    assert_eq!(titles(&mine), ["HbA1c"]);
    let sample = by(Order::Newest, Some(Origin::Sample), None);
    assert_eq!(sample.total, all.total - 1);
}

#[test]
fn a_line_serialises_as_the_page_expects_it() {
    let wallet = Wallet::new();
    let raw = r#"{"resourceType":"AllergyIntolerance","criticality":"high","code":{"text":"Cats","coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"F32.1"}]},"recordedDate":"2022","reaction":[{"manifestation":[{"text":"Wheeze"}]}]}"#;
    wallet.import("cats.json", raw.as_bytes());
    let line = line(&wallet.vault, wallet.titled("Cats")[0]).expect("a line");
    assert_eq!(
        serde_json::to_value(&line).expect("JSON"),
        json!({
            "id": line.id.to_string(), "category": "allergies", "title": "Cats", "note": "Wheeze; criticality high",
            "date": "2022", "source": null, "origin": "imported", "severe": true, "sensitive": "mental"
        })
    );
}

#[test]
fn the_sample_at_a_glance() {
    let wallet = Wallet::new();
    let empty = at_a_glance(&wallet);
    assert!(empty.person.is_none() && !empty.sample && empty.sections.is_empty());
    assert!(!empty.no_known_allergies);
    let wallet = Wallet::with_sample();
    let shown = at_a_glance(&wallet);
    let person = shown.person.expect("a person");
    assert!(person.name.contains("Haddad") && person.given == "Amina");
    assert!(shown.sample && shown.allergies.len() == 3);
    assert!(shown.allergies[0].severe && shown.allergies[0].title == "Penicillin");
    assert!(
        !shown
            .sections
            .iter()
            .any(|section| section.category == Category::Allergies)
    );
    let results = shown
        .sections
        .iter()
        .find(|section| section.category == Category::Results);
    let results = results.expect("results");
    assert_eq!(results.first.len(), 3);
    let series = results.series.as_ref().expect("a series");
    assert!(series.points.len() > 1 && !series.unit.is_empty());
    let problems = shown
        .sections
        .iter()
        .find(|section| section.category == Category::Problems);
    let problems = problems.expect("problems");
    assert_eq!(problems.count, 5);
    assert!(
        problems.first.iter().all(|line| line.title != "Gallstones"),
        "a resolved one"
    );
    let total: usize = shown.sections.iter().map(|section| section.count).sum();
    assert_eq!(total + 3, shown.records);
}

#[test]
fn no_known_allergies_is_said_only_when_a_record_says_so_and_none_is_known() {
    let wallet = Wallet::new();
    wallet.import("one.json", result("2020", "5", "").as_bytes());
    assert!(!at_a_glance(&wallet).no_known_allergies);
    let none = r#"{"resourceType":"AllergyIntolerance","code":{"text":"No known allergy","coding":[{"system":"http://snomed.info/sct","code":"716186003"}]}}"#;
    wallet.import("none.json", none.as_bytes());
    let shown = at_a_glance(&wallet);
    assert!(shown.no_known_allergies && shown.allergies.is_empty() && !shown.sample);
    // Somebody else's allergy is none of this person's.
    let cats = r#"{"resourceType":"AllergyIntolerance","code":{"text":"Cats"}}"#;
    wallet.import_as("cats.json", cats.as_bytes(), PersonRule::Other);
    assert!(at_a_glance(&wallet).no_known_allergies);
    wallet.import("cats.json", cats.as_bytes());
    let shown = at_a_glance(&wallet);
    assert!(!shown.no_known_allergies && shown.allergies.len() == 1);
}

#[test]
fn a_result_is_shown_with_its_series_as_the_laboratory_sent_it() {
    let wallet = Wallet::new();
    let range = r#","referenceRange":[{"low":{"value":20},"high":{"value":42}}]"#;
    let high = format!(r#","interpretation":[{{"coding":[{{"code":"H"}}]}}]{range}"#);
    let lines = [
        result("2026-09-21", "51", &high),
        result("2024", "64.0", ""),
        result("2025-03", "58", range),
        result("2025-04", "5", r#","status":"entered-in-error""#),
        result("2025-05", "7.1", "").replace("mmol/mol", "%"),
    ];
    wallet.import("lab.ndjson", lines.join("\n").as_bytes());
    let newest = wallet.titled("HbA1c")[0];
    let shown = detail(&wallet.vault, newest).expect("a record");
    let series = shown.series.expect("a series");
    assert_eq!(
        serde_json::to_value(&series).expect("JSON"),
        json!({
            "title": "HbA1c", "unit": "mmol/mol", "low": 20.0, "high": 42.0,
            "points": [
                { "date": "2024", "value": 64.0, "flag": null },
                { "date": "2025-03", "value": 58.0, "flag": null },
                { "date": "2026-09-21", "value": 51.0, "flag": "high" }
            ]
        })
    );
    assert_eq!(
        shown.clinical_name.as_deref(),
        Some("Hemoglobin A1c in Blood")
    );
    assert_eq!(shown.codes.len(), 1);
    assert_eq!(shown.file.as_deref(), Some("lab.ndjson"));
    assert_eq!(shown.imported, Some(NOW));
    let facts: Vec<_> = shown
        .facts
        .iter()
        .map(|fact| (fact.label, fact.value.as_str()))
        .collect();
    assert_eq!(facts[..2], [("value", "51 mmol/mol"), ("range", "20 – 42")]);
    assert!(serde_json::from_str::<Value>(&shown.raw).is_ok());
}

#[test]
fn documents_are_shown_by_what_they_are_wherever_they_lie() {
    let wallet = Wallet::new();
    wallet.import("letter.txt", &letter(1, 300_000));
    let shown = of(&wallet, "letter.txt").document.expect("a document");
    assert_eq!((shown.bytes, shown.preview), (300_000, Preview::Text));
    let whole = document(&wallet.vault, wallet.titled("letter.txt")[0]).expect("a document");
    assert!(whole.bytes == letter(1, 300_000) && whole.mime.starts_with("text/plain"));
    let inside = r#"{"resourceType":"DocumentReference","description":"Scan","content":[{"attachment":{"contentType":"text/plain","data":"iVBORw0KGgo="}}]}"#;
    wallet.import("inside.json", inside.as_bytes());
    let shown = of(&wallet, "Scan").document.expect("a document");
    assert_eq!(
        serde_json::to_value(&shown).expect("JSON"),
        json!({ "name": "Scan.png", "mime": "image/png", "bytes": 8, "preview": "image" })
    );
    let id = wallet.titled("Scan")[0];
    assert_eq!(
        document(&wallet.vault, id).expect("a document").bytes,
        b"\x89PNG\r\n\x1a\n"
    );
    wallet.import("one.json", result("2020", "5", "").as_bytes());
    let id = wallet.titled("HbA1c")[0];
    assert!(of(&wallet, "HbA1c").document.is_none());
    assert!(matches!(
        document(&wallet.vault, id),
        Err(RecordsError::NoDocument)
    ));
}

#[test]
fn with_its_last_record_the_wallet_forgets_the_names_of_files() {
    let wallet = Wallet::new();
    wallet.import("hiv-clinic.json", result("2020", "5", "").as_bytes());
    let id = wallet.titled("HbA1c")[0];
    remove(&wallet.vault, &[id]).expect("removed");
    let left = wallet.vault.store().count(source::SOURCES);
    assert_eq!(left.expect("a count"), 0);
}
