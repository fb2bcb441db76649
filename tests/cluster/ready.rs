//! A front end of a shared relay that cannot reach PostgreSQL is not ready, and says so; a load balancer then leaves it alone until it
//! can again.

use std::time::Duration;

use keepwell_client::transport::Method;
use serde_json::Value;

use crate::{
    command::keepwell,
    node::Node,
    proxy::{Cut, Proxy},
    waiting::wait_until,
    world::World,
};

const SOON: Duration = Duration::from_secs(90);

/// Status and what is said of the relay.
fn told(node: &Node, path: &str) -> (u16, String) {
    let answer = node.ask(Method::Get, path, b"").expect("an answer");
    let value: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let word = value["relay"].as_str().expect("a word");
    (answer.status, word.to_owned())
}

#[test]
fn a_relay_that_cannot_reach_postgresql_is_not_ready_until_it_can() {
    let Some(world) = World::running("relay", "https://relay.example") else {
        return;
    };
    let secret = world.path("relay.secret");
    assert_eq!(keepwell(&["ledger", "new-key", &secret]).code, 0);
    let (postgres, store) = world.own.ports();
    let line = Proxy::to(postgres);
    let relay = ["--relay-secret", secret.as_str()];
    let node = world.node_by("one", true, (line.port, store), &relay);
    assert_eq!(told(&node, "/ready"), (200, "accepting".to_owned()));
    for how in [Cut::Closed, Cut::Silent] {
        line.cut(how);
        wait_until(SOON, "it is not ready", || told(&node, "/ready").0 == 503);
        let (status, word) = told(&node, "/health");
        assert_eq!(status, 200, "it is not to be started again");
        assert!(word.starts_with("out of reach"), "{word}");
        line.mend();
        wait_until(SOON, "it is ready again", || told(&node, "/ready").0 == 200);
    }
}
