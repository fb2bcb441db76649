//! Streams on a real relay: an owner learns of an opening, a report and the end while they happen; a reader learns of the
//! end alone; and a relay that closes ends them.

use std::{cell::RefCell, ops::ControlFlow, sync::mpsc, thread, time::Duration};

use keepwell_client::{
    ClientError,
    events::{Owner, Reader, Told, follow, until_ended},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::relay_api::{Action, EVENT_STREAM, EventKind, MailboxState, events_path};
use keepwell_relay::RelayLimits;

use crate::{
    raw,
    server::{Grant, LEASE, Server, opening},
};

/// Follows as the owner until `enough` was told; every pause fails the test, since a stream needs none.
fn followed(grant: &Grant<'_>, told: &mut dyn FnMut(Told) -> ControlFlow<()>) {
    let client = grant.server.client();
    let owner = Owner {
        relay: &client,
        key: &grant.owner,
        mailbox: &grant.id,
        seen: 0,
        clock: &|| grant.server.now(),
        pause: &|_| panic!("a stream is not asked again and again"),
    };
    follow(&owner, told).unwrap();
}

/// Passes on what is news, until the mailbox is closed.
fn pass_on(tell: &mpsc::Sender<Told>, news: Told) -> ControlFlow<()> {
    let over = news == Told::State(MailboxState::Closed);
    if news != Told::Quiet {
        tell.send(news).unwrap();
    }
    if over {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

#[test]
fn an_owner_is_told_of_everything_while_it_happens() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| followed(&grant, &mut |news| pass_on(&tell, news)));
        let next = || told.recv().unwrap();
        assert_eq!(next(), Told::State(MailboxState::Open));
        let visit = opening();
        grant.open(&visit).unwrap();
        let Told::Happened(0, event) = next() else {
            panic!("an event expected")
        };
        assert_eq!(event.what, EventKind::Opened { opening: visit });
        grant.act(Action::Pause).unwrap();
        assert_eq!(next(), Told::State(MailboxState::Paused));
        grant.act(Action::Resume).unwrap();
        assert_eq!(next(), Told::State(MailboxState::Open));
        grant.act(Action::Close).unwrap();
        assert_eq!(next(), Told::State(MailboxState::Closed));
    });
}

#[test]
fn a_stream_begins_after_what_was_seen() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    for _ in 0..3 {
        grant.open(&opening()).unwrap();
    }
    let client = server.client();
    let owner = Owner {
        relay: &client,
        key: &grant.owner,
        mailbox: &grant.id,
        seen: 2,
        clock: &|| server.now(),
        pause: &|_| panic!("a stream needs no pause"),
    };
    let first = RefCell::new(None);
    follow(&owner, &mut |news| match news {
        Told::Happened(number, _) => {
            first.replace(Some(number));
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    })
    .unwrap();
    assert_eq!(first.into_inner(), Some(2));
}

/// Whether the reader is told that it has ended once `ends` was done.
fn reader_is_told(grant: &Grant<'_>, ends: impl FnOnce()) -> bool {
    let client = grant.server.client();
    let reader = Reader {
        relay: &client,
        key: &grant.access,
        mailbox: &grant.id,
        clock: &|| grant.server.now(),
        pause: &|_| panic!("a stream needs no pause"),
    };
    let mut ends = Some(ends);
    until_ended(&reader, &mut || {
        if let Some(ends) = ends.take() {
            ends();
        }
        ControlFlow::Continue(())
    })
}

#[test]
fn a_reader_is_told_of_the_end_however_it_comes() {
    let server = Server::start();
    let closed = Grant::shared(&server, None, b"bundle");
    assert!(reader_is_told(&closed, || closed
        .act(Action::Close)
        .unwrap()));
    // And afterwards at once, by the same answer as everything else.
    assert!(reader_is_told(&closed, || ()));
    let expired = Grant::shared(&server, None, b"bundle");
    assert!(reader_is_told(&expired, || {
        server.pass(LEASE);
        server.relay.sweep();
    }));
}

#[test]
fn a_pause_is_not_the_end_and_tells_a_reader_nothing() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    grant.act(Action::Pause).unwrap();
    let client = server.client();
    let reader = Reader {
        relay: &client,
        key: &grant.access,
        mailbox: &grant.id,
        clock: &|| server.now(),
        pause: &|_| (),
    };
    assert!(!until_ended(&reader, &mut || ControlFlow::Break(())));
}

#[test]
fn nobody_else_may_listen() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let path = events_path(&grant.id);
    let stranger = SigningKey::from_seed(&[9; 32]);
    for request in [
        raw::unsigned("GET", &path),
        raw::signed(&server, "GET", &path, &stranger, None, b""),
        raw::signed(&server, "POST", &path, &grant.owner, None, b""),
    ] {
        assert!(raw::answer(&server, &request).starts_with("HTTP/1.1 404 "));
    }
    let asked = raw::signed(&server, "GET", &path, &grant.access, None, b"");
    assert!(raw::answer(&server, &asked).starts_with("HTTP/1.1 204 "));
}

#[test]
fn a_relay_that_closes_ends_its_streams() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let path = events_path(&grant.id);
    let request = raw::signed(&server, "GET", &path, &grant.owner, None, b"");
    let answer = thread::scope(|scope| {
        // Reads to the end of the connection, which comes only because the relay closes.
        let reading = scope.spawn(|| raw::answer(&server, &request));
        server.relay.close();
        reading.join().unwrap()
    });
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains(EVENT_STREAM) && answer.contains("x-accel-buffering: no"));
}

#[test]
fn there_are_only_so_many_listeners() {
    let server = Server::with(RelayLimits {
        waiting: 0,
        ..RelayLimits::default()
    });
    let grant = Grant::shared(&server, None, b"bundle");
    let client = server.client();
    let pauses = RefCell::new(Vec::new());
    let owner = Owner {
        relay: &client,
        key: &grant.owner,
        mailbox: &grant.id,
        seen: 0,
        clock: &|| server.now(),
        pause: &|time: Duration| pauses.borrow_mut().push(time),
    };
    // Whoever finds no place asks instead.
    let mut states = 0;
    let ended: Result<(), ClientError> = follow(&owner, &mut |news| match news {
        Told::State(_) => {
            states += 1;
            ControlFlow::Continue(())
        }
        _ if pauses.borrow().len() > 2 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    ended.unwrap();
    assert_eq!(states, 1);
}
