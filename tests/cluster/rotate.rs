//! Another key for a ledger on several machines: the old one hands over on the log itself, fenced by the epoch. A machine that slept
//! meanwhile commits nothing, one with the old key does not start, and everybody who knew the old key goes on.

use std::time::Duration;

use keepwell_client::transport::Method;
use keepwell_protocol::{
    key_set::ListedKey,
    ledger_api::{CHECKPOINT_PATH, ENTRIES_PATH, KEYS_PATH, entry_path},
};
use serde_json::Value;

use crate::{
    agreement::agree,
    command::{Ended, ended, keepwell, prepared},
    load::grant,
    node::Node,
    store::Store,
    waiting::wait_until,
    world::World,
};

const SOON: Duration = Duration::from_secs(90);

fn post(node: &Node, number: u64) -> u16 {
    let answer = node.ask(Method::Post, ENTRIES_PATH, grant(number).as_bytes());
    answer.map_or(0, |answer| answer.status)
}

/// Changes the key to that in `next.key`.
fn rotate(world: &World) -> Ended {
    let [postgres, key, next] =
        ["first.postgres", "ledger.key", "next.key"].map(|name| world.path(name));
    let store = format!("s3://{}/2026", world.own.name);
    let arguments = [
        "ledger",
        "rotate",
        "--json",
        "--postgres-file",
        &postgres,
        "--store",
        &store,
        "--ledger-key",
        &key,
        "--next-key",
        &next,
    ];
    let (_, port) = world.own.ports();
    let mut command = prepared(&arguments);
    ended(
        command
            .envs(Store::environment(port))
            .output()
            .expect("it runs"),
    )
}

fn exchange_keys(world: &World) {
    let at = |name: &str| world.folder.path().join(name);
    std::fs::rename(at("ledger.key"), at("old.key")).expect("renamed");
    std::fs::rename(at("next.key"), at("ledger.key")).expect("renamed");
}

fn health(node: &Node) -> String {
    let answer = node.ask(Method::Get, "/health", b"").expect("an answer");
    let value: Value = serde_json::from_slice(&answer.body).expect("JSON");
    value["ledger"].as_str().expect("a word").to_owned()
}

#[test]
fn the_key_is_handed_over_and_whoever_slept_commits_nothing() {
    let Some(world) = World::new() else { return };
    let mut first = world.node("first", true);
    let second = world.node("second", true);
    let log = first.key().to_string();
    for number in 0..300 {
        assert!(matches!(post(&first, number), 200 | 201));
    }
    let url = first.url.clone();
    let monitor = |url: &str| {
        let data = world.path("monitor");
        let watching = [
            "monitor", "--data", &data, "--url", url, "--log", &log, "--once",
        ];
        keepwell(&watching)
    };
    assert_eq!(monitor(&url).code, 0);
    let made = keepwell(&["ledger", "new-key", &world.path("next.key")]);
    assert_eq!(made.code, 0, "{}", made.err);
    // While a machine leads it is refused.
    let refused = rotate(&world);
    assert!(refused.err.contains("stop all of them"), "{}", refused.err);
    assert_eq!(world.own.ask("SELECT key FROM head"), log);

    first.stop();
    wait_until(SOON, "the other one leads", || {
        matches!(post(&second, 300), 200 | 201)
    });
    // It falls asleep as the sequencer; what it sent before is done by then.
    second.pause();
    std::thread::sleep(Duration::from_secs(1));
    let size = world.own.ask("SELECT size FROM head");
    let size: u64 = size.parse().expect("a size");
    let done = rotate(&world);
    assert_eq!(done.code, 0, "{}", done.err);
    let done = done.json();
    assert_eq!(
        (&done["old"], &done["size"]),
        (&log.clone().into(), &(size + 1).into())
    );
    // The same again tells the same.
    let again = rotate(&world);
    assert_eq!(again.json(), done, "{}", again.err);
    second.wake();
    for number in 1000..1003 {
        assert_ne!(post(&second, number), 201, "it has the old key");
    }
    assert_eq!(
        world.own.ask("SELECT size FROM head"),
        (size + 1).to_string()
    );

    // With the old key nobody starts, with the new one everybody.
    let mut old = world.command("old");
    let refused = old.output().expect("it runs");
    assert!(!refused.status.success());
    exchange_keys(&world);
    let first = world.node("first", true);
    assert_eq!(
        first.key().to_string(),
        done["new"].as_str().expect("a key")
    );
    let front = world.node("front", false);
    wait_until(SOON, "a grant is taken", || {
        matches!(post(&front, 2000), 200 | 201)
    });
    for node in [&first, &front] {
        let listed = node.ask(Method::Get, KEYS_PATH, b"").expect("keys").body;
        let listed = ListedKey::parse(&listed).expect("keys");
        assert_eq!(listed.len(), 2);
        assert_eq!(listed[1].handed_over.map(|over| over.until), Some(size + 1));
        let early = node.ask(Method::Get, &entry_path(&grant(7).digest()), b"");
        assert_eq!(early.expect("a receipt").status, 200);
        assert_eq!(
            node.ask(Method::Get, CHECKPOINT_PATH, b"")
                .expect("it")
                .status,
            200
        );
    }
    wait_until(SOON, "the one that slept says why", || {
        health(&second) != "accepting"
    });
    // Who knows the old key alone goes on, once the new sequencer has published a list under the new one.
    wait_until(SOON, "the monitor goes on", || {
        let seen = monitor(&front.url);
        seen.code == 0 && seen.json()["found"] == "fine"
    });
    agree(&world, &front, &[]);
}
