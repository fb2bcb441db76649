//! Where the seeds come from: the vectors, put into the form in which each target takes its bytes. What has no vector (FHIR,
//! an age file) lies in the corpus as it was written, about nobody.

use ciborium::Value;
use keepwell_crypto::{agree::Sealed, label::Label, sign::SigningKey};
use keepwell_protocol::{
    batch::{self, Outcome},
    cbor,
    link::GrantLink,
    parcel::{self, Parcel},
    report::SealedReport,
};
use keepwell_qr::make::Code;
use keepwell_tlog::hash::Hash;
use serde_json::json;

use crate::vector::{Vector, tests, text, unhex};

/// A target, the seed's name, its bytes.
type Seed = (&'static str, &'static str, Vec<u8>);

pub(super) fn seeds() -> Vec<Seed> {
    [
        documents(),
        log(),
        messages(),
        asked(),
        answered(),
        texts(),
        pictures(),
    ]
    .concat()
}

/// What a ledger says that it prunes.
fn retention() -> Vec<u8> {
    let key = SigningKey::from_seed(&crate::altered::log::LEDGER_SEED);
    let (policy, _) = crate::altered::log::retention();
    policy.sign(&key).as_bytes().to_vec()
}

fn documents() -> Vec<Seed> {
    let (card, grant) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    let (ledger, share) = (
        Vector::read("protocol/receipt"),
        Vector::read("protocol/share"),
    );
    let status = Vector::read("protocol/status");
    let roots = Vector::read("protocol/access-root");
    let rotation = Vector::read("protocol/rotation");
    let listed = |name: &str| unhex(text(&status.value(name)["list"]));
    let admission = Vector::read("protocol/admission");
    let answer = text(&admission.value("mailbox")["authorization"]);
    let tokens = Vector::read("protocol/token");
    let spoken = Vector::read("protocol/spoken");
    let in_box = [&length(&card.bytes("card")), card.bytes("card").as_slice()].concat();
    let consent = std::fs::read(tests().join("vectors/consent/consent.json")).unwrap();
    vec![
        (
            "access_root",
            "event",
            serde_json::to_vec(&roots.list("events")[1]["proof"]).unwrap(),
        ),
        ("access_root", "empty", roots.bytes("empty")),
        (
            "admission",
            "challenge",
            admission.text("www-authenticate").into(),
        ),
        ("admission", "answer", answer.into()),
        ("batch", "two", batch(&grant)),
        ("batch", "outcomes", outcomes()),
        ("card", "card", card.bytes("card")),
        ("card_box", "card", in_box),
        ("consent", "consent", consent),
        ("entry", "grant", ledger.bytes("entry")),
        ("token", "challenge", tokens.text("www-authenticate").into()),
        ("token", "token", tokens.text("authorization").into()),
        ("token", "request", tokens.bytes("request")),
        ("token", "response", tokens.bytes("response")),
        ("token", "invitation", tokens.text("invitation").into()),
        ("key_list", "two", rotation.bytes("listed")),
        ("key_set", "one", roots.bytes("key_set")),
        ("key_set", "handed_over", rotation.bytes("statement")),
        ("manifest", "manifest", share.bytes("manifest")),
        ("parcel", "parcel", parcel(&grant)),
        ("parcel", "content", content(&share)),
        ("parcel", "under_words", spoken.bytes("parcel")),
        ("spoken", "six", spoken.text("words").into()),
        ("spoken", "typed", text(&spoken.value("typed")[1]).into()),
        (
            "part",
            "part",
            [b"\0\0\0\0\0\0\0\x06", b"record".as_slice()].concat(),
        ),
        ("receipt", "receipt", ledger.bytes("receipt")),
        ("rendezvous", "claim", crate::rendezvous::inside("claim")),
        ("rendezvous", "answer", crate::rendezvous::inside("answer")),
        ("rendezvous", "reveal", crate::rendezvous::inside("reveal")),
        ("report", "inside", report()),
        ("rotation", "carried", rotation.text("carried").into()),
        ("status_delta", "delta", status.bytes("delta")),
        ("status_list", "small", listed("small")),
        ("status_list", "large", listed("large")),
        ("signed_time", "time", ledger.bytes("signed_time")),
        ("statement", "grant", grant.bytes("statement")),
        ("statement", "revocation", grant.bytes("revocation")),
        ("terms", "terms", grant.bytes("terms")),
    ]
}

/// A parcel with something under its seal.
fn parcel(grant: &Vector) -> Vec<u8> {
    let code = GrantLink::parse(grant.text("link")).unwrap();
    let sealed = b"age-encryption.org/v1".to_vec();
    let spoken = None;
    Parcel {
        code,
        sealed,
        spoken,
    }
    .encode()
}

/// What is under a seal, by hand: {0: 1, 1: manifest, 2: zlib data}.
fn content(share: &Vector) -> Vec<u8> {
    let fields = [
        (Value::from(0), Value::from(1)),
        (Value::from(1), Value::Bytes(share.bytes("manifest"))),
        (
            Value::from(2),
            Value::Bytes(parcel::pack(&[b' '; 100]).to_vec()),
        ),
    ];
    cbor::encode(&Value::Map(fields.to_vec()))
}

fn batch(grant: &Vector) -> Vec<u8> {
    let all = [grant.bytes("statement"), grant.bytes("revocation")];
    batch::encode(all.iter().map(Vec::as_slice)).unwrap()
}

/// The answer to three statements, after their number.
fn outcomes() -> Vec<u8> {
    let registered = |index, is_new| Outcome::Registered { index, is_new };
    let refused = Outcome::Refused {
        status: 409,
        problem: vec![0xa0],
    };
    let answer = batch::encode_outcomes(&[registered(7, true), registered(2, false), refused]);
    [&[3], answer.as_slice()].concat()
}

/// The signed report inside the vectors' seal.
fn report() -> Vec<u8> {
    let sealed = Vector::read("protocol/share")
        .value("sealed_report")
        .clone();
    let SealedReport { enc, ciphertext } = serde_json::from_value(sealed).unwrap();
    let secret = Vector::read("protocol/card").agreement("agreement_seed");
    let digest = Vector::read("protocol/grant").bytes("digest");
    let sealed = Sealed { enc, ciphertext };
    secret
        .open(&sealed, &Label::REPORT.with(&[&digest]))
        .unwrap()
}

fn log() -> Vec<Seed> {
    let (checkpoint, proof) = (
        Vector::read("tlog/checkpoint"),
        Vector::read("tlog/tlog-proof"),
    );
    let (tile, tree) = (Vector::read("tlog/tile"), Vector::read("tlog/tree"));
    let note = checkpoint.text("note");
    let (signed, _) = note.split_once("\n\n").unwrap();
    let bundle = unhex(text(&tile.value("bundle")["hex"]));
    let leaves = tree.list("leaves").iter().take(3);
    let leaves = leaves.flat_map(|leaf| *Hash::parse(text(leaf)).unwrap().as_bytes());
    let path = |at: usize| text(&tile.list("paths")[at]["path"]).into();
    let policy = format!(
        "log {}\nwitness one {}\ngroup all-of-us all one\nquorum all-of-us\n",
        checkpoint.text("log_key"),
        checkpoint.text("witness_key")
    );
    vec![
        ("retention", "policy", retention()),
        (
            "retention",
            "kept",
            crate::altered::log::retention().1.as_bytes().to_vec(),
        ),
        ("add_checkpoint", "first", format!("old 0\n\n{note}").into()),
        ("policy", "one", policy.into()),
        ("bundle", "of-three", [&[2], bundle.as_slice()].concat()),
        ("checkpoint", "note", note.into()),
        ("checkpoint", "text", format!("{signed}\n").into()),
        ("note", "note", note.into()),
        ("note_key", "log", checkpoint.text("log_key").into()),
        ("note_key", "witness", checkpoint.text("witness_key").into()),
        (
            "tile",
            "of-three",
            std::iter::once(2).chain(leaves).collect(),
        ),
        ("tile_path", "full", path(1)),
        ("tile_path", "partial", path(3)),
        ("tile_path", "bundle", b"tile/entries/x001/234.p/5".to_vec()),
        ("tlog_proof", "proof", proof.text("proof").into()),
        ("tlog_proof", "extra", proof.text("with_extra").into()),
    ]
}

fn messages() -> Vec<Seed> {
    let request = Vector::read("protocol/request");
    let key = Vector::read("protocol/card").public("clinic_seed");
    let key: String = key
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let report = Vector::read("protocol/share")
        .value("sealed_report")
        .clone();
    let field = |name: &str| request.text(name).to_owned();
    let lines = [
        "method",
        "target_uri",
        "content-digest",
        "signature-input",
        "signature",
        "keepwell-opening",
    ];
    let time = "2026-11-18T11:06:40Z";
    let evidence = json!({
        "method": field("method"), "target_uri": field("target_uri"), "opening": field("keepwell-opening"),
        "content_digest": field("content-digest"), "signature_input": field("signature-input"),
        "signature": field("signature"),
    });
    let opened = json!({"time": time, "what": "opened", "opening": field("keepwell-opening"), "evidence": evidence});
    let create =
        json!({"owner": key, "access": key, "not_before": time, "expires": time, "openings": 3});
    let server = json!({
        "version": 1, "relay": "https://relay.example", "page": "https://clinic.example",
        "ledger": {"origin": "ledger.example/2026", "key": Vector::read("tlog/checkpoint").text("log_key")},
    });
    let json = |value: serde_json::Value| value.to_string().into_bytes();
    vec![
        (
            "http_signature",
            "request",
            lines.map(field).join("\n").into(),
        ),
        ("messages", "create", json(create)),
        (
            "messages",
            "error",
            json(json!({"error": {"code": "conflict", "message": "It exists."}})),
        ),
        ("messages", "report", json(report)),
        ("messages", "server", json(server)),
        (
            "messages",
            "status",
            json(json!({"state": "open", "openings": 1, "events": [opened]})),
        ),
    ]
}

/// Requests to the doors of relay and ledger; the first byte of a relay's says whether and how it is signed.
fn asked() -> Vec<Seed> {
    let key = Vector::read("protocol/grant").public("grant_seed");
    let key = data_encoding::HEXLOWER.encode(key.as_bytes());
    let lease = json!({"owner": key, "access": key, "not_before": "2026-11-18T11:06:40Z",
        "expires": "2026-11-19T11:06:40Z", "openings": 3});
    let mailbox = "/v1/mailboxes/07070707070707070707070707070707";
    let content = data_encoding::BASE64.encode(&keepwell_crypto::hash::sha256(b"part"));
    let piece = format!("upload-offset: 0\nupload-length: 4\nrepr-digest: sha-256=:{content}:");
    let relay = |name, signing: u8, head: String, body: &str| {
        let request = [&[signing], format!("{head}\n\n{body}").as_bytes()].concat();
        ("relay_door", name, request)
    };
    let post = |kind: &str| format!("POST /entries\ncontent-type: {kind}\n\n").into_bytes();
    let statement = Vector::read("protocol/grant").bytes("statement");
    let together = [&length(&statement), statement.as_slice()].concat();
    let batch = "POST /entries:batch\ncontent-type: application/vnd.keepwell.statements\n\n";
    let together = [batch.as_bytes(), together.as_slice()].concat();
    let registered = [post("application/cose"), statement].concat();
    let time = [b"POST /time\n\n".as_slice(), &[9; 32]].concat();
    let get = |path: &str| format!("GET {path}\n\n").into_bytes();
    vec![
        relay("create", 1, format!("PUT {mailbox}"), &lease.to_string()),
        relay("status", 1, format!("GET {mailbox}"), ""),
        relay(
            "upload",
            1,
            format!("PATCH {mailbox}/parts/bundle\n{piece}"),
            "part",
        ),
        relay(
            "download",
            3,
            format!("GET {mailbox}/parts/bundle\nrange: bytes=2-"),
            "",
        ),
        relay("close", 1, format!("POST {mailbox}/close"), ""),
        relay("nonce", 0, "HEAD /v1/nonce".to_owned(), ""),
        relay(
            "box",
            1,
            "PUT /v1/boxes/08080808080808080808080808080808\nif-none-match: *".to_owned(),
            "box",
        ),
        relay(
            "claim",
            1,
            "PUT /v1/rendezvous/0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b/claim".to_owned(),
            "claim",
        ),
        ("ledger_door", "batch", together),
        ("ledger_door", "register", registered),
        ("ledger_door", "time", time),
        ("ledger_door", "proof", get("/entries/1/proof?size=2")),
        ("ledger_door", "tile", get("/tile/0/000.p/2")),
        ("ledger_door", "entries", get("/tile/entries/000.p/2")),
        ("ledger_door", "keys", get("/.well-known/scitt-keys")),
    ]
}

/// Answers to a client: the question, the status, fields, and the body.
fn answered() -> Vec<Seed> {
    let (checkpoint, receipt) = (
        Vector::read("tlog/checkpoint"),
        Vector::read("protocol/receipt"),
    );
    let answer = |name, question: u8, status: u16, fields: &str, body: &[u8]| {
        let [high, low] = status.to_be_bytes();
        let head = [&[question, high, low], fields.as_bytes(), b"\n\n"].concat();
        ("answers", name, [&head, body].concat())
    };
    let status = json!({"state": "open", "openings": 0, "events": []}).to_string();
    let server = json!({
        "version": 1, "relay": "https://relay.example", "page": "https://clinic.example",
        "ledger": {"origin": "ledger.example/2026", "key": checkpoint.text("log_key")},
    });
    let stream = "content-type: text/event-stream";
    let events = b":\n\nevent: state\ndata: \"open\"\n\nevent: ended\ndata: ended\n\n";
    vec![
        answer("server", 0, 200, "", server.to_string().as_bytes()),
        answer("status", 1, 200, "", status.as_bytes()),
        answer("box", 2, 200, "etag: \"1\"", b"content"),
        answer("part", 3, 200, "etag: \"1\"\ncontent-length: 7", b"content"),
        answer("message", 4, 200, "", b"message"),
        answer("checkpoint", 5, 200, "", checkpoint.text("note").as_bytes()),
        answer("time", 6, 200, "", &receipt.bytes("signed_time")),
        answer(
            "receipt",
            7,
            201,
            "location: /entries/2",
            &receipt.bytes("receipt"),
        ),
        answer("log", 8, 200, "", checkpoint.text("empty").as_bytes()),
        answer("owner", 9, 200, stream, events),
        answer("reader", 10, 200, stream, events),
        answer(
            "refusal",
            1,
            404,
            "",
            b"{\"error\":{\"code\":\"not_available\",\"message\":\"no\"}}",
        ),
    ]
}

fn texts() -> Vec<Seed> {
    let (card, grant) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    vec![
        ("frame", "three", frames(&[0, 5, 9])),
        ("frame", "one", frames(&[8])),
        (
            "emergency_card",
            "spanish",
            Vector::read("protocol/emergency-card").text("card").into(),
        ),
        ("link", "card", card.text("link").into()),
        ("link", "grant", grant.text("link").into()),
        ("link", "first", meeting("first", "link").into()),
        ("link", "screen", meeting("screen", "link").into()),
        ("origin", "host", b"https://relay.example:8443".to_vec()),
        ("origin", "loopback", b"http://[::1]:8787/".to_vec()),
        // From the reference vectors of BIP39.
        (
            "phrase",
            "twelve",
            b"legal winner thank year wave sausage worth useful legal winner thank yellow".to_vec(),
        ),
        ("recipient", "x25519", card.text("recipient").into()),
        ("timestamp", "duration", b"30d".to_vec()),
        (
            "timestamp",
            "offset",
            b"2026-11-20T10:30:00.9+01:00".to_vec(),
        ),
    ]
}

/// A text of the rendezvous with this kind of code.
fn meeting(kind: &str, member: &str) -> String {
    text(&Vector::read("protocol/rendezvous").value(kind)[member]).to_owned()
}

fn pictures() -> Vec<Seed> {
    let grant = Code::new(Vector::read("protocol/grant").text("link")).unwrap();
    let small = Code::new("KEEPWELL").unwrap();
    let card = Vector::read("protocol/emergency-card");
    let card = Code::of_text(card.text("card"), 22).unwrap();
    vec![
        ("qr_frame", "code", frame(&small)),
        ("qr_picture", "card", card.png(2).unwrap()),
        ("qr_picture", "grant", grant.png(2).unwrap()),
    ]
}

/// A byte of width, then each module as 2 × 2 pixels with the quiet zone around.
fn frame(code: &Code) -> Vec<u8> {
    let (margin, side) = (8, code.modules().len() * 2 + 16);
    let dark = |x: usize, y: usize| {
        let row = code.modules().get(y.checked_sub(margin)? / 2)?;
        row.get(x.checked_sub(margin)? / 2).copied()
    };
    let pixels = (0..side * side).map(|at| dark(at % side, at / side));
    let luma = pixels.map(|dark| if dark == Some(true) { 0 } else { 255 });
    std::iter::once(u8::try_from(side).unwrap())
        .chain(luma)
        .collect()
}

fn length(bytes: &[u8]) -> [u8; 2] {
    u16::try_from(bytes.len()).unwrap().to_be_bytes()
}

/// These of the vectors' frames, a line each.
fn frames(which: &[usize]) -> Vec<u8> {
    let vector = Vector::read("protocol/frame");
    let frames = vector.list("frames");
    let lines = which.iter().map(|at| text(&frames[*at]["text"]));
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}
