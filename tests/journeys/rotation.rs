//! A ledger that gets another key while wallet, clinic, witnesses and monitor know only the old one: all of them go on by themselves.
//! A key that nobody handed over to is refused by each, and so is whoever found the old one.

use std::fs;

use keepwell_client::transport::Method;
use serde_json::Value;

use crate::{
    command::{Ended, keepwell},
    witness::{ask, copy},
    witnessed::Watched,
    world::{World, files_below},
};

/// What a party says that meets a key which nobody handed over to.
const ANOTHER_KEY: &str = "another key";

/// Changes the key of the stopped ledger in this folder of the world.
fn rotate(world: &World, data: &str) -> Ended {
    keepwell(&["ledger", "rotate", "--data", &world.path(data)])
}

fn turned(world: &mut World) -> Value {
    world.stop();
    let ended = rotate(world, "server");
    assert_eq!(ended.code, 0, "{}", ended.err);
    world.restart();
    ended.json()
}

fn key(world: &World) -> String {
    let key = world.ready["ledger"]["key"].as_str();
    key.expect("a key").to_owned()
}

/// Looks once, with the key that the ledger had at first.
fn look(world: &World, log: &str) -> Ended {
    let data = world.path("monitor");
    keepwell(&[
        "monitor", "--data", &data, "--url", &world.url, "--log", log, "--once",
    ])
}

fn all_is_well(world: &World) {
    let checks = world.wallet_ok(&["check"]);
    let checks = checks["checks"].as_array().expect("checks");
    assert!(checks.iter().all(|check| check["ok"] == true), "{checks:?}");
}

#[test]
fn everybody_who_knows_the_old_key_goes_on_with_the_new_one() {
    let mut world = World::new();
    let first = key(&world);
    let id = world.grant(&[])["grant"]
        .as_str()
        .expect("an id")
        .to_owned();
    copy(&world.path("code.png"), &world.path("first.png"));
    assert_eq!(world.open("clinic", "before").code, 0);
    world.wallet_ok(&["sync"]);
    assert_eq!(look(&world, &first).code, 0);

    let turn = turned(&mut world);
    assert_eq!(
        (&turn["old"], &turn["new"]),
        (&first.clone().into(), &key(&world).into())
    );
    assert_ne!(first, key(&world));

    // The clinic opens what was recorded under the old key and what is recorded under the new one.
    let open = |code: &str, out: &str| {
        world.clinic(
            "clinic",
            &["open", &world.path(code), "--out", &world.path(out)],
        )
    };
    let opened = open("first.png", "old");
    assert_eq!(opened.code, 0, "{}", opened.err);
    world.grant(&[]);
    let opened = open("code.png", "new");
    assert_eq!(opened.code, 0, "{}", opened.err);
    world.wallet_ok(&["sync"]);
    all_is_well(&world);
    let seen = look(&world, &first);
    assert_eq!(
        (seen.code, &seen.json()["found"]),
        (0, &"fine".into()),
        "{}",
        seen.err
    );

    // What was granted under the old key is stopped under the new one.
    let stopped = world.wallet_ok(&["revoke", &id]);
    assert_eq!(stopped["grants"][0]["state"], "revoked");
    world.wallet_ok(&["sync"]);
    all_is_well(&world);
    assert_eq!(open("first.png", "stopped").code, 3);

    // And again; a clinic that is new here knows the newest key alone, or one that somebody noted long ago.
    turned(&mut world);
    world.make_clinic("late", "Late Clinic");
    let noted = world.clinic(
        "noted",
        &[
            "init",
            "--name",
            "Noted Clinic",
            "--country",
            "IE",
            "--server",
            &world.url,
            "--ledger-key",
            &first,
        ],
    );
    assert_eq!(noted.code, 0, "{}", noted.err);
    for clinic in ["late", "noted"] {
        let (card, code) = (world.path("late.card"), world.path("code.png"));
        let card_of = world.clinic(clinic, &["card", "--out", &card]);
        assert_eq!(card_of.code, 0, "{}", card_of.err);
        world.wallet_ok(&["grant", "--to", &card, "--for", "2h", "--qr", &code]);
        let opened = world.open(clinic, &format!("opened-{clinic}"));
        assert_eq!(opened.code, 0, "{}", opened.err);
    }
    world.wallet_ok(&["sync"]);
    all_is_well(&world);
    assert_eq!(look(&world, &first).code, 0);
    // The same server may be named again, though it shows another key than the one that was pinned.
    world.wallet_ok(&["server", &world.url]);
}

#[test]
fn a_key_that_nobody_handed_over_is_refused_by_everybody() {
    let mut world = World::new();
    let first = key(&world);
    world.grant(&[]);
    assert_eq!(world.open("clinic", "before").code, 0);
    world.wallet_ok(&["sync"]);
    assert_eq!(look(&world, &first).code, 0);
    // Another ledger under the same name, in the place of the real one; the relay is the same.
    world.stop();
    fs::rename(
        world.root().join("server/ledger"),
        world.root().join("real"),
    )
    .expect("moved");
    world.restart();
    assert_ne!(key(&world), first);

    let synced = world.wallet(&["sync"]);
    assert_ne!(synced.code, 0);
    assert!(synced.err.contains(ANOTHER_KEY), "{}", synced.err);
    let opened = world.open("clinic", "refused");
    assert_eq!(opened.code, 4, "{}", opened.err);
    assert!(opened.err.contains(ANOTHER_KEY), "{}", opened.err);
    world.assert_nothing_at("refused");
    let seen = look(&world, &first);
    assert_eq!(
        (seen.code, &seen.json()["found"]),
        (3, &"key_not_proven".into())
    );
    assert!(seen.err.contains(ANOTHER_KEY), "{}", seen.err);

    // The real one again: nobody was led astray.
    world.stop();
    fs::remove_dir_all(world.root().join("server/ledger")).expect("removed");
    fs::rename(
        world.root().join("real"),
        world.root().join("server/ledger"),
    )
    .expect("moved back");
    world.restart();
    assert_eq!(world.open("clinic", "after").code, 0);
    world.wallet_ok(&["sync"]);
    assert_eq!(look(&world, &first).code, 0);
}

#[test]
fn whoever_found_the_old_key_hands_over_to_nobody() {
    let mut world = World::new();
    let first = key(&world);
    world.stop();
    // The thief has the folder as it was before the key was changed.
    copy(&world.path("server"), &world.path("stolen"));
    world.restart();
    world.grant(&[]);
    assert_eq!(world.open("clinic", "before").code, 0);
    // This patient has read on; the clinic will have followed the real rotation too.
    world.wallet_ok(&["sync"]);
    turned(&mut world);
    world.grant(&[]);
    assert_eq!(world.open("clinic", "after").code, 0);
    assert_eq!(look(&world, &first).code, 0);

    // It hands over to a key of its own, and takes the place of the ledger.
    let stolen = rotate(&world, "stolen");
    assert_eq!(stolen.code, 0, "{}", stolen.err);
    world.stop();
    fs::remove_dir_all(world.root().join("server/ledger")).expect("removed");
    copy(&world.path("stolen/ledger"), &world.path("server/ledger"));
    world.restart();
    // The wallet knows no other key yet, but what was logged before is not there.
    let synced = world.wallet(&["sync"]);
    assert_eq!(synced.code, 3, "{}", synced.err);
    assert_eq!(synced.error()["code"], "ledger_lies");
    let opened = world.open("clinic", "refused");
    assert!(opened.err.contains(ANOTHER_KEY), "{}", opened.err);
    world.assert_nothing_at("refused");
    let seen = look(&world, &first);
    assert_eq!(
        (seen.code, &seen.json()["found"]),
        (3, &"key_not_proven".into())
    );
}

#[test]
fn witnesses_go_on_with_the_new_key_and_readers_ask_for_their_word() {
    let mut watched = Watched::new(2, 2);
    watched.until(3);
    let folder = watched.world.root().to_owned();
    turned(&mut watched.world);
    let log = key(&watched.world);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    let follows = |watched: &Watched, number: usize| {
        let url = &watched.witnesses[number].as_ref().expect("it runs").url;
        let (_, page) = ask(Method::Get, &format!("{url}/"), Vec::new());
        String::from_utf8_lossy(&page).contains(&log)
    };
    while !(follows(&watched, 0) && follows(&watched, 1)) {
        assert!(std::time::Instant::now() < deadline, "{}", watched.health());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    // The policy names the old key still; whoever asks for it follows.
    let seen = keepwell(&[
        "monitor",
        "--data",
        &watched.world.path("monitor"),
        "--url",
        &watched.world.url,
        "--log",
        &watched.log.to_string(),
        "--witness-policy",
        &watched.file,
        "--once",
    ]);
    assert_eq!(seen.code, 0, "{}", seen.err);
    // Started again with the key that it was given at first, a witness knows the new one.
    let listen = watched.stop(0);
    watched.start(0, &listen);
    assert!(follows(&watched, 0));
    assert!(files_below(&folder.join("w0/evidence")).is_empty());
}
