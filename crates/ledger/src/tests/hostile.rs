//! Requests of every shape: an answer that is a status, never a panic, and never a file from elsewhere.

use axum::body::Body;
use http::Request;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::statement::Statement;
use proptest::prelude::*;

use crate::tests::fixture::{Answer, GENESIS, Running, grant, open, post};

fn started() -> (tempfile::TempDir, Running) {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    (dir, running)
}

#[test]
fn no_path_reaches_another_file() {
    let (_dir, running) = started();
    for path in [
        "tile/../key",
        "tile/0/../../key",
        "tile/%2e%2e/key",
        "tile/entries/%2e%2e%2f%2e%2e%2fkey",
        "tile/entries/../../../ledger.json",
        "tile/0/000",
        "tile/0/000.p/3",
        "tile/64/000",
        "tile/0/x018/x446/x744/x073/x709/x551/615",
        "tile/entries/x018/x446/x744/x073/x709/x551/615.p/1",
        "tile/",
        "signers/000",
        "key",
        "wal/00000000000000000000.wal",
        "entries/",
        "entries/..",
        "entries/%00",
        ".well-known/scitt-keys/",
        ".well-known/scitt-keys/%ff",
    ] {
        let status = running.get(path).status;
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
}

#[test]
fn other_methods_are_refused() {
    let (_dir, running) = started();
    for (method, path) in [
        ("GET", "/entries"),
        ("DELETE", "/checkpoint"),
        ("PUT", "/tile/0/000.p/1"),
        ("GET", "/time"),
    ] {
        let request = Request::builder().method(method).uri(path);
        let answer = running.send(request.body(Body::empty()).unwrap());
        assert_eq!(answer.status, 405, "{method} {path}");
    }
}

#[test]
fn no_altered_or_cut_statement_is_taken() {
    let (_dir, running) = started();
    let good = grant(1).as_bytes().to_vec();
    for at in 0..good.len() {
        let mut altered = good.clone();
        altered[at] ^= 1;
        assert_eq!(running.send(post(&altered)).status, 400, "byte {at}");
        assert_eq!(running.send(post(&good[..at])).status, 400, "length {at}");
        // The test asks more often than one source may.
        running
            .now
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }
    assert_eq!(running.size(), GENESIS);
}

/// Title and status of problem details, where an answer has them.
fn problem(answer: &Answer) -> (String, u16) {
    let kind = answer.headers.get("content-type");
    let kind = kind.and_then(|kind| kind.to_str().ok());
    assert_eq!(
        kind,
        Some("application/concise-problem-details+cbor"),
        "{answer:?}"
    );
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    let map: ciborium::Value = ciborium::from_reader(answer.body.as_slice()).unwrap();
    let get = |key: i64| {
        let mut members = map.as_map().unwrap().iter();
        let found = members.find(|(name, _)| *name == ciborium::Value::from(key));
        found.unwrap().1.clone()
    };
    let (title, status) = (
        get(-1).into_text().unwrap(),
        get(-4).into_integer().unwrap(),
    );
    assert!(get(-2).as_text().unwrap().ends_with('.'));
    (title, u16::try_from(status).unwrap())
}

#[test]
fn every_refusal_says_why_in_the_same_way_also_the_framework_s_own() {
    let (_dir, running) = started();
    let ask = |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        running.send(request.body(Body::empty()).unwrap())
    };
    for (method, path, title, status) in [
        ("PUT", "/entries", "Method not allowed", 405),
        ("GET", "/entries", "Method not allowed", 405),
        ("POST", "/checkpoint", "Method not allowed", 405),
        ("DELETE", "/entries/0", "Method not allowed", 405),
        ("GET", "/time", "Method not allowed", 405),
        ("GET", "/.well-known/scitt-keys/%ff", "Bad request", 400),
        ("GET", "/entries/%ff", "Bad request", 400),
        ("GET", "/entries/%00", "Not found", 404),
        ("GET", "/tile/%ff", "Not found", 404),
        ("GET", "/entries/0/nothing", "Not found", 404),
        ("GET", "/entries/0/proof/more", "Not found", 404),
        ("GET", "/retention/other", "Not found", 404),
        ("GET", "/status", "Not found", 404),
        ("GET", "/tile", "Not found", 404),
        ("GET", "/.well-known/scitt-keys/a/b", "Not found", 404),
        ("POST", "/entries", "Unknown media type", 415),
    ] {
        let answer = ask(method, path);
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(
            problem(&answer),
            (title.to_owned(), status),
            "{method} {path}"
        );
        assert_eq!(
            answer.headers.contains_key("allow"),
            status == 405,
            "{method} {path}"
        );
    }
    // What is nobody's of the ledger's is left to whoever serves it.
    for path in ["/", "/entriesx", "/v1/boxes", "/.well-known/keepwell"] {
        assert!(ask("GET", path).body.is_empty(), "{path}");
    }
}

#[test]
fn no_body_or_path_makes_it_panic() {
    let (_dir, running) = started();
    let bodies = prop::collection::vec(any::<u8>(), 0..600);
    let paths =
        "(tile|entries|checkpoint|time|\\.well-known/scitt-keys)?(/[0-9a-zA-Z.%~?=&-]{0,12}){0,4}";
    let mut runner = proptest::test_runner::TestRunner::default();
    let cases = (bodies, paths, any::<bool>());
    let outcome = runner.run(&cases, |(body, path, is_post)| {
        running
            .now
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        prop_assert_eq!(running.send(post(&body)).status, 400);
        let method = if is_post { "POST" } else { "GET" };
        let request = Request::builder().method(method).uri(format!("/{path}"));
        if let Ok(request) = request.body(Body::from(body)) {
            let status = running.send(request).status;
            prop_assert!(status < 500, "{} {}", status, path);
        }
        Ok(())
    });
    outcome.unwrap();
    // It still works.
    assert_eq!(running.post(&grant(1)).status, 201);
}

/// A statement full of what begins a record does not confuse the next start.
#[test]
fn statements_that_look_like_the_log_change_nothing() {
    let (dir, running) = started();
    let wal = dir.path().join("wal/00000000000000000000.wal");
    let record = std::fs::read(&wal).unwrap();
    let payload: Vec<u8> = record.iter().copied().cycle().take(3500).collect();
    // The ledger alone may sign what has so much room.
    let seed = std::fs::read(dir.path().join("key")).unwrap();
    let own = SigningKey::from_seed(seed.as_slice().try_into().unwrap());
    let kind = keepwell_protocol::entry::EntryType::StatusRoot;
    let statement = Statement::sign(kind, "urn:test", &payload, &own);
    assert_eq!(running.post(&statement).status, 201);
    drop(running);
    let running = open(dir.path());
    assert_eq!(running.size(), GENESIS + 1);
    running.post(&grant(2));
    drop(running);
    // The record with that statement, torn: what stands in the statement is no later record.
    let whole = std::fs::read(&wal).unwrap();
    let torn = record.len() + 3700;
    std::fs::write(&wal, &whole[..torn]).unwrap();
    std::fs::remove_file(dir.path().join("checkpoint")).unwrap();
    assert_eq!(open(dir.path()).size(), GENESIS);
}
