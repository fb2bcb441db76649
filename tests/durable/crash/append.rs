//! The ledger, killed while several clients give it statements: each that it acknowledged is at its index afterwards, no
//! index is used twice, and the log never becomes shorter than what it had acknowledged.

use std::{
    sync::{Mutex, atomic::AtomicBool},
    thread,
};

use keepwell_client::servers::LedgerKey;
use keepwell_protocol::origin::Origin;

use super::wait_before_killing;
use crate::{
    chance::below,
    entries::{self, Acknowledged, Register},
    world::World,
};

const CLIENTS: u32 = 4;
/// How many older entries are looked at after each time; all of them at the end.
const OLDER: u32 = 20;

#[test]
fn a_ledger_that_is_killed_keeps_every_entry_at_its_index() {
    let mut world = World::with_server();
    let key = world.ready["ledger"]["key"].as_str().expect("a key");
    let register = Register {
        url: Origin::parse(&world.url).expect("an address"),
        key: LedgerKey::parse(key).expect("a key"),
    };
    let mut all = Acknowledged::new();
    for cycle in 0..super::cycles() {
        let new = kill_under_clients(&mut world, &register, cycle);
        world.restart();
        register.check(new.iter().map(|(index, digest)| (index, digest)));
        entries::add(&mut all, new);
        let older = (0..OLDER).filter_map(|_| {
            let place = below(u32::try_from(all.len()).expect("few"));
            all.iter().nth(place as usize)
        });
        register.check(older);
        let last = all.keys().next_back().copied().unwrap_or_default();
        assert!(register.size() > last, "the log became shorter");
    }
    register.check(all.iter());
    println!(
        "append: {} killed, {} acknowledged",
        super::cycles(),
        all.len()
    );
    assert!(!all.is_empty());
}

/// Lets clients work and kills the ledger under them; gives what it had acknowledged.
fn kill_under_clients(world: &mut World, register: &Register, cycle: u32) -> Vec<(u64, [u8; 32])> {
    let new = Mutex::new(Vec::new());
    let over = AtomicBool::new(false);
    let told = |index, digest| new.lock().expect("whole").push((index, digest));
    thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| register.fill(&over, &told));
        }
        wait_before_killing(cycle, || new.lock().expect("whole").is_empty());
        world.kill();
    });
    new.into_inner().expect("whole")
}
