//! A server that is told to stop in the middle of an upload: the piece under way is taken in and acknowledged, the process
//! ends well, and the upload goes on after it where it was.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use keepwell_client::{
    ledger::Ledger,
    servers::{Servers, discover},
    transport::{Method, Request, Response, Transport as _},
};
use keepwell_protocol::{origin::Origin, relay_api::UPLOAD_OFFSET_HEADER, time::Timestamp};
use keepwell_wallet::{grants::GrantState, share::What};

use crate::{
    stage::Stage,
    wire::{Wire, answer, path},
    world::{World, terminate},
};

/// The first piece of an upload, in bytes.
const FIRST_PIECE: &str = "1048576";

#[test]
fn a_server_that_is_told_to_stop_finishes_the_piece_under_way() {
    let mut world = World::with_server();
    let url = Origin::parse(&world.url).expect("an origin");
    let stage = Stage::beside(&url, world.root().join("server"), time_of(&url));
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let letter: Vec<u8> = (0..3_000_000_u32)
        .map(|at| b'a' + (at % 23) as u8)
        .collect();
    assert_eq!(patient.import(&stage, "letter.txt", &letter).imported, 1);
    let wish = stage.wish_with(&card, |choice| choice.what = What::Everything);
    let grant = patient.make(&stage, &wish);

    let (server, is_first) = (world.server_id(), AtomicBool::new(true));
    stage.wire.hold(move |network, request| {
        let is_piece = request.method == Method::Patch && path(&request).ends_with("/parts/a1");
        if is_piece && is_first.swap(false, Ordering::SeqCst) {
            return Ok(send_through_a_stop(&request, server));
        }
        network.send(request)
    });
    assert_eq!(patient.send(&stage).waiting, 1);
    assert_eq!(patient.state(&stage, grant.id), GrantState::Pending);
    world.wait();

    world.restart();
    let offsets = std::sync::Arc::new(Mutex::new(Vec::new()));
    let seen = offsets.clone();
    stage.wire.hold(move |network, request| {
        let mut fields = request.headers.iter();
        let offset = fields.find(|(name, _)| *name == UPLOAD_OFFSET_HEADER);
        if let Some((_, offset)) = offset.filter(|_| path(&request).ends_with("/parts/a1")) {
            seen.lock().expect("the offsets").push(offset.clone());
        }
        network.send(request)
    });
    assert_eq!(patient.send(&stage).sent, 1);
    let offsets = offsets.lock().expect("the offsets");
    assert_eq!(
        offsets.first().map(String::as_str),
        Some(FIRST_PIECE),
        "what was acknowledged is not sent again"
    );
    let opened = clinic.opens(&stage, &grant.qr_text);
    let mut files = opened.files.iter();
    let file = files.find(|file| file.ends_with("letter.txt"));
    let saved = clinic.out().join(file.expect("the letter"));
    assert!(std::fs::read(saved).expect("the letter") == letter);
}

/// Sends half of a request, has the server stopped, and sends the rest once it takes no new connections.
fn send_through_a_stop(request: &Request, server: u32) -> Response {
    let (_, rest) = request.url.split_once("://").expect("an address");
    let (authority, _) = rest.split_once('/').expect("a path");
    let mut stream = TcpStream::connect(authority).expect("connected");
    let mut head = format!(
        "PATCH {} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\nContent-Length: {}\r\n",
        path(request),
        request.body.len()
    );
    for (name, value) in &request.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let (half, rest) = request.body.split_at(request.body.len() / 2);
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(b"\r\n").expect("sent");
    stream.write_all(half).expect("sent");
    // Once a later connection was answered, the server has begun with this one.
    let mut later = TcpStream::connect(authority).expect("connected");
    write!(later, "GET /health HTTP/1.0\r\n\r\n").expect("sent");
    later.read_to_end(&mut Vec::new()).expect("answered");
    terminate(server);
    while TcpStream::connect(authority).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(rest).expect("sent");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("an answer");
    response(&text)
}

/// Reads an answer without a body.
fn response(text: &str) -> Response {
    let mut lines = text.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    assert_eq!(status, Some("204"), "{text}");
    let fields = lines.filter_map(|line| line.split_once(": "));
    let fields = fields.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    answer(204, fields.collect(), Vec::new())
}

/// The time by the server's clock, which is the machine's.
fn time_of(url: &Origin) -> Timestamp {
    let wire = Wire::new();
    let info = discover(&wire, url).expect("a server");
    let servers = Servers::from_info(url, &info).expect("its addresses");
    let ledger = Ledger::new(&wire, url.clone(), servers.ledger);
    ledger.time(&[7; 32]).expect("a time")
}
