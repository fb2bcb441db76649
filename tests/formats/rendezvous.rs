//! The rendezvous as its page describes it, done by hand with the vectors' keys: each message opens under its label and
//! code, is padded to one size, and holds what the page says; commitment and words come from the stored bytes.

use ciborium::Value;
use keepwell_crypto::{
    agree::{AgreementSecret, Sealed},
    hash::{Digest, sha256, sha256_labelled},
    label::Label,
    secret::Secret32,
    words::three_words,
};
use keepwell_protocol::{
    link::{FirstLink, ScreenLink},
    rendezvous::MESSAGE_BYTES,
};

use crate::vector::{Vector, text, unhex};

/// One audience's part of the vector file.
struct Meeting(serde_json::Value);

impl Meeting {
    fn read(kind: &str) -> Self {
        Self(Vector::read("protocol/rendezvous").value(kind).clone())
    }

    fn text(&self, member: &str) -> &str {
        text(&self.0[member])
    }

    fn bytes(&self, member: &str) -> Vec<u8> {
        unhex(self.text(member))
    }

    fn secret(&self, member: &str) -> AgreementSecret {
        let bytes = self.bytes(member).try_into().unwrap();
        AgreementSecret::from_secret(&Secret32::from_bytes(bytes))
    }

    /// What is inside a message, for the side with this secret.
    fn open(&self, member: &str, secret: &str, info: &[u8]) -> Vec<u8> {
        let message = self.bytes(member);
        assert_eq!(message.len(), MESSAGE_BYTES, "{member}");
        let sealed = Sealed {
            enc: message[..32].try_into().unwrap(),
            ciphertext: message[32..].to_vec(),
        };
        let padded = self.secret(secret).open(&sealed, info).unwrap();
        let length = usize::from(u16::from_be_bytes([padded[0], padded[1]]));
        assert!(padded[2 + length..].iter().all(|byte| *byte == 0));
        padded[2..2 + length].to_vec()
    }

    fn inside(&self, member: &str) -> Vec<u8> {
        let (label, secret) = match member {
            "claim" => (Label::RENDEZVOUS_CLAIM, "maker_secret"),
            "answer" => (Label::RENDEZVOUS_ANSWER, "claimer_secret"),
            _ => (Label::RENDEZVOUS_REVEAL, "maker_secret"),
        };
        self.open(member, secret, &label.with(&[&self.bytes("bound")]))
    }

    /// The wallet's key and the clinic's, in this order.
    fn keys(&self, wallet: &str, clinic: &str) -> Vec<u8> {
        let key = |side: &str| self.bytes(&format!("{side}_key"));
        [key(wallet), key(clinic)].concat()
    }
}

/// What is inside this message of the patient's code: a seed.
pub(crate) fn inside(message: &str) -> Vec<u8> {
    Meeting::read("first").inside(message)
}

fn card() -> Vec<u8> {
    Vector::read("protocol/rendezvous").bytes("card")
}

/// The bytes in field `key` of a map.
fn field(plain: &[u8], key: u64) -> Option<Vec<u8>> {
    let value: Value = ciborium::from_reader(plain).unwrap();
    let map = value.into_map().unwrap();
    let found = map
        .into_iter()
        .find(|(found, _)| *found == Value::from(key));
    found.map(|(_, value)| value.into_bytes().unwrap())
}

/// Reads one meeting; `wallet` and `clinic` say which of them made the code.
fn read(kind: &str, wallet: &str, clinic: &str) -> (Meeting, Digest) {
    let meeting = Meeting::read(kind);
    let (claim, answer, reveal) = (
        meeting.inside("claim"),
        meeting.inside("answer"),
        meeting.inside("reveal"),
    );
    for side in ["maker", "claimer"] {
        let key = meeting.secret(&format!("{side}_secret")).public();
        assert_eq!(
            key.as_bytes().to_vec(),
            meeting.bytes(&format!("{side}_key"))
        );
    }
    assert_eq!(field(&claim, 1), Some(meeting.bytes("claimer_key")));
    assert_eq!(field(&answer, 1), Some(meeting.bytes("maker_random")));
    assert_eq!(field(&reveal, 1), Some(meeting.bytes("claimer_random")));
    let digest = sha256(&card());
    let keys = meeting.keys(wallet, clinic);
    let random = meeting.bytes("claimer_random");
    let commitment = sha256_labelled(Label::RENDEZVOUS_COMMITMENT, &[&random, &digest, &keys]);
    assert_eq!(field(&claim, 2), Some(commitment.to_vec()));
    let random = |side: &str| meeting.bytes(&format!("{side}_random"));
    let transcript = sha256_labelled(
        Label::RENDEZVOUS_WORDS,
        &[
            &meeting.bytes("bound"),
            &digest,
            &keys,
            &random(clinic),
            &random(wallet),
        ],
    );
    assert_eq!(three_words(&transcript).join(" "), meeting.text("words"));
    let shown = if kind == "first" { reveal } else { answer };
    assert_eq!(field(&shown, 2), Some(card()));
    (meeting, transcript)
}

#[test]
fn a_patient_s_code_leads_to_the_grant() {
    let (meeting, transcript) = read("first", "maker", "claimer");
    let link = FirstLink::parse(meeting.text("link")).unwrap();
    assert_eq!(link.to_bound(), meeting.bytes("bound"));
    assert_eq!(link.key.as_bytes().to_vec(), meeting.bytes("maker_key"));
    let info = Label::RENDEZVOUS_OUTCOME.with(&[&meeting.bytes("bound"), &transcript]);
    let outcome = meeting.open("outcome", "claimer_secret", &info);
    let grant = Vector::read("protocol/rendezvous").text("grant").to_owned();
    assert_eq!(field(&outcome, 1), Some(grant.into_bytes()));
}

#[test]
fn a_clinic_s_screen_is_told_no() {
    let (meeting, transcript) = read("screen", "claimer", "maker");
    let link = ScreenLink::parse(meeting.text("link")).unwrap();
    assert_eq!(link.to_bound(), meeting.bytes("bound"));
    assert_eq!(link.card, sha256(&card()));
    let info = Label::RENDEZVOUS_OUTCOME.with(&[&meeting.bytes("bound"), &transcript]);
    let outcome = meeting.open("outcome", "maker_secret", &info);
    assert_eq!(field(&outcome, 1), None);
}
