//! Records typed in by the person: like any other, and told apart from them everywhere.

use keepwell_records::hand::{HandError, HandWritten, Kind, TypedPerson};

use super::*;
use crate::records::{Line, Origin, Query};

fn wasps() -> HandWritten {
    HandWritten {
        kind: Kind::Allergy,
        name: "Wasp venom".to_owned(),
        detail: "swollen throat".to_owned(),
        severe: true,
        since: Some("2019-03".to_owned()),
    }
}

fn typed(wallet: &Wallet, wish: &HandWritten) -> Line {
    let id = add(&wallet.vault, wish, NOW, &mut OsRng).expect("added");
    line(&wallet.vault, id).expect("a line")
}

#[test]
fn what_is_typed_in_is_found_shown_and_removed_like_any_record() {
    let wallet = Wallet::new();
    let line = typed(&wallet, &wasps());
    assert!(line.origin == Origin::AddedByMe && line.severe);
    assert_eq!(
        (line.title.as_str(), line.date.as_deref()),
        ("Wasp venom", Some("2019-03"))
    );
    let shown = detail(&wallet.vault, line.id).expect("a record");
    assert!(shown.file.is_none() && shown.imported == Some(NOW));
    assert_eq!(wallet.raw(line.id), shown.raw.as_bytes());
    let query = Query {
        search: "throat wasp".to_owned(),
        origin: Some(Origin::AddedByMe),
        limit: 10,
        ..Query::default()
    };
    assert_eq!(page(&wallet.vault, &query).expect("a page").total, 1);
    // The same once more is the same record.
    assert!(typed(&wallet, &wasps()).id == line.id);
    assert_eq!(remove(&wallet.vault, &[line.id]).expect("removed"), 0);
    assert!(matches!(
        detail(&wallet.vault, line.id),
        Err(RecordsError::NoSuchRecord(_))
    ));
}

#[test]
fn nonsense_is_refused_and_leaves_nothing() {
    let wallet = Wallet::new();
    let wish = HandWritten {
        name: " ".to_owned(),
        ..wasps()
    };
    let error = add(&wallet.vault, &wish, NOW, &mut OsRng).err();
    assert!(matches!(error, Some(RecordsError::Hand(HandError::NoName))));
    assert_eq!(count(&wallet.vault).expect("a count"), 0);
}

#[test]
fn it_is_about_the_wallets_person_and_stays_the_persons_own_in_a_share_and_back() {
    let wallet = Wallet::new();
    wallet.import("mira.json", file(MIRA, "Peanuts").as_bytes());
    let line = typed(&wallet, &wasps());
    assert_eq!(line.source.as_deref(), Some("Mira Okonjo"));
    let summary = choose(&wallet, &What::Summary);
    let entries = entries(&summary.bundle);
    let find = |kind: &str, text: &str| {
        let mut found = entries
            .iter()
            .filter(|entry| entry["resource"]["resourceType"] == kind);
        found
            .find(|entry| entry.to_string().contains(text))
            .cloned()
            .expect("an entry")
    };
    let allergy = find("AllergyIntolerance", "Wasp venom");
    let patient = find("Patient", "Okonjo");
    assert_eq!(
        allergy["resource"]["patient"]["reference"],
        patient["fullUrl"]
    );
    assert_eq!(allergy["resource"]["meta"]["security"][0]["code"], "PATAST");

    // Out and in again: an export is what a share of everything is made of.
    let out = wallet.folder.path().join("out");
    export(&wallet.vault, &out, NOW, &mut OsRng).expect("an export");
    let other = Wallet::new();
    other.import(
        "bundle.json",
        &fs::read(out.join("bundle.json")).expect("a file"),
    );
    let back = detail(&other.vault, other.titled("Wasp venom")[0]).expect("a record");
    assert!(back.line.origin == Origin::AddedByMe);
    assert_eq!(other.raw(back.line.id), wallet.raw(line.id));
}

#[test]
fn without_a_person_a_medicine_can_be_typed_in_and_shared() {
    let wallet = Wallet::new();
    let wish = HandWritten {
        kind: Kind::Medicine,
        severe: false,
        detail: "2.50 mg at night".to_owned(),
        ..wasps()
    };
    let line = typed(&wallet, &wish);
    assert_eq!(
        (line.category, line.note.as_deref()),
        (Category::Medicines, Some("2.50 mg at night"))
    );
    let summary = choose(&wallet, &What::Summary);
    assert_eq!(summary.records, 1);
    assert!(
        String::from_utf8(summary.bundle)
            .expect("JSON")
            .contains("2.50 mg at night")
    );
}

fn mira(birth_date: Option<&str>) -> TypedPerson {
    TypedPerson {
        name: "Mira Okonjo".to_owned(),
        birth_date: birth_date.map(str::to_owned),
    }
}

fn name(wallet: &Wallet, birth_date: Option<&str>) -> Result<RecordId, RecordsError> {
    name_person(&wallet.vault, &mira(birth_date), NOW, &mut OsRng)
}

fn shown_person(wallet: &Wallet) -> Option<ShownPerson> {
    overview(&wallet.vault).expect("an overview").person
}

#[test]
fn who_no_record_names_can_type_it_in_and_is_named_in_a_summary() {
    let wallet = Wallet::new();
    typed(&wallet, &wasps());
    assert!(shown_person(&wallet).is_none());
    let id = name(&wallet, Some("1984-02-03")).expect("named");
    let shown = shown_person(&wallet).expect("a person");
    assert_eq!(
        (shown.name.as_str(), shown.birth_date.as_deref()),
        ("Mira Okonjo", Some("1984-02-03"))
    );
    assert!(shown.typed == Some(id));
    assert!(line(&wallet.vault, id).expect("a line").origin == Origin::AddedByMe);
    let summary = choose(&wallet, &What::Summary);
    let text = String::from_utf8(summary.bundle).expect("JSON");
    assert!(text.contains("Mira Okonjo") && text.contains("1984-02-03") && text.contains("PATAST"));
    // Their own file is theirs; somebody else's is asked about.
    let own = wallet.import("own.json", file(MIRA, "Peanuts").as_bytes());
    assert!(own.mismatch().is_none());
    assert!(shown_person(&wallet).expect("a person").typed.is_none());
    let other = wallet.import("other.json", file(TOMAS, "Cats").as_bytes());
    assert!(other.mismatch().is_some());
}

#[test]
fn a_person_is_typed_in_once_and_goes_with_what_was_typed() {
    let wallet = Wallet::new();
    typed(&wallet, &wasps());
    let id = name(&wallet, None).expect("named");
    assert!(matches!(
        name(&wallet, Some("1984")),
        Err(RecordsError::PersonKnown)
    ));
    remove(&wallet.vault, &[id]).expect("removed");
    assert!(shown_person(&wallet).is_none());
    assert_eq!(count(&wallet.vault).expect("a count"), 1);
    name(&wallet, Some("1984-02-03")).expect("named anew");

    let wallet = Wallet::new();
    wallet.import("own.json", file(MIRA, "Peanuts").as_bytes());
    assert!(matches!(
        name(&wallet, None),
        Err(RecordsError::PersonKnown)
    ));
    // A person from a file stays, whatever is removed but the last.
    let patient = wallet.titled("Mira Okonjo");
    remove(&wallet.vault, &patient).expect("removed");
    assert!(shown_person(&wallet).is_some());
}

#[test]
fn a_birth_date_that_a_file_told_stays_where_none_is_typed() {
    let wallet = Wallet::new();
    let nameless = r#"{"resourceType":"Patient","birthDate":"1984-02-03"}"#;
    wallet.import("nameless.json", nameless.as_bytes());
    name(&wallet, None).expect("named");
    let shown = shown_person(&wallet).expect("a person");
    assert_eq!(shown.birth_date.as_deref(), Some("1984-02-03"));
}
