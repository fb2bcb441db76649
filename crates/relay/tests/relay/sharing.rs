//! From an upload to what the owner sees of a visit.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::atomic::{AtomicU32, Ordering},
};

use keepwell_client::{
    ClientError,
    transport::{HttpTransport, Method, Request, Response, Transport, TransportError},
};
use keepwell_crypto::agree::AgreementSecret;
use keepwell_protocol::{
    relay_api::{Action, EventKind, MailboxState, part_path},
    report::{Deed, Report},
};
use rand_core::OsRng;

use crate::server::{Grant, Server, not_available, opening};

fn content(size: u32, seed: u8) -> Vec<u8> {
    (0..size).map(|n| (n % 251) as u8 ^ seed).collect()
}

/// Cuts the line in the middle of the second piece.
struct Cutting {
    real: HttpTransport,
    address: std::net::SocketAddr,
    pieces: AtomicU32,
}

impl Transport for Cutting {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        let is_piece = request.method == Method::Patch;
        if !is_piece || self.pieces.fetch_add(1, Ordering::SeqCst) != 1 {
            return self.real.send(request);
        }
        let path = request.url.splitn(4, '/').nth(3).unwrap();
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(stream, "PATCH /{path} HTTP/1.1\r\nhost: relay\r\n").unwrap();
        for (name, value) in &request.headers {
            write!(stream, "{name}: {value}\r\n").unwrap();
        }
        write!(stream, "content-length: {}\r\n\r\n", request.body.len()).unwrap();
        stream
            .write_all(&request.body[..request.body.len() / 2])
            .unwrap();
        Err(TransportError::Broken)
    }
}

#[test]
fn a_share_is_uploaded_in_pieces_with_a_cut_and_read_by_its_reader() {
    let server = Server::start();
    let grant = Grant::planned(&server);
    grant.create(None).unwrap();
    let cutting = Cutting {
        real: server.transport.clone(),
        address: server.address,
        pieces: AtomicU32::new(0),
    };
    let content = content(5_000_000, 0);
    grant.upload_over(&cutting, "bundle", &content).unwrap();
    assert!(cutting.pieces.load(Ordering::SeqCst) >= 4);
    assert!(grant.open(&opening()).unwrap() == content);
    assert_eq!(grant.files(), 1);
    // A download that lost the line goes on from where it was.
    let request = raw_range(&grant, 4_999_990);
    let answer = crate::raw::send(&server, &request);
    assert!(answer.starts_with(b"HTTP/1.1 206 ") && answer.ends_with(&content[4_999_990..]));
}

fn raw_range(grant: &Grant<'_>, from: u32) -> Vec<u8> {
    let path = part_path(&grant.id, "bundle");
    let request = crate::raw::signed(
        grant.server,
        "GET",
        &path,
        &grant.access,
        Some(opening()),
        b"",
    );
    let text = String::from_utf8(request).unwrap();
    let range = format!("\r\nrange: bytes={from}-\r\ncontent-digest");
    text.replace("\r\ncontent-digest", &range).into_bytes()
}

#[test]
fn creating_twice_is_a_success_and_creating_otherwise_a_conflict() {
    let server = Server::start();
    let grant = Grant::planned(&server);
    grant.create(Some(3)).unwrap();
    grant.create(Some(3)).unwrap();
    assert!(matches!(grant.create(Some(4)), Err(ClientError::Conflict)));
    let thief = Grant {
        id: grant.id,
        ..Grant::planned(&server)
    };
    assert!(not_available(thief.create(Some(3))));
    assert!(not_available(thief.upload("bundle", b"x")));
    assert!(not_available(thief.act(Action::Close)));
    assert!(not_available(thief.status()));
    // Who signs must be the owner that the body names.
    let other = Grant::planned(&server);
    let error = other.create_with(&grant.lease(None)).unwrap_err();
    assert!(matches!(error, ClientError::Refused { code, .. } if code == "bad_signature"));
}

#[test]
fn a_lease_that_makes_no_sense_is_refused_with_a_reason() {
    let server = Server::start();
    let grant = Grant::planned(&server);
    let mut lease = grant.lease(None);
    lease.expires = lease.not_before;
    let error = grant.create_with(&lease).unwrap_err();
    assert!(matches!(error, ClientError::Refused { code, .. } if code == "bad_request"));
}

#[test]
fn parts_and_retries_of_an_opening_count_once_and_the_owner_sees_it() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    grant.upload("manifest", b"manifest").unwrap();
    let (first, second) = (opening(), opening());
    for _ in 0..3 {
        assert_eq!(grant.open_part("manifest", &first).unwrap(), b"manifest");
        assert_eq!(grant.open_part("bundle", &first).unwrap(), b"bundle");
    }
    server.pass(60);
    grant.open(&second).unwrap();
    let status = grant.status().unwrap();
    assert_eq!((status.state, status.openings), (MailboxState::Open, 2));
    let seen: Vec<_> = status
        .events
        .iter()
        .map(|event| event.what.clone())
        .collect();
    let opened = |opening| EventKind::Opened { opening };
    assert_eq!(seen, [opened(first), opened(second)]);
    for (event, opening) in status.events.iter().zip([first, second]) {
        let evidence = event.evidence.as_ref().unwrap();
        let signed = evidence.verify().unwrap();
        assert_eq!(signed.key, grant.access.verifying_key());
        assert_eq!(evidence.opening, Some(opening));
        let mailbox = grant.id.to_string();
        assert!(evidence.target_uri.contains(&mailbox));
    }
    assert_eq!(status.events[1].time, server.now());
}

#[test]
fn a_finished_part_is_replaced_in_one_step() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    grant.upload("manifest", &content(3000, 0)).unwrap();
    grant.upload("manifest", &content(3000, 1)).unwrap();
    let opening = opening();
    assert!(grant.open_part("manifest", &opening).unwrap() == content(3000, 1));
    assert_eq!(grant.files(), 2);
}

#[test]
fn a_clinic_that_opened_may_report_and_nobody_else() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, b"bundle");
    let secret = AgreementSecret::generate(&mut OsRng);
    let report = Report {
        deed: Deed::Shown,
        time: server.now(),
        statement: [3; 32],
    };
    let sealed = report
        .seal(&grant.access, &secret.public(), &mut OsRng)
        .unwrap();
    let send = |opening| {
        let client = server.client();
        client.report(&grant.access, &grant.id, &opening, &sealed, server.now())
    };
    let opened = opening();
    assert!(not_available(send(opened)));
    grant.open(&opened).unwrap();
    send(opened).unwrap();
    assert!(not_available(send(opening())));
    // It may also say that it closed the record after the mailbox was over.
    grant.act(Action::Close).unwrap();
    send(opened).unwrap();
    let status = grant.status().unwrap();
    let expected = EventKind::Reported { report: sealed };
    assert_eq!(status.events[1].what, expected);
    assert_eq!(status.events.len(), 3);
    assert_eq!(status.openings, 1);
}

#[test]
fn a_part_that_is_not_there_yet_costs_no_opening() {
    let server = Server::start();
    let grant = Grant::shared(&server, Some(1), b"bundle");
    let early = opening();
    assert!(not_available(grant.open_part("manifest", &early)));
    grant.upload("manifest", b"manifest").unwrap();
    assert_eq!(grant.open_part("manifest", &early).unwrap(), b"manifest");
}

#[test]
fn a_source_that_changes_while_it_is_sent_becomes_no_part() {
    let server = Server::start();
    let grant = Grant::planned(&server);
    grant.create(None).unwrap();
    let path = part_path(&grant.id, "bundle");
    let request = crate::raw::signed(&server, "PATCH", &path, &grant.owner, None, b"content");
    let text = String::from_utf8(request).unwrap();
    let digest = keepwell_protocol::http_signature::content_digest(&[7; 32]);
    let fields = format!(
        "\r\nupload-offset: 0\r\nupload-length: 7\r\nrepr-digest: {digest}\r\ncontent-digest"
    );
    let request = text.replace("\r\ncontent-digest", &fields);
    assert_eq!(crate::raw::status(&server, request.as_bytes()), 409);
    assert!(not_available(grant.open(&opening())));
    assert_eq!(grant.files(), 0);
}

#[test]
fn a_download_under_way_breaks_off_when_the_mailbox_closes() {
    let server = Server::start();
    let grant = Grant::shared(&server, None, &content(40_000_000, 0));
    let client = server.client();
    let opening = opening();
    let mut reader = client
        .fetch(&grant.access, &grant.id, "bundle", &opening, server.now())
        .unwrap();
    let mut first = [0; 1000];
    reader.read_exact(&mut first).unwrap();
    grant.act(Action::Close).unwrap();
    let error = reader.read_to_end(&mut Vec::new()).unwrap_err();
    let error = error
        .into_inner()
        .unwrap()
        .downcast::<ClientError>()
        .unwrap();
    assert!(matches!(*error, ClientError::NotAvailable));
}
