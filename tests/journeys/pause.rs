//! Pausing: a clinic is refused while it lasts and let in again after it; offline it waits, and another device of the same
//! wallet knows of it.

use crate::world::World;

fn state(world: &World, home: &str) -> String {
    let listed = world.run("wallet", home, &["grants"]).json();
    listed["grants"][0]["state"].as_str().unwrap().to_owned()
}

fn restore(world: &World, home: &str) {
    let words = world.path("words");
    let line = ["restore", "--server", &world.url, "--phrase-file", &words];
    let restored = world.run("wallet", home, &line);
    assert_eq!(restored.code, 0, "{}", restored.err);
}

#[test]
fn a_paused_clinic_is_refused_until_the_patient_resumes() {
    let world = World::new();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    let paused = world.wallet_ok(&["pause", &grant]);
    assert_eq!(
        (paused["state"].as_str(), paused["id"].as_str()),
        (Some("paused"), Some(&*grant))
    );
    assert_eq!(state(&world, "mine"), "paused");
    let refused = world.open("clinic", "early");
    assert_eq!(refused.code, 3);
    assert_eq!(refused.error()["code"], "not_available");
    world.assert_nothing_at("early");
    assert_eq!(world.wallet_ok(&["resume", &grant])["state"], "open");
    assert_eq!(state(&world, "mine"), "active");
    assert_eq!(world.open("clinic", "visit").code, 0);
}

#[test]
fn a_pause_made_offline_waits_and_is_sent_by_the_next_sync() {
    let mut world = World::new();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    world.stop();
    assert_eq!(world.wallet_ok(&["pause", &grant])["state"], "waiting");
    assert_eq!(state(&world, "mine"), "pending");
    world.restart();
    assert_eq!(world.wallet_ok(&["sync"])["waiting"], 0);
    assert_eq!(state(&world, "mine"), "paused");
    assert_eq!(world.open("clinic", "early").code, 3);
}

#[test]
fn a_share_that_is_paused_before_it_leaves_never_opens_meanwhile() {
    let mut world = World::new();
    world.stop();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    world.wallet_ok(&["pause", &grant]);
    world.restart();
    assert_eq!(world.wallet_ok(&["sync"])["waiting"], 0);
    assert_eq!(world.open("clinic", "early").code, 3);
    world.wallet_ok(&["resume", &grant]);
    assert_eq!(world.open("clinic", "visit").code, 0);
}

#[test]
fn a_device_restored_from_the_words_knows_of_a_pause_and_ends_it() {
    let world = World::new();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    world.wallet_ok(&["pause", &grant]);
    restore(&world, "second");
    assert_eq!(state(&world, "second"), "paused");
    let resumed = world.run("wallet", "second", &["resume", &grant]);
    assert_eq!(resumed.json()["state"], "open", "{}", resumed.err);
    assert_eq!(state(&world, "mine"), "active");
    assert_eq!(world.open("clinic", "visit").code, 0);
}

#[test]
fn a_stop_on_one_device_is_a_stop_on_the_other() {
    let world = World::new();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    restore(&world, "second");
    assert_eq!(world.run("wallet", "second", &["revoke", &grant]).code, 0);
    assert_eq!(state(&world, "mine"), "revoked");
    let over = world.wallet(&["pause", &grant]);
    assert_eq!(over.code, 3, "what is over cannot be paused");
}
