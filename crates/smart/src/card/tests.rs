//! Cards that a test issuer signs, and what is refused of them (the verification list of SMART Health Cards).

use std::io::Write as _;

use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, write::DeflateEncoder};

use super::*;
use crate::keys::tests::Issuer;

const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"resource:0","resource":{"resourceType":"Patient","birthDate":"1970-01-01"}}]}"#;

fn payload(rest: &str) -> String {
    format!(
        r##"{{"iss":"https://issuer.example","nbf":1700000000.5,{rest}"vc":{{"rid":"r-1","type":["https://smarthealth.cards#health-card","https://smarthealth.cards#new"],"credentialSubject":{{"fhirVersion":"4.0.1","fhirBundle":{BUNDLE}}}}}}}"##
    )
}

fn packed(text: &str) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

fn signed(issuer: &Issuer, header: &str, payload: &[u8]) -> String {
    let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    let signed = format!("{}.{}", encode(header.as_bytes()), encode(payload));
    let signature = issuer.sign(signed.as_bytes());
    format!("{signed}.{}", encode(&signature))
}

fn header(issuer: &Issuer) -> String {
    format!(r#"{{"alg":"ES256","zip":"DEF","kid":"{}"}}"#, issuer.kid)
}

fn refused(issuer: &Issuer, payload: &str) -> Option<CardError> {
    Card::read(&signed(issuer, &header(issuer), &packed(payload))).err()
}

/// 73, 77, 84, 85, 90.
#[test]
fn a_card_says_what_was_signed_and_by_whom() {
    let issuer = Issuer::new();
    let jws = signed(&issuer, &header(&issuer), &packed(&payload("")));
    let card = Card::read(&jws).expect("a card");
    assert_eq!(card.issuer, "https://issuer.example");
    assert_eq!((card.from, card.until), (1_700_000_000, None));
    assert_eq!(card.bundle, BUNDLE);
    assert_eq!(card.types.len(), 2);
    let keys = |issuer: &Issuer| KeySet::read(issuer.keys.as_bytes()).unwrap();
    assert_eq!(card.signature(&keys(&issuer)), Signature::Valid);
    assert_eq!(card.signature(&keys(&Issuer::new())), Signature::UnknownKey);

    let other = signed(&Issuer::new(), &header(&issuer), &packed(&payload("")));
    let card = Card::read(&other).expect("a card");
    assert_eq!(card.signature(&keys(&issuer)), Signature::Wrong);
}

/// 80 to 82.
#[test]
fn a_card_holds_in_its_time_and_until_it_is_taken_back() {
    let issuer = Issuer::new();
    let payload = payload(r#""exp":1700000100,"#);
    let jws = signed(&issuer, &header(&issuer), &packed(&payload));
    let card = Card::read(&jws).expect("a card");
    let standing = |now| card.standing(now, None);
    assert_eq!(standing(1_699_999_999), Standing::TooEarly);
    assert_eq!(standing(1_700_000_000), Standing::Holds);
    assert_eq!(standing(1_700_000_099), Standing::Holds);
    assert_eq!(standing(1_700_000_100), Standing::Expired);
    let json = format!(
        r#"{{"kid":"{}","method":"rid","ctr":1,"rids":["r-1.1700000001"]}}"#,
        issuer.kid
    );
    let list = Revoked::read(json.as_bytes()).unwrap();
    assert_eq!(card.standing(1_700_000_000, Some(&list)), Standing::Revoked);
}

/// 74, 75.
#[test]
fn only_raw_deflate_is_unpacked_and_not_without_end() {
    let issuer = Issuer::new();
    let plain = signed(&issuer, &header(&issuer), payload("").as_bytes());
    assert_eq!(Card::read(&plain).err(), Some(CardError::Unusual));
    let no_zip = format!(r#"{{"alg":"ES256","kid":"{}"}}"#, issuer.kid);
    let no_zip = signed(&issuer, &no_zip, &packed(&payload("")));
    assert_eq!(Card::read(&no_zip).err(), Some(CardError::Unusual));
    let bomb = " ".repeat(MAX_PAYLOAD + 1);
    assert_eq!(refused(&issuer, &bomb), Some(CardError::TooLarge));
}

/// 73, 76, 79, 80, 82, 84.
#[test]
fn what_breaks_a_rule_is_refused() {
    let issuer = Issuer::new();
    let good = payload("");
    assert_eq!(refused(&issuer, &good), None);
    for (from, to) in [
        ("https://issuer.example", "https://issuer.example/"),
        ("https://issuer.example", "http://issuer.example"),
        ("1700000000.5", "1700000000500"),
        ("1700000000.5", "-1"),
        ("#health-card", "#other"),
        (r#""rid":"r-1""#, r#""rid":"r.1""#),
        (r#""rid":"r-1""#, r#""rid":"1234567890123456789012345""#),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        assert_eq!(refused(&issuer, &bad), Some(CardError::Unusual), "{to}");
    }
    for bad in ["{}", "[]", &good.replace("fhirBundle", "fhirBundles")] {
        assert_eq!(refused(&issuer, bad), Some(CardError::Damaged));
    }
    for (alg, rest) in [("RS256", ""), ("none", ""), ("ES256", r#","crit":["a"]"#)] {
        let header = format!(
            r#"{{"alg":"{alg}","zip":"DEF","kid":"{}"{rest}}}"#,
            issuer.kid
        );
        let card = Card::read(&signed(&issuer, &header, &packed(&good)));
        assert_eq!(card.err(), Some(CardError::Unusual), "{alg}");
    }
    let jws = signed(&issuer, &header(&issuer), &packed(&good));
    let (front, _) = jws.rsplit_once('.').unwrap();
    let asn1 = format!("{front}.{}", BASE64URL_NOPAD.encode(&[48; 70]));
    assert_eq!(Card::read(&asn1).err(), Some(CardError::Unusual));
    for cut in ["", "a", "a.b", front, &format!("{jws}.a")] {
        assert!(Card::read(cut).is_err());
    }
}

/// 89.
#[test]
fn a_file_holds_several_cards_each_by_itself() {
    let issuer = Issuer::new();
    let jws = signed(&issuer, &header(&issuer), &packed(&payload("")));
    let file = format!(r#"{{"verifiableCredential":["{jws}","torn"]}}"#);
    assert!(Card::is_file(file.as_bytes()) && !Card::is_file(BUNDLE.as_bytes()));
    let cards = Card::read_file(file.as_bytes()).expect("a file");
    let outcomes: Vec<_> = cards
        .iter()
        .map(|card| card.as_ref().err().copied())
        .collect();
    assert_eq!(outcomes, [None, Some(CardError::Damaged)]);
    let many = format!(
        r#"{{"verifiableCredential":[{}]}}"#,
        vec![r#""a""#; MAX_CARDS + 1].join(",")
    );
    let error = |bytes: &[u8]| Card::read_file(bytes).err();
    assert_eq!(error(many.as_bytes()), Some(CardError::TooLarge));
    assert_eq!(
        error(br#"{"verifiableCredential":[]}"#),
        Some(CardError::Damaged)
    );
    assert_eq!(error(b"{}"), Some(CardError::Damaged));
}

/// `tests/vectors/smart`: a card, and its issuer's keys and list, by keys that are thrown away.
#[test]
#[ignore = "writes the vectors anew"]
fn write_the_vectors() {
    let issuer = Issuer::new();
    let jws = signed(&issuer, &header(&issuer), &packed(&payload("")));
    let keys = issuer
        .keys
        .replacen(r#""use""#, r#""crlVersion":1,"use""#, 1);
    let list = format!(
        r#"{{"kid":"{}","method":"rid","ctr":1,"rids":["another"]}}"#,
        issuer.kid
    );
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/smart");
    for (name, text) in [
        ("signed.jws.txt", jws),
        ("signed.jwks.json", keys),
        ("signed.crl.json", list),
    ] {
        std::fs::write(folder.join(name), text + "\n").unwrap();
    }
}

/// What `write_the_vectors` wrote.
#[test]
fn the_vectors_say_the_same_today() {
    let card = Card::read(include_str!(
        "../../../../tests/vectors/smart/signed.jws.txt"
    ))
    .unwrap();
    let keys = include_bytes!("../../../../tests/vectors/smart/signed.jwks.json");
    let keys = KeySet::read(keys).unwrap();
    assert_eq!(card.signature(&keys), Signature::Valid);
    assert!(keys.has_list(&card.kid));
    let list = include_bytes!("../../../../tests/vectors/smart/signed.crl.json");
    let list = Revoked::read(list).unwrap();
    assert_eq!(card.standing(card.from, Some(&list)), Standing::Holds);
}
