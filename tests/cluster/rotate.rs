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

/// A look by somebody who knows this key alone.
fn monitor(world: &World, url: &str, log: &str) -> Ended {
    let data = world.path("monitor");
    keepwell(&[
        "monitor", "--data", &data, "--url", url, "--log", log, "--once",
    ])
}

/// Changes the key, with `asleep` as the last sequencer; the answer.
fn turned(world: &World, asleep: &Node, log: &str) -> Value {
    // It falls asleep; what it sent before is done by then.
    asleep.pause();
    std::thread::sleep(Duration::from_secs(1));
    let size = || world.own.ask("SELECT size FROM head");
    let before: u64 = size().parse().expect("a size");
    let done = rotate(world);
    assert_eq!(done.code, 0, "{}", done.err);
    let done = done.json();
    assert_eq!(
        (&done["old"], &done["size"]),
        (&log.into(), &(before + 1).into())
    );
    let again = rotate(world);
    assert_eq!(again.json(), done, "the same again tells the same");
    asleep.wake();
    for number in 1000..1003 {
        assert_ne!(post(asleep, number), 201, "it has the old key");
    }
    assert_eq!(size(), (before + 1).to_string());
    done
}

/// A machine with the new key tells both, and has everything.
fn tells_both_keys(node: &Node, until: &Value) {
    let get = |path: &str| node.ask(Method::Get, path, b"").expect("an answer");
    let listed = ListedKey::parse(&get(KEYS_PATH).body).expect("keys");
    assert_eq!(listed.len(), 2);
    let over = listed[1].handed_over.map(|over| over.until);
    assert_eq!(over, until.as_u64());
    assert_eq!(get(&entry_path(&grant(7).digest())).status, 200);
    assert_eq!(get(CHECKPOINT_PATH).status, 200);
}

/// Hands in what the next sequencer takes first: nothing new is in it, and it counts as a whole batch. From now on all heads are noted.
fn hand_in_nothing_new(world: &World) {
    world.own.ask(
        r"CREATE TABLE heads AS SELECT size, note FROM head;
          CREATE FUNCTION note_head() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN INSERT INTO heads VALUES (NEW.size, NEW.note); RETURN NULL; END';
          CREATE TRIGGER note_head AFTER UPDATE ON head FOR EACH ROW EXECUTE FUNCTION note_head();
          INSERT INTO waiting (front, ticket, many, body) VALUES ('\x00', 1, 1000000, '\x')",
    );
}

/// Whoever follows takes no second head of the same size.
fn each_size_has_one_head(world: &World) {
    let two = "SELECT count(*) FROM (SELECT FROM heads GROUP BY size HAVING count(DISTINCT note) > 1) AS two";
    assert_eq!(world.own.ask(two), "0", "a head was signed again");
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
    assert_eq!(monitor(&world, &first.url, &log).code, 0);
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
    let done = turned(&world, &second, &log);

    // With the old key nobody starts, with the new one everybody.
    let refused = world.command("old").output().expect("it runs");
    assert!(!refused.status.success());
    exchange_keys(&world);
    hand_in_nothing_new(&world);
    let first = world.node("first", true);
    assert_eq!(
        first.key().to_string(),
        done["new"].as_str().expect("a key")
    );
    let is_done = || world.own.ask("SELECT count(*) FROM waiting") == "0";
    wait_until(SOON, "a batch without anything new is answered", is_done);
    let front = world.node("front", false);
    wait_until(SOON, "a grant is taken", || {
        matches!(post(&front, 2000), 200 | 201)
    });
    for node in [&first, &front] {
        tells_both_keys(node, &done["size"]);
    }
    wait_until(SOON, "the one that slept says why", || {
        health(&second) != "accepting"
    });
    // Who knows the old key alone goes on, once the new sequencer has published a list under the new one.
    wait_until(SOON, "the monitor goes on", || {
        let seen = monitor(&world, &front.url, &log);
        seen.code == 0 && seen.json()["found"] == "fine"
    });
    agree(&world, &front, &[]);
    each_size_has_one_head(&world);
}
