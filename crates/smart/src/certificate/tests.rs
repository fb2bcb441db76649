//! Certificates that a test issuer signs, and what is refused of them.

use std::io::Write as _;

use ciborium::{Value as Cbor, cbor};
use coset::{CoseSign1Builder, HeaderBuilder, TaggedCborSerializable as _, iana};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use flate2::{Compression, write::ZlibEncoder};

use super::*;
use crate::keys::tests::Issuer;

const LETTERS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const KID: [u8; 8] = [250, 251, 252, 253, 254, 255, 1, 2];

fn base45(bytes: &[u8]) -> String {
    let letters = bytes.chunks(2).flat_map(|pair| {
        let value = pair
            .iter()
            .fold(0, |value, byte| value * 256 + usize::from(*byte));
        let count = pair.len() + 1;
        (0..count).map(move |place| {
            char::from(LETTERS[value / 45_usize.pow(u32::try_from(place).unwrap()) % 45])
        })
    });
    letters.collect()
}

fn wrapped(token: &[u8]) -> String {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(token).unwrap();
    format!("{SCHEME}{}", base45(&packed.finish().unwrap()))
}

fn token(issuer: &Issuer, health: &Cbor, protected: bool) -> Vec<u8> {
    let claims =
        cbor!({1 => "ZZ", 4 => 2_000_000_000, 6 => 1_700_000_000, (-260) => health}).unwrap();
    let mut payload = Vec::new();
    ciborium::into_writer(&claims, &mut payload).unwrap();
    let header = HeaderBuilder::new().algorithm(iana::Algorithm::ES256);
    let named = |header: HeaderBuilder| header.key_id(KID.to_vec()).build();
    let (inside, outside) = if protected {
        (named(header), HeaderBuilder::new().build())
    } else {
        (header.build(), named(HeaderBuilder::new()))
    };
    CoseSign1Builder::new()
        .protected(inside)
        .unprotected(outside)
        .payload(payload)
        .create_signature(&[], |signed| issuer.sign(signed))
        .build()
        .to_tagged_vec()
        .unwrap()
}

fn vaccination() -> Cbor {
    cbor!({1 => {"ver" => "1.3.0", "dob" => "1970-01-01", "nam" => {"fn" => "Muster", "gn" => "Alex"},
        "v" => [{"tg" => "840539006", "dn" => 2, "dt" => "2021-06-01"}]}})
    .unwrap()
}

fn signers(issuer: &Issuer) -> Signers {
    Signers::read(list_of(issuer).as_bytes()).expect("a list")
}

fn list_of(issuer: &Issuer) -> String {
    let point = issuer.point();
    let (x, y) = (
        BASE64URL_NOPAD.encode(&point[1..33]),
        BASE64URL_NOPAD.encode(&point[33..]),
    );
    let name = BASE64
        .encode(&KID)
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    let method = format!(
        r#"{{"id":"did:web:a.example#{name}","publicKeyJwk":{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}}}"#
    );
    format!(r#"{{"verificationMethod":[{{"id":"x"}},{method}]}}"#)
}

fn read(text: &str) -> Certificate {
    Certificate::read(text).expect("a certificate")
}

/// 105, 106.
#[test]
fn a_certificate_says_what_was_signed_and_by_whom() {
    let (issuer, other) = (Issuer::new(), Issuer::new());
    for protected in [true, false] {
        let certificate = read(&wrapped(&token(&issuer, &vaccination(), protected)));
        assert_eq!(certificate.issuer.as_deref(), Some("ZZ"));
        let Content::Covid(said) = &certificate.content else {
            panic!("not what it is");
        };
        assert_eq!(said.pointer("/v/0/dn"), Some(&Value::from(2)));
        assert_eq!(certificate.signature(&signers(&issuer)), Signature::Valid);
        assert_eq!(certificate.signature(&signers(&other)), Signature::Wrong);
        assert_eq!(
            certificate.signature(&Signers::default()),
            Signature::UnknownKey
        );
        let mut both = signers(&other);
        both.add(signers(&issuer));
        assert_eq!(
            certificate.signature(&both),
            Signature::Valid,
            "all of the name are tried"
        );
    }
}

/// 107.
#[test]
fn a_certificate_holds_in_its_time() {
    let certificate = read(&wrapped(&token(&Issuer::new(), &vaccination(), true)));
    let all = [1_699_999_999, 1_700_000_000, 1_999_999_999, 2_000_000_000];
    let standings = all.map(|now| certificate.standing(now));
    assert_eq!(
        standings,
        [
            Standing::TooEarly,
            Standing::Holds,
            Standing::Holds,
            Standing::Expired
        ]
    );
}

/// 108.
#[test]
fn a_link_is_a_text_or_stands_in_a_map() {
    let issuer = Issuer::new();
    for health in [
        cbor!({5 => "vhlink:/eyJ"}).unwrap(),
        cbor!({5 => {"u" => "vhlink:/eyJ"}}).unwrap(),
        cbor!({5 => [{"u" => "vhlink:/eyJ"}]}).unwrap(),
        cbor!({5 => ["vhlink:/eyJ"]}).unwrap(),
    ] {
        let certificate = read(&wrapped(&token(&issuer, &health, true)));
        assert!(matches!(&certificate.content, Content::Link(link) if link == "vhlink:/eyJ"));
    }
    for health in [
        cbor!({5 => "https://a.example"}).unwrap(),
        cbor!({}).unwrap(),
        cbor!({5 => 7}).unwrap(),
    ] {
        let error = Certificate::read(&wrapped(&token(&issuer, &health, true))).err();
        assert_eq!(error, Some(CertificateError::Unusual));
    }
    let other = read(&wrapped(&token(
        &issuer,
        &cbor!({9 => true}).unwrap(),
        true,
    )));
    assert!(matches!(other.content, Content::Other(9)));
}

#[test]
fn what_is_none_or_too_large_is_refused() {
    let good = wrapped(&token(&Issuer::new(), &vaccination(), true));
    let error = |text: &str| Certificate::read(text).err();
    assert_eq!(error("HC2:ABC"), Some(CertificateError::NotACertificate));
    assert_eq!(error(""), Some(CertificateError::NotACertificate));
    assert_eq!(error("HC1:"), Some(CertificateError::Damaged));
    assert_eq!(
        error(good.get(..good.len() - 3).unwrap()),
        Some(CertificateError::Damaged)
    );
    assert_eq!(
        error(&wrapped(b"no token")),
        Some(CertificateError::Damaged)
    );
    assert_eq!(
        error(&wrapped(&vec![0; MAX_TOKEN + 1])),
        Some(CertificateError::TooLarge)
    );
    assert_eq!(
        error(&"A".repeat(MAX_TEXT + 1)),
        Some(CertificateError::TooLarge)
    );
    let mut deep = Cbor::Bool(true);
    for _ in 0..40 {
        deep = Cbor::Array(vec![deep]);
    }
    let deep = wrapped(&token(&Issuer::new(), &cbor!({1 => deep}).unwrap(), true));
    assert_eq!(error(&deep), Some(CertificateError::TooLarge));
}

/// `tests/vectors/smart`: a certificate, and a trust list with its key, which is thrown away.
#[test]
#[ignore = "writes the vectors anew"]
fn write_the_vectors() {
    let issuer = Issuer::new();
    let text = wrapped(&token(&issuer, &vaccination(), true));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/smart");
    for (name, text) in [
        ("signed-certificate.txt", text),
        ("signed-certificate.did.json", list_of(&issuer)),
    ] {
        std::fs::write(folder.join(name), text + "\n").unwrap();
    }
}
