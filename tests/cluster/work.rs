//! Proof of work on several machines: what one asked for another one takes, also after a restart, and nobody is refused because
//! somebody else was let in elsewhere.

use std::io::Read as _;

use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use keepwell_protocol::{
    admission::{Challenge, Solution},
    ledger_api::{ENTRIES_PATH, STATEMENT_TYPE},
};

use crate::{load::grant, node::Node, world::World};

const ASKS: [&str; 2] = ["--admission", "work"];

/// The status for grant `number`, and the challenge where there is one.
fn post(node: &Node, number: u64, answer: Option<&Solution>) -> (u16, Option<Challenge>) {
    let mut headers = vec![("content-type", STATEMENT_TYPE.to_owned())];
    headers.extend(answer.map(|answer| ("authorization", answer.to_header())));
    let request = Request {
        method: Method::Post,
        url: format!("{}{ENTRIES_PATH}", node.url),
        headers,
        body: grant(number).as_bytes().to_vec(),
        limit: 1 << 20,
    };
    let network = HttpTransport::new(HttpOptions::default());
    let mut answer = network.send(request).expect("an answer");
    let asked = answer.header("www-authenticate").map(|value| {
        let read = Challenge::from_header(value);
        read.expect("a challenge")
    });
    answer
        .body
        .read_to_end(&mut Vec::new())
        .expect("it is read");
    (answer.status, asked)
}

/// Asked by `node` and worked for, for grant `number`.
fn worked(node: &Node, number: u64) -> Solution {
    let (status, asked) = post(node, number, None);
    assert_eq!(status, 401);
    let solved = asked
        .expect("a challenge")
        .solve(&grant(number).digest(), || true);
    solved.expect("a solution")
}

#[test]
fn work_is_taken_by_whichever_machine_and_never_mistaken_for_another_ones() {
    let Some(world) = World::new() else { return };
    let first = world.node_with("first", true, &ASKS);
    let mut second = world.node_with("second", false, &ASKS);
    // The first that each of them asked for, both brought to one.
    let (one, other) = (worked(&first, 1), worked(&second, 2));
    assert_eq!(post(&second, 1, Some(&one)).0, 201);
    assert_eq!(post(&second, 2, Some(&other)).0, 201);
    assert_eq!(post(&second, 3, Some(&one)).0, 401, "worked for another");
    for node in [&first, &second] {
        assert_eq!(post(node, 1, None).0, 200, "it is there already");
    }

    // What it asked for before a restart is good after it, and so is the first that it asks for then.
    let before = worked(&second, 4);
    second.stop();
    let second = world.node_with("second", false, &ASKS);
    let after = worked(&second, 5);
    assert_eq!(post(&second, 4, Some(&before)).0, 201);
    assert_eq!(post(&second, 5, Some(&after)).0, 201);
}
