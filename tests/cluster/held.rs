//! PostgreSQL does not answer whoever commits, as when its synchronous standby is away: nothing piles up in it meanwhile, whoever asks is
//! told at once, and afterwards all goes on by itself.

use std::{
    thread,
    time::{Duration, Instant},
};

use keepwell_client::transport::Method;

use crate::{load::grant, node::Node, waiting::wait_until, world::World};

const SOON: Duration = Duration::from_secs(90);
/// How long the row that decides is held: long enough for several elections to fail.
const HELD: Duration = Duration::from_secs(45);

fn ready(node: &Node) -> u16 {
    let answer = node.ask(Method::Get, "/ready", b"");
    answer.map_or(0, |answer| answer.status)
}

#[test]
fn while_nobody_can_lead_nothing_piles_up_and_nothing_is_taken_in() {
    let Some(world) = World::new() else { return };
    let node = world.node("one", true);
    assert_eq!(node.post(&grant(0)), 201);
    let number = |sql: &str| world.own.ask(sql).parse::<u64>().expect("a number");
    thread::scope(|scope| {
        let hold = format!(
            "UPDATE head SET one = one; SELECT pg_sleep({})",
            HELD.as_secs()
        );
        let own = &world.own;
        scope.spawn(move || own.ask(&hold));
        let begun = Instant::now();
        wait_until(SOON, "it says that it takes nothing", || {
            ready(&node) == 503
        });
        let handed_in = || number("SELECT count(*) FROM waiting");
        let (before, asked) = (handed_in(), Instant::now());
        assert_eq!(node.post(&grant(1)), 503);
        assert!(asked.elapsed() < Duration::from_secs(5), "at once");
        assert_eq!(handed_in(), before);
        thread::sleep((HELD - Duration::from_secs(5)).saturating_sub(begun.elapsed()));
        let waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let waiting = number(waiting);
        assert!(waiting <= 2, "{waiting} wait for a row, some for nobody");
    });
    wait_until(SOON, "it goes on", || ready(&node) == 200);
    assert_eq!(node.post(&grant(1)), 201);
}
