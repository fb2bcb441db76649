//! What is asked of the relay: each route with success, signed, and what it refuses.

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use keepwell_crypto::{hash::sha256, sign::SigningKey};
use keepwell_protocol::{
    http_signature::{Covered, sign},
    mailbox::OpeningId,
    rendezvous::MESSAGE_BYTES,
    time::Timestamp,
};
use serde_json::{Value, json};

use super::{Answer, Asker, NOW_S, Question};

const MAILBOX: &str = "/v1/mailboxes/07070707070707070707070707070707";
const BOX: &str = "/v1/boxes/08080808080808080808080808080808";
/// One with a public link.
const LINKED: &str = "/v1/mailboxes/0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c";
const MEETING: &str = "/v1/rendezvous/09090909090909090909090909090909";
const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";

pub(super) fn ask(asker: &mut Asker) {
    for letter in ["G", "g", "C", "c", "R", "r"] {
        assert_eq!(asker.get(&format!("/{letter}")).status, 302);
    }
    assert_eq!(asker.get("/v1/nonce").status, 204);
    let [owner, reader] = [1, 2].map(|seed| SigningKey::from_seed(&[seed; 32]));
    mailbox(asker, &owner, &reader);
    link(asker, &owner, &reader);
    boxes(asker, &owner);
    meeting(asker, &owner, &reader);
    assert_eq!(asker.get(MAILBOX).status, 404);
    let unknown = "/v1/mailboxes/0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
    assert_eq!(signed(asker, &owner, Ask::of("GET", unknown)).status, 404);
}

/// A question before it is signed.
#[derive(Default)]
struct Ask<'a> {
    method: &'a str,
    path: String,
    headers: Vec<(&'static str, String)>,
    kind: &'a str,
    body: &'a [u8],
    is_opening: bool,
}

impl<'a> Ask<'a> {
    fn of(method: &'a str, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            ..Self::default()
        }
    }

    fn with(mut self, kind: &'a str, body: &'a [u8]) -> Self {
        (self.kind, self.body) = (kind, body);
        self
    }

    fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn opening(mut self) -> Self {
        self.is_opening = true;
        self
    }
}

/// A mailbox is made, by its owner and with a lease.
fn create(asker: &mut Asker, at: &str, owner: &SigningKey, reader: &SigningKey) {
    let hex = |key: &SigningKey| HEXLOWER.encode(key.verifying_key().as_bytes());
    let lease = json!({
        "owner": hex(owner), "access": hex(reader), "not_before": Timestamp::from_seconds(NOW_S),
        "expires": Timestamp::from_seconds(NOW_S + 3600), "openings": 3,
    });
    let lease = lease.to_string();
    let put = || Ask::of("PUT", at).with(JSON, lease.as_bytes());
    assert_eq!(signed(asker, owner, put()).status, 204);
    assert_eq!(signed(asker, reader, put()).status, 403);
    assert_eq!(
        signed(asker, owner, Ask::of("PUT", at).with(JSON, b"{}")).status,
        400
    );
}

fn mailbox(asker: &mut Asker, owner: &SigningKey, reader: &SigningKey) {
    let at = |path: &str| format!("{MAILBOX}{path}");
    create(asker, MAILBOX, owner, reader);
    upload(asker, MAILBOX, owner);
    assert_eq!(
        signed(asker, owner, Ask::of("HEAD", at("/parts/bundle"))).status,
        204
    );
    let part = || Ask::of("GET", at("/parts/bundle")).opening();
    assert_eq!(signed(asker, reader, part()).status, 200);
    assert_eq!(
        signed(asker, reader, part().header("range", "bytes=1-")).status,
        206
    );
    let report = json!({ "enc": "A".repeat(43), "ciphertext": "AAAA" }).to_string();
    let report = Ask::of("POST", at("/reports"))
        .with(JSON, report.as_bytes())
        .opening();
    assert_eq!(signed(asker, reader, report).status, 204);
    assert_eq!(
        signed(asker, reader, Ask::of("GET", at("/events"))).status,
        204
    );
    let stream = Ask::of("GET", at("/events")).header("accept", "text/event-stream");
    assert_eq!(signed(asker, owner, stream).status, 200);
    let proofs = signed(asker, owner, Ask::of("GET", at("/proofs/0-3")));
    assert_eq!(proofs.status, 200);
    let told: Value = serde_json::from_slice(&proofs.bytes).unwrap();
    assert!(told["logged"].is_array(), "{told}");
    for action in ["/pause", "/resume", "/close"] {
        assert_eq!(
            signed(asker, owner, Ask::of("POST", at(action))).status,
            204
        );
        let status = signed(asker, owner, Ask::of("GET", MAILBOX));
        let told: Value = serde_json::from_slice(&status.bytes).unwrap();
        assert_eq!(told["events"].as_array().unwrap().len(), 2);
    }
    assert_eq!(signed(asker, reader, part()).status, 404);
    assert_eq!(
        signed(asker, owner, Ask::of("POST", at("/pause"))).status,
        409
    );
}

/// The part `bundle`, all of it.
fn upload(asker: &mut Asker, at: &str, owner: &SigningKey) {
    let digest = format!("sha-256=:{}:", BASE64.encode(&sha256(b"part")));
    let piece = Ask::of("PATCH", format!("{at}/parts/bundle")).with(BYTES, b"part");
    let piece = piece
        .header("upload-offset", "0")
        .header("upload-length", "4");
    assert_eq!(
        signed(asker, owner, piece.header("repr-digest", digest)).status,
        204
    );
}

/// A link is published, opened in both ways, and given a new end.
fn link(asker: &mut Asker, owner: &SigningKey, reader: &SigningKey) {
    create(asker, LINKED, owner, reader);
    upload(asker, LINKED, owner);
    let set = json!({
        "address": BASE64URL_NOPAD.encode(&sha256(&[13; 32])), "files": ["bundle"], "is_single_file": true,
    });
    let set = set.to_string();
    let put = Ask::of("PUT", format!("{LINKED}/link")).with(JSON, set.as_bytes());
    assert_eq!(signed(asker, owner, put).status, 204);
    let address = format!("/v1/links/{}", BASE64URL_NOPAD.encode(&[13; 32]));
    assert_eq!(
        asker.get(&format!("{address}?recipient=Dr.%20Li")).status,
        200
    );
    assert_eq!(asker.get(&address).status, 400);
    let manifest = manifest(asker, &address, &json!({ "recipient": "Dr. Li" }), 200);
    let location = manifest["files"][0]["location"].as_str().unwrap();
    let location = location
        .strip_prefix(&asker.server.url().to_string())
        .unwrap()
        .to_owned();
    assert_eq!(asker.get(&location).status, 200);
    let inside = json!({ "recipient": "Dr. Li", "embeddedLengthMax": 100 });
    self::manifest(asker, &address, &inside, 200);
    let manifest = self::manifest(asker, &address, &inside, 404);
    assert_eq!(
        manifest["error"]["code"], "not_available",
        "three openings are all"
    );
    let end =
        json!({ "expires": Timestamp::from_seconds(NOW_S + 7200), "openings": 2 }).to_string();
    let rearm = Ask::of("POST", format!("{LINKED}/rearm")).with(JSON, end.as_bytes());
    assert_eq!(signed(asker, owner, rearm).status, 204);
    let manifest = self::manifest(asker, &address, &inside, 200);
    assert_eq!(manifest["files"][0]["embedded"], "part");
    assert_eq!(signed(asker, owner, Ask::of("GET", LINKED)).status, 200);
}

fn manifest(asker: &mut Asker, path: &str, body: &Value, status: u16) -> Value {
    let answer = asker.ask(Question {
        method: "POST",
        path,
        headers: vec![("content-type", JSON.to_owned())],
        body: body.to_string().into_bytes(),
    });
    assert_eq!(answer.status, status);
    serde_json::from_slice(&answer.bytes).unwrap()
}

fn boxes(asker: &mut Asker, owner: &SigningKey) {
    let write = |body: &'static [u8]| Ask::of("PUT", BOX).with(BYTES, body);
    let first = |body| write(body).header("if-none-match", "*");
    assert_eq!(signed(asker, owner, first(b"content")).status, 204);
    assert_eq!(signed(asker, owner, first(b"another")).status, 412);
    assert_eq!(asker.get(BOX).status, 200);
    assert_eq!(
        asker
            .get("/v1/boxes/0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b")
            .status,
        404
    );
}

fn meeting(asker: &mut Asker, maker: &SigningKey, claimer: &SigningKey) {
    let at = |path: &str| format!("{MEETING}{path}");
    let message = vec![7; MESSAGE_BYTES];
    assert_eq!(signed(asker, maker, Ask::of("PUT", MEETING)).status, 204);
    let claim = Ask::of("PUT", at("/claim")).with(BYTES, &message);
    assert_eq!(signed(asker, claimer, claim).status, 204);
    let own = Ask::of("PUT", at("/messages/0")).with(BYTES, &message);
    assert_eq!(signed(asker, maker, own).status, 204);
    let short = Ask::of("PUT", at("/messages/1")).with(BYTES, b"short");
    assert_eq!(signed(asker, maker, short).status, 400);
    assert_eq!(
        signed(asker, maker, Ask::of("GET", at("/messages/0"))).status,
        200
    );
    assert_eq!(
        signed(asker, maker, Ask::of("GET", at("/messages/1"))).status,
        204
    );
    assert_eq!(
        signed(asker, maker, Ask::of("POST", at("/close"))).status,
        204
    );
}

/// Asks with the signature of `key` over a nonce of its own.
fn signed(asker: &mut Asker, key: &SigningKey, ask: Ask<'_>) -> Answer {
    let nonce = asker.ask(Question {
        method: "HEAD",
        path: "/v1/nonce",
        ..Question::default()
    });
    let opening = ask.is_opening.then(|| OpeningId::from_bytes([10; 16]));
    let covered = Covered {
        method: ask.method,
        target_uri: &format!("{}{}", asker.server.url(), ask.path),
        body: sha256(ask.body),
        opening,
    };
    let nonce = nonce.headers["replay-nonce"].as_str().unwrap();
    let fields = sign(&covered, key, Timestamp::from_seconds(NOW_S), nonce);
    let mut headers = ask.headers;
    headers.extend([
        ("content-digest", fields.content_digest),
        ("signature-input", fields.signature_input),
        ("signature", fields.signature),
    ]);
    headers.extend(opening.map(|opening| ("keepwell-opening", opening.to_string())));
    if !ask.kind.is_empty() {
        headers.push(("content-type", ask.kind.to_owned()));
    }
    asker.ask(Question {
        method: ask.method,
        path: &ask.path,
        headers,
        body: ask.body.to_vec(),
    })
}
