//! Cards beside a locked wallet: only where they were turned on, as the record is now, never with private topics, gone when they
//! are turned off or the wallet is erased, in no backup; and files that are cut, altered, too long or of a later program.

use std::{fs, path::PathBuf};

use keepwell_protocol::emergency_card::EmergencyCard;
use rand_core::OsRng;

use super::{file::MAX_BYTES, *};
use crate::{
    backup,
    error::Kind,
    records,
    share::SensitiveGroup,
    testing::{NOW, PASSPHRASE, Wallet, bundle, settings},
    vault::NewVault,
};

const LATER: Timestamp = Timestamp::from_seconds(NOW.seconds() + 3 * 86_400);

fn turned_on(wish: &Wish) -> Wallet {
    let wallet = Wallet::with_sample();
    turn_on(&wallet.vault, wish, NOW, &mut OsRng).expect("turned on");
    wallet
}

fn file(wallet: &Wallet) -> PathBuf {
    wallet.root().join(EMERGENCY_CARD)
}

fn half_written(wallet: &Wallet) -> PathBuf {
    wallet.root().join(format!("{EMERGENCY_CARD}.keepwell-new"))
}

fn text(wallet: &Wallet) -> String {
    read(&wallet.root()).expect("a card").card.text
}

fn renewed(wallet: &Wallet, now: Timestamp) {
    renew(&wallet.vault, now, &mut OsRng).expect("renewed");
}

#[test]
fn it_is_off_until_it_is_turned_on() {
    let wallet = Wallet::with_sample();
    renewed(&wallet, NOW);
    assert!(wish(&wallet.vault).expect("a choice").is_none());
    assert!(read(&wallet.root()).is_none() && !file(&wallet).exists());
}

#[test]
fn the_chosen_card_is_read_while_the_wallet_is_locked() {
    let spanish = Wish {
        parts: vec![Part::Name, Part::Allergies],
        language: Language::Es,
        ..Wish::default()
    };
    let wallet = turned_on(&spanish);
    let same = make(&wallet.vault, &spanish, NOW, &mut OsRng).expect("a card");
    let chosen = wish(&wallet.vault).expect("a choice").expect("it is on");
    assert_eq!(
        (chosen.parts, chosen.language),
        (spanish.parts, Language::Es)
    );
    let (_folder, root) = wallet.lock();
    let shown = read(&root).expect("a card");
    assert_eq!(shown.made, NOW);
    assert_eq!(shown.card.text, same.text);
    assert!(shown.card.shown == same.shown && shown.card.code == same.code);
    assert_eq!(shown.card.language, Language::Es);
}

#[test]
fn a_card_on_which_not_all_fits_says_so_while_locked() {
    let everything = Wish {
        parts: Part::ALL.to_vec(),
        ..Wish::default()
    };
    let wallet = turned_on(&everything);
    for number in 0..40 {
        let other = bundle(
            "Amina Haddad",
            "1971-03-14",
            &format!("Rare thing {number}"),
        );
        wallet.import_as(
            &format!("{number}.json"),
            other.as_bytes(),
            records::PersonRule::Same,
        );
    }
    renewed(&wallet, NOW);
    let shown = read(&wallet.root()).expect("a card").card;
    let part = EmergencyCard::read(&shown.text).expect("signed").part();
    let (lines, all) = part.expect("it says so");
    assert!(lines < all);
    assert_eq!(usize::try_from(lines), Ok(shown.shown.lines));
    assert_eq!(usize::try_from(all), Ok(shown.shown.all));
}

#[cfg(unix)]
#[test]
fn only_the_owner_s_account_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let wallet = turned_on(&Wish::default());
    let mode = fs::metadata(file(&wallet)).expect("a file").permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
}

#[test]
fn private_topics_stay_out_whatever_the_wish_lets_in() {
    let wallet = turned_on(&Wish {
        let_in: SensitiveGroup::ALL.into(),
        ..Wish::default()
    });
    let mood = r#"{"resourceType":"Condition","code":{"text":"Low mood","coding":[
        {"system":"http://hl7.org/fhir/sid/icd-10","code":"F32.1"}]}}"#;
    wallet.import("mood.json", mood.as_bytes());
    renewed(&wallet, NOW);
    assert!(!text(&wallet).contains("ow mood"));
}

#[test]
fn it_follows_the_record_the_choice_and_the_day() {
    let wallet = turned_on(&Wish::default());
    let kiwi = records::HandWritten {
        kind: records::HandKind::Allergy,
        name: "Kiwi".to_owned(),
        detail: String::new(),
        severe: true,
        since: None,
    };
    let id = records::add(&wallet.vault, &kiwi, NOW, &mut OsRng).expect("added");
    renewed(&wallet, LATER);
    assert_eq!(read(&wallet.root()).expect("a card").made, LATER);
    assert!(text(&wallet).contains("Kiwi"));
    records::remove(&wallet.vault, &[id]).expect("removed");
    renewed(&wallet, LATER);
    assert!(!text(&wallet).contains("Kiwi"));
    let name_alone = Wish {
        parts: vec![Part::Name],
        ..Wish::default()
    };
    turn_on(&wallet.vault, &name_alone, LATER, &mut OsRng).expect("changed");
    assert!(text(&wallet).contains("Amina") && !text(&wallet).contains("ALLERGY"));
}

#[test]
fn turned_off_it_is_gone_with_what_a_crash_left_and_stays_gone() {
    let wallet = turned_on(&Wish::default());
    fs::write(half_written(&wallet), "ALLERGY").expect("written");
    turn_off(&wallet.vault).expect("turned off");
    assert!(!file(&wallet).exists() && !half_written(&wallet).exists());
    assert!(wish(&wallet.vault).expect("a choice").is_none());
    renewed(&wallet, NOW);
    assert!(read(&wallet.root()).is_none());
    turn_off(&wallet.vault).expect("twice is fine");
}

#[test]
fn a_card_that_nobody_turned_on_is_taken_away_at_the_next_unlock() {
    let wallet = turned_on(&Wish::default());
    let card = fs::read(file(&wallet)).expect("a file");
    turn_off(&wallet.vault).expect("turned off");
    fs::write(file(&wallet), card).expect("put back");
    renewed(&wallet, NOW);
    assert!(!file(&wallet).exists());
}

#[test]
fn a_choice_of_a_later_program_shows_nothing() {
    let wallet = turned_on(&Wish::default());
    let mut batch = Batch::new();
    batch.put(TABLE, KEY, *b"\x02{}");
    wallet.vault.store().write(&batch).expect("written");
    renewed(&wallet, NOW);
    assert!(!file(&wallet).exists());
}

#[test]
fn an_empty_record_has_no_card_and_gets_one_again() {
    let empty = Wallet::new();
    let refused = turn_on(&empty.vault, &Wish::default(), NOW, &mut OsRng);
    assert_eq!(refused.expect_err("nothing to show").kind(), Kind::Refused);
    assert!(wish(&empty.vault).expect("a choice").is_none());

    let wallet = turned_on(&Wish::default());
    records::remove_sample(&wallet.vault).expect("removed");
    renewed(&wallet, NOW);
    assert!(read(&wallet.root()).is_none());
    wallet.import("own.json", bundle("Mira", "1984-02-03", "Kiwi").as_bytes());
    renewed(&wallet, NOW);
    assert!(text(&wallet).contains("Kiwi"));
}

#[test]
fn a_card_that_cannot_be_written_is_not_left_as_it_was() {
    let wallet = turned_on(&Wish::default());
    // A folder where the file is written first: so a disk that refuses looks.
    fs::create_dir(half_written(&wallet)).expect("made");
    let failed = turn_on(&wallet.vault, &Wish::default(), LATER, &mut OsRng);
    assert!(failed.is_err() && read(&wallet.root()).is_none());
    assert!(wish(&wallet.vault).expect("a choice").is_none());
    fs::remove_dir(half_written(&wallet)).expect("removed");
}

#[test]
fn erasing_everything_takes_it_along() {
    let wallet = turned_on(&Wish::default());
    let root = wallet.root();
    fs::write(half_written(&wallet), "ALLERGY").expect("written");
    fs::write(root.join("theirs.txt"), "a file of somebody").expect("written");
    let Wallet { vault, folder, .. } = wallet;
    vault.erase(&mut OsRng).expect("erased");
    let left = fs::read_dir(&root).expect("the folder").count();
    assert_eq!(left, 1, "their file alone");
    drop(folder);
}

#[test]
fn no_backup_holds_it_and_a_restored_wallet_shows_none() {
    let wallet = turned_on(&Wish::default());
    let path = wallet.folder.path().join("wallet.backup");
    backup::backup(&wallet.vault, &path, NOW).expect("a backup");
    let root = wallet.folder.path().join("other");
    let new = NewVault {
        root: &root,
        passphrase: PASSPHRASE,
        cost: crate::edge::Cost::TEST_ONLY,
        settings: &settings(),
    };
    let restored = backup::restore(&new, &wallet.phrase, Some(&path), NOW, &mut OsRng);
    let vault = restored.expect("a wallet");
    assert!(records::count(&vault).expect("a count") > 0);
    renew(&vault, NOW, &mut OsRng).expect("renewed");
    assert!(wish(&vault).expect("a choice").is_none() && read(&root).is_none());
}

#[test]
fn a_file_that_is_cut_altered_or_of_a_later_program_is_none() {
    let wallet = turned_on(&Wish::default());
    let path = file(&wallet);
    let whole = fs::read_to_string(&path).expect("a file");
    let put = |text: &str| {
        fs::write(&path, text).expect("written");
        read(&wallet.root())
    };
    for (at, _) in whole.char_indices() {
        assert!(put(whole.split_at(at).0).is_none(), "cut at {at}");
    }
    for (from, to) in [
        ("ALLERGY", "ALLERGIE"),
        ("\\nKEEPWELL1", "\\n\\nKEEPWELL1"),
        ("\"version\":1", "\"version\":2"),
        ("\"version\":1", "\"version\":1,\"more\":1"),
        ("\"language\":\"en\"", "\"language\":\"xx\""),
        ("\"title\",", ""),
        ("\"title\"", "\"headline\""),
        ("\"lines\":", "\"lines\":9"),
        ("\"all\":", "\"all\":9"),
        ("\"made\":\"", "\"made\":\"x"),
    ] {
        let altered = whole.replacen(from, to, 1);
        assert_ne!(altered, whole, "{from}");
        assert!(put(&altered).is_none(), "{to}");
    }
    fs::write(&path, [0xff; 64]).expect("written");
    assert!(read(&wallet.root()).is_none());
    assert!(put(&whole).is_some());
}

#[test]
fn a_file_of_one_byte_more_than_the_most_is_none() {
    let wallet = turned_on(&Wish::default());
    let mut text = fs::read_to_string(file(&wallet)).expect("a file");
    // JSON may end in blanks.
    let most = usize::try_from(MAX_BYTES).expect("few");
    text.extend(std::iter::repeat_n(' ', most - text.len()));
    fs::write(file(&wallet), &text).expect("written");
    assert!(read(&wallet.root()).is_some(), "exactly as much");
    fs::write(file(&wallet), format!("{text} ")).expect("written");
    assert!(read(&wallet.root()).is_none());
}
