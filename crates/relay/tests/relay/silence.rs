//! What the relay does not tell: why a reader is refused. And what it does not take: a request played again, or signed
//! for another one.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::{Action, mailbox_path, part_path},
};
use rand_core::OsRng;

use crate::{
    raw,
    server::{Grant, LEASE, Server, opening},
};

fn read(grant: &Grant<'_>) -> Vec<u8> {
    let path = part_path(&grant.id, "bundle");
    raw::signed(
        grant.server,
        "GET",
        &path,
        &grant.access,
        Some(opening()),
        b"",
    )
}

/// What a mailbox that never was answers.
fn refusal(server: &Server) -> String {
    let expected = raw::answer(server, &read(&Grant::planned(server)));
    assert!(expected.starts_with("HTTP/1.1 404 Not Found\n"));
    assert!(expected.contains(r#"{"error":{"code":"not_available","#));
    expected
}

#[test]
fn every_refused_reader_gets_the_same_bytes() {
    let server = Server::start();
    let shared = |openings| Grant::shared(&server, openings, b"bundle");
    let (closed, paused, used_up, expired) =
        (shared(None), shared(None), shared(Some(1)), shared(None));
    closed.act(Action::Close).unwrap();
    paused.act(Action::Pause).unwrap();
    used_up.open(&opening()).unwrap();
    let empty = Grant::planned(&server);
    empty.create(None).unwrap();
    let early = Grant::planned(&server);
    let mut lease = early.lease(None);
    lease.not_before = server.now().plus(60);
    early.create_with(&lease).unwrap();
    early.upload("bundle", b"bundle").unwrap();
    let foreign = Grant {
        id: expired.id,
        ..Grant::planned(&server)
    };

    let expected = refusal(&server);
    for grant in [&closed, &paused, &used_up, &empty, &early, &foreign] {
        assert_eq!(raw::answer(&server, &read(grant)), expected);
    }
    server.pass(LEASE);
    assert_eq!(raw::answer(&server, &read(&expired)), expected);
    server.relay.sweep();
    assert_eq!(raw::answer(&server, &read(&expired)), expected);
}

#[test]
fn a_request_that_is_not_well_signed_gets_the_same_bytes_too() {
    let server = Server::start();
    let open = Grant::shared(&server, None, b"bundle");
    let path = part_path(&open.id, "bundle");
    let forged = SigningKey::generate(&mut OsRng);
    let good = String::from_utf8(read(&open)).unwrap();
    let elsewhere = part_path(&MailboxId::generate(&mut OsRng), "bundle");
    let expected = refusal(&server);
    for spoilt in [
        raw::unsigned("GET", &path),
        raw::unsigned("GET", &part_path(&open.id, "..%2f..%2fstore.key")),
        raw::unsigned("GET", "/v1/mailboxes/%ff/parts/bundle"),
        raw::unsigned("DELETE", &path),
        raw::unsigned("GET", "/v1/anything/else"),
        raw::signed(&server, "GET", &path, &forged, Some(opening()), b""),
        raw::signed(&server, "GET", &path, &open.access, None, b""),
        good.replace("signature: sig1=:", "signature: sig1=:AAAA")
            .into_bytes(),
        good.replace("created=", "created=1").into_bytes(),
        good.replace(&path, &elsewhere).into_bytes(),
        good.replace("signature: ", "signature: a\r\nsignature: ")
            .into_bytes(),
    ] {
        assert_eq!(raw::answer(&server, &spoilt), expected);
    }
    assert!(raw::send(&server, good.as_bytes()).ends_with(b"bundle"));
}

#[test]
fn a_request_played_again_is_refused() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let request = read(&grant);
    assert_eq!(raw::status(&server, &request), 200);
    assert_eq!(raw::status(&server, &request), 401);
    let path = format!("{}/close", mailbox_path(&grant.id));
    let close = raw::signed(&server, "POST", &path, &grant.owner, None, b"");
    server.pass(300);
    assert_eq!(raw::status(&server, &close), 401);
    assert_eq!(grant.status().unwrap().openings, 1);
}

#[test]
fn bad_signatures_leave_no_event() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let stranger = Grant {
        id: grant.id,
        ..Grant::planned(&server)
    };
    for _ in 0..5 {
        assert_eq!(raw::status(&server, &read(&stranger)), 404);
    }
    assert!(grant.status().unwrap().events.is_empty());
}
