//! A server that asks, one that asks too much, and one that is never content.

use std::sync::atomic::{AtomicBool, Ordering};

use keepwell_crypto::{secret::Secret32, sign::SigningKey};
use keepwell_protocol::{
    admission::{Challenge, MAX_BITS, Solution, mailbox_subject},
    mailbox::MailboxId,
    origin::Origin,
    relay_api::{CreateMailbox, KeyText, NONCE_HEADER},
    time::Timestamp,
};

use super::*;
use crate::{
    relay::Relay,
    testing::{Scripted, answer, asks_nonce, header},
    transport::Request,
};

const NOW: Timestamp = Timestamp::from_seconds(1000);
const BITS: u8 = 8;
const PUT: &str = "PUT /v1/mailboxes/07070707070707070707070707070707";

fn asks(bits: u8) -> Response {
    let key = Secret32::from_bytes([1; 32]);
    let mut value = Challenge::new(bits, NOW.plus(60), [2; 16], &key).to_header();
    if bits > MAX_BITS {
        // The second byte, of the first four letters behind the quotation mark: "ARY" is 1, 22.
        value = value.replace("=\"ARY", "=\"ARc");
    }
    let body = r#"{"error":{"code":"admission_needed","message":"work"}}"#;
    answer(
        401,
        &[("www-authenticate", &value), (NONCE_HEADER, "n")],
        body,
    )
}

fn create(transport: &dyn Transport) -> Result<(), ClientError> {
    let key = SigningKey::from_seed(&[1; 32]);
    let lease = CreateMailbox {
        owner: KeyText(key.verifying_key()),
        access: KeyText(key.verifying_key()),
        not_before: NOW,
        expires: NOW.plus(60),
        openings: None,
    };
    let relay = Relay::new(transport, Origin::parse("https://relay.example").unwrap());
    relay.create(&key, &MailboxId::from_bytes([7; 16]), &lease, NOW)
}

fn has_worked(request: &Request) -> bool {
    let subject = mailbox_subject(&MailboxId::from_bytes([7; 16]), &request.body);
    header(request, "authorization")
        .map(|value| Solution::from_header(value).unwrap())
        .is_some_and(|solution| solution.is_for(&subject))
}

#[test]
fn what_is_asked_is_done_and_the_same_request_sent_again() {
    let transport = Scripted::new(|request| {
        Ok(if asks_nonce(request) || has_worked(request) {
            answer(204, &[(NONCE_HEADER, "n")], "")
        } else {
            asks(BITS)
        })
    });
    create(&transport).unwrap();
    assert_eq!(transport.asked(), ["HEAD /v1/nonce", PUT, PUT]);
}

#[test]
fn who_asks_again_and_again_is_left_for_later() {
    let transport = Scripted::new(|request| {
        Ok(if asks_nonce(request) {
            answer(204, &[(NONCE_HEADER, "n")], "")
        } else {
            asks(BITS)
        })
    });
    let error = create(&transport).unwrap_err();
    assert!(matches!(error, ClientError::Asked(_)) && error.is_temporary());
    let sent = transport.asked().iter().filter(|one| *one == PUT).count();
    assert_eq!(sent, 1 + ROUNDS);
}

#[test]
fn nobody_works_for_more_than_the_most_nor_for_what_is_no_challenge() {
    let transport = Scripted::new(|request| {
        Ok(if asks_nonce(request) {
            answer(204, &[(NONCE_HEADER, "n")], "")
        } else {
            asks(MAX_BITS + 1)
        })
    });
    let error = create(&transport).unwrap_err();
    assert!(matches!(error, ClientError::TooMuchAsked), "{error:?}");
    assert!(error.is_temporary());
    assert_eq!(transport.asked(), ["HEAD /v1/nonce", PUT]);
    let basic = Scripted::new(|request| {
        let headers = [
            (NONCE_HEADER, "n"),
            ("www-authenticate", "Basic realm=\"x\""),
        ];
        Ok(answer(
            if asks_nonce(request) { 204 } else { 401 },
            &headers,
            "",
        ))
    });
    assert!(matches!(create(&basic), Err(ClientError::Nonsense(_))));
}

/// Asks for the most, and nobody waits for it.
struct Unawaited(AtomicBool);

impl Transport for Unawaited {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        Ok(if asks_nonce(&request) {
            answer(204, &[(NONCE_HEADER, "n")], "")
        } else {
            asks(MAX_BITS)
        })
    }

    fn is_awaited(&self) -> bool {
        self.0.store(true, Ordering::Relaxed);
        false
    }
}

#[test]
fn work_ends_when_nobody_waits_for_it() {
    let transport = Unawaited(AtomicBool::new(false));
    let error = create(&transport).unwrap_err();
    assert!(matches!(
        error,
        ClientError::Unreachable(TransportError::Silent)
    ));
    assert!(transport.0.load(Ordering::Relaxed));
}
