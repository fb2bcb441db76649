//! Stories about links and trips: one wallet makes a link, another takes in what is behind it, and everything that is shown
//! abroad is made while the server is gone.

use crate::{
    patient::{ALLERGY, open, read_code, start, unlock},
    wallet::Content,
    world::World,
};

const CODE: &str = "blue anchor 42";

#[test]
fn a_link_with_a_passcode_goes_from_one_wallet_to_another() {
    let world = World::new();
    let Some(app) = open(&world, "giver", Content::Sample) else {
        return;
    };
    app.go("#/links/new");
    app.see("Nobody proves who opened it.");
    app.fill("Passcode", CODE);
    app.press("Make a link");
    app.see(&format!("Passcode: {CODE}"));
    let link = read_code(&app);
    assert!(link.contains("/view#shlink:/"), "another code is shown");
    drop(app);

    let app = open(&world, "taker", Content::Nothing).expect("it was driven before");
    app.go("#/record/add");
    app.fill("Link or code", &link);
    app.press("Take it in");
    app.see("This link has a passcode");
    app.fill("Passcode", "red anchor 42");
    app.press("Open it");
    app.see("Wrong. 9 tries are left.");
    app.fill("Passcode", CODE);
    app.press("Open it");
    app.see("We keep this link, so that you can update it.");
    app.go("#/record/followed");
    app.see("Last asked");
    app.go("#/emergency");
    app.see(ALLERGY);
    drop(app);

    let app = start(&world, "giver").expect("it was driven before");
    unlock(&app);
    app.see("Activity");
    app.go("#/links");
    app.press("Patient summary");
    app.see("Keepwell, a patient's wallet");
    app.see("Wrong passcode");
    app.press("Stop this link");
    app.see("Access stopped");
}

#[test]
fn what_is_shown_abroad_is_made_while_no_server_answers() {
    let mut world = World::new();
    let Some(app) = open(&world, "wallet", Content::Sample) else {
        return;
    };
    app.go("#/trip");
    app.press("Test");
    app.see("A server answered, so this device has internet.");
    world.lose_server();
    app.press("Test");
    app.see("It all works without internet");
    app.go("#/travel");
    app.see(ALLERGY);
    app.see("Works without internet");
}
