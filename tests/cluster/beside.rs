//! What stands beside the log on several machines: heads that witnesses have cosigned, relays whose access roots are taken, and
//! statements that are erased. Each is the business of whichever machine is the sequencer, and of the next one when that is killed.

use std::time::Duration;

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    access_root::AccessRoot, hexadecimal::to_hex, key_set::RelayKey, origin::Origin,
    statement::Statement, time::Timestamp,
};
use keepwell_tlog::hash::Hash;

use crate::{
    agreement::agree,
    command::keepwell,
    load::{Acknowledged, Load, grant},
    node::Node,
    waiting::wait_until,
    witnesses::Witnesses,
    world::World,
};

const SOON: Duration = Duration::from_secs(90);

#[test]
fn every_machine_shows_what_witnesses_have_cosigned_whoever_asked_them() {
    let Some(world) = World::new() else { return };
    let mut first = world.node("first", true);
    let log = first.key();
    let witnesses = Witnesses::of(&world, &log);
    first.stop();
    let more = ["--witness-policy", witnesses.file.as_str()];
    let mut first = world.node_with("first", true, &more);
    let second = world.node_with("second", true, &more);
    let front = world.node_with("front", false, &more);
    let all_show = |nodes: &[&Node], size: u64| {
        for node in nodes {
            wait_until(SOON, "a quorum is shown", || {
                let shown = node
                    .shown()
                    .filter(|shown| shown.checkpoint().size() >= size);
                shown.is_some_and(|shown| witnesses.policy.judge(&shown).is_ok())
            });
        }
    };
    all_show(&[&first, &second, &front], 2);
    assert_eq!(front.post(&grant(1)), 201);
    let size = front.shown().map_or(0, |shown| shown.checkpoint().size());
    all_show(&[&first, &second, &front], size.max(3));
    let before = front.shown().expect("a head").checkpoint().size();
    let epoch = world.epoch();
    first.kill();
    wait_until(SOON, "another one is elected", || world.epoch() > epoch);
    wait_until(SOON, "it takes statements", || {
        assert!(
            front
                .shown()
                .is_some_and(|shown| shown.checkpoint().size() >= before),
            "never less than before"
        );
        matches!(front.post(&grant(2)), 200 | 201)
    });
    all_show(&[&second, &front], before + 1);
    let again = world.node_with("again", false, &more);
    all_show(&[&again], before + 1);
}

/// An access root of the relay with this key.
fn root(number: u64, key: &SigningKey) -> Statement {
    AccessRoot {
        relay: Origin::parse("https://relay.example").expect("an origin"),
        number,
        since: Timestamp::from_seconds(60 * number),
        until: Timestamp::from_seconds(60 * number + 60),
        root: Hash::from_bytes([0; 32]),
    }
    .sign(key)
}

#[test]
fn access_roots_of_named_relays_are_taken_by_whoever_is_elected() {
    let Some(world) = World::new() else { return };
    let [own, foreign] = [[7; 32], [8; 32]].map(|seed| SigningKey::from_seed(&seed));
    let relay = RelayKey {
        relay: Origin::parse("https://relay.example").expect("an origin"),
        key: own.verifying_key(),
    };
    let relay = relay.to_string();
    let more = ["--relay-key", relay.as_str()];
    let mut first = world.node_with("first", true, &more);
    let second = world.node_with("second", true, &more);
    let front = world.node("front", false);
    assert_eq!(front.post(&root(0, &own)), 201);
    assert_eq!(front.post(&root(1, &foreign)), 403, "nobody named it");
    let epoch = world.epoch();
    first.kill();
    wait_until(SOON, "another one is elected", || world.epoch() > epoch);
    wait_until(SOON, "it takes a root", || {
        matches!(front.post(&root(1, &own)), 200 | 201)
    });
    assert_eq!(second.post(&root(2, &foreign)), 403);
    assert_eq!(second.post(&root(0, &own)), 200, "it is there already");
    agree(&world, &front, &[]);
}

#[test]
fn an_erased_statement_is_nowhere_and_all_proofs_hold() {
    let Some(world) = World::new() else { return };
    let mut node = world.node("one", true);
    let load = Load::on(&[node.url.as_str()], node.key());
    let acknowledged = load.during(|load| {
        wait_until(SOON, "a chunk is complete", || load.count() > 300);
    });
    let by_index = |one: &&Acknowledged| one.index;
    let chosen = acknowledged.iter().min_by_key(by_index).expect("some");
    let digest = chosen.statement.digest();
    let connection = world.path("one.postgres");
    let erase = |more: &[&str]| {
        let line = ["ledger", "erase", "--postgres-file", &connection];
        let ended = keepwell(&[line.as_slice(), more].concat());
        assert_eq!(ended.code, 0, "{}", ended.err);
        ended.json()["waiting"].as_array().expect("a list").len()
    };
    assert_eq!(erase(&[&to_hex(&digest)]), 1);
    // A minute passes for the records: then none of them holds it any more.
    wait_until(SOON, "it is erased", || {
        world
            .own
            .ask("UPDATE commits SET since = since - interval '2 minutes'");
        erase(&[]) == 0
    });
    let holds = |bytes: &[u8]| {
        let own = chosen.statement.as_bytes();
        bytes.windows(own.len()).any(|some| some == own)
    };
    let object = world.own.object("2026/statements/000").expect("an object");
    assert!(!holds(&object), "in the store");
    let hex = to_hex(chosen.statement.as_bytes());
    let rows =
        format!("SELECT count(*) FROM commits WHERE position('\\x{hex}'::bytea in record) > 0");
    assert_eq!(world.own.ask(&rows), "0", "in a record");
    agree(&world, &node, &acknowledged);
    node.stop();
    let again = world.node("one", true);
    agree(&world, &again, &acknowledged);
}
