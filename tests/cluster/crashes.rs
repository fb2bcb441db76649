//! PostgreSQL killed with all its processes, and started again: what was acknowledged is there, what waited is told that nobody knows,
//! and all machines go on by themselves.

use std::{thread, time::Duration};

use keepwell_client::transport::Method;
use keepwell_protocol::{hexadecimal::to_hex, ledger_api::ENTRIES_PATH};

use crate::{
    agreement::agree,
    load::{Load, grant},
    node::{Node, ask},
    waiting::wait_until,
    world::World,
};

const SOON: Duration = Duration::from_secs(90);
/// For how long it is away.
const AWAY: Duration = Duration::from_secs(2);

fn crash(world: &World) {
    let postgres = &world.own.services.postgres;
    postgres.crash();
    thread::sleep(AWAY);
    postgres.start_again();
}

#[test]
fn a_killed_postgresql_loses_nothing_that_was_acknowledged() {
    let Some(world) = World::alone() else { return };
    let nodes = [("one", true), ("two", true), ("front", false)];
    let nodes = nodes.map(|(name, sequences)| world.node(name, sequences));
    let urls: Vec<&str> = nodes.iter().map(|node| node.url.as_str()).collect();
    let acknowledged = Load::mixed(&urls, nodes[0].key()).during(|load| {
        wait_until(SOON, "there is load", || load.count() > 300);
        for _ in 0..3 {
            crash(&world);
            let then = load.count();
            wait_until(SOON, "it goes on by itself", || load.count() > then + 300);
        }
    });
    println!(
        "cluster: {} acknowledged in {} epochs, PostgreSQL killed three times",
        acknowledged.len(),
        world.epoch()
    );
    agree(&world, &nodes[2], &acknowledged);
}

#[test]
fn what_waited_when_postgresql_was_killed_is_told_that_nobody_knows() {
    let Some(world) = World::alone() else { return };
    let (sequencer, front) = (world.node("one", true), world.node("front", false));
    assert_eq!(post(&front, 1), 201);
    sequencer.pause();
    thread::scope(|scope| {
        let asked = scope.spawn(|| post(&front, 2));
        let waiting = || world.own.ask("SELECT count(*) FROM waiting");
        wait_until(SOON, "it waits", || waiting() == "1");
        // Written out, so that it would be there if its table had survived.
        world.own.ask("CHECKPOINT");
        crash(&world);
        assert_eq!(waiting(), "0", "a crash empties what is not logged");
        sequencer.wake();
        assert_eq!(asked.join().expect("an answer"), 503);
    });
    let hex = to_hex(&grant(2).digest());
    let there = format!("SELECT count(*) FROM statements WHERE digest = '\\x{hex}'");
    assert_eq!(world.own.ask(&there), "0");
    wait_until(SOON, "the same is taken when it comes again", || {
        matches!(post(&front, 2), 200 | 201)
    });
    assert_eq!(world.own.ask(&there), "1");
    assert_eq!(post(&front, 1), 200, "what was acknowledged is there");
}

fn post(node: &Node, number: u64) -> u16 {
    let answer = ask(
        &node.url,
        Method::Post,
        ENTRIES_PATH,
        grant(number).as_bytes(),
    );
    answer.map_or(0, |answer| answer.status)
}
