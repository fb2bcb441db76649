//! What a ledger asks of who brings a grant, and that revocations are never asked: alone, in a batch, and in a flood.

use std::path::Path;

use axum::body::Body;
use http::Request;
use keepwell_admission::{Pace, Rule};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::admission::Challenge;
use keepwell_protocol::batch::{self, BATCH_PATH, BATCH_TYPE, Outcome, decode_outcomes};
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::ledger_api::{ENTRIES_PATH, STATEMENT_TYPE};
use keepwell_protocol::statement::Statement;

use crate::Limits;
use crate::tests::fixture::{Answer, GENESIS, Running, grant, key, open, open_with, post, quick};

const PACE: Pace = Pace {
    at_rest: 6,
    at_most: 9,
    per_second: 1,
    burst: 4,
};

fn asking(dir: &Path, waiting: usize) -> Running {
    let limits = Limits {
        admission: Rule::Work(PACE),
        waiting,
        ..quick()
    };
    open_with(dir, limits).unwrap()
}

fn challenge(answer: &Answer) -> Challenge {
    assert_eq!(answer.status, 401, "{answer:?}");
    let value = answer.headers["www-authenticate"].to_str().unwrap();
    Challenge::from_header(value).unwrap()
}

fn with_answer(statement: &Statement, value: &str) -> Request<Body> {
    Request::post(ENTRIES_PATH)
        .header("content-type", STATEMENT_TYPE)
        .header("authorization", value)
        .body(Body::from(statement.as_bytes().to_vec()))
        .unwrap()
}

/// Works for what the ledger asks.
fn work(running: &Running, statement: &Statement) -> String {
    let challenge = challenge(&running.post(statement));
    let solution = challenge.solve(&statement.digest(), || true);
    solution.unwrap().to_header()
}

fn register(running: &Running, statement: &Statement) {
    let answer = work(running, statement);
    let registered = running.send(with_answer(statement, &answer));
    assert_eq!(registered.status, 201, "{registered:?}");
}

#[test]
fn a_grant_needs_work_and_nothing_else_does() {
    let dir = tempfile::tempdir().unwrap();
    let running = asking(dir.path(), 100);
    register(&running, &grant(1));
    assert_eq!(running.post(&grant(1)).status, 200, "it is there already");
    assert_eq!(running.post(&grant(1).revocation(&key(1))).status, 201);
    let withdrawal = Statement::withdrawal(&[7; 32], &key(2));
    assert_eq!(running.post(&withdrawal).status, 201);
    assert_eq!(running.size(), GENESIS + 3);
}

#[test]
fn work_for_another_grant_or_twice_registers_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let running = asking(dir.path(), 100);
    let answer = work(&running, &grant(1));
    let challenge_of = |answer: &Answer| challenge(answer).bits();
    // These few bits may fit another one by chance, but not all of these.
    let others = (2..10).map(|n| running.send(with_answer(&grant(n), &answer)));
    assert!(others.filter(|one| one.status == 401).count() >= 6);
    // A statement that the rules refuse has used its work up.
    let again = Statement::sign(EntryType::Grant, "urn:keepwell:grant:00", &[9; 32], &key(1));
    register(&running, &grant(1));
    let answer = work(&running, &again);
    assert_eq!(running.send(with_answer(&again, &answer)).status, 409);
    assert!(challenge_of(&running.send(with_answer(&again, &answer))) >= PACE.at_rest);
}

#[test]
fn a_grant_that_pretends_to_revoke_is_asked_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let running = asking(dir.path(), 100);
    let mut payload = [0; 32];
    payload[..6].copy_from_slice(&[0x3a, 0x00, 0x01, 0x11, 0x70, 0x02]);
    let kind = EntryType::Grant;
    let sly = Statement::sign(kind, "urn:keepwell:grant:00", &payload, &key(1));
    assert!(keepwell_protocol::statement::claims_to_revoke(
        sly.as_bytes()
    ));
    challenge(&running.post(&sly));
    assert_eq!(running.size(), GENESIS);
}

#[test]
fn a_batch_takes_revocations_in_and_sends_grants_to_the_door() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).post(&grant(1));
    let running = asking(dir.path(), 100);
    let statements = [grant(1).revocation(&key(1)), grant(2), grant(1)];
    let body = batch::encode(statements.iter().map(Statement::as_bytes)).unwrap();
    let request = Request::post(BATCH_PATH).header("content-type", BATCH_TYPE);
    let answer = running.send(request.body(Body::from(body)).unwrap());
    let outcomes = decode_outcomes(&answer.body, 3).unwrap();
    let is_new = |at: usize, new| matches!(outcomes[at], Outcome::Registered { is_new, .. } if is_new == new);
    assert!(is_new(0, true) && is_new(2, false), "{outcomes:?}");
    assert!(matches!(outcomes[1], Outcome::Refused { status: 401, .. }));
}

#[test]
fn in_a_flood_the_work_rises_and_revocations_get_in() {
    let dir = tempfile::tempdir().unwrap();
    {
        let running = open(dir.path());
        (0..20).for_each(|n| assert_eq!(running.post(&grant(n)).status, 201));
    }
    // A few places, fewer than come at a time.
    let running = asking(dir.path(), 4);
    let before = challenge(&running.post(&grant(100))).bits();
    for n in 100..140 {
        register(&running, &grant(n));
    }
    let after = challenge(&running.post(&grant(200))).bits();
    assert_eq!((before, after), (PACE.at_rest, PACE.at_most));
    // Many who have not worked, and one stop after another between them.
    let unworked: Vec<_> = (300..400).map(grant).collect();
    let mut together = Vec::new();
    for n in 0..20 {
        let (from, to) = (5 * n, 5 * n + 5);
        together.extend_from_slice(&unworked[from..to]);
        let n = u64::try_from(n).unwrap();
        together.push(grant(n).revocation(&key(n)));
    }
    let answers = running.post_together(&together);
    let count = |status| answers.iter().filter(|one| one.status == status).count();
    assert_eq!((count(401), count(201)), (100, 20));
    assert_eq!(running.size(), GENESIS + 20 + 40 + 20);
}

#[test]
fn work_is_used_up_only_where_there_is_a_place_and_asked_for_only_where_statements_are_taken() {
    let dir = tempfile::tempdir().unwrap();
    let running = asking(dir.path(), 1);
    let answer = work(&running, &grant(1));
    let service = running.ledger.service();
    let held = service.place(None).ok();
    assert!(held.is_some());
    let busy = running.send(with_answer(&grant(1), &answer));
    assert_eq!(busy.status, 429);
    drop(held);
    let registered = running.send(with_answer(&grant(1), &answer));
    assert_eq!(registered.status, 201, "{registered:?}");
    // The place is given back after the answer.
    while service.place(None).is_err() {
        std::thread::yield_now();
    }
    // Who is refused gives his back, too.
    let used = running.send(with_answer(&grant(2), &answer));
    assert_eq!(used.status, 401);
    assert!(service.place(None).is_ok());
    running.ledger.close();
    assert_eq!(running.post(&grant(3)).status, 503);
}

#[test]
fn a_challenge_from_before_a_restart_is_void() {
    let dir = tempfile::tempdir().unwrap();
    let statement = grant(1);
    let answer = {
        let running = asking(dir.path(), 100);
        work(&running, &statement)
    };
    let running = asking(dir.path(), 100);
    challenge(&running.send(with_answer(&statement, &answer)));
    register(&running, &statement);
}

#[test]
fn what_is_no_statement_is_told_so_without_work() {
    let dir = tempfile::tempdir().unwrap();
    let running = asking(dir.path(), 100);
    assert_eq!(running.send(post(b"no statement")).status, 400);
    let key = SigningKey::from_seed(&[9; 32]);
    let twice = Request::post(ENTRIES_PATH)
        .header("content-type", STATEMENT_TYPE)
        .header("authorization", "a")
        .header("authorization", "b");
    let statement = Statement::grant(&[1; 16], &[2; 32], b"terms", &key);
    let body = Body::from(statement.as_bytes().to_vec());
    challenge(&running.send(twice.body(body).unwrap()));
}
