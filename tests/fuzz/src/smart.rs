//! Targets over `keepwell-smart`: what other people's links, cards and certificates bring.

use std::io::Write as _;

use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, write::DeflateEncoder};
use keepwell_smart::{
    card::{Card, MAX_PAYLOAD},
    certificate::{Certificate, Signers},
    facts::Signature,
    file::{self, Content},
    issuers::Issuers,
    keys::{KeySet, Revoked},
    link::{Flags, Key, Link, MAX_LABEL, NewLink},
    manifest::{Kind, MAX_RECIPIENT, Manifest, Request},
    numeric::{Piece, join},
};

/// The text of a link. What can be written again says the same.
pub fn health_link(data: &[u8]) {
    let Some(found) = std::str::from_utf8(data)
        .ok()
        .and_then(|text| Link::read(text).ok())
    else {
        return;
    };
    let again = Link::read(&found.link.to_text()).expect("it was read before");
    assert_eq!(again.link.url(), found.link.url());
    assert_eq!(again.link.key().as_bytes(), found.link.key().as_bytes());
    assert_eq!(again.link.flags, found.link.flags);
    assert_eq!(again.link.expires, found.link.expires);
    let label = found.link.label.as_deref();
    let made = Link::make(NewLink {
        base: "https://relay.example/shl/",
        id: found.link.key().as_bytes(),
        key: Key::new([1; 32]),
        expires: found.link.expires,
        flags: Flags {
            has_passcode: false,
            ..found.link.flags
        },
        label,
    });
    assert_eq!(
        made.is_ok(),
        label.is_none_or(|label| label.chars().count() <= MAX_LABEL)
    );
}

/// A file of a link, and bytes to seal.
pub fn health_file(data: &[u8]) {
    let key = Key::new([3; 32]);
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = file::open(&key, text);
    }
    let sealed = file::seal(&key, [7; 12], "application/fhir+json", data).expect("small enough");
    let Ok(Content { bytes, .. }) = file::open(&key, &sealed) else {
        panic!("what was sealed does not open");
    };
    assert_eq!(bytes.as_slice(), data);
}

/// A manifest, or the request for one. What is written of a manifest reads back.
pub fn health_manifest(data: &[u8]) {
    if let Ok(request) = Request::read(data) {
        assert!(request.recipient.chars().count() <= MAX_RECIPIENT);
        assert!(request.passcode.is_none_or(|passcode| !passcode.is_empty()));
    }
    let Ok(manifest) = Manifest::read(data) else {
        return;
    };
    let again = Manifest::read(manifest.to_json().as_bytes()).expect("it was read before");
    assert_eq!(again.status, manifest.status);
    for (again, file) in again.files.iter().zip(&manifest.files) {
        let is_fhir = |kind: &Kind| matches!(kind, Kind::Fhir { .. });
        assert_eq!(is_fhir(&again.kind), is_fhir(&file.kind));
        assert_eq!(again.embedded, file.embedded);
    }
}

/// A card, a file of cards, and the inside of a card.
pub fn health_card(data: &[u8]) {
    let _ = Card::read_file(data);
    if let Ok(text) = std::str::from_utf8(data) {
        look(text);
    }
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(data).expect("memory");
    let packed = packed.finish().expect("memory");
    let header = BASE64URL_NOPAD.encode(br#"{"alg":"ES256","zip":"DEF","kid":"k"}"#);
    let (payload, signature) = (
        BASE64URL_NOPAD.encode(&packed),
        BASE64URL_NOPAD.encode(&[9; 64]),
    );
    look(&format!("{header}.{payload}.{signature}"));
}

fn look(jws: &str) {
    let Ok(card) = Card::read(jws) else {
        return;
    };
    assert!(card.issuer.starts_with("https://"));
    assert!(card.bundle.len() <= MAX_PAYLOAD);
    serde_json::from_str::<serde_json::Value>(&card.bundle).expect("JSON within JSON");
    let _ = card.standing(card.from, None);
}

/// Lists that issuers publish.
pub fn health_keys(data: &[u8]) {
    let _ = (KeySet::read(data), Revoked::read(data), Signers::read(data));
    let _ = Issuers::read(data);
}

/// The text of a code: a card's digits, or a certificate.
pub fn health_code(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok(piece) = Piece::read(text) {
        assert!(piece.number <= piece.of);
        assert_eq!(join(std::slice::from_ref(&piece)).is_ok(), piece.of == 1);
    }
    if let Ok(certificate) = Certificate::read(text) {
        assert_eq!(
            certificate.signature(&Signers::default()),
            Signature::UnknownKey
        );
    }
}
