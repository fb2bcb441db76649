//! Many statements in one request: each has the outcome that it would have had by itself, and too many are told so.

use axum::body::Body;
use http::Request;
use keepwell_protocol::batch::{
    BATCH_PATH, BATCH_TYPE, MAX_BATCH_BYTES, MAX_STATEMENTS, Outcome, decode_outcomes, encode,
};
use keepwell_protocol::statement::Statement;

use crate::tests::fixture::{
    Answer, GENESIS, Running, grant, grant_entry, key, open, open_with, quick,
};
use crate::{Limits, Rate};

fn request(body: Vec<u8>) -> Request<Body> {
    let request = Request::post(BATCH_PATH).header("content-type", BATCH_TYPE);
    request.body(Body::from(body)).unwrap()
}

fn body(statements: &[Statement]) -> Vec<u8> {
    encode(statements.iter().map(Statement::as_bytes)).unwrap()
}

fn send(running: &Running, statements: &[Statement]) -> Answer {
    running.send(request(body(statements)))
}

fn outcomes(answer: &Answer, count: usize) -> Vec<Outcome> {
    assert_eq!(answer.status, 200, "{answer:?}");
    decode_outcomes(&answer.body, count).unwrap()
}

fn statuses(answer: &Answer, count: usize) -> Vec<u16> {
    outcomes(answer, count)
        .iter()
        .map(Outcome::status)
        .collect()
}

#[test]
fn each_statement_has_the_outcome_that_it_would_have_had_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let (first, second) = (grant(1), grant(2));
    running.post(&first);
    let mut altered = grant(3).as_bytes().to_vec();
    *altered.last_mut().unwrap() ^= 1;
    let revoked = second.revocation(&key(2));
    let key_used = Statement::grant(&[9; 16], &[9; 32], b"other", &key(1));
    let unknown = grant(4).revocation(&key(4));
    let all = [
        revoked.as_bytes(),
        first.as_bytes(),
        &altered,
        second.as_bytes(),
        b"nonsense",
        key_used.as_bytes(),
        second.as_bytes(),
        unknown.as_bytes(),
    ];
    let answer = running.send(request(encode(all).unwrap()));
    let expected = [201, 200, 400, 201, 400, 409, 200, 409];
    let outcomes = outcomes(&answer, all.len());
    assert!(outcomes.iter().map(Outcome::status).eq(expected));
    assert_eq!(running.size(), GENESIS + 3);
    let index = |at: usize| match &outcomes[at] {
        Outcome::Registered { index, .. } => *index,
        refused @ Outcome::Refused { .. } => panic!("{refused:?}"),
    };
    assert_eq!((index(1), index(3)), (GENESIS, GENESIS + 1));
    assert_eq!((index(6), index(0)), (GENESIS + 1, GENESIS + 2));
    // What is refused says so in the same words, and what was entered has a receipt.
    let alone = running.post(&key_used);
    let Outcome::Refused { problem, .. } = &outcomes[5] else {
        panic!("it was refused");
    };
    assert_eq!((alone.status, &alone.body), (409, problem));
    let receipt = running.receipt(&grant_entry(&second));
    assert_eq!(receipt.index, GENESIS + 1);
}

#[test]
fn a_batch_sent_again_is_entered_once_and_stays_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let all: Vec<_> = (0..300).map(grant).collect();
    let first = outcomes(&send(&running, &all), 300);
    let mut indexes: Vec<_> = first
        .iter()
        .map(|one| match one {
            Outcome::Registered { index, is_new } if *is_new => *index,
            other => panic!("{other:?}"),
        })
        .collect();
    indexes.sort_unstable();
    assert!(indexes.into_iter().eq(GENESIS..GENESIS + 300));
    assert_eq!(statuses(&send(&running, &all), 300), [200; 300]);
    let figures = running.ledger.figures();
    assert_eq!((figures.entries, figures.waiting), (GENESIS + 300, 0));
    // The first commit is that of a new ledger's own entries.
    assert_eq!(figures.commits, 2);
    assert!(!figures.flushing.is_zero() && figures.since_last.is_some());
    drop(running);
    let running = open(dir.path());
    assert_eq!(running.size(), GENESIS + 300);
    for statement in all.iter().step_by(37) {
        running.receipt(&grant_entry(statement));
    }
}

#[test]
fn a_batch_has_a_type_a_shape_and_a_most() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let bare = Request::post(BATCH_PATH).body(Body::from(body(&[grant(1)])));
    assert_eq!(running.send(bare.unwrap()).status, 415);
    for (bytes, status) in [
        (Vec::new(), 400),
        (vec![0, 0], 400),
        (vec![0, 5, 1], 400),
        ([0x10, 0x01].repeat(2049), 400),
        ([0, 1, 7].repeat(MAX_STATEMENTS + 1), 400),
        (vec![0; MAX_BATCH_BYTES + 1], 413),
    ] {
        let length = bytes.len();
        assert_eq!(running.send(request(bytes)).status, status, "{length}");
    }
    let full = running.send(request([0, 1, 7].repeat(MAX_STATEMENTS)));
    assert_eq!(statuses(&full, MAX_STATEMENTS), [400; MAX_STATEMENTS]);
    assert_eq!(running.size(), GENESIS);
}

#[test]
fn a_batch_without_a_place_for_all_enters_none_and_waits() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).post(&grant(1));
    let limits = Limits {
        waiting: 2,
        waiting_urgent: 1,
        ..quick()
    };
    let running = open_with(dir.path(), limits).unwrap();
    let busy = send(&running, &[grant(2), grant(3), grant(4)]);
    assert_eq!(
        (busy.status, &busy.headers["retry-after"]),
        (429, &"1".parse().unwrap())
    );
    assert_eq!(running.size(), GENESIS + 1);
    // One that is registered already needs no place.
    let answer = send(&running, &[grant(2), grant(1), grant(3)]);
    assert_eq!(statuses(&answer, 3), [201, 200, 201]);
}

#[test]
fn every_statement_of_a_batch_counts_against_its_source() {
    let dir = tempfile::tempdir().unwrap();
    let rate = |burst| Rate {
        burst,
        per_second: 1,
    };
    let limits = Limits {
        statements: rate(3),
        revocations: rate(1),
        ..quick()
    };
    let running = open_with(dir.path(), limits).unwrap();
    let refused = send(&running, &[grant(1), grant(2), grant(3), grant(4)]);
    assert_eq!(
        (refused.status, &refused.headers["retry-after"]),
        (429, &"3600".parse().unwrap())
    );
    assert_eq!(
        statuses(&send(&running, &[grant(1), grant(2)]), 2),
        [201; 2]
    );
    let refused = send(&running, &[grant(3), grant(4)]);
    assert_eq!(
        (refused.status, &refused.headers["retry-after"]),
        (429, &"1".parse().unwrap())
    );
    let mixed = [grant(3), grant(1).revocation(&key(1))];
    assert_eq!(statuses(&send(&running, &mixed), 2), [201; 2]);
}

#[test]
fn only_so_many_batches_arrive_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits {
        batches: 0,
        ..quick()
    };
    let running = open_with(dir.path(), limits).unwrap();
    let busy = send(&running, &[grant(1)]);
    assert_eq!(
        (busy.status, &busy.headers["retry-after"]),
        (429, &"1".parse().unwrap())
    );
    assert_eq!(running.post(&grant(1)).status, 201);
}

#[test]
fn a_closing_ledger_answers_every_statement_of_a_batch() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    send(&running, &[grant(1)]);
    running.ledger.close();
    let answer = send(&running, &[grant(1), grant(2)]);
    assert_eq!(answer.status, 503);
    assert_eq!(answer.headers["retry-after"], "30");
    assert_eq!(statuses(&send(&running, &[grant(1)]), 1), [200]);
}
