//! A challenge for admission, what it is answered for, and the answer.

use keepwell_crypto::{hash::sha256, secret::Secret32};
use serde_json::json;

use super::{MAILBOX, TIME, check, grant_statement};
use crate::{
    admission::{Challenge, Subject, mailbox_subject},
    hexadecimal::to_hex,
};

#[test]
fn admission() {
    let key = [11; 32];
    let random = [12; 16];
    let challenge = Challenge::new(12, TIME.plus(120), random, &Secret32::from_bytes(key));
    let body = b"{}";
    let answer = |subject: &Subject| {
        let solution = challenge.solve(subject, || true).unwrap();
        json!({ "subject": to_hex(subject), "authorization": solution.to_header() })
    };
    check(
        "admission.json",
        &json!({
            "key": to_hex(&key),
            "bits": 12,
            "expires": TIME.plus(120).to_string(),
            "random": to_hex(&random),
            "www-authenticate": challenge.to_header(),
            "statement": answer(&grant_statement().digest()),
            "mailbox": answer(&mailbox_subject(&MAILBOX, body)),
            "mailbox_id": MAILBOX,
            "mailbox_body_digest": to_hex(&sha256(body)),
        }),
    );
}
