//! Whatever is sent, the relay answers with a refusal of its own or hangs up; it never fails inside, and goes on serving.

use proptest::prelude::*;

use crate::{
    raw,
    server::{Grant, Server, opening},
};

/// Values that are nearly right.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,60}",
        "[0-9]{0,25}",
        Just("sig1=:AAAA:".to_owned()),
        Just("sig1=()".to_owned()),
        Just("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:".to_owned()),
        Just("bytes=0-".to_owned()),
        Just("00000000000000000000000000000000".to_owned()),
        Just("*".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "content-digest",
        "signature-input",
        "signature",
        "keepwell-opening",
        "upload-offset",
        "upload-length",
        "repr-digest",
        "if-match",
        "if-none-match",
        "if-range",
        "range",
        "content-type",
    ])
}

fn path() -> impl Strategy<Value = String> {
    let id = "00000000000000000000000000000000";
    prop_oneof![
        "/[!-~]{0,40}",
        Just(format!("/v1/mailboxes/{id}")),
        Just(format!("/v1/mailboxes/{id}/close")),
        Just(format!("/v1/mailboxes/{id}/reports")),
        Just(format!("/v1/mailboxes/{id}/parts/bundle")),
        Just(format!("/v1/boxes/{id}")),
        "/v1/mailboxes/[!-~]{0,40}/parts/[!-~]{0,40}",
    ]
}

fn method() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "GET", "HEAD", "PUT", "PATCH", "POST", "OPTIONS", "FOO",
    ])
}

#[test]
fn nothing_that_is_sent_makes_it_fail_inside() {
    let server = Server::start();
    let fields = prop::collection::vec((name(), value()), 0..8);
    let body = prop::collection::vec(any::<u8>(), 0..200);
    let config = ProptestConfig::with_cases(400);
    let requests = (method(), path(), fields, body);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&requests, |(method, path, fields, body)| {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: relay\r\nconnection: close\r\ncontent-length: {}\r\n",
            body.len()
        );
        for (name, value) in fields {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        let status = raw::status(&server, &[request.as_bytes(), &body].concat());
        prop_assert!(status < 500 || status == 507, "{status} for {request}");
        Ok(())
    });
    result.unwrap();
    still_serves(&server);
}

#[test]
fn a_good_signature_over_a_bad_body_is_refused() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let visit = opening();
    grant.open(&visit).unwrap();
    let deep = "[".repeat(8000);
    for body in [b"".as_slice(), b"{}", b"null", b"\xff\xfe", deep.as_bytes()] {
        let path = format!("/v1/mailboxes/{}", grant.id);
        let create = raw::signed(&server, "PUT", &path, &grant.owner, None, body);
        assert_eq!(raw::status(&server, &create), 400);
        let path = format!("{path}/reports");
        let report = raw::signed(&server, "POST", &path, &grant.access, Some(visit), body);
        assert_eq!(raw::status(&server, &report), 400);
        let path = keepwell_protocol::relay_api::part_path(&grant.id, "a1");
        let piece = raw::signed(&server, "PATCH", &path, &grant.owner, None, body);
        assert_eq!(raw::status(&server, &piece), 400);
    }
    still_serves(&server);
}

#[test]
fn bytes_that_are_no_http_are_turned_away() {
    let server = Server::start();
    for garbage in [
        b"\0\0\0\0".as_slice(),
        b"\x16\x03\x01\x02\x00\x01",
        b"GET",
        b"\r\n\r\n",
    ] {
        let answer = raw::send_and_hang_up(&server, garbage);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 400 "));
    }
    still_serves(&server);
}

fn still_serves(server: &Server) {
    let grant = Grant::shared(server, None, b"bundle");
    assert_eq!(grant.open(&opening()).unwrap(), b"bundle");
}
