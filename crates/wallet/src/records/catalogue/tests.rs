//! The catalogue in memory, the one in the store, and one made anew from the records must be the same, whatever was
//! imported, typed in and removed, and however the wallet was left.

use keepwell_records::hand::{HandWritten, Kind};
use keepwell_store::Batch;
use proptest::prelude::*;
use rand_core::OsRng;

use super::*;
use crate::{
    records::{Filter, PersonRule, add, list, remove},
    testing::{NOW, PASSPHRASE, Wallet, letter},
    vault::Vault,
};

#[derive(Clone, Debug)]
enum Step {
    /// Import the resources from one number up to another, as somebody else's or not.
    Import(u8, u8, bool),
    Document(u8),
    TypeIn(u8),
    /// Remove some of those that are there.
    Remove(Vec<prop::sample::Index>),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..160_u8, 0..160_u8, any::<bool>()).prop_map(|(from, count, apart)| Step::Import(from, count, apart)),
        1 => (0..4_u8).prop_map(Step::Document),
        2 => (0..4_u8).prop_map(Step::TypeIn),
        3 => prop::collection::vec(any::<prop::sample::Index>(), 0..40).prop_map(Step::Remove),
    ]
}

/// Dates, words and units that meet, some of them odd.
fn resource(number: u8) -> String {
    match number % 4 {
        0 => format!(
            r#"{{"resourceType":"Observation","code":{{"text":"Glucose"}},"effectiveDateTime":"20{:02}","valueQuantity":{{"value":{number},"unit":"mmol/L"}}}}"#,
            number % 30
        ),
        1 => format!(
            r#"{{"resourceType":"AllergyIntolerance","criticality":"high","code":{{"text":"Nüsse {number}"}}}}"#
        ),
        2 => format!(
            r#"{{"resourceType":"Condition","code":{{"coding":[{{"system":"http://hl7.org/fhir/sid/icd-10","code":"F32.{number}"}}]}},"recordedDate":"soon"}}"#
        ),
        _ => format!(
            r#"{{"resourceType":"MedicationStatement","status":"completed","medicationCodeableConcept":{{"text":"Medicine {number}"}},"dosage":[{{"text":"2.50 mg"}}]}}"#
        ),
    }
}

fn take(wallet: &Wallet, step: &Step) {
    match step {
        Step::Import(from, count, apart) => {
            let lines: Vec<_> = (*from..from.saturating_add(*count)).map(resource).collect();
            let rule = if *apart {
                PersonRule::Other
            } else {
                PersonRule::Refuse
            };
            let name = format!("{from}.ndjson");
            wallet.import_as(&name, lines.join("\n").as_bytes(), rule);
        }
        Step::Document(seed) => drop(wallet.import("letter.txt", &letter(*seed, 500))),
        Step::TypeIn(number) => {
            let wish = HandWritten {
                kind: Kind::Allergy,
                name: format!("Wasps {number}"),
                detail: "swelling".to_owned(),
                severe: true,
                since: None,
            };
            add(&wallet.vault, &wish, NOW, &mut OsRng).expect("added");
        }
        Step::Remove(indexes) => {
            let ids: Vec<_> = listed(&wallet.vault)
                .into_iter()
                .map(|(id, _)| id)
                .collect();
            if !ids.is_empty() {
                let ids: Vec<_> = indexes.iter().map(|index| *index.get(&ids)).collect();
                remove(&wallet.vault, &ids).expect("removed");
            }
        }
    }
}

fn listed(vault: &Vault) -> Vec<(RecordId, String)> {
    let listed = list(vault, &Filter::default()).expect("a list");
    listed
        .into_iter()
        .map(|record| (record.id, record.title))
        .collect()
}

fn bytes(catalogue: &Catalogue) -> Vec<(u32, Vec<u8>)> {
    let chunks = catalogue.chunks.iter();
    chunks
        .map(|(number, chunk)| (*number, chunk.bytes().to_vec()))
        .collect()
}

fn stored(vault: &Vault) -> Option<Vec<(u32, Vec<u8>)>> {
    let stored = Catalogue::load(vault.store()).expect("readable");
    stored.as_ref().map(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn memory_store_and_records_say_the_same(steps in prop::collection::vec(step(), 1..8)) {
        let wallet = Wallet::new();
        for step in &steps {
            take(&wallet, step);
            let held = bytes(&wallet.vault.catalogue().expect("a catalogue"));
            prop_assert!(stored(&wallet.vault).is_some_and(|stored| stored == held));
            let anew = Catalogue::gather(&wallet.vault).expect("a catalogue");
            prop_assert!(bytes(&anew) == held, "after {:?}", step);
            let entries = wallet.vault.store().count(crate::records::ENTRIES).expect("a count");
            prop_assert_eq!(u64::try_from(anew.len()).expect("small"), entries);
        }
    }

    #[test]
    fn bytes_of_any_kind_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Some(chunk) = Chunk::parse(bytes.into()) {
            chunk.rows().for_each(|row| drop((row.title().len(), row.haystack().len(), row.sensitive())));
        }
    }
}

#[test]
fn a_damaged_an_old_and_a_missing_catalogue_are_made_anew() {
    let mut spoils = [Batch::new(), Batch::new(), Batch::new()];
    spoils[0].put(CATALOGUE, &0_u32.to_be_bytes(), *b"nonsense");
    spoils[1].put(RECORD, RULES, [VERSION + 1]);
    spoils[2].delete(RECORD, RULES);
    for spoil in spoils {
        let wallet = Wallet::with_sample();
        let (whole, before) = (stored(&wallet.vault), listed(&wallet.vault));
        wallet.vault.store().write(&spoil).expect("written");
        let (_folder, root) = wallet.lock();
        let vault = Vault::unlock(&root, PASSPHRASE).expect("unlocked");
        assert_eq!(listed(&vault), before);
        assert_eq!(stored(&vault), whole);
    }
}

#[test]
fn a_change_too_large_for_its_batch_is_saved_after_it() {
    let wallet = Wallet::with_sample();
    let catalogue = wallet.vault.catalogue().expect("a catalogue");
    let mut changes = Changes::default();
    changes.remove(0);
    let mut batch = Batch::new();
    let staged = catalogue.stage(changes, &mut batch, 0).expect("staged");
    assert!(staged.is_unsaved && staged.catalogue.len() == catalogue.len() - 1);
    wallet.vault.store().write(&batch).expect("written");
    assert!(stored(&wallet.vault).is_none());
    staged.catalogue.save(wallet.vault.store()).expect("saved");
    assert_eq!(stored(&wallet.vault), Some(bytes(&staged.catalogue)));
}
