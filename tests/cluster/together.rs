//! Machines that are one ledger: what one has taken the others show, the rules hold across all of them, and one that is stopped
//! or killed is missed by nobody.

use std::{thread, time::Duration};

use keepwell_client::transport::Method;
use keepwell_protocol::{ledger_api::entry_path, statement::Statement};

use crate::{
    agreement::{agree, checkpoint},
    load::{Load, grant, key},
    waiting::wait_until,
    world::World,
};

/// How long others may take to see something.
const SOON: Duration = Duration::from_secs(90);

#[test]
fn the_rules_hold_across_machines() {
    let Some(world) = World::new() else { return };
    let (one, mut other) = (world.node("one", true), world.node("other", false));
    assert_eq!(one.key(), other.key());
    assert_eq!((one.post(&grant(1)), other.post(&grant(1))), (201, 200));
    let second = Statement::grant(&[3; 16], &[2; 32], b"more", &key(1));
    assert_eq!(other.post(&second), 409, "a key grants once");
    assert_eq!(
        other.post(&grant(2).revocation(&key(2))),
        409,
        "an unknown grant"
    );
    assert_eq!(
        other.post(&grant(1).revocation(&key(2))),
        403,
        "a foreign key"
    );
    let revocation = grant(1).revocation(&key(1));
    assert_eq!((other.post(&revocation), one.post(&revocation)), (201, 200));
    for digest in [grant(1).digest(), revocation.digest()] {
        for node in [&one, &other] {
            wait_until(SOON, "both have a receipt", || {
                node.ask(Method::Get, &entry_path(&digest), b"")
                    .is_some_and(|answer| answer.status == 200)
            });
        }
    }
    // The sequencer alone publishes lists; both show them.
    for node in [&one, &other] {
        wait_until(SOON, "both have a status list", || {
            node.ask(Method::Get, "/status/0", b"")
                .is_some_and(|answer| answer.status == 200)
        });
    }
    other.stop();
    let again = world.node("other", false);
    assert!(checkpoint(&again).size() >= 4, "it shows what there is");
    agree(&world, &again, &[]);
}

#[test]
fn whoever_is_elected_next_goes_on_where_a_killed_sequencer_was() {
    let Some(world) = World::new() else { return };
    let mut first = world.node("first", true);
    let (second, front) = (world.node("second", true), world.node("front", false));
    let urls = [second.url.as_str(), front.url.as_str()];
    let acknowledged = Load::on(&urls, front.key()).during(|load| {
        wait_until(SOON, "there is load", || load.count() > 300);
        let epoch = world.epoch();
        first.kill();
        wait_until(SOON, "another one is elected", || world.epoch() > epoch);
        let then = load.count();
        wait_until(SOON, "it goes on", || load.count() > then + 300);
    });
    agree(&world, &front, &acknowledged);
}

#[test]
fn a_sequencer_that_slept_through_an_election_commits_nothing() {
    let Some(world) = World::new() else { return };
    let sleeper = world.node("sleeper", true);
    let (second, front) = (world.node("second", true), world.node("front", false));
    let urls = [second.url.as_str(), front.url.as_str()];
    let acknowledged = Load::on(&urls, front.key()).during(|load| {
        for _ in 0..2 {
            wait_until(SOON, "there is load", || load.count() > 300);
            let epoch = world.epoch();
            sleeper.pause();
            wait_until(SOON, "another one is elected", || {
                world.epoch() > epoch || epoch > 2
            });
            let then = load.count();
            wait_until(SOON, "it goes on", || load.count() > then + 300);
            sleeper.wake();
            thread::sleep(Duration::from_secs(2));
        }
    });
    let log = std::fs::read_to_string(world.folder.path().join("sleeper.log")).expect("a log");
    assert!(log.contains("another sequencer was elected"), "{log}");
    agree(&world, &front, &acknowledged);
}
