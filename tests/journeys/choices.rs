//! What a person can choose to share, as it arrives at the clinic: the PDF beside the record, the record without its
//! person, what was held back, a claim.

use keepwell_wallet::{
    records::{self, Filter},
    share::{Choice, Groups, Preset, SensitiveGroup, What, preview},
};
use rand_core::OsRng;
use serde_json::{Value, json};

use crate::stage::{Clinic, Patient, Stage};

/// What the clinic has of one choice: the names of the files and all of their text.
struct Arrived {
    files: Vec<String>,
    bundle: Value,
    text: String,
    patient: String,
}

fn share(stage: &Stage, patient: &Patient, clinic: &mut Clinic, choice: Choice) -> Arrived {
    let card = clinic.card(stage);
    let seen = preview(&patient.vault, &choice, stage.now(), &mut OsRng).expect("a preview");
    let wish = stage.wish_with(&card, |wished| *wished = choice);
    let made = patient.grant(stage, &wish);
    assert_eq!(made.records, seen.records);
    let opened = clinic.opens(stage, &made.qr_text);
    let read = |file: &str| std::fs::read(clinic.out().join(file)).expect("a file");
    let bundle = String::from_utf8(read("bundle.json")).expect("UTF-8");
    let consent = String::from_utf8(read("consent.json")).expect("UTF-8");
    Arrived {
        bundle: serde_json::from_str(&bundle).expect("JSON"),
        text: format!("{bundle}{consent}"),
        patient: opened.patient,
        files: opened.files,
    }
}

fn low_mood() -> Vec<u8> {
    json!({ "resourceType": "Bundle", "type": "collection", "entry": [
        { "fullUrl": "urn:uuid:low", "resource": { "resourceType": "Condition",
          "code": { "text": "Low mood", "coding": [{ "system": "http://hl7.org/fhir/sid/icd-10", "code": "F32.1" }] } } },
        { "fullUrl": "urn:uuid:pill", "resource": { "resourceType": "MedicationStatement", "status": "active",
          "medicationCodeableConcept": { "text": "Bright pill" }, "reasonReference": [{ "reference": "urn:uuid:low" }] } }
    ] })
    .to_string()
    .into_bytes()
}

#[test]
fn what_was_chosen_is_what_arrives() {
    let stage = Stage::new();
    let (mut clinic, _) = stage.clinic("Harbour Clinic");
    let patient = Patient::new(&stage, "patient");
    patient.import_sample(&stage);
    patient.import(&stage, "mood.json", &low_mood());

    let visit = Preset::GpVisit.choice();
    let arrived = share(&stage, &patient, &mut clinic, visit.clone());
    assert_eq!(
        arrived.files,
        ["bundle.json", "consent.json", "attachments/summary.pdf"]
    );
    let pdf = std::fs::read(clinic.out().join("attachments/summary.pdf")).expect("a PDF");
    assert!(pdf.starts_with(b"%PDF-"));
    assert!(arrived.text.contains("Haddad") && arrived.text.contains("HTEST"));
    for trace in ["Low mood", "F32.1", "Bright pill", "mental"] {
        assert!(!arrived.text.contains(trace), "{trace}");
    }
    let open = Choice {
        let_in: Groups::from([SensitiveGroup::Mental]),
        ..visit
    };
    let arrived = share(&stage, &patient, &mut clinic, open);
    assert!(arrived.text.contains("Low mood") && arrived.text.contains("Bright pill"));

    for preset in [Preset::Research, Preset::PublicHealth] {
        let arrived = share(&stage, &patient, &mut clinic, preset.choice());
        assert_eq!(arrived.files, ["bundle.json", "consent.json"], "{preset}");
        assert!(
            !arrived.text.contains("Haddad") && !arrived.patient.contains("Haddad"),
            "{preset}"
        );
        assert!(
            arrived.bundle["meta"].to_string().contains("PSEUDED"),
            "{preset}"
        );
    }
    patient.sync_well(&stage);
}

#[test]
fn a_claim_has_the_chosen_records_and_the_name() {
    let stage = Stage::new();
    let (mut clinic, _) = stage.clinic("Harbour Insurance");
    let patient = Patient::new(&stage, "patient");
    patient.import_sample(&stage);
    let listed = records::list(&patient.vault, &Filter::default()).expect("a list");
    let problem = listed
        .iter()
        .find(|record| record.category.as_str() == "problems");
    let claim = Choice {
        what: What::Claim {
            records: vec![problem.expect("a problem").id],
        },
        ..Preset::InsuranceClaim.choice()
    };
    let arrived = share(&stage, &patient, &mut clinic, claim);
    assert_eq!(arrived.files, ["bundle.json", "consent.json"]);
    let entries = arrived.bundle["entry"].as_array().expect("entries");
    let kinds: Vec<_> = entries
        .iter()
        .map(|entry| entry["resource"]["resourceType"].as_str())
        .collect();
    assert_eq!(
        kinds.get(..2),
        Some([Some("Patient"), Some("Condition")].as_slice())
    );
    assert!(arrived.text.contains("Haddad") && arrived.text.contains("HPAYMT"));
}
