//! SMART Health Links and Cards as their specifications' own examples have them, and what is bad on purpose. Skipped, saying
//! so, where the examples are not there.

use std::{fs, path::PathBuf};

use keepwell_smart::{
    card::{Card, CardError},
    facts::{Signature, Standing},
    file,
    keys::{KeySet, Revoked},
    link::{Link, Oddity},
    manifest::{Kind, Manifest},
    numeric::{NumericError, Piece, join},
};

use crate::vector::tests;

fn read(path: &str) -> Option<String> {
    let shared = std::env::var_os("KEEPWELL_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| tests().join("../../shared"));
    let text = fs::read_to_string(shared.join("data").join(path)).ok();
    if text.is_none() {
        println!("skipped: no data/{path} in KEEPWELL_SHARED or in ../shared");
    }
    text
}

fn keys() -> Option<KeySet> {
    let keys = read("shc/spec-example-issuer.jwks.json")?;
    Some(KeySet::read(keys.as_bytes()).expect("the example's keys"))
}

#[test]
fn the_specification_s_cards_are_read_in_each_of_their_forms() {
    let Some(keys) = keys() else { return };
    for number in ["00", "01"] {
        let text =
            |rest: &str| read(&format!("shc/example-{number}-{rest}")).expect("beside the keys");
        let card = Card::read(&text("d-jws.txt")).expect("a card");
        assert_eq!(card.signature(&keys), Signature::Valid);
        assert_eq!(card.standing(card.from, None), Standing::Holds);
        let bundle: serde_json::Value = serde_json::from_str(&card.bundle).expect("JSON");
        let minified = text("c-jws-payload-minified.json");
        let payload: serde_json::Value = serde_json::from_str(&minified).expect("JSON");
        assert_eq!(bundle, payload["vc"]["credentialSubject"]["fhirBundle"]);
        let of_file = Card::read_file(text("e-file.smart-health-card").as_bytes()).expect("a file");
        let piece = Piece::read(&text("f-qr-code-numeric-value-0.txt")).expect("a code");
        let of_code = Card::read(&join(&[piece]).expect("one code")).expect("a card");
        for other in of_file.into_iter().flatten().chain([of_code]) {
            assert_eq!(other.signature(&keys), Signature::Valid);
            assert_eq!(other.bundle.len(), card.bundle.len());
        }
    }
}

#[test]
fn what_is_bad_on_purpose_is_refused() {
    let Some(keys) = keys() else { return };
    let bad =
        |name: &str| read(&format!("shc/bad/test-example-00-{name}.txt")).expect("beside the keys");
    let der = Card::read(&bad("d-jws-der-signature")).err();
    assert_eq!(der, Some(CardError::Unusual));
    let packed = Card::read(&bad("d-jws-no_deflate")).err();
    assert_eq!(packed, Some(CardError::Unusual));
    let altered = Card::read(&bad("d-jws-invalid-signature")).expect("a card");
    assert_eq!(altered.signature(&keys), Signature::Wrong);
    let unknown = Card::read(&bad("d-jws-wrong_jws_header_kid")).expect("a card");
    assert_eq!(unknown.signature(&keys), Signature::UnknownKey);
    for name in ["number-too-big", "odd-count"] {
        let code = Piece::read(&bad(&format!("f-qr-code-numeric-value-0-{name}")));
        assert_eq!(code, Err(NumericError::Damaged), "{name}");
    }
}

#[test]
fn the_specification_s_list_of_revoked_cards_is_read() {
    let Some(list) = read("shc/spec-example-issuer.crl.json") else {
        return;
    };
    let list = Revoked::read(list.as_bytes()).expect("a list");
    let jws = read("shc/example-00-d-jws.txt").expect("beside the list");
    let card = Card::read(&jws).expect("a card");
    // It can be taken back, and was not.
    assert!(card.revocation.is_some());
    assert_eq!(card.standing(card.from, Some(&list)), Standing::Holds);
}

#[test]
fn the_specification_s_link_opens_its_file() {
    let Some(sealed) = read("shl/IPS_IG-bundle-01-enc.txt") else {
        return;
    };
    let payload = read("shl/shl-payload-2.json").expect("beside the file");
    let payload: serde_json::Value = serde_json::from_str(&payload).expect("JSON");
    let text = data_encoding::BASE64URL_NOPAD.encode(payload.to_string().as_bytes());
    let found = Link::read(&format!("https://viewer.example/#shlink:/{text}")).expect("a link");
    assert!(found.oddities.is_empty() && found.link.flags.is_single_file);
    let content = file::open(found.link.key(), &sealed).expect("the file");
    let bundle: serde_json::Value = serde_json::from_slice(&content.bytes).expect("JSON");
    assert_eq!(bundle["type"], "document");
}

#[test]
fn the_specification_s_mistake_is_forgiven() {
    let Some(payload) = read("shl/shl-payload-1.json") else {
        return;
    };
    let text = data_encoding::BASE64URL_NOPAD.encode(payload.as_bytes());
    let found = Link::read(&format!("shlink:/{text}")).expect("a link");
    assert_eq!(found.link.expires, Some(1_767_225_600));
    assert_eq!(
        found.oddities,
        [Oddity::ExpiryAsText, Oddity::ExpiryInMilliseconds]
    );
    let manifest = read("shl/shl-manifest-1.json").expect("beside the payload");
    let manifest = Manifest::read(manifest.as_bytes()).expect("a manifest");
    assert_eq!(
        manifest.files.first().map(|file| &file.kind),
        Some(&Kind::Card)
    );
}
