//! What one source, one mailbox and the whole disk may take, what is never limited, and what every answer carries.

use keepwell_client::ClientError;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::BoxId,
    relay_api::{Action, MAX_UPLOAD, mailbox_path, part_path},
};
use keepwell_relay::{RelayLimits, limits::Rate};

use crate::{
    raw,
    server::{Grant, Server, opening},
};

fn refused(result: Result<(), ClientError>) -> String {
    match result {
        Err(ClientError::Refused { code, .. }) => code,
        other => panic!("refused expected: {other:?}"),
    }
}

fn rate(burst: u32) -> Rate {
    Rate {
        burst,
        per_hour: 3600,
    }
}

#[test]
fn who_asks_too_often_waits_but_may_always_close() {
    let server = Server::with(RelayLimits {
        requests: rate(6),
        spares_loopback: false,
        ..RelayLimits::default()
    });
    let grant = Grant::shared(&server, None, b"bundle");
    while grant.status().is_ok() {}
    let Err(error) = grant.status() else {
        panic!("refused expected")
    };
    assert!(error.is_temporary());
    let answer = raw::answer(&server, &raw::unsigned("GET", &mailbox_path(&grant.id)));
    assert!(answer.starts_with("HTTP/1.1 429 ") && answer.contains("\nretry-after: 1\n"));
    grant.act(Action::Pause).unwrap();
    grant.act(Action::Close).unwrap();
    assert_eq!(grant.files(), 0);
    server.pass(1);
    grant.status().unwrap();
}

#[test]
fn new_mailboxes_and_boxes_of_one_source_have_a_limit() {
    let server = Server::with(RelayLimits {
        mailboxes: rate(2),
        boxes: rate(1),
        spares_loopback: false,
        ..RelayLimits::default()
    });
    let (first, second, third) = (
        Grant::planned(&server),
        Grant::planned(&server),
        Grant::planned(&server),
    );
    first.create(None).unwrap();
    // Creating it again is not a new one.
    first.create(None).unwrap();
    second.create(None).unwrap();
    assert_eq!(refused(third.create(None)), "too_many");
    let key = SigningKey::from_seed(&[1; 32]);
    let write = |id, content: &[u8], expected: Option<&str>| {
        let id = BoxId::from_bytes([id; 16]);
        server
            .client()
            .write_box(&key, &id, content, expected, server.now())
    };
    let version = write(1, b"one", None).unwrap();
    assert_eq!(refused(write(2, b"one", None).map(drop)), "too_many");
    write(1, b"two", Some(&version)).unwrap();
}

#[test]
fn a_mailbox_and_the_disk_have_a_limit_and_closing_gives_room_back() {
    let server = Server::with(RelayLimits {
        mailbox_bytes: 1000,
        disk_bytes: 1500,
        ..RelayLimits::default()
    });
    let (first, second) = (Grant::planned(&server), Grant::planned(&server));
    first.create(None).unwrap();
    second.create(None).unwrap();
    assert_eq!(refused(first.upload("bundle", &[7; 1001])), "full");
    first.upload("bundle", &[7; 900]).unwrap();
    assert_eq!(refused(first.upload("a1", &[7; 101])), "full");
    first.upload("a1", &[7; 100]).unwrap();
    assert_eq!(refused(second.upload("bundle", &[7; 600])), "full");
    first.act(Action::Close).unwrap();
    second.upload("bundle", &[7; 600]).unwrap();
    assert_eq!(second.open(&opening()).unwrap(), [7; 600]);
}

#[test]
fn slow_uploads_keep_no_grant_out() {
    let server = Server::with(RelayLimits {
        bodies: 0,
        ..RelayLimits::default()
    });
    let grant = Grant::planned(&server);
    grant.create(None).unwrap();
    grant.act(Action::Pause).unwrap();
}

#[test]
fn a_piece_that_is_too_large_is_refused() {
    let server = Server::start();
    let grant = Grant::planned(&server);
    grant.create(None).unwrap();
    let path = part_path(&grant.id, "bundle");
    let body = vec![7; MAX_UPLOAD + 1];
    let request = raw::signed(&server, "PATCH", &path, &grant.owner, None, &body);
    // The server may hang up before it was all sent.
    assert!(matches!(raw::status(&server, &request), 413 | 0));
    assert_eq!(grant.files(), 0);
}

/// Bodies that need no place in memory have 8 KiB at most.
#[test]
fn a_small_body_of_one_byte_more_is_refused() {
    let server = Server::start();
    let grant = Grant::planned(&server);
    let path = mailbox_path(&grant.id);
    for (length, status) in [(8192, 400), (8193, 413)] {
        let body = vec![b' '; length];
        let request = raw::signed(&server, "PUT", &path, &grant.owner, None, &body);
        assert_eq!(raw::status(&server, &request), status, "{length} bytes");
    }
}

#[test]
fn a_phone_s_browser_is_led_to_the_page() {
    let server = Server::start();
    for path in ["/G", "/g", "/C", "/c", "/R", "/r"] {
        let answer = raw::answer(&server, &raw::unsigned("GET", path));
        assert!(answer.starts_with("HTTP/1.1 302 Found\n"), "{answer}");
        assert!(answer.contains("\nlocation: https://page.example/\n"));
    }
}

#[test]
fn pages_of_any_origin_may_ask_and_nothing_is_cached_or_guessed() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let path = part_path(&grant.id, "bundle");
    let preflight = raw::answer(&server, &raw::unsigned("OPTIONS", &path));
    assert!(preflight.starts_with("HTTP/1.1 204 "));
    for field in [
        "access-control-allow-methods: GET, HEAD, PUT, PATCH, POST",
        "access-control-allow-headers: content-type, content-digest, signature-input, signature, keepwell-opening",
    ] {
        assert!(preflight.contains(field), "{preflight}");
    }
    let request = raw::signed(&server, "GET", &path, &grant.access, Some(opening()), b"");
    let answer = raw::answer(&server, &request);
    for field in [
        "access-control-allow-origin: *\n",
        "access-control-expose-headers: replay-nonce,",
        "cache-control: no-store\n",
        "x-content-type-options: nosniff\n",
        "content-type: application/octet-stream\n",
        "content-disposition: attachment\n",
        "content-length: 6\n",
    ] {
        assert!(answer.contains(field), "{field} in {answer}");
    }
    assert!(!answer.contains("access-control-allow-credentials"));
}
