//! Signed requests (RFC 9421, `protocol::http_signature`): signs over a nonce that the relay gave, remembers the next
//! one, and repeats a request once when the nonce was used or too old.

use keepwell_crypto::{hash::sha256, sign::SigningKey};
use keepwell_protocol::{
    http_signature::{Covered, sign},
    mailbox::OpeningId,
    relay_api::{NONCE_HEADER, NONCE_PATH, OPENING_HEADER},
    time::Timestamp,
};

use crate::{
    error::ClientError,
    exchange::{BAD_NONCE, MAX_REFUSAL, accept, exchange},
    relay::Relay,
    transport::{Method, Request, Response},
};

const NONCE_STEP: &str = "asking the relay for a nonce";

/// A request before it is signed.
pub(super) struct Call<'c> {
    /// What is tried, for an error.
    pub(super) step: &'static str,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) key: &'c SigningKey,
    /// The opening, in a reader's requests.
    pub(super) opening: Option<OpeningId>,
    /// Further header fields, which the signature does not cover.
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    /// The most bytes of the answer.
    pub(super) limit: u64,
    /// The answer is never finished.
    pub(super) streams: bool,
    /// This side's clock: told to the relay, decides nothing.
    pub(super) now: Timestamp,
}

impl Relay<'_> {
    /// Signs and sends `call`; the answer has one of the statuses `expected`.
    pub(super) fn signed(
        &self,
        call: &Call<'_>,
        expected: &[u16],
    ) -> Result<Response, ClientError> {
        match self.signed_once(call, expected) {
            Err(ClientError::Refused { code, .. }) if code == BAD_NONCE => {
                self.keep_nonce(None);
                self.signed_once(call, expected)
            }
            other => other,
        }
    }

    fn signed_once(&self, call: &Call<'_>, expected: &[u16]) -> Result<Response, ClientError> {
        let nonce = match self.take_nonce() {
            Some(nonce) => nonce,
            None => self.fetch_nonce()?,
        };
        let request = self.request(call, &nonce);
        let response = if call.streams {
            self.transport.stream(request)?
        } else {
            self.transport.send(request)?
        };
        self.keep_nonce(nonce_of(&response));
        accept(call.step, call.method, response, expected)
    }

    fn request(&self, call: &Call<'_>, nonce: &str) -> Request {
        let url = format!("{}{}", self.origin, call.path);
        let covered = Covered {
            method: call.method.as_str(),
            target_uri: &url,
            body: sha256(&call.body),
            opening: call.opening,
        };
        let fields = sign(&covered, call.key, call.now, nonce);
        let mut headers = call.headers.clone();
        headers.push(("content-digest", fields.content_digest));
        headers.push(("signature-input", fields.signature_input));
        headers.push(("signature", fields.signature));
        headers.extend(call.opening.map(|id| (OPENING_HEADER, id.to_string())));
        Request {
            method: call.method,
            url,
            headers,
            body: call.body.clone(),
            limit: call.limit.max(MAX_REFUSAL),
        }
    }

    fn fetch_nonce(&self) -> Result<String, ClientError> {
        let request = Request {
            method: Method::Head,
            url: format!("{}{NONCE_PATH}", self.origin),
            headers: Vec::new(),
            body: Vec::new(),
            limit: MAX_REFUSAL,
        };
        let response = exchange(self.transport, NONCE_STEP, request, &[200, 204])?;
        nonce_of(&response).ok_or(ClientError::Nonsense(NONCE_STEP))
    }

    fn take_nonce(&self) -> Option<String> {
        self.nonce.lock().ok()?.take()
    }

    fn keep_nonce(&self, nonce: Option<String>) {
        if let Ok(mut kept) = self.nonce.lock() {
            *kept = nonce;
        }
    }
}

/// The next nonce in an answer, when it is one that can be signed.
fn nonce_of(response: &Response) -> Option<String> {
    let nonce = response.header(NONCE_HEADER)?;
    let fits = (1..=64).contains(&nonce.len())
        && nonce
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    fits.then(|| nonce.to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use keepwell_protocol::{
        http_signature::{SignatureFields, Signed, verify},
        mailbox::MailboxId,
        origin::Origin,
        relay_api::{Action, mailbox_path},
    };

    use super::*;
    use crate::testing::{Scripted, answer, asks_nonce, header, refusal};

    const NOW: Timestamp = Timestamp::from_seconds(1000);

    fn origin() -> Origin {
        Origin::parse("https://relay.example").unwrap()
    }

    fn signature(request: &Request) -> Signed {
        let field = |name| header(request, name).unwrap().to_owned();
        let fields = SignatureFields {
            content_digest: field("content-digest"),
            signature_input: field("signature-input"),
            signature: field("signature"),
        };
        let covered = Covered {
            method: request.method.as_str(),
            target_uri: &request.url,
            body: sha256(&request.body),
            opening: header(request, OPENING_HEADER).and_then(OpeningId::parse),
        };
        verify(&covered, &fields).unwrap()
    }

    #[test]
    fn each_request_is_signed_over_a_fresh_nonce() {
        let count = AtomicU32::new(0);
        let transport = Scripted::new(move |request| {
            let next = format!("n{}", count.fetch_add(1, Ordering::Relaxed));
            if !asks_nonce(request) {
                assert_eq!(signature(request).created, NOW);
            }
            Ok(answer(204, &[(NONCE_HEADER, &next)], ""))
        });
        let relay = Relay::new(&transport, origin());
        let key = SigningKey::from_seed(&[1; 32]);
        let id = MailboxId::from_bytes([7; 16]);
        relay.act(&key, &id, Action::Close, NOW).unwrap();
        relay.act(&key, &id, Action::Close, NOW).unwrap();
        let close = format!("POST {}/close", mailbox_path(&id));
        // One question for a nonce, then each answer brings the next.
        assert_eq!(transport.asked(), ["HEAD /v1/nonce", &close, &close]);
    }

    #[test]
    fn a_used_nonce_is_replaced_once_and_only_once() {
        let transport = Scripted::new(|request| {
            Ok(if asks_nonce(request) {
                answer(204, &[(NONCE_HEADER, "fresh")], "")
            } else {
                refusal(401, BAD_NONCE)
            })
        });
        let relay = Relay::new(&transport, origin());
        let error = relay
            .act(
                &SigningKey::from_seed(&[1; 32]),
                &MailboxId::from_bytes([7; 16]),
                Action::Close,
                NOW,
            )
            .unwrap_err();
        assert!(matches!(error, ClientError::Refused { code, .. } if code == BAD_NONCE));
        assert_eq!(transport.asked().len(), 4);
    }

    #[test]
    fn a_nonce_that_could_break_a_header_is_nonsense() {
        for nonce in ["", "a b", "a\"b", "é", &"x".repeat(65)] {
            let nonce = nonce.to_owned();
            let transport = Scripted::new(move |_| Ok(answer(204, &[(NONCE_HEADER, &nonce)], "")));
            let relay = Relay::new(&transport, origin());
            assert!(matches!(
                relay.fetch_nonce(),
                Err(ClientError::Nonsense(NONCE_STEP))
            ));
        }
    }
}
