//! The relay, killed while owners upload, readers download and mailboxes are closed: each deed that it acknowledged holds
//! afterwards, an upload that was cut goes on, and no file lies there that nobody knows of.

use std::{
    collections::BTreeMap,
    sync::{Mutex, atomic::AtomicBool},
    thread,
};

use keepwell_protocol::origin::Origin;

use super::wait_before_killing;
use crate::{
    parts::{Deed, Mailbox, Owner},
    world::{World, files_below},
};

const OWNERS: u64 = 2;

#[test]
fn a_relay_that_is_killed_keeps_every_deed() {
    let mut world = World::with_server();
    let url = Origin::parse(&world.url).expect("an address");
    let owner = Owner::new(&url);
    let mut all = BTreeMap::<u64, Deed>::new();
    let mut next = 0;
    for cycle in 0..super::cycles() {
        let new = kill_under_owners(&mut world, &owner, next, cycle);
        world.restart();
        for (number, deed) in &new {
            owner.check(Mailbox(*number), *deed);
        }
        next = go_on(&owner, &new, next);
        for (number, deed) in (0..next).map(end) {
            all.insert(number, deed);
        }
        let kept = files_below(&world.root().join("server/relay/parts")).len();
        let open = all.values().filter(|deed| **deed < Deed::Closed).count();
        assert_eq!(kept, open, "one file for each mailbox that is open");
    }
    for (number, deed) in &all {
        owner.check(Mailbox(*number), *deed);
    }
    println!(
        "upload: {} killed, {} mailboxes",
        super::cycles(),
        all.len()
    );
    assert!(!all.is_empty());
}

/// Lets owners work on mailboxes from `next` on and kills the relay under them; gives how far each mailbox came.
fn kill_under_owners(
    world: &mut World,
    owner: &Owner,
    next: u64,
    cycle: u32,
) -> BTreeMap<u64, Deed> {
    let new = Mutex::new(BTreeMap::new());
    let over = AtomicBool::new(false);
    let told = |mailbox: Mailbox, deed| {
        new.lock().expect("whole").insert(mailbox.0, deed);
    };
    thread::scope(|scope| {
        for first in 0..OWNERS {
            let (over, told) = (&over, &told);
            scope.spawn(move || owner.fill((next + first, OWNERS), over, told));
        }
        wait_before_killing(cycle, || new.lock().expect("whole").is_empty());
        world.kill();
    });
    new.into_inner().expect("whole")
}

/// Takes every mailbox that was begun to its end, also those of which nothing was acknowledged; gives the next number.
fn go_on(owner: &Owner, new: &BTreeMap<u64, Deed>, first: u64) -> u64 {
    let next = new.keys().max().map_or(first, |last| last + 1) + OWNERS;
    for number in first..next {
        let from = new.get(&number).copied();
        owner
            .go_on(Mailbox(number), from, |_| {})
            .expect("taken to its end");
    }
    next
}

fn end(number: u64) -> (u64, Deed) {
    let deed = if number.is_multiple_of(3) {
        Deed::Closed
    } else {
        Deed::Opened
    };
    (number, deed)
}
