//! The whole story on several machines: a wallet shares, a clinic opens, the sequencer is killed, the share is stopped, and a monitor
//! that asks for witnesses finds nothing wrong. All of them know one address.

use std::time::Duration;

use crate::{
    command::{Ended, keepwell},
    people::People,
    proxy::Proxy,
    waiting::wait_until,
    witnesses::Witnesses,
    world::World,
};

const SOON: Duration = Duration::from_secs(60);

/// A monitor that asks for the witnesses.
fn monitor(people: &People<'_>, log: &str) -> Ended {
    let data = people.world.path("monitor");
    let at = ["monitor", "--data", &data, "--url", &people.url];
    let once = ["--log", log, "--once"];
    keepwell(&[at.as_slice(), &once, &people.witnesses()].concat())
}

#[test]
fn a_share_goes_its_way_over_several_machines() {
    let door = Proxy::closed();
    let Some(world) = World::running("ledger,relay", &door.url()) else {
        return;
    };
    let secret = world.path("ledger.key");
    let relay = ["--relay-secret", secret.as_str()];
    let mut alone = world.node_with("one", true, &relay);
    let log = alone.key();
    let witnesses = Witnesses::of(&world, &log);
    alone.stop();
    let more = [relay.as_slice(), &["--witness-policy", &witnesses.file]].concat();
    let mut one = world.node_with("one", true, &more);
    let two = world.node_with("two", true, &more);
    [&one, &two].iter().for_each(|node| door.add(node.port()));
    let people = People {
        world: &world,
        url: door.url(),
        policy: Some(witnesses.file.clone()),
    };
    people.settle();
    let first = people.grant();
    let opened = people.open("visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert!(world.folder.path().join("visit/bundle.json").is_file());
    // What docs/SCALING.md computes with.
    let rows = "SELECT count(*), sum(length(key) + length(value)), sum(pg_column_size(relay_rows.*)) FROM relay_rows WHERE kind <> 'boxes'";
    println!(
        "cluster: rows of a share that was opened: {}",
        world.own.ask(rows)
    );
    println!("cluster: its objects: {}", world.own.count("2026/parts/"));

    let epoch = world.epoch();
    one.kill();
    wait_until(SOON, "another one is elected", || world.epoch() > epoch);
    let id = first["grant"].as_str().expect("an id");
    people.ok("wallet", &["revoke", id]);
    wait_until(SOON, "the stop is everywhere", || {
        people.ok("wallet", &["sync"]);
        people.ok("wallet", &["grants"])["grants"][0]["state"] == "revoked"
    });
    let refused = people.open("again");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert_eq!(world.own.count("2026/parts/"), 0, "its ciphertext is gone");

    people.grant();
    let opened = people.open("second");
    assert_eq!(opened.code, 0, "{}", opened.err);
    let seen = monitor(&people, &log.to_string());
    assert_eq!(seen.code, 0, "{}{}", seen.out, seen.err);
}
