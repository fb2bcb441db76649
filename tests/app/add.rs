//! Stories about what comes into the record: from a hospital's file, and from another Keepwell.

use std::{fs, path::Path};

use crate::{
    front_desk::FrontDesk,
    patient::{ALLERGY, open, saved, share},
    wallet::Content,
    world::World,
};

/// A made-up person's, from the tests of the importer.
const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../crates/records/tests/fixtures/linked.json"
);

#[test]
fn a_hospital_s_file_is_seen_in_the_record_and_opened_by_the_clinic_s_program() {
    let world = World::new();
    let Some(app) = open(&world, "wallet", Content::Nothing) else {
        return;
    };
    app.go("#/record/add");
    app.choose_file("Choose a file", Path::new(FILE));
    app.see("records added from linked.json");
    app.press("See your record");
    app.fill("Search in everything", "Polio");
    app.see("1970");
    app.press("Polio");
    app.see("The data as it came");

    let desk = FrontDesk::new(&world);
    let code = share(&app, &desk.card());
    app.see("Waiting for the clinic");
    let opened = desk.open(&world, &code, "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert_eq!(opened.json()["checks"].as_array().map(Vec::len), Some(11));
    let bundle = fs::read_to_string(world.path("visit/bundle.json")).unwrap();
    assert!(bundle.contains("Polio"));
    app.see("They have it open");
    app.go("#/home");
    app.press("Stop");
    app.see("Access stopped");
    let refused = desk.open(&world, &code, "later");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert_eq!(refused.error()["check"], "relay");
    assert!(!world.path("later").exists());
}

#[test]
fn what_was_exported_is_read_in_on_another_device() {
    let world = World::new();
    let Some(app) = open(&world, "wallet", Content::Sample) else {
        return;
    };
    app.go("#/settings/export");
    app.press("Save the file");
    app.see("Saved");
    let archive = saved(&world.path("wallet"));
    drop(app);

    let Some(app) = open(&world, "other", Content::Nothing) else {
        return;
    };
    app.go("#/record/add");
    app.choose_file("Choose a file", &archive);
    app.see("records added from");
    app.go("#/home");
    app.see(ALLERGY);
}
