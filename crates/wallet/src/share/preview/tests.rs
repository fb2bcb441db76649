//! A preview says what is sealed, no more and no less.

use keepwell_protocol::terms::{BUNDLE_PART, PDF_PART, Terms};
use rand_core::OsRng;

use super::*;
use crate::{
    fixtures::{card, wish},
    grants::{self, Wish},
    records::What,
    share::presets,
    testing::{NOW, Wallet, letter},
};

fn look(wallet: &Wallet, choice: &Choice) -> Preview {
    preview(&wallet.vault, choice, NOW, &mut OsRng).unwrap()
}

#[test]
fn every_preset_but_the_claim_shows_something() {
    let wallet = Wallet::with_sample();
    for (preset, choice) in presets() {
        let preview = look(&wallet, &choice);
        let is_claim = matches!(choice.what, What::Claim { .. });
        assert_eq!(preview.records == 0, is_claim, "{preset}");
        assert_eq!(preview.sections.is_empty(), is_claim, "{preset}");
        assert_eq!(
            preview.changes.is_empty(),
            !choice.is_deidentified(),
            "{preset}"
        );
        let lines = preview.sections.iter().flat_map(|section| &section.lines);
        assert!(
            lines
                .clone()
                .all(|line| line.is_sample && line.sensitive.is_none()),
            "{preset}"
        );
        let told = serde_json::to_string(&preview).unwrap();
        assert!(
            !(choice.is_deidentified() && told.contains("Haddad")),
            "{preset}"
        );
    }
}

#[test]
fn the_preview_is_of_what_is_sealed() {
    let (wallet, card) = (Wallet::with_sample(), card("Harbour Clinic", 1));
    wallet.import("large.txt", &letter(1, 300_000));
    for what in [What::Summary, What::Everything, What::Deidentified] {
        let choice = Choice {
            what,
            ..Choice::default()
        };
        let preview = look(&wallet, &choice);
        let wish = Wish {
            choice,
            ..wish(&card)
        };
        let made = grants::make(&wallet.vault, &wish, NOW, &mut OsRng).unwrap();
        assert_eq!(made.records, preview.records);
        let grant = grants::load(&wallet.vault, made.id).unwrap().unwrap();
        let parts = Terms::parse(&grant.terms.unwrap().0).unwrap().parts;
        assert_eq!(parts.iter().any(|part| part.name == PDF_PART), preview.pdf);
        let beside = parts
            .iter()
            .filter(|part| ![BUNDLE_PART, PDF_PART].contains(&part.name.as_str()));
        for part in beside {
            assert!(
                preview
                    .attachments
                    .iter()
                    .any(|document| document.bytes == part.size)
            );
        }
    }
}

#[test]
fn documents_are_named_with_their_size_wherever_they_travel() {
    let wallet = Wallet::new();
    wallet.import("small.txt", &letter(1, 1000));
    wallet.import("large.txt", &letter(2, 300_000));
    let choice = Choice {
        what: What::Everything,
        ..Choice::default()
    };
    let mut named: Vec<(String, u64)> = look(&wallet, &choice)
        .attachments
        .into_iter()
        .map(|document| (document.name, document.bytes))
        .collect();
    named.sort();
    assert_eq!(
        named,
        [
            ("1-large.txt".to_owned(), 300_000),
            ("small.txt".to_owned(), 1000)
        ]
    );
}

#[test]
fn a_person_who_has_chosen_nothing_yet_sees_an_empty_preview() {
    let preview = look(&Wallet::new(), &Choice::default());
    assert!(preview.records == 0 && preview.sections.is_empty() && !preview.pdf);
}
