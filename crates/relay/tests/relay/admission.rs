//! A relay that asks for work before it takes in a mailbox: who works gets one, work is for one mailbox and once, and taking
//! access back is never asked.

use std::sync::Mutex;

use keepwell_admission::{Pace, Rule};
use keepwell_client::{
    ClientError,
    transport::{HttpTransport, Method, Request, Response, Transport, TransportError},
};
use keepwell_protocol::{mailbox::BoxId, relay_api::Action};
use keepwell_relay::RelayLimits;

use crate::server::{Grant, Server, opening};

const PACE: Pace = Pace {
    at_rest: 6,
    at_most: 9,
    per_second: 1,
    burst: 4,
};

fn asking() -> Server {
    Server::with(RelayLimits {
        admission: Rule::Work(PACE),
        ..RelayLimits::default()
    })
}

/// Sends on, with another `Authorization` where there is one.
struct Instead<'t> {
    inner: &'t HttpTransport,
    /// What is sent; `None` for nothing at all.
    answer: Option<String>,
    /// What would have been sent last.
    worked: Mutex<Option<String>>,
}

impl<'t> Instead<'t> {
    fn of(inner: &'t HttpTransport, answer: Option<String>) -> Self {
        let worked = Mutex::default();
        Self {
            inner,
            answer,
            worked,
        }
    }
}

impl Transport for Instead<'_> {
    fn send(&self, mut request: Request) -> Result<Response, TransportError> {
        let is_one = |(name, _): &(&str, String)| *name == "authorization";
        if request.method == Method::Put
            && let Some(at) = request.headers.iter().position(is_one)
        {
            *self.worked.lock().unwrap() = Some(request.headers.remove(at).1);
            let answer = self.answer.clone();
            request
                .headers
                .extend(answer.map(|value| ("authorization", value)));
        }
        self.inner.send(request)
    }
}

fn create(grant: &Grant<'_>, transport: &dyn Transport) -> Result<(), ClientError> {
    let (client, now) = (grant.server.client_over(transport), grant.server.now());
    client.create(&grant.owner, &grant.id, &grant.lease(None), now)
}

#[test]
fn a_new_mailbox_needs_work_and_nothing_else_does() {
    let server = asking();
    let grant = Grant::shared(&server, None, b"bundle");
    grant.create(None).unwrap();
    assert_eq!(grant.open(&opening()).unwrap(), b"bundle");
    for action in [Action::Pause, Action::Resume, Action::Close] {
        grant.act(action).unwrap();
    }
    let id = BoxId::from_bytes([1; 16]);
    let client = server.client();
    client
        .write_box(&grant.owner, &id, b"one", None, server.now())
        .unwrap();
}

#[test]
fn no_mailbox_without_work_nor_with_that_for_another() {
    let server = asking();
    let (first, second) = (Grant::planned(&server), Grant::planned(&server));
    let unwilling = Instead::of(&server.transport, None);
    assert!(matches!(
        create(&first, &unwilling),
        Err(ClientError::Asked(_))
    ));
    assert!(first.status().is_err(), "nothing was made");
    let worked = unwilling.worked.lock().unwrap().take();
    // That these few bits fit another mailbox by chance is seen by a second try.
    let others = [&second, &Grant::planned(&server), &Grant::planned(&server)];
    let stolen = Instead::of(&server.transport, worked);
    let taken = others.iter().filter(|one| create(one, &stolen).is_ok());
    assert!(taken.count() <= 1);
}

#[test]
fn work_is_good_once() {
    let server = asking();
    let first = Grant::planned(&server);
    let unwilling = Instead::of(&server.transport, None);
    assert!(create(&first, &unwilling).is_err());
    let worked = unwilling.worked.lock().unwrap().take();
    let sent = Instead::of(&server.transport, worked);
    create(&first, &sent).unwrap();
    // Gone, as after a sweep: the same request would make it anew.
    first.act(Action::Close).unwrap();
    server.pass(60 * 60 * 24 * 90);
    server.relay.sweep();
    assert!(first.status().is_err());
    assert!(matches!(create(&first, &sent), Err(ClientError::Asked(_))));
}

#[test]
fn in_a_flood_of_mailboxes_closing_goes_on() {
    let server = asking();
    let grant = Grant::shared(&server, None, b"bundle");
    for _ in 0..40 {
        Grant::planned(&server).create(None).unwrap();
    }
    let unwilling = Instead::of(&server.transport, None);
    let asked = create(&Grant::planned(&server), &unwilling).unwrap_err();
    assert!(matches!(asked, ClientError::Asked(challenge) if challenge.bits() == PACE.at_most));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..20).for_each(|_| ask_without_work(&server)));
        }
        grant.act(Action::Close).unwrap();
    });
    assert_eq!(grant.files(), 0);
}

fn ask_without_work(server: &Server) {
    let flood = Instead::of(&server.transport, None);
    assert!(create(&Grant::planned(server), &flood).is_err());
}
