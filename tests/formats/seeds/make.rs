//! Where the seeds come from: the vectors, put into the form in which each target takes its bytes. What has no vector (FHIR,
//! an age file) lies in the corpus as it was written, about nobody.

use keepwell_crypto::{agree::Sealed, label::Label};
use keepwell_protocol::report::SealedReport;
use keepwell_qr::make::Code;
use keepwell_tlog::hash::Hash;
use serde_json::json;

use crate::vector::{Vector, tests, text, unhex};

/// A target, the seed's name, its bytes.
type Seed = (&'static str, &'static str, Vec<u8>);

pub(super) fn seeds() -> Vec<Seed> {
    [documents(), log(), messages(), texts(), pictures()].concat()
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
    let in_box = [&length(&card.bytes("card")), card.bytes("card").as_slice()].concat();
    let consent = std::fs::read(tests().join("vectors/consent/consent.json")).unwrap();
    vec![
        ("card", "card", card.bytes("card")),
        ("card_box", "card", in_box),
        ("consent", "consent", consent),
        ("entry", "grant", ledger.bytes("entry")),
        ("manifest", "manifest", share.bytes("manifest")),
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
        ("signed_time", "time", ledger.bytes("signed_time")),
        ("statement", "grant", grant.bytes("statement")),
        ("statement", "revocation", grant.bytes("revocation")),
        ("terms", "terms", grant.bytes("terms")),
    ]
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
    vec![
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

fn texts() -> Vec<Seed> {
    let (card, grant) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    vec![
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
    vec![
        ("qr_frame", "code", frame(&small)),
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
