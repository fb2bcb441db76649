//! A front end that cannot reach PostgreSQL is not ready, and says so; a load balancer then leaves it alone until it can again. One that
//! cannot reach the store takes statements all the same, and says so, too.

use std::time::Duration;

use keepwell_client::transport::Method;
use keepwell_protocol::ledger_api::{CHECKPOINT_PATH, ENTRIES_PATH};
use serde_json::Value;

use crate::{
    command::keepwell,
    load::grant,
    node::Node,
    proxy::{Cut, Proxy},
    waiting::wait_until,
    world::World,
};

const SOON: Duration = Duration::from_secs(90);

/// Status and what is said of a part of it.
fn told(node: &Node, path: &str, part: &str) -> (u16, String) {
    let answer = node.ask(Method::Get, path, b"").expect("an answer");
    let value: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let word = value[part].as_str().expect("a word");
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
    leaves_and_comes_back(&node, &line, "relay");
}

#[test]
fn a_ledger_that_cannot_reach_postgresql_is_not_ready_until_it_can() {
    let Some(world) = World::new() else { return };
    let (postgres, store) = world.own.ports();
    for sequences in [true, false] {
        let line = Proxy::to(postgres);
        // Nobody is ready for long where nobody leads.
        let _leads = (!sequences).then(|| world.node("leads", true));
        let name = format!("sequences-{sequences}");
        let node = world.node_by(&name, sequences, (line.port, store), &[]);
        leaves_and_comes_back(&node, &line, "ledger");
    }
}

/// Cut from PostgreSQL, with and without a word, and mended each time.
fn leaves_and_comes_back(node: &Node, line: &Proxy, part: &str) {
    assert_eq!(told(node, "/ready", part), (200, "accepting".to_owned()));
    for how in [Cut::Closed, Cut::Silent] {
        line.cut(how);
        let ready = || told(node, "/ready", part).0;
        wait_until(SOON, "it is not ready", || ready() == 503);
        let (status, word) = told(node, "/health", part);
        assert_eq!(status, 200, "it is not to be started again");
        assert!(word.starts_with("out of reach"), "{word}");
        // Others may show a newer checkpoint by now.
        let shows = || {
            let answer = node.ask(Method::Get, CHECKPOINT_PATH, b"");
            answer.expect("an answer").status
        };
        let is_ledger = part == "ledger";
        wait_until(SOON, "it shows none", || !is_ledger || shows() == 503);
        line.mend();
        wait_until(SOON, "it is ready again", || ready() == 200);
        assert!(!is_ledger || shows() == 200);
    }
}

#[test]
fn a_ledger_whose_store_is_out_of_reach_takes_statements_and_says_so() {
    let Some(world) = World::new() else { return };
    let (postgres, store) = world.own.ports();
    let line = Proxy::to(store);
    let node = world.node_by("one", true, (postgres, line.port), &[]);
    assert_eq!(told(&node, "/health", "store"), (200, "reached".to_owned()));
    // It leads by now: nobody is elected without the store.
    let first = node.ask(Method::Post, ENTRIES_PATH, grant(0).as_bytes());
    assert_eq!(first.expect("an answer").status, 201);
    for (how, number) in [(Cut::Closed, 1), (Cut::Silent, 2)] {
        line.cut(how);
        let store = || told(&node, "/health", "store").1;
        wait_until(SOON, "it says so", || store().starts_with("out of reach"));
        let taken = node.ask(Method::Post, ENTRIES_PATH, grant(number).as_bytes());
        assert_eq!(taken.expect("an answer").status, 201);
        assert_eq!(
            told(&node, "/ready", "ledger"),
            (200, "accepting".to_owned())
        );
        line.mend();
        wait_until(SOON, "it reaches it again", || store() == "reached");
    }
}
