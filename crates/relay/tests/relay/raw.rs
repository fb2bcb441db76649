//! Requests over bare sockets: signed as a client would, altered as a test wants, and answers byte for byte.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
};

use keepwell_client::transport::{Method, Request, Transport as _};
use keepwell_crypto::{hash::sha256, sign::SigningKey};
use keepwell_protocol::{
    http_signature::{Covered, sign},
    mailbox::OpeningId,
    relay_api::{NONCE_HEADER, NONCE_PATH, OPENING_HEADER},
};

use crate::server::Server;

/// A signed request as text, ready to be sent or spoilt.
pub(crate) fn signed(
    server: &Server,
    method: &str,
    path: &str,
    key: &SigningKey,
    opening: Option<OpeningId>,
    body: &[u8],
) -> Vec<u8> {
    let url = format!("{}{path}", server.origin);
    let covered = Covered {
        method,
        target_uri: &url,
        body: sha256(body),
        opening,
    };
    let fields = sign(&covered, key, server.now(), &nonce(server));
    let opening = opening
        .map(|id| format!("{OPENING_HEADER}: {id}\r\n"))
        .unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: relay\r\nconnection: close\r\ncontent-length: {}\r\n\
         content-digest: {}\r\nsignature-input: {}\r\nsignature: {}\r\n{opening}\r\n",
        body.len(),
        fields.content_digest,
        fields.signature_input,
        fields.signature,
    );
    [head.as_bytes(), body].concat()
}

pub(crate) fn unsigned(method: &str, path: &str) -> Vec<u8> {
    format!("{method} {path} HTTP/1.1\r\nhost: relay\r\nconnection: close\r\n\r\n").into_bytes()
}

/// Sends `request` as it is and gives the whole answer; nothing when the server hung up.
pub(crate) fn send(server: &Server, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(server.address).unwrap();
    let mut answer = Vec::new();
    // A server that refuses early may hang up while we still write or read.
    let _ = stream.write_all(request);
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// Sends something that is no whole request, hangs up, and gives what came back.
pub(crate) fn send_and_hang_up(server: &Server, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(server.address).unwrap();
    let mut answer = Vec::new();
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// The answer as text, without the two fields that differ every time.
pub(crate) fn answer(server: &Server, request: &[u8]) -> String {
    let text = String::from_utf8(send(server, request)).unwrap();
    text.lines()
        .filter(|line| !line.starts_with("date: ") && !line.starts_with(NONCE_HEADER))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The status of the answer; 0 when there was none.
pub(crate) fn status(server: &Server, request: &[u8]) -> u16 {
    let answer = send(server, request);
    let head = String::from_utf8_lossy(&answer);
    let status = head.split(' ').nth(1).unwrap_or_default();
    status.parse().unwrap_or_default()
}

fn nonce(server: &Server) -> String {
    let request = Request {
        method: Method::Head,
        url: format!("{}{NONCE_PATH}", server.origin),
        headers: Vec::new(),
        body: Vec::new(),
        limit: 0,
    };
    let response = server.transport.send(request).unwrap();
    response.header(NONCE_HEADER).unwrap().to_owned()
}
