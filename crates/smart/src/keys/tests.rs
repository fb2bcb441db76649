//! A key pair for tests, which keys are taken up, and what a list takes back.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};

use super::*;

/// Signs cards.
pub(crate) struct Issuer {
    pair: EcdsaKeyPair,
    pub(crate) kid: String,
    pub(crate) keys: String,
}

impl Issuer {
    pub(crate) fn new() -> Self {
        let (random, kind) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
        let secret = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(kind, secret.as_ref(), &random).unwrap();
        let point = pair.public_key().as_ref();
        let x = BASE64URL_NOPAD.encode(&point[1..33]);
        let y = BASE64URL_NOPAD.encode(&point[33..]);
        let kid = thumbprint(&x, &y);
        let keys = format!(
            r#"{{"keys":[{{"kty":"EC","kid":"{kid}","use":"sig","alg":"ES256","crv":"P-256","x":"{x}","y":"{y}"}}]}}"#
        );
        Self { pair, kid, keys }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signature = self.pair.sign(&SystemRandom::new(), message).unwrap();
        signature.as_ref().to_vec()
    }

    pub(crate) fn point(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }
}

/// The example of RFC 7638 is RSA; this is the specification's example issuer of SMART Health Cards.
#[test]
fn a_key_is_named_by_its_thumbprint() {
    assert_eq!(
        thumbprint(
            "11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw",
            "eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8"
        ),
        "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s"
    );
}

#[test]
fn a_key_of_another_kind_or_name_is_passed_over() {
    let issuer = Issuer::new();
    let read = |json: &str| KeySet::read(json.as_bytes()).unwrap();
    assert!(read(&issuer.keys).find(&issuer.kid).is_some());
    for (from, to) in [
        (r#""kty":"EC""#, r#""kty":"RSA""#),
        (r#""crv":"P-256""#, r#""crv":"P-384""#),
        (r#""alg":"ES256""#, r#""alg":"ES384""#),
        (r#""use":"sig""#, r#""use":"enc""#),
        (r#""use":"sig""#, r#""use":"sig","d":"AAAA""#),
        (r#""x":""#, r#""x":"A"#),
    ] {
        let other = issuer.keys.replacen(from, to, 1);
        assert_eq!(read(&other), KeySet::default(), "{from} to {to}");
    }
    assert!(!read(&issuer.keys).has_list(&issuer.kid));
    let listing = issuer
        .keys
        .replacen(r#""use""#, r#""crlVersion":1,"use""#, 1);
    assert!(read(&listing).has_list(&issuer.kid));
    let misnamed = issuer.keys.replacen(&issuer.kid, "mine", 1);
    assert_eq!(read(&misnamed), KeySet::default());
    assert_eq!(KeySet::read(b"{}"), Err(KeysError::Damaged));
    let large = " ".repeat(MAX_KEYS + 1);
    assert_eq!(KeySet::read(large.as_bytes()), Err(KeysError::TooLarge));
}

/// 82: with a time, cards that were signed before it.
#[test]
fn a_list_takes_back_what_it_names() {
    let json = br#"{"kid":"k","method":"rid","ctr":1,"rids":["always","early.1000"]}"#;
    let list = Revoked::read(json).unwrap();
    assert!(list.holds("k", "always", 5000));
    assert!(list.holds("k", "early", 999));
    assert!(!list.holds("k", "early", 1000));
    assert!(!list.holds("k", "other", 1) && !list.holds("another", "always", 1));
    for bad in [
        br#"{"kid":"k","method":"rid","rids":["a.b"]}"#.as_slice(),
        br#"{"kid":"k","method":"bits","rids":[]}"#,
        b"[]",
    ] {
        assert_eq!(Revoked::read(bad), Err(KeysError::Damaged));
    }
}
