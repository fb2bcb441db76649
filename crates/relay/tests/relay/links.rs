//! Public links: what readers of SMART Health Links are given, when they are given nothing, and what the owner is told.

use std::io::Read as _;

use data_encoding::BASE64URL_NOPAD;
use keepwell_client::{
    ClientError,
    transport::{Method, Request, Response, Transport as _},
};
use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    public_link::{Passcode, PublishLink, Rearm, base},
    relay_api::{Action, EventKind, MailboxState},
};
use keepwell_relay::{RelayLimits, limits::Rate};
use rand_core::{OsRng, RngCore as _};
use serde_json::{Value, json};

use crate::{
    raw,
    server::{Grant, LEASE, Server},
};

const FILE: &[u8] = b"eyJ9..aXY.c2VhbGVk.dGFn";
const OTHER: &[u8] = b"eyJ9..aXY.bmV3ZXI.dGFn";
const RIGHT: &str = "4711";
const ATTEMPTS: u32 = 10;

/// A mailbox with a published link.
struct Link<'s> {
    grant: Grant<'s>,
    address: String,
    set: PublishLink,
}

/// An answer, read.
struct Answer {
    status: u16,
    head: Response,
    body: Vec<u8>,
}

impl<'s> Link<'s> {
    fn publish(server: &'s Server, openings: Option<u32>, passcode: Option<u32>) -> Self {
        Self::with(server, openings, passcode, false)
    }

    fn single(server: &'s Server, openings: Option<u32>) -> Self {
        Self::with(server, openings, None, true)
    }

    fn with(
        server: &'s Server,
        openings: Option<u32>,
        attempts: Option<u32>,
        is_single_file: bool,
    ) -> Self {
        let grant = Grant::shared(server, openings, FILE);
        let mut random_part = [0; 32];
        OsRng.fill_bytes(&mut random_part);
        let passcode = attempts.map(|most| Passcode::new(RIGHT, [9; 16], most).unwrap());
        let set = PublishLink {
            address: sha256(&random_part),
            files: vec!["bundle".to_owned()],
            is_single_file,
            passcode,
        };
        let random_part = BASE64URL_NOPAD.encode(&random_part);
        let link = Self {
            address: format!("{}{random_part}", base(&server.origin)),
            grant,
            set,
        };
        link.set(&link.set).unwrap();
        link
    }

    fn set(&self, set: &PublishLink) -> Result<(), ClientError> {
        let server = self.grant.server;
        let client = server.client();
        client.publish(&self.grant.owner, &self.grant.id, set, server.now())
    }

    fn rearm(&self, lasts: u64, openings: Option<u32>) -> Result<(), ClientError> {
        let server = self.grant.server;
        let wish = Rearm {
            expires: server.now().plus(lasts),
            openings,
        };
        let client = server.client();
        client.rearm(&self.grant.owner, &self.grant.id, &wish, server.now())
    }

    fn post(&self, body: &Value) -> Answer {
        ask(
            self.grant.server,
            Method::Post,
            &self.address,
            body.to_string().as_bytes(),
        )
    }

    fn guess(&self, passcode: &str) -> Answer {
        self.post(&json!({ "recipient": "Dr. Li", "passcode": passcode }))
    }

    fn get(&self, query: &str) -> Answer {
        let url = format!("{}{query}", self.address);
        ask(self.grant.server, Method::Get, &url, b"")
    }

    /// What happened, without times.
    fn told(&self) -> Vec<EventKind> {
        let events = self.grant.status().unwrap().events;
        assert!(events.iter().all(|event| event.evidence.is_none()));
        events.into_iter().map(|event| event.what).collect()
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn kind(&self) -> &str {
        self.head.header("content-type").unwrap_or_default()
    }

    /// The only file of a manifest.
    fn file(&self) -> Value {
        assert_eq!((self.status, self.kind()), (200, "application/json"));
        let manifest = self.json();
        let [file] = manifest["files"].as_array().unwrap().as_slice() else {
            panic!("one file expected")
        };
        file.clone()
    }
}

fn ask(server: &Server, method: Method, url: &str, body: &[u8]) -> Answer {
    let request = Request {
        method,
        url: url.to_owned(),
        headers: vec![("content-type", "application/json".to_owned())],
        body: body.to_vec(),
        limit: 1 << 20,
    };
    let mut head = server.transport.send(request).unwrap();
    let mut body = Vec::new();
    head.body.read_to_end(&mut body).unwrap();
    Answer {
        status: head.status,
        head,
        body,
    }
}

fn who() -> Value {
    json!({ "recipient": "Dr. Li" })
}

fn fetched() -> EventKind {
    EventKind::Fetched {
        recipient: "Dr. Li".to_owned(),
    }
}

#[test]
fn a_manifest_is_given_to_who_says_who_asks() {
    let server = Server::start();
    let link = Link::publish(&server, None, None);
    let unknown =
        json!({ "recipient": "Dr. Li", "passcode": "", "url": "https://x.example", "n": [1] });
    for body in [who(), unknown] {
        let file = link.post(&body).file();
        assert_eq!(file["contentType"], "application/fhir+json");
        assert!(file["location"].is_string() && file.get("embedded").is_none());
        assert_eq!(file["lastUpdated"], server.now().to_string());
    }
    let long = json!({ "recipient": "x".repeat(201) });
    for (body, status) in [
        (json!({}), 400),
        (json!({ "recipient": " " }), 400),
        (long, 400),
    ] {
        assert_eq!(link.post(&body).status, status, "{body}");
    }
    let large = json!({ "recipient": "x", "more": "x".repeat(5000) });
    assert_eq!(link.post(&large).status, 413);
    assert_eq!(
        ask(&server, Method::Post, &link.address, b"no JSON").status,
        400
    );
    assert_eq!(link.told(), [fetched(), fetched()]);
}

#[test]
fn a_wrong_passcode_is_counted_for_ever_and_a_missing_one_is_not() {
    let server = Server::start();
    let link = Link::publish(&server, None, Some(3));
    let left = |answer: &Answer| (answer.status, answer.json()["remainingAttempts"].clone());
    assert_eq!(left(&link.post(&who())), (401, json!(3)));
    assert_eq!(
        left(&link.guess("")),
        (401, json!(3)),
        "an empty one is none"
    );
    assert_eq!(left(&link.guess("0000")), (401, json!(2)));
    assert_eq!(link.guess(RIGHT).status, 200);
    assert_eq!(left(&link.guess("0001")), (401, json!(1)), "never set back");
    assert_eq!(link.grant.status().unwrap().attempts_left, Some(1));
    let Link {
        grant: Grant {
            id, owner, access, ..
        },
        address,
        set,
    } = link;
    let server = server.restart(|_| ());
    let link = Link {
        grant: Grant {
            server: &server,
            id,
            owner,
            access,
        },
        address,
        set,
    };
    link.set(&link.set).unwrap();
    assert_eq!(left(&link.guess("0002")), (401, json!(0)));
    for passcode in [RIGHT, "0003", ""] {
        assert_eq!(link.guess(passcode).status, 404, "nothing is left");
    }
    let barred = || EventKind::Barred {
        recipient: "Dr. Li".to_owned(),
    };
    assert_eq!(link.told(), [barred(), fetched(), barred(), barred()]);
}

#[test]
fn fifty_guesses_at_once_use_up_exactly_what_is_allowed() {
    let server = Server::start();
    let link = Link::publish(&server, None, Some(ATTEMPTS));
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let guess = |number: u32| {
            let link = &link;
            scope.spawn(move || link.guess(&format!("wrong {number}")).status)
        };
        let guesses: Vec<_> = (0..50).map(guess).collect();
        guesses.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let count = |wanted| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!((count(401), count(404)), (10, 40), "{statuses:?}");
    assert_eq!(link.grant.status().unwrap().attempts_left, Some(0));
    assert_eq!(link.told().len(), 10);
    assert_eq!(link.guess(RIGHT).status, 404);
}

#[test]
fn embedded_files_are_current_and_no_longer_than_asked() {
    let server = Server::start();
    let link = Link::publish(&server, None, None);
    let most = |most: usize| {
        let body = json!({ "recipient": "Dr. Li", "embeddedLengthMax": most });
        link.post(&body).file()
    };
    for short in [0, 1, FILE.len() - 1] {
        assert!(most(short).get("embedded").is_none() && most(short)["location"].is_string());
    }
    let text = |bytes| std::str::from_utf8(bytes).unwrap();
    for long in [FILE.len(), 1 << 40] {
        let file = most(long);
        assert_eq!(file["embedded"], text(FILE));
        assert!(file.get("location").is_none());
    }
    server.pass(60);
    link.grant.upload("bundle", OTHER).unwrap();
    let file = most(1 << 20);
    assert_eq!(file["embedded"], text(OTHER));
    assert_eq!(file["lastUpdated"], server.now().to_string());
}

#[test]
fn a_location_needs_nothing_and_dies_within_an_hour() {
    let server = Server::start();
    let link = Link::publish(&server, None, None);
    let location = link.post(&who()).file()["location"]
        .as_str()
        .unwrap()
        .to_owned();
    let get = |url: &str| ask(&server, Method::Get, url, b"");
    let file = get(&location);
    assert_eq!((file.status, file.kind()), (200, "application/jose"));
    assert_eq!(file.body, FILE);
    assert_eq!(
        link.told().len(),
        1,
        "one opening, however often it is read"
    );
    link.grant.act(Action::Pause).unwrap();
    assert_eq!(get(&location).status, 404);
    link.grant.act(Action::Resume).unwrap();
    assert_eq!(get(&format!("{location}A")).status, 404);
    server.pass(3599);
    assert_eq!(get(&location).status, 200);
    server.pass(1);
    assert_eq!(get(&location).status, 404);
}

#[test]
fn a_single_file_is_given_to_a_get_and_in_a_manifest_to_a_post() {
    let server = Server::start();
    let link = Link::single(&server, None);
    let file = link.get("?recipient=Dr.%20Li");
    assert_eq!((file.status, file.kind()), (200, "application/jose"));
    assert_eq!(file.body, FILE);
    assert!(link.post(&who()).file()["location"].is_string());
    assert_eq!(link.told(), [fetched(), fetched()]);
    for query in ["", "?recipient=", "?who=Dr"] {
        assert_eq!(link.get(query).status, 400, "{query}");
    }
    let head = raw::unsigned(
        "HEAD",
        link.address.trim_start_matches(server.origin.as_str()),
    );
    assert_eq!(raw::status(&server, &head), 404);
    let manifest = Link::publish(&server, None, None);
    assert_eq!(manifest.get("?recipient=x").status, 404, "it has no U");
    assert_eq!(manifest.told().len() + link.told().len(), 2);
}

#[test]
fn over_paused_used_up_and_unknown_are_one_answer() {
    let server = Server::start();
    let unknown = format!("{}{}", base(&server.origin), "A".repeat(43));
    let nothing = ask(
        &server,
        Method::Post,
        &unknown,
        who().to_string().as_bytes(),
    );
    let is_nothing = |link: &Link<'_>| {
        let answer = link.post(&who());
        (answer.status, &answer.body) == (404, &nothing.body)
    };
    let paused = Link::publish(&server, None, None);
    paused.grant.act(Action::Pause).unwrap();
    assert!(is_nothing(&paused));
    paused.grant.act(Action::Resume).unwrap();
    assert_eq!(paused.post(&who()).status, 200);
    paused.grant.act(Action::Close).unwrap();
    assert!(is_nothing(&paused));
    assert_eq!(paused.grant.files(), 0);
    let twice = Link::publish(&server, Some(2), None);
    assert_eq!([0; 3].map(|_| twice.post(&who()).status), [200, 200, 404]);
    assert!(is_nothing(&twice));
    let expired = Link::publish(&server, None, None);
    server.pass(LEASE - 1);
    assert_eq!(expired.post(&who()).status, 200);
    server.pass(1);
    assert!(is_nothing(&expired));
    let empty = Link::publish(&server, None, None);
    let without = Grant::planned(&server);
    without.create(None).unwrap();
    let mut set = empty.set.clone();
    set.address = [3; 32];
    let client = server.client();
    client
        .publish(&without.owner, &without.id, &set, server.now())
        .unwrap();
    let mut random_part = empty.address.clone();
    random_part.truncate(random_part.len() - 43);
    assert_eq!(ask(&server, Method::Post, &random_part, b"{}").status, 404);
}

#[test]
fn a_link_is_set_once_and_its_address_is_nobody_else_s() {
    let server = Server::start();
    let link = Link::publish(&server, None, Some(3));
    link.set(&link.set).unwrap();
    let mut easier = link.set.clone();
    easier.passcode = Some(Passcode::new("0000", [9; 16], 100).unwrap());
    assert!(matches!(link.set(&easier), Err(ClientError::Conflict)));
    let other = Grant::shared(&server, None, OTHER);
    let client = server.client();
    let taken = client.publish(&other.owner, &other.id, &link.set, server.now());
    assert!(matches!(taken, Err(ClientError::Conflict)));
    let stranger = client.publish(&other.owner, &link.grant.id, &link.set, server.now());
    assert!(matches!(stranger, Err(ClientError::NotAvailable)));
    assert_eq!(link.guess(RIGHT).status, 200);
}

#[test]
fn a_link_is_armed_again_until_it_is_closed() {
    let server = Server::start();
    let link = Link::publish(&server, Some(1), Some(2));
    assert_eq!(link.guess("0000").status, 401);
    assert_eq!(link.guess(RIGHT).status, 200);
    link.rearm(LEASE, Some(1)).unwrap();
    assert_eq!(link.guess(RIGHT).status, 200, "the file is still there");
    assert_eq!(link.guess(RIGHT).status, 404);
    server.pass(LEASE);
    server.relay.sweep();
    assert_eq!(link.grant.files(), 0);
    link.rearm(2 * LEASE, None).unwrap();
    assert_eq!(link.guess(RIGHT).status, 404, "there is no file yet");
    link.grant.upload("bundle", OTHER).unwrap();
    assert_eq!(link.guess(RIGHT).status, 200);
    assert_eq!(link.grant.status().unwrap().attempts_left, Some(1));
    assert_eq!(link.grant.status().unwrap().state, MailboxState::Open);
    server.pass(2 * LEASE - 1);
    assert_eq!(link.guess(RIGHT).status, 200);
    is_armed_no_more(&server, &link);
}

/// An end that no link may have is refused, and so is another one for what was closed or is no link.
fn is_armed_no_more(server: &Server, link: &Link<'_>) {
    for (lasts, openings) in [(0, None), (32 * 24 * 60 * 60, None), (60, Some(0))] {
        assert!(link.rearm(lasts, openings).is_err(), "{lasts}");
    }
    link.grant.act(Action::Close).unwrap();
    assert!(matches!(
        link.rearm(LEASE, None),
        Err(ClientError::Conflict)
    ));
    let plain = Grant::shared(server, None, FILE);
    let wish = Rearm {
        expires: server.now().plus(LEASE),
        openings: None,
    };
    let refused = server
        .client()
        .rearm(&plain.owner, &plain.id, &wish, server.now());
    assert!(matches!(refused, Err(ClientError::NotAvailable)), "no link");
    server.pass(31 * 24 * 60 * 60);
    server.relay.sweep();
    server.relay.sweep();
    assert!(link.grant.status().is_err(), "forgotten");
}

#[test]
fn any_page_may_ask_and_who_asks_too_often_is_told_when_to_come_again() {
    let server = Server::with(RelayLimits {
        requests: Rate {
            burst: 8,
            per_hour: 3600,
        },
        spares_loopback: false,
        ..RelayLimits::default()
    });
    let link = Link::single(&server, None);
    let path = link.address.trim_start_matches(server.origin.as_str());
    let asked = raw::answer(&server, &raw::unsigned("OPTIONS", path));
    assert!(asked.starts_with("HTTP/1.1 204 "), "{asked}");
    for field in [
        "access-control-allow-origin: *",
        "access-control-allow-headers: *",
        "access-control-allow-methods: GET, HEAD, PUT, PATCH, POST",
    ] {
        assert!(asked.contains(field), "{asked}");
    }
    let file = link.get("?recipient=x");
    let any = |answer: &Answer| answer.head.header("access-control-allow-origin") == Some("*");
    assert!(file.status == 200 && any(&file));
    let refused = std::iter::repeat_with(|| link.get("?recipient=x"))
        .find(|answer| answer.status != 200)
        .unwrap();
    assert_eq!((refused.status, any(&refused)), (429, true));
    assert!(refused.head.header("retry-after").is_some());
}

#[test]
fn the_owner_reads_one_line_of_who_opened() {
    let server = Server::start();
    let link = Link::single(&server, None);
    let body = json!({ "recipient": " Clinic\n\u{1b}[2J of\r the port " });
    assert_eq!(link.post(&body).status, 200);
    let recipient = "Clinic[2J of the port".to_owned();
    assert_eq!(link.told(), [EventKind::Fetched { recipient }]);
    let status = link.grant.status().unwrap();
    assert_eq!((status.openings, status.attempts_left), (1, None));
    assert_eq!(status.events[0].time, server.now());
}
