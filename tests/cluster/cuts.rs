//! A network at its worst between clients, front ends, PostgreSQL and the store: lines are cut by chance, with and without a word, while
//! grants, revocations and batches come in. Whoever got no answer sends the same again. `KEEPWELL_SEED=<n>` repeats a storm,
//! `KEEPWELL_LONG=1` makes it last for ten minutes.

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::{
    agreement::agree,
    chance::Chance,
    load::Load,
    node::Node,
    proxy::{Cut, Proxy},
    waiting::wait_until,
    world::World,
};

/// How long the storm lasts.
const SHORT: Duration = Duration::from_secs(25);
const LONG: Duration = Duration::from_secs(600);
/// How long a machine may take to come round after it.
const AFTER: Duration = Duration::from_secs(120);

/// A machine with its own lines to PostgreSQL and to the store, and the line by which clients reach it.
struct Wired {
    node: Node,
    lines: [Proxy; 2],
    door: Proxy,
}

impl Wired {
    fn start(world: &World, name: &str, sequences: bool) -> Self {
        let (postgres, store) = world.own.ports();
        let lines = [Proxy::to(postgres), Proxy::to(store)];
        let node = world.node_by(name, sequences, (lines[0].port, lines[1].port), &[]);
        let door = Proxy::to(node.port());
        Self { node, lines, door }
    }
}

#[test]
fn cut_lines_lose_nothing_and_give_no_index_twice() {
    let Some(world) = World::new() else { return };
    let machines = [
        Wired::start(&world, "one", true),
        Wired::start(&world, "two", true),
        Wired::start(&world, "front", false),
    ];
    let doors: Vec<String> = machines.iter().map(|machine| machine.door.url()).collect();
    let urls: Vec<&str> = doors.iter().map(String::as_str).collect();
    let seed = std::env::var("KEEPWELL_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| u64::from(std::process::id()));
    println!("cluster: this storm again with KEEPWELL_SEED={seed}");
    let is_long = std::env::var_os("KEEPWELL_LONG").is_some_and(|set| set == "1");
    let lasts = if is_long { LONG } else { SHORT };
    let acknowledged = Load::mixed(&urls, machines[0].node.key()).during(|load| {
        wait_until(AFTER, "there is load", || load.count() > 100);
        storm(&machines, &mut Chance(seed), lasts);
        let then = load.count();
        wait_until(AFTER, "all goes on", || load.count() > then + 200);
        println!(
            "cluster: {} were there when they were sent again",
            load.repeated()
        );
    });
    println!(
        "cluster: {} acknowledged in {} epochs",
        acknowledged.len(),
        world.epoch()
    );
    for machine in &machines {
        wait_until(AFTER, "all follow", || {
            // Until it does it shows none.
            let newest = machine.node.shown();
            let all = u64::try_from(acknowledged.len()).expect("a size");
            newest.is_some_and(|newest| newest.checkpoint().size() >= all)
        });
    }
    agree(&world, &machines[2].node, &acknowledged);
}

/// Cuts one line after the other, for up to three seconds each, and mends all in the end.
fn storm(machines: &[Wired], chance: &mut Chance, lasts: Duration) {
    let begun = Instant::now();
    let lines: Vec<&Proxy> = machines.iter().flat_map(|machine| &machine.lines).collect();
    let doors: Vec<&Proxy> = machines.iter().map(|machine| &machine.door).collect();
    let mut pick = |end: usize| {
        let end = u64::try_from(end).expect("few");
        usize::try_from(chance.below(end)).expect("few")
    };
    while begun.elapsed() < lasts {
        let some: Vec<_> = (0..=pick(3)).map(|_| lines[pick(lines.len())]).collect();
        let how = [Cut::Closed, Cut::Closed, Cut::Silent][pick(3)];
        some.iter().for_each(|line| line.cut(how));
        // For a moment only: a client waits for a silent answer for longer than a server does.
        let door = doors[pick(doors.len())];
        door.cut(Cut::Closed);
        door.mend();
        thread::sleep(Duration::from_millis(
            u64::try_from(pick(3000)).expect("few"),
        ));
        some.iter().for_each(|line| line.mend());
        thread::sleep(Duration::from_millis(
            u64::try_from(pick(1500)).expect("few"),
        ));
    }
    lines.iter().for_each(|line| line.mend());
}
