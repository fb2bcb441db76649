//! Stories about a share that goes on: held back for a while, let go on, and given more time.

use keepwell_clinic::open::{CheckName, OpenError};

use crate::{
    driver::Driver,
    patient::{open, read_code, share},
    wallet::Content,
    world::World,
};

#[test]
fn a_paused_share_is_refused_and_opens_when_it_goes_on() {
    let mut world = World::new();
    let Some(app) = open(&world, "wallet", Content::Sample) else {
        return;
    };
    let code = share(&app, &world.card());
    app.see("Waiting for the clinic");
    look_at_share(&app);
    app.press("Pause");
    app.see("They can’t open it while it is paused.");
    app.see("The server holds it back");
    let refused = world.open(&code, "early").err();
    let check = refused.as_ref().and_then(OpenError::check);
    assert_eq!(check, Some(CheckName::Relay), "{refused:?}");
    app.press("Let it go on");
    app.see("The server passes it on");
    let opened = world.open(&code, "visit");
    assert!(opened.is_ok(), "the clinic opens it: {:?}", opened.err());
    app.see("They opened it");
}

#[test]
fn more_time_is_a_new_code_and_the_old_one_is_over() {
    let mut world = World::new();
    let Some(app) = open(&world, "wallet", Content::Sample) else {
        return;
    };
    let old = share(&app, &world.card());
    app.see("Waiting for the clinic");
    look_at_share(&app);
    app.press("Give more time");
    app.press("Show the new code");
    app.see("Waiting for the clinic");
    let new = read_code(&app);
    assert_ne!(new, old);
    let opened = world.open(&new, "visit");
    assert!(opened.is_ok(), "the clinic opens it: {:?}", opened.err());
    app.see("They have it open");
    let refused = world.open(&old, "late").err();
    let check = refused.as_ref().and_then(OpenError::check);
    assert_eq!(check, Some(CheckName::Relay), "{refused:?}");
}

/// The page of the one share.
fn look_at_share(app: &Driver) {
    app.go("#/grants");
    app.press("Harbour Clinic");
}
