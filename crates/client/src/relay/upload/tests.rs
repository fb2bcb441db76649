//! Uploads to a relay in memory that breaks off, forgets and misbehaves.

use std::{
    io::Cursor,
    sync::{Arc, Mutex},
};

use keepwell_protocol::{origin::Origin, relay_api::NONCE_HEADER};

use super::*;
use crate::testing::{Scripted, answer, asks_nonce, header, refusal};
use crate::transport::Request;

/// A relay that keeps one part and misbehaves as `fault` says for each piece, by its number.
#[derive(Default)]
struct Part {
    bytes: Vec<u8>,
    digest: String,
    pieces: u32,
}

impl Part {
    fn take(&mut self, request: &Request) {
        let at: usize = header(request, UPLOAD_OFFSET_HEADER)
            .unwrap()
            .parse()
            .unwrap();
        let digest = header(request, UPLOAD_DIGEST_HEADER).unwrap();
        if at == 0 {
            self.bytes.clear();
            self.digest = digest.to_owned();
        }
        assert_eq!((at, digest), (self.bytes.len(), self.digest.as_str()));
        self.bytes.extend_from_slice(&request.body);
    }
}

type Fault = fn(u32) -> Option<Result<Response, TransportError>>;

fn relay_with(part: Arc<Mutex<Part>>, fault: Fault) -> Scripted {
    Scripted::new(move |request| {
        let mut part = part.lock().unwrap();
        if asks_nonce(request) {
            return Ok(answer(204, &[(NONCE_HEADER, "n")], ""));
        }
        if request.method == Method::Patch {
            part.pieces += 1;
            if let Some(answer) = fault(part.pieces) {
                return answer;
            }
            part.take(request);
        }
        let offset = part.bytes.len().to_string();
        let headers = [
            (NONCE_HEADER, "n"),
            (UPLOAD_OFFSET_HEADER, &offset),
            (UPLOAD_DIGEST_HEADER, &part.digest),
        ];
        Ok(answer(204, &headers, ""))
    })
}

fn upload(part: &Arc<Mutex<Part>>, fault: Fault, content: &[u8]) -> Result<(), ClientError> {
    let transport = relay_with(part.clone(), fault);
    let relay = Relay::new(&transport, Origin::parse("https://relay.example").unwrap());
    relay.upload(
        &SigningKey::from_seed(&[1; 32]),
        &MailboxId::from_bytes([7; 16]),
        "bundle",
        &mut Cursor::new(content),
        content.len() as u64,
        Timestamp::from_seconds(1000),
    )
}

fn content(seed: u8) -> Vec<u8> {
    (0..3_000_001u32).map(|n| (n % 251) as u8 ^ seed).collect()
}

#[test]
fn a_cut_in_the_middle_goes_on_where_the_relay_stopped() {
    let part = Arc::default();
    upload(
        &part,
        |piece| (piece == 2).then_some(Err(TransportError::Broken)),
        &content(0),
    )
    .unwrap();
    let part = part.lock().unwrap();
    assert!(part.bytes == content(0));
    assert!(part.pieces > 3);
}

#[test]
fn a_later_run_sends_only_what_is_missing() {
    let part = Arc::default();
    let dead: Fault = |piece| (piece > 1).then_some(Err(TransportError::Connect));
    let error = upload(&part, dead, &content(0)).unwrap_err();
    assert!(error.is_unreachable());
    assert_eq!(part.lock().unwrap().bytes.len(), FIRST_PIECE);
    part.lock().unwrap().pieces = 0;
    upload(&part, |_| None, &content(0)).unwrap();
    assert!(part.lock().unwrap().bytes == content(0));
    part.lock().unwrap().pieces = 0;
    upload(&part, |_| None, &content(0)).unwrap();
    assert_eq!(part.lock().unwrap().pieces, 0);
}

#[test]
fn another_ciphertext_of_the_same_length_replaces_the_first() {
    let part = Arc::default();
    upload(&part, |_| None, &content(0)).unwrap();
    upload(&part, |_| None, &content(1)).unwrap();
    assert!(part.lock().unwrap().bytes == content(1));
}

#[test]
fn a_relay_that_gets_nowhere_is_given_up() {
    let stuck: Fault = |_| Some(Err(TransportError::Silent));
    assert!(matches!(
        upload(&Arc::default(), stuck, &content(0)),
        Err(ClientError::Unreachable(TransportError::Silent))
    ));
    let full: Fault = |_| Some(Ok(refusal(507, "full")));
    assert!(matches!(
        upload(&Arc::default(), full, &content(0)),
        Err(ClientError::Refused { code, .. }) if code == "full"
    ));
    let backwards: Fault = |_| Some(Ok(answer(204, &[(UPLOAD_OFFSET_HEADER, "0")], "")));
    assert!(matches!(
        upload(&Arc::default(), backwards, &content(0)),
        Err(ClientError::Nonsense(STEP))
    ));
}

#[test]
fn a_source_of_another_length_is_not_sent() {
    let transport = Scripted::new(|_| panic!("nothing is sent"));
    let relay = Relay::new(&transport, Origin::parse("https://relay.example").unwrap());
    let key = SigningKey::from_seed(&[1; 32]);
    let id = MailboxId::from_bytes([7; 16]);
    for length in [0, 2, 4] {
        let mut source = Cursor::new(b"abc");
        let sent = relay.upload(
            &key,
            &id,
            "a",
            &mut source,
            length,
            Timestamp::from_seconds(0),
        );
        assert!(matches!(sent, Err(ClientError::Source(_))));
    }
}
