//! Too much and too often: each is told so, and revocations still get through.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use crate::{Limits, Rate};
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::Request;
use keepwell_protocol::ledger_api::{ENTRIES_PATH, TIME_PATH};

use crate::tests::fixture::{Running, grant, key, open, open_with, post, quick};

fn rate(burst: u32) -> Rate {
    Rate {
        burst,
        per_second: 1,
    }
}

fn from(source: &str, mut request: Request<Body>) -> Request<Body> {
    let address: SocketAddr = source.parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(address));
    request
}

fn limited(dir: &std::path::Path) -> Running {
    let limits = Limits {
        statements: rate(3),
        revocations: rate(2),
        times: rate(1),
        ..quick()
    };
    open_with(dir, limits).unwrap()
}

#[test]
fn who_asks_too_often_waits_and_others_do_not() {
    let dir = tempfile::tempdir().unwrap();
    let running = limited(dir.path());
    let send = |source, n| running.send(from(source, post(grant(n).as_bytes())));
    for n in 0..3 {
        assert_eq!(send("192.0.2.1:1000", n).status, 201);
    }
    let refused = send("192.0.2.1:1001", 3);
    assert_eq!(refused.status, 429);
    assert_eq!(refused.headers["retry-after"], "1");
    assert_eq!(send("192.0.2.2:1000", 3).status, 201);
    running.now.fetch_add(1, Ordering::Relaxed);
    assert_eq!(send("192.0.2.1:1000", 4).status, 201);
}

#[test]
fn revocations_are_counted_apart() {
    let dir = tempfile::tempdir().unwrap();
    let running = limited(dir.path());
    for n in 0..3 {
        running.post(&grant(n));
    }
    assert_eq!(running.post(&grant(3)).status, 429);
    assert_eq!(running.post(&grant(0).revocation(&key(0))).status, 201);
    assert_eq!(running.post(&grant(1).revocation(&key(1))).status, 201);
    assert_eq!(running.post(&grant(2).revocation(&key(2))).status, 429);
    let time = || {
        Request::post(TIME_PATH)
            .body(Body::from(vec![1; 32]))
            .unwrap()
    };
    assert_eq!(running.send(time()).status, 200);
    assert_eq!(running.send(time()).status, 429);
}

#[test]
fn without_places_grants_wait_and_revocations_go_on() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).post(&grant(1));
    let limits = Limits {
        waiting: 0,
        waiting_urgent: 1,
        ..quick()
    };
    let running = open_with(dir.path(), limits).unwrap();
    let busy = running.post(&grant(2));
    assert_eq!(busy.status, 429);
    assert_eq!(busy.headers["retry-after"], "1");
    assert_eq!(running.post(&grant(1)).status, 200);
    assert_eq!(running.post(&grant(1).revocation(&key(1))).status, 201);
}

#[test]
fn bodies_have_a_limit_and_a_type() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    assert_eq!(running.send(post(&[0; 4096])).status, 400);
    assert_eq!(running.send(post(&[0; 4097])).status, 413);
    let typed = |media: &str| {
        let request = Request::post(ENTRIES_PATH).header("content-type", media);
        let body = Body::from(grant(1).as_bytes().to_vec());
        running.send(request.body(body).unwrap()).status
    };
    assert_eq!(typed("application/json"), 415);
    assert_eq!(typed("application/cose; cose-type=\"cose-sign1\""), 201);
    assert_eq!(typed("Application/SCITT-Statement+COSE"), 200);
    let bare = Request::post(ENTRIES_PATH).body(Body::empty()).unwrap();
    assert_eq!(running.send(bare).status, 415);
}
