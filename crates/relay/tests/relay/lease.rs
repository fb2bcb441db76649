//! Who is let in when, by the server's clock, and what is left afterwards.

use std::sync::atomic::{AtomicU32, Ordering};

use keepwell_client::ClientError;
use keepwell_protocol::relay_api::{Action, EventKind, MailboxState, action_path};

use crate::{
    raw,
    server::{Grant, LEASE, Server, not_available, opening},
};

const DAY: u64 = 24 * 60 * 60;

#[test]
fn too_early_is_refused_and_told_to_the_owner_once() {
    let server = Server::start();
    let grant = Grant::planned(&server);
    let mut lease = grant.lease(None);
    lease.not_before = server.now().plus(600);
    grant.create_with(&lease).unwrap();
    grant.upload("bundle", b"bundle").unwrap();
    let visit = opening();
    assert!(not_available(grant.open(&visit)));
    assert!(not_available(grant.open(&visit)));
    server.pass(600);
    assert_eq!(grant.open(&visit).unwrap(), b"bundle");
    let status = grant.status().unwrap();
    let seen: Vec<_> = status.events.into_iter().map(|event| event.what).collect();
    let (refused, opened) = (
        EventKind::Refused { opening: visit },
        EventKind::Opened { opening: visit },
    );
    assert_eq!(seen, [refused, opened]);
    assert_eq!(status.openings, 1);
}

#[test]
fn the_last_opening_goes_on_for_its_fifteen_minutes() {
    let server = Server::start();
    let grant = Grant::shared(&server, Some(1), b"bundle");
    let visit = opening();
    grant.open(&visit).unwrap();
    assert!(not_available(grant.open(&opening())));
    assert_eq!(grant.status().unwrap().state, MailboxState::UsedUp);
    server.pass(15 * 60 - 1);
    server.relay.sweep();
    grant.open(&visit).unwrap();
    server.pass(1);
    assert!(not_available(grant.open(&visit)));
    assert_eq!(server.relay.sweep().ended, 1);
    assert_eq!(grant.files(), 0);
    assert_eq!(grant.status().unwrap().state, MailboxState::UsedUp);
}

#[test]
fn an_end_of_a_pause_that_was_kept_up_on_its_way_does_not_undo_a_later_pause() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let act = |action| {
        let path = action_path(&grant.id, action);
        raw::signed(&server, "POST", &path, &grant.owner, None, b"")
    };
    grant.act(Action::Pause).unwrap();
    let kept_up = act(Action::Resume);
    server.pass(60);
    grant.act(Action::Pause).unwrap();
    assert_eq!(
        raw::status(&server, &kept_up),
        401,
        "asked for before the pause"
    );
    assert_eq!(grant.status().unwrap().state, MailboxState::Paused);
    assert!(not_available(grant.open(&opening())));

    // What was signed over an older nonce by somebody who waits for it is repeated with a new one.
    let client = server.client();
    client
        .status(&grant.owner, &grant.id, server.now())
        .unwrap();
    server.pass(1);
    grant.act(Action::Pause).unwrap();
    let resumed = client.act(&grant.owner, &grant.id, Action::Resume, server.now());
    resumed.unwrap();
    assert_eq!(grant.status().unwrap().state, MailboxState::Open);
    // A stop needs no order.
    let late = act(Action::Close);
    server.pass(60);
    grant.act(Action::Resume).unwrap();
    assert_eq!(raw::status(&server, &late), 204);
    assert_eq!(grant.status().unwrap().state, MailboxState::Closed);
}

#[test]
fn of_readers_who_come_at_once_the_last_opening_is_given_to_one() {
    let server = Server::start();
    let grant = Grant::shared(&server, Some(1), b"bundle");
    let opened = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let result = grant.open(&opening());
                opened.fetch_add(u32::from(result.is_ok()), Ordering::SeqCst);
            });
        }
    });
    assert_eq!(opened.into_inner(), 1);
    let status = grant.status().unwrap();
    assert_eq!((status.openings, status.events.len()), (1, 8));
}

#[test]
fn after_the_lease_the_ciphertext_goes_and_later_the_events() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let visit = opening();
    grant.open(&visit).unwrap();
    server.pass(LEASE);
    assert!(not_available(grant.open(&visit)));
    assert_eq!(grant.status().unwrap().state, MailboxState::Expired);
    assert_eq!(grant.files(), 1);
    assert_eq!(server.relay.sweep().ended, 1);
    assert_eq!(grant.files(), 0);
    assert!(matches!(
        grant.upload("bundle", b"x"),
        Err(ClientError::Conflict)
    ));
    assert_eq!(grant.status().unwrap().events.len(), 2);
    server.pass(30 * DAY - 1);
    assert_eq!(server.relay.sweep().forgotten, 0);
    assert_eq!(grant.status().unwrap().events.len(), 2);
    server.pass(1);
    assert_eq!(server.relay.sweep().forgotten, 1);
    assert!(not_available(grant.status()));
}

#[test]
fn paused_lets_nobody_in_until_it_is_resumed() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let visit = opening();
    grant.open(&visit).unwrap();
    grant.act(Action::Pause).unwrap();
    grant.act(Action::Pause).unwrap();
    assert_eq!(grant.status().unwrap().state, MailboxState::Paused);
    assert!(not_available(grant.open(&visit)));
    grant.act(Action::Resume).unwrap();
    assert_eq!(grant.open(&visit).unwrap(), b"bundle");
}

#[test]
fn closing_deletes_at_once_and_for_ever() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let visit = opening();
    grant.open(&visit).unwrap();
    grant.act(Action::Close).unwrap();
    assert_eq!(grant.files(), 0);
    assert!(not_available(grant.open(&visit)));
    grant.act(Action::Close).unwrap();
    assert!(matches!(
        grant.act(Action::Resume),
        Err(ClientError::Conflict)
    ));
    assert!(matches!(
        grant.act(Action::Pause),
        Err(ClientError::Conflict)
    ));
    assert!(matches!(
        grant.upload("bundle", b"x"),
        Err(ClientError::Conflict)
    ));
    let status = grant.status().unwrap();
    assert_eq!(status.state, MailboxState::Closed);
    // Creating it again, as an outbox does that missed the answer, does not bring it back.
    grant.create(None).unwrap();
    assert_eq!(grant.status().unwrap().state, MailboxState::Closed);
}

#[test]
fn refusals_are_kept_up_to_a_number() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    grant.act(Action::Pause).unwrap();
    for _ in 0..keepwell_relay::limits::MAX_REFUSED + 3 {
        assert!(not_available(grant.open(&opening())));
    }
    let kept = grant.status().unwrap().events.len();
    assert_eq!(kept, keepwell_relay::limits::MAX_REFUSED as usize);
}
