//! The built-in sample: only into a wallet without records of somebody's own, and out again whole and alone.

use keepwell_records::hand::{HandWritten, Kind};

use super::*;

fn allergy() -> HandWritten {
    HandWritten {
        kind: Kind::Allergy,
        name: "Wasp venom".to_owned(),
        detail: String::new(),
        severe: false,
        since: None,
    }
}

fn sample_into(wallet: &Wallet) -> Result<Report, RecordsError> {
    import_sample(&wallet.vault, NOW, &mut |_| {}, &mut OsRng)
}

fn name_of_person(wallet: &Wallet) -> Option<String> {
    let person = person(&wallet.vault).expect("read");
    person.and_then(|person| person.display_name())
}

fn is_here(wallet: &Wallet) -> bool {
    overview(&wallet.vault).expect("an overview").sample
}

#[test]
fn it_comes_only_into_a_wallet_that_holds_nothing_else() {
    let wallet = Wallet::new();
    wallet.import("letter.txt", &letter(1, 400));
    assert!(matches!(sample_into(&wallet), Err(RecordsError::NotEmpty)));
    assert_eq!(count(&wallet.vault).expect("a count"), 1);

    let wallet = Wallet::with_sample();
    assert!(sample_into(&wallet).is_ok(), "the same once more");
    add(&wallet.vault, &allergy(), NOW, &mut OsRng).expect("added");
    assert!(matches!(sample_into(&wallet), Err(RecordsError::NotEmpty)));
}

#[test]
fn it_goes_whole_and_leaves_an_empty_wallet_for_the_first_own_file() {
    let wallet = Wallet::with_sample();
    assert!(is_here(&wallet) && name_of_person(&wallet).is_some());
    assert_eq!(remove_sample(&wallet.vault).expect("removed"), 0);
    assert!(!is_here(&wallet) && name_of_person(&wallet).is_none());
    assert!(wallet.vault.store().scan(BODIES).next().is_none());
    let report = wallet.import("mine.json", file(MIRA, "Peanuts").as_bytes());
    assert!(report.mismatch().is_none());
    assert_eq!(name_of_person(&wallet).as_deref(), Some("Mira Okonjo"));
}

#[test]
fn what_is_ones_own_stays_byte_for_byte() {
    let wallet = Wallet::with_sample();
    let typed = add(&wallet.vault, &allergy(), NOW, &mut OsRng).expect("added");
    wallet.import("letter.txt", &letter(1, 400_000));
    // Marked as made up by whoever wrote it: still not of the sample.
    let labelled = r#"{"resourceType":"Condition","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HTEST"}]},"code":{"text":"Trial run"}}"#;
    wallet.import("trial.json", labelled.as_bytes());
    let (raw, shown) = (wallet.raw(typed), line(&wallet.vault, typed));
    assert!(
        !String::from_utf8_lossy(&raw).contains("Haddad"),
        "typed by nobody who was made up"
    );
    assert_eq!(remove_sample(&wallet.vault).expect("removed"), 3);
    assert!(!is_here(&wallet) && name_of_person(&wallet).is_none());
    assert_eq!(wallet.raw(typed), raw);
    assert!(line(&wallet.vault, typed).ok() == shown.ok());
    assert_eq!(
        wallet.raw(wallet.titled("letter.txt")[0]),
        letter(1, 400_000)
    );
    assert_eq!(wallet.titled("Trial run").len(), 1);
    assert_eq!(
        remove_sample(&wallet.vault).expect("nothing to do"),
        3,
        "a second time"
    );
    let catalogue = wallet.vault.catalogue().expect("a catalogue");
    assert_eq!(catalogue.len(), 3);
}

#[test]
fn the_person_is_then_the_one_of_a_file_that_stays() {
    let wallet = Wallet::with_sample();
    wallet.import_as(
        "mine.json",
        file(MIRA, "Peanuts").as_bytes(),
        PersonRule::Same,
    );
    assert!(name_of_person(&wallet).is_some_and(|name| name.contains("Haddad")));
    assert_eq!(remove_sample(&wallet.vault).expect("removed"), 2);
    assert_eq!(name_of_person(&wallet).as_deref(), Some("Mira Okonjo"));
}

#[test]
fn it_is_known_again_after_an_export_and_an_import() {
    let sample = Wallet::with_sample();
    let out = sample.folder.path().join("record.zip");
    archive(&sample.vault, &out, &[], NOW, &mut OsRng).expect("an archive");
    let wallet = Wallet::new();
    wallet.import("record.zip", &fs::read(&out).expect("its bytes"));
    assert!(is_here(&wallet));
    assert_eq!(remove_sample(&wallet.vault).expect("removed"), 0);
}

#[test]
fn a_share_of_both_is_marked_and_a_share_of_ones_own_is_not() {
    let wallet = Wallet::with_sample();
    let typed = add(&wallet.vault, &allergy(), NOW, &mut OsRng).expect("added");
    let label = |bundle: &[u8]| {
        let bundle: Value = serde_json::from_slice(bundle).expect("JSON");
        bundle["meta"]["security"].to_string().contains("HTEST")
    };
    let both = choose(&wallet, &What::Everything);
    assert!(both.is_sample && label(&both.bundle));
    let own = choose(&wallet, &chosen(&[], &[typed]));
    assert!(!own.is_sample && !label(&own.bundle));
    for entry in entries(&both.bundle) {
        let resource = entry["resource"].to_string();
        assert_eq!(
            !resource.contains("HTEST"),
            resource.contains("Wasp venom"),
            "{resource}"
        );
    }
}
