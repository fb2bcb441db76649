//! One question and one small answer: sends a request, tells refusals from nonsense, and reads a body within its limit.
//! Every conversation in this crate goes through here, so that garbage is recognised by one rule.

use std::io::Read as _;

use keepwell_protocol::{
    cbor,
    relay_api::{ErrorBody, ErrorDetail},
};
use serde::de::DeserializeOwned;

use crate::{
    error::ClientError,
    transport::{Body, Method, Request, Response, Transport, TransportError},
};

/// The largest refusal that is read, in bytes.
pub(crate) const MAX_REFUSAL: u64 = 16 * 1024;
/// The media type of a ledger's refusal: concise problem details (RFC 9290).
const PROBLEM: &str = "application/concise-problem-details+cbor";
/// The key of a problem's sentence for a person.
const PROBLEM_DETAIL: i64 = -2;
/// The most characters of a server's sentence that are shown.
const MAX_MESSAGE: usize = 300;
/// The `code` that asks for the same request with a fresh nonce.
pub(crate) const BAD_NONCE: &str = "bad_nonce";

/// Sends `request` and gives the answer when its status is one of `expected`; `step` names what was tried.
///
/// # Errors
/// [`ClientError`].
pub(crate) fn exchange(
    transport: &dyn Transport,
    step: &'static str,
    request: Request,
    expected: &[u16],
) -> Result<Response, ClientError> {
    let method = request.method;
    let response = transport.send(request)?;
    accept(step, method, response, expected)
}

/// Gives `response` back when its status is one of `expected`, else what its refusal means.
///
/// # Errors
/// [`ClientError`].
pub(crate) fn accept(
    step: &'static str,
    method: Method,
    response: Response,
    expected: &[u16],
) -> Result<Response, ClientError> {
    if expected.contains(&response.status) {
        return Ok(response);
    }
    Err(refusal(step, method, response))
}

/// The whole body.
///
/// # Errors
/// [`ClientError::Nonsense`] when it is longer than the request's limit, [`ClientError::Unreachable`] when it breaks off.
pub(crate) fn read_body(step: &'static str, mut body: Body) -> Result<Vec<u8>, ClientError> {
    let mut bytes = Vec::new();
    match body.read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) if Body::is_too_long(&error) => Err(ClientError::Nonsense(step)),
        Err(error) => Err(broken(&error).into()),
    }
}

/// The body as JSON.
///
/// # Errors
/// As [`read_body`], and [`ClientError::Nonsense`] when it is something else.
pub(crate) fn read_json<T: DeserializeOwned>(
    step: &'static str,
    body: Body,
) -> Result<T, ClientError> {
    serde_json::from_slice(&read_body(step, body)?).map_err(|_| ClientError::Nonsense(step))
}

/// Why a body could not be read on.
pub(crate) fn broken(error: &std::io::Error) -> TransportError {
    if error.kind() == std::io::ErrorKind::TimedOut {
        TransportError::Silent
    } else {
        TransportError::Broken
    }
}

fn refusal(step: &'static str, method: Method, response: Response) -> ClientError {
    let status = response.status;
    let is_problem = response.header("content-type") == Some(PROBLEM);
    let body = match read_body(step, response.body) {
        Ok(body) => body,
        Err(error) => return error,
    };
    let detail = match method {
        Method::Head => detail_of_status(status),
        _ if is_problem => detail_of_problem(status, &body),
        _ => detail_of_body(&body),
    };
    match (detail, status) {
        (Some(detail), _) => meaning(detail),
        (None, 500..=599) => TransportError::Faulty(status).into(),
        (None, _) => ClientError::Nonsense(step),
    }
}

fn detail_of_body(body: &[u8]) -> Option<ErrorDetail> {
    Some(serde_json::from_slice::<ErrorBody>(body).ok()?.error)
}

/// An answer to `HEAD` has no body, so its status speaks.
fn detail_of_status(status: u16) -> Option<ErrorDetail> {
    let code = match status {
        401 => BAD_NONCE,
        404 => "not_available",
        409 => "conflict",
        429 => "too_many",
        _ => return None,
    };
    Some(ErrorDetail {
        code: code.to_owned(),
        message: "the request was refused".to_owned(),
    })
}

/// What a ledger's refusal says. A fault of its own is left to the status.
fn detail_of_problem(status: u16, body: &[u8]) -> Option<ErrorDetail> {
    let code = match status {
        404 => "not_available",
        429 => "too_many",
        400..=499 => "refused",
        _ => return None,
    };
    let limit = usize::try_from(MAX_REFUSAL).ok()?;
    let members = cbor::decode("ledger's refusal", body, limit).ok()?;
    let (_, message) = members
        .into_map()
        .ok()?
        .into_iter()
        .find(|(key, _)| key.as_integer() == Some(PROBLEM_DETAIL.into()))?;
    Some(ErrorDetail {
        code: code.to_owned(),
        message: message.into_text().ok()?,
    })
}

fn meaning(detail: ErrorDetail) -> ClientError {
    match detail.code.as_str() {
        "not_available" => ClientError::NotAvailable,
        "conflict" => ClientError::Conflict,
        _ => ClientError::Refused {
            code: printable(&detail.code),
            message: printable(&detail.message),
        },
    }
}

/// A server's words, safe to show on a terminal and in a window.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(MAX_MESSAGE)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::answer;

    fn refused_to(method: Method, status: u16, body: &'static str) -> ClientError {
        let answer = answer(status, &[], body);
        accept("trying", method, answer, &[200]).err().unwrap()
    }

    fn refused(status: u16, body: &'static str) -> ClientError {
        refused_to(Method::Get, status, body)
    }

    #[test]
    fn refusals_are_told_from_nonsense() {
        let body = r#"{"error":{"code":"too_many","message":"wait\u001b[31m a little"}}"#;
        let error = refused(429, body);
        assert!(error.is_temporary() && !error.is_unreachable());
        assert_eq!(error.to_string(), "the server refused: wait[31m a little");
        let body = r#"{"error":{"code":"not_available","message":"x"}}"#;
        assert!(matches!(refused(404, body), ClientError::NotAvailable));
        let body = r#"{"error":{"code":"conflict","message":"x"}}"#;
        assert!(matches!(refused(412, body), ClientError::Conflict));
        for (status, body) in [
            (404, "<html>not here</html>"),
            (302, ""),
            (204, ""),
            (400, r#"{"error":"text"}"#),
        ] {
            assert!(matches!(
                refused(status, body),
                ClientError::Nonsense("trying")
            ));
        }
        let fault = refused(502, "<html>Bad Gateway</html>");
        assert!(fault.is_unreachable() && fault.is_temporary());
    }

    #[test]
    fn a_ledger_s_refusal_is_understood() {
        // {-1: "Key used", -2: "No."}
        let body = b"\xa2\x20\x68Key used\x21\x63No.";
        let refused = |status, body: &[u8]| {
            let answer = answer(status, &[("content-type", PROBLEM)], body);
            accept("trying", Method::Get, answer, &[200]).err().unwrap()
        };
        assert_eq!(refused(409, body).to_string(), "the server refused: No.");
        assert!(matches!(refused(404, body), ClientError::NotAvailable));
        assert!(refused(429, body).is_temporary());
        assert!(refused(503, body).is_unreachable());
        for body in [b"".as_slice(), b"\xa0", b"\x01", b"\xa1\x21\x01", b"{}"] {
            let error = refused(409, body);
            assert!(matches!(error, ClientError::Nonsense("trying")));
        }
    }

    #[test]
    fn only_an_answer_to_head_speaks_by_its_status() {
        let head = |status| refused_to(Method::Head, status, "");
        assert!(matches!(head(404), ClientError::NotAvailable));
        assert!(matches!(head(409), ClientError::Conflict));
        assert!(matches!(head(401), ClientError::Refused { code, .. } if code == BAD_NONCE));
        assert!(matches!(refused(404, ""), ClientError::Nonsense("trying")));
    }
}
