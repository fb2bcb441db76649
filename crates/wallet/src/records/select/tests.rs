//! What is held back, what is left of a record without its person, and what a claim is.

use rand_core::OsRng;
use serde_json::{Value, json};

use super::*;
use crate::testing::{NOW, Wallet};

/// A wallet with a depression, what hangs on it, and things that do not.
fn wallet() -> Wallet {
    let wallet = Wallet::new();
    wallet.import("file.json", file().to_string().as_bytes());
    wallet
}

fn file() -> Value {
    let about = json!({ "reference": "urn:uuid:p" });
    let code = |system: &str, code: &str, text: &str| json!({ "coding": [{ "system": system, "code": code, "display": text }] });
    let icd = "http://hl7.org/fhir/sid/icd-10";
    let resources = [
        (
            "p",
            json!({ "resourceType": "Patient", "name": [{ "family": "Okonjo", "given": ["Mira"] }], "birthDate": "1988-02-03" }),
        ),
        (
            "low",
            json!({ "resourceType": "Condition", "subject": about, "code": code(icd, "F32.1", "Low mood"),
            "clinicalStatus": { "coding": [{ "code": "active" }] } }),
        ),
        (
            "sugar",
            json!({ "resourceType": "Condition", "subject": about, "code": code(icd, "E11.9", "Sugar") }),
        ),
        (
            "pill",
            json!({ "resourceType": "MedicationRequest", "status": "active", "intent": "order", "subject": about,
            "medicationCodeableConcept": { "text": "Bright pill" }, "reasonReference": [{ "reference": "urn:uuid:low" }] }),
        ),
        (
            "insulin",
            json!({ "resourceType": "MedicationRequest", "status": "active", "intent": "order", "subject": about,
            "medicationCodeableConcept": code("http://www.whocc.no/atc", "A10AE04", "Insulin"),
            "reasonReference": [{ "reference": "urn:uuid:sugar" }, { "reference": "urn:uuid:low" }] }),
        ),
        (
            "visit",
            json!({ "resourceType": "Encounter", "status": "finished", "subject": about,
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB" },
            "text": { "status": "generated", "div": "<div>came with low mood</div>" },
            "appointment": [{ "reference": "urn:uuid:low", "display": "Low mood" }] }),
        ),
        (
            "cover",
            json!({ "resourceType": "Composition", "subject": about, "title": "Overview",
            "section": [{ "title": "Problems", "text": { "status": "generated", "div": "<div>low mood, sugar</div>" },
                "entry": [{ "reference": "urn:uuid:low" }, { "reference": "urn:uuid:sugar" }] }] }),
        ),
    ];
    let entry = |(name, resource): &(&str, Value)| json!({ "fullUrl": format!("urn:uuid:{name}"), "resource": resource });
    let entries: Vec<Value> = resources.iter().map(entry).collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

fn run(wallet: &Wallet, what: What, let_in: &[SensitiveGroup]) -> Tried {
    let selection = Selection {
        what,
        let_in: let_in.iter().copied().collect(),
        to_months: false,
    };
    try_select(&wallet.vault, &selection, NOW, &mut OsRng).expect("a selection")
}

fn text(tried: &Tried) -> String {
    let selected = tried.selected.as_ref().expect("records");
    String::from_utf8(selected.bundle.clone()).expect("UTF-8")
}

fn all_categories() -> What {
    What::Chosen {
        categories: Category::ALL.to_vec(),
        records: Vec::new(),
    }
}

#[test]
fn every_selection_holds_back_what_was_not_let_in() {
    let wallet = wallet();
    let (low, pill) = (wallet.titled("Low mood"), wallet.titled("Bright pill"));
    let by_id = What::Chosen {
        categories: Vec::new(),
        records: [low, pill, wallet.titled("Sugar")].concat(),
    };
    for what in [
        What::Summary,
        What::Everything,
        all_categories(),
        by_id,
        What::Deidentified,
    ] {
        let held = run(&wallet, what.clone(), &[SensitiveGroup::Genetic]);
        let told = text(&held).to_lowercase();
        for trace in [
            "low mood",
            "f32.1",
            "bright pill",
            "urn:uuid:low",
            "mental",
            "held",
        ] {
            assert!(!told.contains(trace), "{what:?} tells {trace}: {told}");
        }
        assert!(told.contains("e11.9"), "{what:?}");
        let counts = match what {
            // Insulin was prescribed for both.
            What::Chosen { ref records, .. } if !records.is_empty() => 2,
            // A product without a code has no place there, but nobody can know that from outside.
            _ => 3,
        };
        assert_eq!(
            held.held_back,
            [(SensitiveGroup::Mental, counts)],
            "{what:?}"
        );
    }
}

#[test]
fn a_share_is_the_same_whether_something_was_held_back_or_never_there() {
    let (with, without) = (wallet(), Wallet::new());
    let mut file = file();
    let entries = file["entry"].as_array_mut().expect("entries");
    let hidden = ["urn:uuid:low", "urn:uuid:pill", "urn:uuid:insulin"];
    entries.retain(|entry| !hidden.contains(&entry["fullUrl"].as_str().expect("a name")));
    without.import("file.json", file.to_string().as_bytes());
    for what in [What::Everything, all_categories()] {
        let mut bundles = [&with, &without].map(|wallet| text(&run(wallet, what.clone(), &[])));
        // No name in them is drawn by chance: every record has its own.
        let [one, other] = &mut bundles;
        assert_eq!(one, other, "{what:?}");
    }
}

#[test]
fn with_every_group_let_in_records_keep_every_byte() {
    let wallet = wallet();
    let everything = run(&wallet, What::Everything, &SensitiveGroup::ALL);
    assert!(everything.held_back.is_empty());
    let told = text(&everything);
    for entry in file()["entry"].as_array().expect("entries") {
        assert!(told.contains(&entry["resource"].to_string()), "{entry}");
    }
}

#[test]
fn when_nothing_is_left_nothing_is_selected() {
    let wallet = wallet();
    let what = What::Chosen {
        categories: Vec::new(),
        records: wallet.titled("Low mood"),
    };
    let tried = run(&wallet, what.clone(), &[]);
    assert!(tried.selected.is_none());
    assert_eq!(tried.held_back, [(SensitiveGroup::Mental, 1)]);
    assert!(
        run(&wallet, what, &[SensitiveGroup::Mental])
            .selected
            .is_some()
    );
}

#[test]
fn dates_move_by_another_distance_each_time() {
    let drawn: std::collections::HashSet<u16> = (0..64).map(|_| days(&mut OsRng)).collect();
    assert!(drawn.len() > 16 && drawn.iter().all(|days| (1..=365).contains(days)));
}

#[test]
fn a_claim_takes_what_it_is_made_of_only() {
    let wallet = wallet();
    let claim = |records| {
        let selection = Selection::from(What::Claim { records });
        select(&wallet.vault, &selection, NOW, &mut OsRng)
    };
    let sugar = wallet.titled("Sugar");
    let selected = claim(sugar.clone()).expect("a claim");
    let told = String::from_utf8(selected.bundle).expect("UTF-8");
    assert!(told.contains("Mira") && told.contains("E11.9") && !told.contains("Insulin"));
    assert_eq!((selected.records, selected.inside.len()), (1, 1));
    let insulin = wallet.titled("Insulin");
    assert!(matches!(claim(insulin), Err(RecordsError::NotForAClaim(_))));
    assert!(matches!(
        claim(Vec::new()),
        Err(RecordsError::NothingSelected)
    ));
}

#[test]
fn the_sample_is_marked_in_every_share() {
    let wallet = Wallet::with_sample();
    let problems = crate::records::list(&wallet.vault, &Default::default()).expect("a list");
    let problems = problems
        .iter()
        .filter(|record| record.category == Category::Problems);
    let claim = What::Claim {
        records: problems.map(|record| record.id).collect(),
    };
    for what in [What::Summary, What::Everything, What::Deidentified, claim] {
        let tried = run(&wallet, what.clone(), &[]);
        assert!(
            tried
                .selected
                .as_ref()
                .is_some_and(|selected| selected.is_sample)
        );
        let bundle: Value = serde_json::from_str(&text(&tried)).expect("JSON");
        let labels = |resource: &Value| resource["meta"]["security"].to_string();
        assert!(labels(&bundle).contains("HTEST"), "{what:?}");
        for entry in bundle["entry"].as_array().expect("entries") {
            let resource = &entry["resource"];
            assert!(labels(resource).contains("HTEST"), "{what:?}: {resource}");
        }
    }
}
