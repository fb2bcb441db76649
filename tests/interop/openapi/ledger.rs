//! What is asked of the ledger: each route with success, and what it refuses.

use std::{
    thread,
    time::{Duration, Instant},
};

use data_encoding::BASE64URL_NOPAD;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    batch::{self, BATCH_PATH, BATCH_TYPE},
    ledger_api::{
        ENTRIES_PATH, KEYS_PATH, POLICY_PATH, STATEMENT_TYPE, entry_path, proof_path,
        statement_path,
    },
    retention::{KEPT_PATH, RETENTION_PATH},
    statement::Statement,
    status::{delta_path, list_path, notices_path},
};
use keepwell_tlog::note::VerifierKey;

use super::{Asker, Question};

const PAUSE: Duration = Duration::from_millis(100);
/// Far beyond what a loaded machine needs.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn ask(asker: &mut Asker) {
    let key = |seed| SigningKey::from_seed(&[seed; 32]);
    let grant = |seed| Statement::grant(&[seed; 16], &[2; 32], b"terms", &key(seed));
    let withdrawal = Statement::withdrawal(&[7; 32], &key(9));
    for (statement, status) in [(&grant(1), 201), (&grant(1), 200), (&withdrawal, 201)] {
        let answer = post(asker, ENTRIES_PATH, STATEMENT_TYPE, statement.as_bytes());
        assert_eq!(answer, status);
    }
    let many = [grant(1), grant(2), grant(3)];
    let many = batch::encode(many.iter().map(Statement::as_bytes)).unwrap();
    assert_eq!(post(asker, BATCH_PATH, BATCH_TYPE, &many), 200);
    assert_eq!(
        post(asker, "/time", "application/octet-stream", &[1; 32]),
        200
    );
    let ledger = asker.server.ledger().unwrap();
    let key_id = VerifierKey::parse(&ledger.key).unwrap();
    let key_id = BASE64URL_NOPAD.encode(key_id.key().as_bytes());
    for path in [
        entry_path(&grant(1).digest()),
        format!("{ENTRIES_PATH}/0"),
        statement_path(&withdrawal.digest()),
        KEYS_PATH.to_owned(),
        format!("{KEYS_PATH}/{key_id}"),
        "/checkpoint".to_owned(),
        POLICY_PATH.to_owned(),
        "/tile/0/000.p/3".to_owned(),
        "/tile/entries/000.p/3".to_owned(),
    ] {
        assert_eq!(asker.get(&path).status, 200, "{path}");
    }
    // A proof is of a size at which a commit ended; how many entries a log begins with is its own affair.
    let proof = |size| proof_path(&grant(1).digest(), size);
    let is_proven = (1..16).any(|size| asker.get(&proof(size)).status == 200);
    assert!(is_proven, "a proof");
    status(asker);
    retention(asker);
    refusals(asker, &grant(1), &key(1));
}

/// The list that a ledger begins with, and the delta of a size to itself, which is whatever the list is of.
fn status(asker: &mut Asker) {
    assert_eq!(asker.get(&list_path(0)).status, 200);
    assert_eq!(asker.get(&notices_path(0)).status, 200);
    let found = (0..8).any(|size| asker.get(&delta_path(size, size)).status == 200);
    assert!(found, "a delta");
}

/// What is pruned is logged by a thread that has just begun.
fn retention(asker: &mut Asker) {
    let begun = Instant::now();
    while asker.get(RETENTION_PATH).status != 200 {
        assert!(begun.elapsed() < PATIENCE, "no policy on the log");
        thread::sleep(PAUSE);
    }
    assert_eq!(asker.get(KEPT_PATH).status, 200);
}

fn refusals(asker: &mut Asker, grant: &Statement, key: &SigningKey) {
    let second = Statement::grant(&[8; 16], &[8; 32], b"terms", key);
    let register = |asker: &mut Asker, kind, bytes: &[u8]| post(asker, ENTRIES_PATH, kind, bytes);
    assert_eq!(register(asker, STATEMENT_TYPE, second.as_bytes()), 409);
    assert_eq!(register(asker, STATEMENT_TYPE, b"nonsense"), 400);
    assert_eq!(register(asker, STATEMENT_TYPE, &[0; 5000]), 413);
    assert_eq!(register(asker, "text/plain", grant.as_bytes()), 415);
    assert_eq!(post(asker, BATCH_PATH, BATCH_TYPE, b""), 400);
    assert_eq!(post(asker, BATCH_PATH, "text/plain", b"x"), 415);
    assert_eq!(
        post(asker, "/time", "application/octet-stream", b"short"),
        400
    );
    for path in [
        entry_path(&[0; 32]),
        proof_path(&grant.digest(), 1),
        statement_path(&grant.digest()),
        format!("{KEYS_PATH}/{}", "A".repeat(43)),
        "/tile/0/001".to_owned(),
    ] {
        assert_eq!(asker.get(&path).status, 404, "{path}");
    }
}

fn post(asker: &mut Asker, path: &str, kind: &str, body: &[u8]) -> u16 {
    let question = Question {
        method: "POST",
        path,
        headers: vec![("content-type", kind.to_owned())],
        body: body.to_vec(),
    };
    asker.ask(question).status
}
