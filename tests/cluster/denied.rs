//! A store in trouble: it answers that it failed, that it has too much to do, or that it does not know the machine. Adding goes on, the
//! operator is told, and what is behind is written as soon as it can be.

use std::time::Duration;

use keepwell_client::transport::Method;
use serde_json::Value;

use crate::{
    agreement::agree, load::Load, node::Node, proxy::Proxy, waiting::wait_until, world::World,
};

const SOON: Duration = Duration::from_secs(90);

/// Status, and what is said of the store.
fn told(node: &Node, path: &str) -> (u16, String) {
    let answer = node.ask(Method::Get, path, b"").expect("an answer");
    let value: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let word = value["store"].as_str().expect("a word");
    (answer.status, word.to_owned())
}

#[test]
fn a_store_in_trouble_is_told_to_the_operator_and_all_goes_on() {
    let Some(world) = World::new() else { return };
    let (postgres, store) = world.own.ports();
    let line = Proxy::to(store);
    let node = world.node_by("one", true, (postgres, line.port), &[]);
    let front = world.node("front", false);
    let urls = [node.url.as_str(), front.url.as_str()];
    let acknowledged = Load::mixed(&urls, node.key()).during(|load| {
        wait_until(SOON, "there is load", || load.count() > 300);
        for (status, says) in [
            (500, "out of reach"),
            (503, "out of reach"),
            (403, "refuses this machine"),
        ] {
            line.answer(status);
            wait_until(SOON, "its operator is told", || {
                told(&node, "/health").1.starts_with(says)
            });
            assert_eq!(told(&node, "/ready").0, 200, "it takes statements");
            assert_eq!(told(&front, "/health"), (200, "reached".to_owned()));
            let then = load.count();
            wait_until(SOON, "adding goes on", || load.count() > then + 300);
            line.mend();
            wait_until(SOON, "it is reached again", || {
                told(&node, "/health").1 == "reached"
            });
        }
    });
    let log = std::fs::read_to_string(world.folder.path().join("one.log")).expect("a log");
    assert!(log.contains("look at its credentials"), "{log}");
    agree(&world, &front, &acknowledged);
}
