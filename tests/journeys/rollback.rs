//! `keepwell ledger backup` and `restore`, by their commands: a copy goes on where it was made, and one that lacks what was
//! published is refused, so that a ledger that was set back signs nothing.

use std::fs;

use keepwell_client::transport::Method;

use crate::{
    command::keepwell,
    witness::{ask, copy},
    world::World,
};

/// The newest checkpoint, into a file of this name.
fn note(world: &World, name: &str) -> String {
    let (status, note) = ask(
        Method::Get,
        &format!("{}/checkpoint", world.url),
        Vec::new(),
    );
    assert_eq!(status, 200);
    fs::write(world.root().join(name), note).expect("written");
    world.path(name)
}

fn back_up(world: &World, name: &str) -> String {
    let (data, to) = (world.path("server"), world.path(name));
    let done = keepwell(&["ledger", "backup", "--data", &data, "--to", &to]);
    assert_eq!(done.code, 0, "{}", done.err);
    to
}

/// Takes the ledger away and puts a copy in its place.
fn put_back(world: &World, from: &str, newest: &str) -> crate::command::Ended {
    let ledger = world.root().join("server/ledger");
    let _ = fs::remove_dir_all(&ledger);
    let data = world.path("server");
    keepwell(&[
        "ledger", "restore", "--from", from, "--data", &data, "--newest", newest,
    ])
}

#[test]
fn a_copy_that_is_whole_goes_on_and_everybody_still_believes_it() {
    let mut world = World::new();
    let grant = world.grant(&[]);
    assert_eq!(world.open("clinic", "before").code, 0);
    let (copied, newest) = (back_up(&world, "copy"), note(&world, "newest.txt"));
    world.stop();
    let restored = put_back(&world, &copied, &newest);
    assert_eq!(restored.code, 0, "{}", restored.err);
    world.restart();
    assert_eq!(world.open("clinic", "after").code, 0);
    let id = grant["grant"].as_str().expect("a grant");
    let stopped = world.wallet_ok(&["revoke", id]);
    assert_eq!(stopped["grants"][0]["state"], "revoked");
    world.wallet_ok(&["sync"]);
    let checks = world.wallet_ok(&["check"]);
    let checks = checks["checks"].as_array().expect("checks");
    assert!(checks.iter().all(|check| check["ok"] == true), "{checks:?}");
    assert_eq!(world.open("clinic", "stopped").code, 3);
}

#[test]
fn a_copy_from_before_what_was_published_is_refused() {
    let mut world = World::new();
    let copied = back_up(&world, "copy");
    world.grant(&[]);
    let newest = note(&world, "newest.txt");
    world.stop();
    let kept = world.path("kept");
    copy(&world.path("server/ledger"), &kept);
    let refused = put_back(&world, &copied, &newest);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(
        !world.root().join("server/ledger/key").exists(),
        "nothing was put there"
    );
    // Nor does the copy open by itself, where somebody puts it there by hand.
    copy(&copied, &world.path("server/ledger"));
    let data = world.path("server");
    let served = keepwell(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    assert_ne!(served.code, 0);
    assert!(served.err.contains("copy"), "{}", served.err);
    // A part of the folder that is older than the rest is a rollback, and is not signed over.
    fs::remove_dir_all(world.root().join("server/ledger")).expect("removed");
    copy(&kept, &world.path("server/ledger"));
    fs::remove_dir_all(world.root().join("server/ledger/wal")).expect("removed");
    copy(&world.path("copy/wal"), &world.path("server/ledger/wal"));
    let served = keepwell(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    assert_eq!(served.code, 5, "{}", served.err);
    assert!(served.err.contains("rolled back"), "{}", served.err);
}
