//! Stories about sharing with a clinic and stopping it.

use keepwell_clinic::open::{CheckName, OpenError};

use crate::{
    front_desk::FrontDesk,
    patient::{
        ALLERGY, check_words, make_wallet, make_wallet_with_sample, open, read_card, share, start,
    },
    wallet::Content,
    world::World,
};

#[test]
fn a_patient_shares_a_new_wallet_s_record_and_stops() {
    let mut world = World::new();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    let words = make_wallet(&app);
    assert_eq!(words.len(), 12, "recovery words");
    check_words(&app, &words);
    app.press("Look around with a sample");
    app.see("records added from Sample");
    let letter = world.path("letter.txt");
    std::fs::write(&letter, "Dear colleague").unwrap();
    app.choose_file("Choose a file", &letter);
    app.see("Remove the sample first?");
    app.press("Don’t add it");
    app.press("Go to my record");
    app.see(ALLERGY);
    app.see("No one can open your record now");

    let code = share(&app, &world.card());
    app.keep_picture("code.png");
    app.see("Waiting for the clinic");
    let opened = world.open(&code, "first");
    assert!(opened.is_ok(), "the clinic opens it: {:?}", opened.err());
    let bundle = std::fs::read_to_string(world.path("first").join("bundle.json")).unwrap();
    assert!(bundle.contains(ALLERGY));
    app.see("They have it open");

    app.go("#/home");
    app.see("Opened 1 time");
    app.keep_picture("home.png");
    app.press("Stop");
    app.see("Access stopped");
    let refused = world.open(&code, "second").err();
    let check = refused.as_ref().and_then(OpenError::check);
    assert_eq!(check, Some(CheckName::Relay), "{refused:?}");
    assert!(!world.path("second").exists());
    app.press("Done");
    app.see("No one can open your record now");
}

#[test]
fn a_stop_that_cannot_be_sent_is_sent_as_soon_as_the_server_is_back() {
    let mut world = World::new();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    make_wallet_with_sample(&app);
    let code = share(&app, &world.card());
    app.see("Waiting for the clinic");
    app.go("#/home");
    app.see("Not opened yet");
    world.lose_server();
    app.press("Stop");
    app.see("Stop is not sent yet");
    app.see("Nothing is sent while Keepwell is closed.");
    world.find_server();
    app.see("Access stopped");
    let refused = world.open(&code, "visit").err();
    assert!(refused.is_some(), "the clinic opens it after the stop");
}

#[test]
fn a_clinic_that_shows_another_key_gets_nothing() {
    let mut world = World::new();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    make_wallet_with_sample(&app);
    share(&app, &world.card());
    app.see("Waiting for the clinic");
    let pretender = world.card_of_a_pretender();
    read_card(&app, &pretender);
    app.see("This clinic’s key is different from last time");
    app.see("We stopped here. Nothing was shared.");
    app.press("Leave");
    app.see("One clinic can see your record");
}

#[test]
fn whoever_scans_first_is_asked_by_name_and_with_the_same_three_words() {
    let mut world = World::new();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    make_wallet_with_sample(&app);
    app.go("#/share");
    app.press("Anyone with the code");
    app.press("Next");
    app.press("Next");
    app.press("Show the code");
    app.see("Waiting for someone to scan");
    let code = crate::patient::read_code(&app);
    let asked = world.claim(&code);
    app.see("asks to see your record");
    for word in asked.words().as_array() {
        app.see(word);
    }
    app.press("Yes, the same words");
    let given = world.outcome(asked).expect("a yes");
    app.see("Waiting for the clinic");
    let opened = world.open(&given, "visit");
    assert!(opened.is_ok(), "the clinic opens it: {:?}", opened.err());
    app.see("They have it open");
}

#[test]
fn the_clinic_s_screen_is_answered_by_the_link_it_shows() {
    let world = World::new();
    let Some(app) = open(&world, "wallet", Content::Sample) else {
        return;
    };
    let desk = FrontDesk::new(&world);
    let mut screen = desk.show_screen(&world, "visit");
    let code = screen.tells("code");
    read_card(&app, code.as_str().expect("a link"));
    app.see("asks to see your record");
    let words = screen.tells("words");
    for word in words.as_str().expect("three words").split(' ') {
        app.see(word);
    }
    app.press("Yes, the same words");
    app.press("Next");
    app.press("Next");
    app.press("Share now");
    let opened = screen.ends(None);
    assert_eq!(opened.code, 0, "{}", opened.err);
    let bundle = std::fs::read_to_string(world.path("visit/bundle.json")).unwrap();
    assert!(bundle.contains(ALLERGY));
    app.see("They have it open");
}
