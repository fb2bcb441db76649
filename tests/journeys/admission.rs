//! A server that asks for work: a patient and a clinic notice nothing but a moment of waiting, and a stop asks nobody.

use tempfile::TempDir;

use crate::{command::keepwell, world::World};

#[test]
fn the_whole_story_with_work() {
    let folder = TempDir::new().expect("a folder");
    let mut world = World::serving(folder, &["--admission", "work"]);
    world.make_people();
    let grant = world.grant(&[]);
    assert_eq!(grant["ledger"]["state"], "recorded", "{grant}");
    let opened = world.open("clinic", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    let id = grant["grant"].as_str().expect("a grant");
    let stopped = world.wallet_ok(&["revoke", id]);
    assert_eq!(stopped["grants"][0]["state"], "revoked", "{stopped}");
    let refused = world.open("clinic", "again");
    assert_eq!(refused.code, 3, "{}", refused.err);
    world.assert_nothing_at("again");
}

#[test]
fn what_was_made_while_the_server_was_away_is_worked_for_later() {
    let folder = TempDir::new().expect("a folder");
    let mut world = World::serving(folder, &["--admission", "work"]);
    world.make_people();
    world.stop();
    assert_eq!(world.grant(&[])["ledger"]["state"], "pending");
    world.restart();
    let synced = world.wallet_ok(&["sync"]);
    assert_eq!(synced["waiting"], 0, "{synced}");
    assert_eq!(world.open("clinic", "visit").code, 0);
}

#[test]
fn with_tokens_only_who_is_invited_shares_and_everybody_stops() {
    let folder = TempDir::new().expect("a folder");
    let mut world = World::serving(folder, &["--admission", "token"]);
    world.make_people();
    assert_eq!(world.grant(&[])["ledger"]["state"], "pending");

    // Two shares are four tokens.
    let invitation = invite(&world, "4");
    assert_eq!(world.wallet_ok(&["invitation", &invitation])["tokens"], 4);
    let synced = world.wallet_ok(&["sync"]);
    assert_eq!(synced["waiting"], 0, "{synced}");
    assert_eq!(world.open("clinic", "visit").code, 0);
    world.stop();
    world.restart();
    let second = world.grant(&[]);
    assert_eq!(second["ledger"]["state"], "recorded", "{second}");

    // None is left, and the invitation is used up; a stop asks for nothing.
    assert_eq!(world.grant(&[])["ledger"]["state"], "pending");
    let used = world.wallet(&["invitation", &invitation]);
    assert_eq!(used.code, 3, "{}", used.err);
    let id = second["grant"].as_str().expect("a grant");
    let stopped = world.wallet_ok(&["revoke", id]);
    assert_eq!(stopped["grants"][0]["state"], "revoked", "{stopped}");
}

#[test]
fn what_is_no_invitation_is_said_to_be_none() {
    let folder = TempDir::new().expect("a folder");
    let mut world = World::serving(folder, &[]);
    world.make_patient();
    let file = world.path("invitation");
    std::fs::write(&file, "ABCD").expect("a file");
    assert_eq!(world.wallet(&["invitation", &file]).code, 5);
    // A server that asks for none needs none.
    let good = invite(&world, "1");
    let refused = world.wallet(&["invitation", &good]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(
        refused.err.contains("need no invitation"),
        "{}",
        refused.err
    );
}

/// A file with an invitation to the running server for so many tokens.
fn invite(world: &World, tokens: &str) -> String {
    let data = world.path("server");
    let made = keepwell(&["invite", "--data", &data, "--tokens", tokens]);
    let made = made.json();
    let file = world.path("invitation");
    let text = made["invitation"].as_str().expect("an invitation");
    std::fs::write(&file, text).expect("a file");
    file
}
