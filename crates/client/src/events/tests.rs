//! Streams that do what they should, and relays and proxies that do not.

use std::{
    cell::Cell,
    sync::atomic::{AtomicU32, Ordering},
};

use keepwell_protocol::{
    http_signature::Evidence,
    mailbox::OpeningId,
    origin::Origin,
    relay_api::{EVENT_STREAM, EventKind, NONCE_HEADER},
};
use serde_json::json;

use super::*;
use crate::{
    testing::{Scripted, answer, asks_nonce, header, refusal},
    transport::Response,
};

const NOW: Timestamp = Timestamp::from_seconds(1000);

fn event(number: u8) -> MailboxEvent {
    MailboxEvent {
        time: NOW.plus(number.into()),
        what: EventKind::Opened {
            opening: OpeningId::from_bytes([number; 16]),
        },
        evidence: Some(Evidence {
            method: "GET".into(),
            target_uri: "https://relay.example/".into(),
            content_digest: String::new(),
            opening: None,
            signature_input: String::new(),
            signature: String::new(),
        }),
    }
}

fn happened(number: u8) -> String {
    let json = serde_json::to_string(&event(number)).unwrap();
    format!("id: {number}\nevent: happened\ndata: {json}\n\n")
}

fn tells(number: u8) -> Told {
    Told::Happened(number.into(), Box::new(event(number)))
}

fn stream(body: &str) -> Response {
    answer(200, &[("content-type", EVENT_STREAM)], body)
}

fn status(events: &[MailboxEvent], state: &str) -> Response {
    let body = json!({"state": state, "openings": events.len(), "events": events});
    answer(200, &[], body.to_string())
}

/// What is told until `most` things that are not mere signs of life were, and how often it paused.
fn told(transport: &Scripted, seen: u32, most: usize) -> (Vec<Told>, u32) {
    let relay = Relay::new(transport, Origin::parse("https://relay.example").unwrap());
    let pauses = Cell::new(0);
    let owner = Owner {
        relay: &relay,
        key: &SigningKey::from_seed(&[1; 32]),
        mailbox: &MailboxId::from_bytes([7; 16]),
        seen,
        clock: &|| NOW,
        pause: &|_| pauses.set(pauses.get() + 1),
    };
    let mut all = Vec::new();
    follow(&owner, &mut |news| {
        if news != Told::Quiet {
            all.push(news);
        }
        if all.len() < most {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })
    .unwrap();
    (all, pauses.get())
}

fn script(
    script: impl Fn(bool, &crate::transport::Request) -> Result<Response, TransportError>
    + Send
    + Sync
    + 'static,
) -> Scripted {
    Scripted::new(move |request| {
        if asks_nonce(request) {
            return Ok(answer(204, &[(NONCE_HEADER, "nonce")], ""));
        }
        script(header(request, "accept") == Some(EVENT_STREAM), request)
    })
}

#[test]
fn a_stream_tells_without_asking_again() {
    let transport = script(|streams, _| {
        assert!(streams, "nothing but the stream is asked for");
        let body = format!(
            ":\n\n{}event: state\ndata: \"open\"\n\n{}",
            happened(0),
            happened(1)
        );
        Ok(stream(&body))
    });
    let expected = [tells(0), Told::State(MailboxState::Open), tells(1)];
    assert_eq!(told(&transport, 0, 3), (expected.to_vec(), 0));
    assert_eq!(transport.asked().len(), 2);
}

#[test]
fn a_stream_that_was_cut_goes_on_after_the_last_event() {
    let transport = script(|_, request| {
        Ok(match header(request, "last-event-id") {
            None => stream(&happened(0)),
            Some("0") => stream(&format!("{}{}", happened(0), happened(1))),
            Some(other) => panic!("{other}"),
        })
    });
    let (all, pauses) = told(&transport, 0, 2);
    let expected = [tells(0), tells(1)];
    assert_eq!((all, pauses), (expected.to_vec(), 1));
}

#[test]
fn where_no_stream_comes_through_it_asks() {
    let events = vec![event(0), event(1)];
    let refused: [fn() -> Result<Response, TransportError>; 6] = [
        || Ok(refusal(404, "not_available")),
        || Ok(answer(502, &[], "<html>")),
        || Ok(answer(200, &[("content-type", "text/html")], "<html>")),
        || Ok(stream("")),
        || Ok(stream("<html>hello</html>\n\n")),
        || Err(TransportError::Silent),
    ];
    for refuse in refused {
        let events = events.clone();
        let transport = script(move |streams, _| {
            if streams {
                refuse()
            } else {
                Ok(status(&events, "open"))
            }
        });
        let (all, _) = told(&transport, 1, 2);
        let expected = [tells(1), Told::State(MailboxState::Open)];
        assert_eq!(all, expected);
    }
}

#[test]
fn a_relay_that_leaves_one_out_is_asked_for_all() {
    let transport = script(|streams, _| {
        Ok(if streams {
            stream(&happened(1))
        } else {
            status(&[event(0), event(1)], "open")
        })
    });
    let (all, _) = told(&transport, 0, 2);
    assert_eq!(all, [tells(0), tells(1)]);
}

#[test]
fn a_relay_that_is_away_is_tried_again() {
    let tries = AtomicU32::new(0);
    let transport = script(move |_, _| {
        if tries.fetch_add(1, Ordering::Relaxed) < 3 {
            Err(TransportError::Connect)
        } else {
            Ok(stream(&happened(0)))
        }
    });
    let (all, pauses) = told(&transport, 0, 1);
    assert_eq!((all.len(), pauses), (1, 3));
}

#[test]
fn a_mailbox_that_is_gone_ends_it() {
    let transport = script(|_, _| Ok(refusal(404, "not_available")));
    let relay = Relay::new(&transport, Origin::parse("https://relay.example").unwrap());
    let owner = Owner {
        relay: &relay,
        key: &SigningKey::from_seed(&[1; 32]),
        mailbox: &MailboxId::from_bytes([7; 16]),
        seen: 0,
        clock: &|| NOW,
        pause: &|_| {},
    };
    let ended = follow(&owner, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(ended, Err(ClientError::NotAvailable)));
}

fn ended(transport: &Scripted, patience: u32) -> bool {
    let relay = Relay::new(transport, Origin::parse("https://relay.example").unwrap());
    let reader = Reader {
        relay: &relay,
        key: &SigningKey::from_seed(&[1; 32]),
        mailbox: &MailboxId::from_bytes([7; 16]),
        clock: &|| NOW,
        pause: &|_| {},
    };
    let mut left = patience;
    until_ended(&reader, &mut || match left.checked_sub(1) {
        Some(less) => {
            left = less;
            ControlFlow::Continue(())
        }
        None => ControlFlow::Break(()),
    })
}

#[test]
fn a_reader_learns_that_it_is_over_and_nothing_else() {
    let over = script(|_, _| Ok(stream(":\n\nevent: ended\ndata: ended\n\n")));
    assert!(ended(&over, 100));
    let gone = script(|_, _| Ok(refusal(404, "not_available")));
    assert!(ended(&gone, 100));
    let alive = script(|_, _| Ok(stream(":\n\n:\n\n:\n\n")));
    assert!(!ended(&alive, 100));
    let away = script(|_, _| Err(TransportError::Connect));
    assert!(!ended(&away, 100));
}

#[test]
fn a_reader_without_a_stream_asks() {
    for over in [false, true] {
        let transport = script(move |streams, _| {
            Ok(match (streams, over) {
                (true, _) => answer(502, &[], ""),
                (false, true) => refusal(404, "not_available"),
                (false, false) => answer(204, &[], ""),
            })
        });
        assert_eq!(ended(&transport, 100), over);
    }
}
