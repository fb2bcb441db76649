//! Records listed, searched, shown, removed, chosen for a share and exported, with those of another person kept apart.

mod archive;
mod over_time;
mod sample;
mod shown;
mod typed;

use std::{collections::HashSet, fs, io::Read as _};

use keepwell_records::view::Category;
use rand_core::OsRng;
use serde_json::Value;

use super::*;
use crate::testing::{NOW, Wallet, bundle, letter};

const MIRA: (&str, &str) = ("Mira Okonjo", "1984-02-03");
const TOMAS: (&str, &str) = ("Tomas Berg", "1990-01-01");

fn file((name, birth_date): (&str, &str), allergy: &str) -> String {
    bundle(name, birth_date, allergy)
}

fn found(wallet: &Wallet, category: Option<Category>, search: &str) -> Vec<String> {
    let filter = Filter {
        category,
        search: Some(search.to_owned()),
    };
    let listed = list(&wallet.vault, &filter).expect("a list");
    listed.into_iter().map(|record| record.title).collect()
}

fn choose(wallet: &Wallet, what: &What) -> SelectedRecords {
    select(&wallet.vault, &what.clone().into(), NOW, &mut OsRng).expect("a selection")
}

fn chosen(categories: &[Category], records: &[RecordId]) -> What {
    What::Chosen {
        categories: categories.to_vec(),
        records: records.to_vec(),
    }
}

fn entries(bundle: &[u8]) -> Vec<Value> {
    let bundle: Value = serde_json::from_slice(bundle).expect("JSON");
    bundle["entry"].as_array().cloned().unwrap_or_default()
}

#[test]
fn lists_filter_by_category_and_search_by_title_code_source_and_text() {
    let wallet = Wallet::new();
    let lines = [
        r#"{"resourceType":"Condition","code":{"text":"Dépression","coding":[{"system":"http://snomed.info/sct","code":"35489007"}]},"recordedDate":"2020-05-01"}"#,
        r#"{"resourceType":"AllergyIntolerance","code":{"text":"Cats"},"recorder":{"display":"Dr. Quill"},"recordedDate":"2022"}"#,
        r#"{"resourceType":"Observation","code":{"text":"Weight"},"note":[{"text":"after breakfast"}]}"#,
    ];
    wallet.import("lines.ndjson", lines.join("\n").as_bytes());
    assert_eq!(found(&wallet, None, ""), ["Cats", "Dépression", "Weight"]);
    assert_eq!(found(&wallet, None, "depression"), ["Dépression"]);
    assert_eq!(found(&wallet, None, "35489007"), ["Dépression"]);
    assert_eq!(found(&wallet, None, "QUILL cat"), ["Cats"]);
    assert_eq!(found(&wallet, None, "breakfast"), ["Weight"]);
    assert_eq!(found(&wallet, Some(Category::Results), ""), ["Weight"]);
    assert!(found(&wallet, Some(Category::Results), "cats").is_empty());
    let listed = list(&wallet.vault, &Filter::default()).expect("a list");
    assert_eq!(
        serde_json::to_value(&listed[0]).expect("JSON"),
        serde_json::json!({
            "id": listed[0].id.to_string(), "category": "allergies", "title": "Cats",
            "date": "2022", "source": "Dr. Quill"
        })
    );
}

#[test]
fn a_record_is_shown_with_its_bytes_and_a_document_described() {
    let wallet = Wallet::new();
    let raw_json = r#"{"resourceType":"Condition",  "code":{"text":"Asthma"}}"#;
    wallet.import("one.json", raw_json.as_bytes());
    wallet.import("large.txt", &letter(1, 300_000));
    let asthma = show(&wallet.vault, wallet.titled("Asthma")[0]).expect("a record");
    assert_eq!(asthma.resource, raw_json);
    assert!(asthma.document.is_none());
    let id = wallet.titled("large.txt")[0];
    let shown = show(&wallet.vault, id).expect("a document");
    assert!(shown.resource.contains("DocumentReference"));
    let document = shown.document.expect("a document");
    assert_eq!(
        (document.name.as_str(), document.size_bytes),
        ("large.txt", 300_000)
    );
    let mut opened = open_document(&wallet.vault, id).expect("a document");
    let mut bytes = Vec::new();
    opened.content.read_to_end(&mut bytes).expect("its bytes");
    assert!(bytes == letter(1, 300_000));
    assert!(matches!(
        open_document(&wallet.vault, asthma.id),
        Err(RecordsError::NoSuchRecord(_))
    ));
}

#[test]
fn removing_takes_all_or_none_and_a_removed_record_can_come_again() {
    let wallet = Wallet::new();
    let json = file(MIRA, "Peanuts");
    wallet.import("record.json", json.as_bytes());
    wallet.import("large.txt", &letter(1, 300_000));
    let ids = [wallet.titled("Peanuts")[0], wallet.titled("large.txt")[0]];
    let unknown: RecordId = "zzzzzzzzzz".parse().expect("an id");
    let error = remove(&wallet.vault, &[ids[0], unknown]).expect_err("refused");
    assert!(matches!(error, RecordsError::NoSuchRecord(id) if id == unknown));
    assert_eq!(count(&wallet.vault).expect("a count"), 3);
    assert_eq!(
        remove(&wallet.vault, &[ids[0], ids[1], ids[0]]).expect("removed"),
        1
    );
    assert!(matches!(
        show(&wallet.vault, ids[0]),
        Err(RecordsError::NoSuchRecord(_))
    ));
    let documents = wallet.root().join("documents");
    assert_eq!(fs::read_dir(documents).expect("a folder").count(), 0);
    let report = wallet.import("record.json", json.as_bytes());
    assert_eq!(
        (report.files[0].imported, report.files[0].duplicates),
        (1, 1)
    );
}

#[test]
fn with_its_last_record_the_wallet_forgets_its_person() {
    let wallet = Wallet::new();
    wallet.import("mira.json", file(MIRA, "Peanuts").as_bytes());
    let all: Vec<_> = list(&wallet.vault, &Filter::default())
        .expect("a list")
        .into_iter()
        .map(|record| record.id)
        .collect();
    remove(&wallet.vault, &all).expect("removed");
    assert!(person(&wallet.vault).expect("readable").is_none());
    let report = wallet.import("tomas.json", file(TOMAS, "Cats").as_bytes());
    assert!(report.mismatch().is_none());
}

#[test]
fn a_file_about_somebody_else_is_skipped_merged_or_kept_apart() {
    let wallet = Wallet::new();
    wallet.import("mira.json", file(MIRA, "Peanuts").as_bytes());
    let tomas = file(TOMAS, "Cats");
    let report = wallet.import("tomas.json", tomas.as_bytes());
    let mismatch = report.mismatch().expect("refused");
    assert!(mismatch.wallet.contains("Mira Okonjo, born 1984-02-03"));
    assert!(mismatch.found.contains("Tomas Berg, born 1990-01-01"));
    assert_eq!((report.records, report.files[0].imported), (2, 0));
    assert!(report.unreadable().is_none());

    let apart = wallet.import_as("tomas.json", tomas.as_bytes(), PersonRule::Other);
    assert_eq!(apart.records, 4);
    let listed = list(&wallet.vault, &Filter::default()).expect("a list");
    let apart: HashSet<_> = listed
        .iter()
        .filter(|record| record.is_apart)
        .map(|record| record.title.as_str())
        .collect();
    assert_eq!(apart, HashSet::from(["Cats", "Tomas Berg"]));
    // The person stays the one the wallet began with.
    let name = person(&wallet.vault).expect("readable").expect("a person");
    assert_eq!(name.display_name().as_deref(), Some("Mira Okonjo"));

    // Said to be the same after all, they come home.
    let same = wallet.import_as("tomas.json", tomas.as_bytes(), PersonRule::Same);
    assert_eq!((same.records, same.files[0].duplicates), (4, 2));
    let listed = list(&wallet.vault, &Filter::default()).expect("a list");
    assert!(listed.iter().all(|record| !record.is_apart));
}

#[test]
fn records_kept_apart_are_shared_only_by_their_ids() {
    let wallet = Wallet::new();
    wallet.import("mira.json", file(MIRA, "Peanuts").as_bytes());
    wallet.import_as(
        "tomas.json",
        file(TOMAS, "Cats").as_bytes(),
        PersonRule::Other,
    );
    wallet.import_as("letter.txt", &letter(1, 100), PersonRule::Other);
    let own = [What::Summary, What::Everything, chosen(&Category::ALL, &[])];
    for selection in own {
        let chosen = choose(&wallet, &selection);
        let text = String::from_utf8(chosen.bundle).expect("JSON");
        assert!(text.contains("Peanuts"), "{selection:?}");
        for other in ["Cats", "Tomas", "letter.txt"] {
            assert!(!text.contains(other), "{selection:?} tells {other}");
        }
    }
    let ids = [wallet.titled("Cats"), wallet.titled("letter.txt")].concat();
    let chosen = choose(&wallet, &chosen(&[], &ids));
    assert_eq!(chosen.records, 2);
    let text = String::from_utf8(chosen.bundle).expect("JSON");
    assert!(text.contains("Cats") && !text.contains("Peanuts"));
}

#[test]
fn a_summary_is_a_document_about_the_wallets_person() {
    let wallet = Wallet::with_sample();
    let chosen = choose(&wallet, &What::Summary);
    let entries = entries(&chosen.bundle);
    assert_eq!(entries[0]["resource"]["resourceType"], "Composition");
    let patient = entries
        .iter()
        .find(|entry| entry["resource"]["resourceType"] == "Patient")
        .expect("a patient");
    let text = patient.to_string();
    assert!(text.contains("Haddad"), "{text}");
    assert!(chosen.records > 5);
    assert!(chosen.documents.is_empty());
    // Two shares have no name in common.
    let urls = |bundle: &[u8]| -> HashSet<String> {
        self::entries(bundle)
            .iter()
            .map(|entry| entry["fullUrl"].to_string())
            .collect()
    };
    let second = choose(&wallet, &What::Summary);
    assert!(urls(&chosen.bundle).is_disjoint(&urls(&second.bundle)));
}

#[test]
fn everything_has_one_entry_for_each_record_and_large_documents_beside_it() {
    let wallet = Wallet::with_sample();
    let large = letter(7, 400_000);
    wallet.import("../up/large.txt", &large);
    wallet.import("small.txt", &letter(8, 1000));
    let chosen = choose(&wallet, &What::Everything);
    let total = count(&wallet.vault).expect("a count");
    assert_eq!(chosen.records, total);
    let entries = entries(&chosen.bundle);
    assert_eq!(u64::try_from(entries.len()).expect("small"), total);
    let [document] = chosen.documents.as_slice() else {
        panic!("one document is beside the bundle");
    };
    assert_eq!(document.path, "attachments/1-large.txt");
    assert_eq!(document.size_bytes, 400_000);
    assert!(wallet.raw(document.id) == large);
    assert_eq!(document.digest, keepwell_records::record::digest(&large));
    let text = String::from_utf8(chosen.bundle).expect("JSON");
    for record in list(&wallet.vault, &Filter::default()).expect("a list") {
        if !record.is_document {
            let raw = String::from_utf8(wallet.raw(record.id)).expect("JSON");
            assert!(text.contains(&raw), "{}", record.title);
        }
    }
}

#[test]
fn a_selection_without_records_and_unknown_ids_are_refused() {
    let wallet = Wallet::new();
    let select = |what: &What| select(&wallet.vault, &what.clone().into(), NOW, &mut OsRng).err();
    let nothing = chosen(&[], &[]);
    for selection in [What::Summary, What::Everything, What::Deidentified, nothing] {
        assert!(matches!(
            select(&selection),
            Some(RecordsError::NothingSelected)
        ));
    }
    let unknown = chosen(&[], &["0000000000".parse().expect("an id")]);
    assert!(matches!(
        select(&unknown),
        Some(RecordsError::NoSuchRecord(_))
    ));
}

#[test]
fn selections_are_read_as_the_command_line_writes_them() {
    let parse = |text: &str| text.parse::<What>();
    assert_eq!(parse("summary"), Ok(What::Summary));
    assert_eq!(parse("all"), Ok(What::Everything));
    assert_eq!(
        parse("category:allergies, medicines"),
        Ok(chosen(&[Category::Allergies, Category::Medicines], &[]))
    );
    let id: RecordId = "7k3m0x9q2d".parse().expect("an id");
    assert_eq!(parse("id:7k3m0x9q2d"), Ok(chosen(&[], &[id])));
    for text in [
        "",
        "ALL",
        "category:",
        "category:pets",
        "id:",
        "id:1",
        "some:thing",
    ] {
        assert_eq!(parse(text), Err(NotASelection), "{text}");
    }
}

#[test]
fn an_export_holds_everything_and_imports_again() {
    let wallet = Wallet::with_sample();
    wallet.import("../../up/large.txt", &letter(7, 400_000));
    wallet.import_as(
        "tomas.json",
        file(TOMAS, "Cats").as_bytes(),
        PersonRule::Other,
    );
    let out = wallet.folder.path().join("out/deep");
    let exported = export(&wallet.vault, &out, NOW, &mut OsRng).expect("an export");
    assert_eq!(exported.records, count(&wallet.vault).expect("a count"));
    assert_eq!(
        exported.files,
        [
            "bundle.json",
            "attachments/1-discharge-letter-sample.txt",
            "attachments/2-large.txt"
        ]
    );
    let large = fs::read(out.join("attachments/2-large.txt")).expect("a file");
    assert!(large == letter(7, 400_000));
    let bundle = fs::read(out.join("bundle.json")).expect("a file");
    let other = Wallet::new();
    let report = other.import("bundle.json", &bundle);
    assert_eq!(report.records, exported.records);
    assert!(other.titled("Cats").len() == 1);
}

#[test]
fn an_export_never_writes_over_anything_nor_leaves_half() {
    let wallet = Wallet::new();
    wallet.import("large.txt", &letter(7, 400_000));
    let out = wallet.folder.path().join("out");
    fs::create_dir(&out).expect("created");
    fs::write(out.join("mine.txt"), "mine").expect("written");
    let export = || export(&wallet.vault, &out, NOW, &mut OsRng);
    assert!(matches!(export(), Err(RecordsError::FolderNotEmpty)));
    fs::remove_file(out.join("mine.txt")).expect("removed");
    // A damaged document stops the export, and nothing of it stays.
    let documents = wallet.root().join("documents");
    let entry = fs::read_dir(documents).expect("a folder").next();
    let path = entry.expect("a file").expect("an entry").path();
    let whole = fs::read(&path).expect("a file");
    fs::write(&path, &whole[..whole.len() - 1]).expect("written");
    let id = wallet.titled("large.txt")[0];
    assert!(matches!(export(), Err(RecordsError::DamagedRecord(damaged)) if damaged == id));
    assert_eq!(fs::read_dir(&out).expect("a folder").count(), 0);
    fs::write(&path, whole).expect("written");
    assert_eq!(export().expect("an export").records, 1);
}
