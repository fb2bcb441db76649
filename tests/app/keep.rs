//! Stories about keeping the record: on this device under lock, and beyond it.

use crate::{
    driver::Driver,
    patient::{
        ALLERGY, PASSPHRASE, check_words, make_wallet, make_wallet_with_sample, open, saved, start,
        unlock,
    },
    wallet::Content,
    world::World,
};

#[test]
fn a_record_comes_back_on_another_device_from_the_words_and_the_backup() {
    let world = World::new();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    let words = make_wallet(&app);
    check_words(&app, &words);
    app.press("Look around with a sample");
    app.press("Go to my record");
    app.see("Not backed up");
    app.press("Back it up now");
    app.press("Save a backup file");
    app.see("Backed up");
    // The side bar of a wide window was there all the time, and has to hear of it.
    app.wait("the mark in the side bar", || {
        let mark = app.text_of("nav .backup");
        mark.starts_with("Backed up").then_some(())
    });
    let backup = saved(&world.path("wallet"));
    drop(app);

    let Some(app) = start(&world, "other") else {
        return;
    };
    app.press("I have recovery words");
    app.fill("Recovery words", &words.join(" "));
    app.choose_file("Choose your backup file", &backup);
    app.fill("Passphrase", PASSPHRASE);
    app.fill("The same again", PASSPHRASE);
    app.press("Get it back");
    app.see("Your record is back");
    app.press("Go to my record");
    app.see(ALLERGY);
}

#[test]
fn the_sample_goes_before_the_first_record_of_one_s_own_comes() {
    let world = World::new();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    make_wallet_with_sample(&app);
    app.see("There is made-up data in this record.");
    let letter = world.path("letter.txt");
    std::fs::write(&letter, "Dear colleague").unwrap();
    app.go("#/record/add");
    app.choose_file("Choose a file", &letter);
    app.see("Remove the sample first?");
    app.press("Remove the sample and add");
    app.see("1 record added from letter.txt");
    app.go("#/home");
    app.see("No allergies in your record");
    assert!(app.texts("//*[contains(.,'SAMPLE')]").is_empty());
}

#[test]
fn a_wallet_that_nobody_touches_locks_itself() {
    let world = World::new();
    let home = world.path("wallet");
    std::fs::create_dir_all(&home).unwrap();
    std::fs::write(home.join("preferences.json"), r#"{ "lock_after_min": 1 }"#).unwrap();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    make_wallet_with_sample(&app);
    app.see("Keepwell locks soon");
    app.press("Stay unlocked");
    app.see(ALLERGY);
    app.see("Your record is locked on this device.");
    assert!(
        app.texts(&format!("//*[contains(.,'{ALLERGY}')]"))
            .is_empty()
    );
    app.fill("Passphrase", "another one");
    app.press("Unlock");
    app.see("The passphrase is wrong");
    unlock(&app);
    app.see(ALLERGY);
}

const CARD: &str = "Emergency card";
const WHEN_LOCKED: &str = "Show this card while Keepwell is locked";

fn add_allergy(app: &Driver, world: &World, name: &str) {
    let file = world.path(&format!("{name}.json"));
    let allergy = format!(
        r#"{{"resourceType":"AllergyIntolerance","code":{{"text":"{name}"}},"patient":{{"display":"me"}}}}"#
    );
    std::fs::write(&file, allergy).unwrap();
    app.go("#/record/add");
    app.choose_file("Choose a file", &file);
    app.see(&format!("1 record added from {name}.json"));
}

fn lock(app: &Driver) {
    app.go("#/settings/lock");
    app.press("Lock now");
    app.see("Your record is locked on this device.");
}

#[test]
fn a_locked_app_shows_the_emergency_card_as_the_record_is_now_once_that_is_turned_on() {
    let world = World::new();
    let Some(app) = open(&world, "wallet", Content::Nothing) else {
        return;
    };
    let file = world.path("wallet").join("emergency-card.json");
    add_allergy(&app, &world, "Kiwi");
    lock(&app);
    let button = format!("//button[contains(.,'{CARD}')]");
    assert!(app.texts(&button).is_empty() && !file.exists());
    unlock(&app);
    app.see("Activity");
    app.go("#/emergency-card");
    app.flip(WHEN_LOCKED);
    app.wait("the card", || file.exists().then_some(()));
    add_allergy(&app, &world, "Latex");
    drop(app);

    let Some(app) = start(&world, "wallet") else {
        return;
    };
    app.press(CARD);
    app.see("As of ");
    app.see("Kiwi");
    app.see("Latex");
    app.press("Back");
    unlock(&app);
    app.see("Activity");
    app.go("#/emergency-card");
    app.flip(WHEN_LOCKED);
    app.wait("the end of the card", || (!file.exists()).then_some(()));
    lock(&app);
    assert!(app.texts(&button).is_empty());
}

#[test]
fn a_card_is_not_older_than_the_last_unlock() {
    let world = World::new();
    let Some(app) = open(&world, "wallet", Content::Sample) else {
        return;
    };
    let file = world.path("wallet").join("emergency-card.json");
    app.go("#/emergency-card");
    app.flip(WHEN_LOCKED);
    app.wait("the card", || file.exists().then_some(()));
    lock(&app);
    // As an old one would be that somebody put back.
    std::fs::write(&file, "{}").unwrap();
    unlock(&app);
    app.see("Activity");
    let renewed = std::fs::read_to_string(&file).unwrap();
    assert!(renewed.contains(ALLERGY));
}
