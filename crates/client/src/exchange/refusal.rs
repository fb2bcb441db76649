//! What a refusal means. The relay writes JSON (`relay_api::ErrorBody`), the ledger concise problem details (RFC 9290), an
//! answer to `HEAD` has its status alone; whatever is none of these was not written by a server of ours.

use ciborium::Value;
use keepwell_protocol::{
    admission::{ASKED_STATUS, Asked},
    cbor,
    relay_api::{ErrorBody, ErrorDetail},
};

use crate::{
    error::{ClientError, TOO_MANY},
    exchange::read_body,
    transport::{Method, Response, TransportError},
};

/// The `code` that asks for the same request with a fresh nonce.
pub(crate) const BAD_NONCE: &str = "bad_nonce";
const NOT_AVAILABLE: &str = "not_available";
const CONFLICT: &str = "conflict";
/// Media type and keys of problem details.
const PROBLEM_TYPE: &str = "application/concise-problem-details+cbor";
const TITLE: i64 = -1;
const DETAIL: i64 = -2;
/// The largest problem details, in bytes.
const MAX_PROBLEM: usize = 4096;
/// The most characters of a server's sentence that are shown.
const MAX_MESSAGE: usize = 300;

/// The error that an answer with an unexpected status is.
pub(super) fn meaning(step: &'static str, method: Method, response: Response) -> ClientError {
    let status = response.status;
    if let Some(asked) = asked(step, &response) {
        return asked;
    }
    let is_problem = response.header("content-type") == Some(PROBLEM_TYPE);
    let body = match read_body(step, response.body) {
        Ok(body) => body,
        Err(error) => return error,
    };
    let detail = match method {
        Method::Head => of_status(status),
        _ if is_problem => of_problem(status, &body),
        _ => of_json(&body),
    };
    match (detail, status) {
        (Some(detail), _) => of_code(detail),
        (None, 500..=599) => TransportError::Faulty(status).into(),
        (None, _) => ClientError::Nonsense(step),
    }
}

/// What the challenge in an answer asks, where there is one.
fn asked(step: &'static str, response: &Response) -> Option<ClientError> {
    let value = response
        .header("www-authenticate")
        .filter(|_| response.status == ASKED_STATUS)?;
    Some(match Asked::from_header(value) {
        Ok(Asked::Work(challenge)) if challenge.is_too_much() => ClientError::TooMuchAsked,
        Ok(Asked::Work(challenge)) => ClientError::Asked(challenge),
        Ok(Asked::Token(challenge)) => ClientError::NotInvited(Box::new(challenge)),
        Err(_) => ClientError::Nonsense(step),
    })
}

fn of_json(body: &[u8]) -> Option<ErrorDetail> {
    Some(serde_json::from_slice::<ErrorBody>(body).ok()?.error)
}

/// The title is the code: `Already revoked` becomes `already_revoked`. A fault of the ledger's is no refusal.
fn of_problem(status: u16, body: &[u8]) -> Option<ErrorDetail> {
    let map = cbor::decode("problem", body, MAX_PROBLEM).ok()?;
    let text = |key: i64| {
        let pairs = map.as_map()?;
        let (_, value) = pairs.iter().find(|(found, _)| *found == Value::from(key))?;
        value.as_text().map(str::to_owned)
    };
    let title = text(TITLE)?;
    let code = match status {
        404 => NOT_AVAILABLE.to_owned(),
        429 => TOO_MANY.to_owned(),
        500..=599 => return None,
        _ => title.to_ascii_lowercase().replace(' ', "_"),
    };
    Some(ErrorDetail {
        code,
        message: text(DETAIL).unwrap_or(title),
    })
}

fn of_status(status: u16) -> Option<ErrorDetail> {
    let code = match status {
        401 => BAD_NONCE,
        404 => NOT_AVAILABLE,
        409 => CONFLICT,
        429 => TOO_MANY,
        _ => return None,
    };
    Some(ErrorDetail {
        code: code.to_owned(),
        message: "the request was refused".to_owned(),
    })
}

fn of_code(detail: ErrorDetail) -> ClientError {
    match detail.code.as_str() {
        NOT_AVAILABLE => ClientError::NotAvailable,
        CONFLICT => ClientError::Conflict,
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
