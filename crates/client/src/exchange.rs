//! One question and one small answer: sends a request, tells refusals from nonsense, and reads a body within its limit.
//! Every conversation in this crate goes through here, so that garbage is recognised by one rule.

mod refusal;

pub(crate) use refusal::BAD_NONCE;

use std::io::Read as _;

use serde::de::DeserializeOwned;

use crate::{
    error::ClientError,
    transport::{Body, Method, Request, Response, Transport, TransportError},
};

/// The largest refusal that is read, in bytes.
pub(crate) const MAX_REFUSAL: u64 = 16 * 1024;

/// Sends `request` and gives the answer when its status is one of `expected`; `step` names what was tried.
///
/// # Errors
/// [`ClientError`].
pub(crate) fn exchange(
    transport: &dyn Transport,
    step: &'static str,
    mut request: Request,
    expected: &[u16],
) -> Result<Response, ClientError> {
    let method = request.method;
    request.limit = request.limit.max(MAX_REFUSAL);
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
    Err(refusal::meaning(step, method, response))
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

#[cfg(test)]
mod tests;
