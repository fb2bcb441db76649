//! A store that says nothing: openings and uploads wait for it, and whoever stops an access waits for none of them.

use std::{
    thread,
    time::{Duration, Instant},
};

use keepwell_protocol::relay_api::{Action, MailboxState};

use crate::{
    proxy::{Cut, Proxy},
    relays::{Grant, ORIGIN, Via, client, now},
    waiting::wait_until,
    world::World,
};

/// Less than the store is waited for.
const AT_ONCE: Duration = Duration::from_secs(4);
/// More than a front end has connections.
const OPENINGS: usize = 20;

#[test]
fn a_store_that_hangs_keeps_nobody_from_stopping_an_access() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let (postgres, store) = world.own.ports();
    let line = Proxy::to(store);
    let secret = world.path("ledger.key");
    let nodes = ["one", "two"].map(|name| {
        world.node_by(
            name,
            true,
            (postgres, line.port),
            &["--relay-secret", &secret],
        )
    });
    let [one, other] = nodes.each_ref().map(Via::to);
    let grants = [(); 2].map(|()| Grant::made(&one, None));
    for grant in &grants {
        grant.upload(&one, b"bundle");
    }
    let [opened, stopped] = &grants;
    line.cut(Cut::Hanging);
    thread::scope(|scope| {
        for _ in 0..OPENINGS {
            scope.spawn(|| opened.is_let_in(&Via::to(&nodes[0])));
        }
        thread::sleep(Duration::from_secs(1));
        let begun = Instant::now();
        stopped.act(&one, Action::Pause);
        assert!(begun.elapsed() < AT_ONCE, "it waited for the store");
        // Nobody says that the ciphertext is gone; that nobody reads it is known at once.
        scope.spawn(|| {
            let via = Via::to(&nodes[0]);
            let closing = client(&via).act(&stopped.owner, &stopped.id, Action::Close, now());
            assert!(closing.is_err(), "not everything is deleted");
        });
        wait_until(AT_ONCE, "it is closed", || {
            stopped.status(&other).state == MailboxState::Closed
        });
        assert!(begun.elapsed() < 2 * AT_ONCE, "it waited for the store");
    });
    line.mend();
    let left = || world.own.count(&format!("2026/parts/{}/", stopped.id));
    stopped.act(&other, Action::Close);
    assert_eq!(left(), 0);
}
