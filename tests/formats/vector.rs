//! A vector file: JSON with texts, numbers and bytes in hexadecimal, under `tests/vectors`. A missing or misspelt member
//! fails the test that asks for it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use keepwell_crypto::{
    agree::AgreementSecret,
    secret::Secret32,
    sign::{SigningKey, VerifyingKey},
};
use serde_json::Value;

/// One vector file.
pub(crate) struct Vector(Value);

impl Vector {
    /// Reads `vectors/<name>.json`.
    pub(crate) fn read(name: &str) -> Self {
        let text = fs::read_to_string(tests().join(format!("vectors/{name}.json")));
        let text = text.unwrap_or_else(|error| panic!("vectors/{name}.json: {error}"));
        Self(serde_json::from_str(&text).expect("a vector file is JSON"))
    }

    /// A member as it stands.
    pub(crate) fn value(&self, member: &str) -> &Value {
        let value = self.0.get(member);
        value.unwrap_or_else(|| panic!("the vector has no {member}"))
    }

    pub(crate) fn text(&self, member: &str) -> &str {
        text(self.value(member))
    }

    pub(crate) fn number(&self, member: &str) -> u64 {
        number(self.value(member))
    }

    pub(crate) fn list(&self, member: &str) -> &[Value] {
        self.value(member).as_array().expect("a list")
    }

    /// The bytes of a member in hexadecimal.
    pub(crate) fn bytes(&self, member: &str) -> Vec<u8> {
        unhex(self.text(member))
    }

    /// Exactly `N` bytes of a member in hexadecimal.
    pub(crate) fn array<const N: usize>(&self, member: &str) -> [u8; N] {
        self.bytes(member).try_into().expect("as many bytes")
    }

    /// The Ed25519 key with the seed in a member.
    pub(crate) fn key(&self, member: &str) -> SigningKey {
        SigningKey::from_seed(&self.array(member))
    }

    /// Its public half.
    pub(crate) fn public(&self, member: &str) -> VerifyingKey {
        self.key(member).verifying_key()
    }

    /// The X25519 key with the secret in a member.
    pub(crate) fn agreement(&self, member: &str) -> AgreementSecret {
        AgreementSecret::from_secret(&Secret32::from_bytes(self.array(member)))
    }
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

pub(crate) fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

/// The folder of the tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The bytes of lower-case hexadecimal text.
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let byte = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).expect("ASCII");
        u8::from_str_radix(pair, 16).expect("hexadecimal")
    };
    assert!(text.len().is_multiple_of(2), "a digit is missing");
    text.as_bytes().chunks(2).map(byte).collect()
}
