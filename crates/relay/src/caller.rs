//! Who sent a request: checks its RFC 9421 signature against the key it names, and uses its nonce up. Whether that key may
//! do what it asks is for the mailbox or box to say. Bad signatures are counted, and answered like everything else that a
//! reader is refused for.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, request::Parts},
};
use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    http_signature::Evidence, mailbox::OpeningId, relay_api::OPENING_HEADER, time::Timestamp,
};

use crate::{
    mailbox::Visitor,
    nonce::{NonceError, random_in},
    refusal::Refusal,
    state::{State, run},
};

/// The longest address and the longest signature field, in bytes: what is kept as evidence stays small.
const MAX_FIELD: usize = 512;

/// A request whose signature and nonce were good.
pub(crate) struct Caller {
    /// The key that signed.
    pub(crate) key: VerifyingKey,
    /// When the relay made the nonce that was signed: the request is no older.
    pub(crate) since: Timestamp,
    evidence: Evidence,
}

impl Caller {
    /// Whether the signed body was this one.
    ///
    /// # Errors
    /// [`Refusal::NotAvailable`], as for any other bad signature.
    pub(crate) fn covers(&self, body: &[u8]) -> Result<(), Refusal> {
        if self.evidence.covers_body(body) {
            Ok(())
        } else {
            Err(Refusal::NotAvailable)
        }
    }

    /// The caller as a reader, who names an opening.
    ///
    /// # Errors
    /// [`Refusal::NotAvailable`] when there is none.
    pub(crate) fn into_visitor(self) -> Result<Visitor, Refusal> {
        Ok(Visitor {
            key: self.key,
            opening: self.evidence.opening.ok_or(Refusal::NotAvailable)?,
            evidence: self.evidence,
        })
    }
}

impl FromRequestParts<Arc<State>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> Result<Self, Refusal> {
        // Who writes knows what there is; a reader is not to learn whether it was the signature.
        let refusal = match parts.method {
            Method::PUT => Refusal::BadSignature,
            _ => Refusal::NotAvailable,
        };
        let signed = evidence_in(parts, state).and_then(|evidence| {
            let signed = evidence.verify().ok()?;
            Some((evidence, signed))
        });
        let Some((evidence, signed)) = signed else {
            state.count_bad_signature();
            return Err(refusal);
        };
        let harmless_twice = takes_away(parts.uri.path());
        let since = state
            .nonces
            .redeem(&signed.nonce, state.now(), harmless_twice)
            .map_err(|error| match error {
                NonceError::Bad => Refusal::BadNonce,
                NonceError::Exhausted => Refusal::TooMany(60),
            })?;
        use_up(state, &signed.nonce).await?;
        Ok(Self {
            key: signed.key,
            since,
            evidence,
        })
    }
}

/// Uses a nonce up for all front ends, where several share the relay.
async fn use_up(state: &Arc<State>, nonce: &str) -> Result<(), Refusal> {
    if state.shared.is_none() {
        return Ok(());
    }
    let random = random_in(nonce).ok_or(Refusal::BadNonce)?;
    let is_first = run(state, move |state| Ok(state.use_up(&random)?)).await?;
    is_first.then_some(()).ok_or(Refusal::BadNonce)
}

/// Whether a request is one that must get through whatever the load is: closing, pausing, and undoing a pause.
pub(crate) fn takes_access_back(path: &str) -> bool {
    path.starts_with("/v1/mailboxes/")
        && matches!(
            path.rsplit_once('/'),
            Some((_, "close" | "pause" | "resume"))
        )
}

/// Whether a request only ever takes access away, so that whoever repeats it gains nothing.
fn takes_away(path: &str) -> bool {
    takes_access_back(path) && !path.ends_with("/resume")
}

/// The signed request, as far as the headers tell; `None` when a field is missing, twice there, or too long.
fn evidence_in(parts: &Parts, state: &State) -> Option<Evidence> {
    let path = parts.uri.path_and_query()?.as_str();
    if path.len() > MAX_FIELD {
        return None;
    }
    let opening = match only(&parts.headers, OPENING_HEADER)? {
        Some(text) => Some(OpeningId::parse(text)?),
        None => None,
    };
    let field = |name| only(&parts.headers, name)?.map(str::to_owned);
    Some(Evidence {
        method: parts.method.as_str().to_owned(),
        target_uri: format!("{}{path}", state.origin),
        content_digest: field("content-digest")?,
        opening,
        signature_input: field("signature-input")?,
        signature: field("signature")?,
    })
}

/// The only value of a header field: `Some(None)` when it is not there, `None` when it is there twice or unreadable.
pub(crate) fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<Option<&'h str>> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Some(None);
    };
    let text = value.to_str().ok().filter(|text| text.len() <= MAX_FIELD)?;
    values.next().is_none().then_some(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_taking_access_back_is_reserved() {
        let mailbox = "/v1/mailboxes/00112233445566778899aabbccddeeff";
        for action in ["close", "pause", "resume"] {
            assert!(takes_access_back(&format!("{mailbox}/{action}")));
        }
        for path in [
            mailbox,
            "/v1/boxes/00112233445566778899aabbccddeeff",
            "/v1/boxes/close",
            "/v1/mailboxes/00/parts/close2",
            "/",
            "",
        ] {
            assert!(!takes_access_back(path), "{path}");
        }
    }

    #[test]
    fn a_field_that_stands_twice_or_is_too_long_does_not_count() {
        let mut headers = HeaderMap::new();
        assert_eq!(only(&headers, "signature"), Some(None));
        headers.append("signature", "a".parse().unwrap());
        assert_eq!(only(&headers, "signature"), Some(Some("a")));
        headers.append("signature", "b".parse().unwrap());
        assert_eq!(only(&headers, "signature"), None);
        headers.insert("signature", "x".repeat(MAX_FIELD + 1).parse().unwrap());
        assert_eq!(only(&headers, "signature"), None);
    }
}
