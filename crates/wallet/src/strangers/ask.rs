//! One question to a stranger's server, and what its status means. Redirects are not followed: where they lead nobody
//! judged.

use std::io::Read as _;

use keepwell_client::transport::{Body, Method, Request, Response};
use keepwell_smart::manifest;
use zeroize::Zeroizing;

use super::{AskError, Strangers};

/// The most bytes of a refusal that are read.
const MAX_REFUSAL: u64 = 4096;
/// The longest pause that is told, in seconds: a day.
const MAX_PAUSE: u64 = 24 * 60 * 60;

/// Reads what is at `url`, at most `limit` bytes.
///
/// # Errors
/// [`AskError`].
pub(super) fn get(
    strangers: &Strangers<'_>,
    url: &str,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, AskError> {
    send(strangers, Method::Get, url, Vec::new(), limit)
}

/// The answer to a question in JSON, at most `limit` bytes.
///
/// # Errors
/// [`AskError`].
pub(super) fn post(
    strangers: &Strangers<'_>,
    url: &str,
    json: Vec<u8>,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, AskError> {
    send(strangers, Method::Post, url, json, limit)
}

fn send(
    strangers: &Strangers<'_>,
    method: Method,
    url: &str,
    body: Vec<u8>,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, AskError> {
    // What follows `#` is for a browser.
    let url = url.split('#').next().unwrap_or_default();
    let headers = if body.is_empty() {
        Vec::new()
    } else {
        vec![("content-type", "application/json".to_owned())]
    };
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let response = strangers.transport.send(Request {
        method,
        url: url.to_owned(),
        headers,
        body,
        limit: limit.max(MAX_REFUSAL),
    })?;
    if response.status == 200 {
        read(response.body, limit)
    } else {
        Err(meaning(response))
    }
}

fn read(body: Body, limit: u64) -> Result<Zeroizing<Vec<u8>>, AskError> {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = body.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    let is_too_long = match &read {
        Ok(_) => u64::try_from(bytes.len()).is_ok_and(|length| length > limit),
        Err(error) => Body::is_too_long(error),
    };
    if is_too_long {
        return Err(AskError::TooLarge);
    }
    match read {
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::TimedOut => Err(AskError::Silent),
        Err(_) => Err(AskError::Broken),
    }
}

fn meaning(response: Response) -> AskError {
    match response.status {
        300..=399 => AskError::Redirected,
        401 => {
            let answer = read(response.body, MAX_REFUSAL).unwrap_or_default();
            AskError::Passcode(manifest::remaining_attempts(&answer))
        }
        404 | 410 => AskError::Gone,
        429 => {
            let pause = response.header("retry-after");
            let pause = pause.and_then(|pause| pause.trim().parse().ok());
            AskError::Busy(pause.filter(|pause| *pause <= MAX_PAUSE))
        }
        status @ 500..=599 => AskError::Faulty(status),
        status => AskError::Refused(status),
    }
}
