//! A log that is quiet where a chunk of 256 entries ends: all of it is in the store, and PostgreSQL drops what it has of it. Machines
//! start and are elected all the same.

use std::{thread, time::Duration};

use crate::{agreement::agree, node::Node, waiting::wait_until, world::World};

const SOON: Duration = Duration::from_secs(90);
/// Longer than between two times that records are dropped.
const TIDY: Duration = Duration::from_secs(7);

/// How much is committed.
fn size(world: &World) -> u64 {
    let size = world.own.ask("SELECT size FROM head");
    size.parse().expect("a number")
}

/// Takes grants until a chunk ends with the last of them, and is in the store; the next grant's number.
fn fill(world: &World, node: &Node, first: u64) -> u64 {
    let mut next = first;
    loop {
        let left = 256 - size(world) % 256;
        // The ledger may put one of its own there meanwhile.
        let many = if left > 8 { left - 8 } else { 1 };
        assert!(node.takes(next..next + many));
        next += many;
        if size(world).is_multiple_of(256) {
            let full = "SELECT settled = size OR size % 256 > 0 FROM head";
            wait_until(SOON, "it is in the store", || world.own.ask(full) == "t");
            if size(world).is_multiple_of(256) {
                return next;
            }
        }
    }
}

#[test]
fn a_log_that_is_quiet_where_a_chunk_ends_is_started_and_led() {
    let Some(world) = World::new() else { return };
    let mut first = world.node("first", true);
    let next = fill(&world, &first, 0);
    let full = size(&world);
    let old = "UPDATE commits SET since = since - interval '2 minutes'";
    world.own.ask(old);
    thread::sleep(TIDY);
    let last = format!("SELECT count(*) FROM commits WHERE next = {full}");
    if size(&world) == full {
        assert_eq!(world.own.ask(&last), "1", "the last record stays");
    }
    let next = if size(&world) == full {
        next
    } else {
        fill(&world, &first, next)
    };
    first.stop();
    assert_eq!(size(&world) % 256, 0);
    // As earlier programs left it.
    world.own.ask("DELETE FROM commits");
    let front = world.node("front", false);
    let mut second = world.node("second", true);
    wait_until(SOON, "it leads", || second.takes(next..next + 1));
    let shown = || front.shown().map_or(0, |head| head.checkpoint().size());
    wait_until(SOON, "the other one follows", || shown() > full);
    agree(&world, &front, &[]);
    second.stop();
}
