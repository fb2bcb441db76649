//! Handlers for rendezvous: two devices leave each other messages that this server cannot read. Who waits for one is
//! answered as soon as it is there.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension,
    body::Body,
    extract::State as Shared,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};
use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    mailbox::RendezvousId,
    relay_api::{LONGEST_WAIT_S, WAIT_HEADER},
    rendezvous::MESSAGE_BYTES,
};
use tokio::time::{Instant, timeout_at};

use super::{
    body::receive_small,
    path::{InMessage, InRendezvous},
};
use crate::{
    caller::Caller,
    refusal::Refusal,
    source::Source,
    state::{State, run},
};

/// When who found no place to wait is to try again, in seconds.
const AGAIN_S: u64 = 5;

/// Creates a rendezvous.
pub(super) async fn create(
    Shared(state): Shared<Arc<State>>,
    InRendezvous(id): InRendezvous,
    Extension(source): Extension<Source>,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    caller.covers(b"").map_err(|_| Refusal::BadSignature)?;
    run(&state, move |state| {
        state.create_meeting(&id, caller.key, source)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Claims a rendezvous.
pub(super) async fn claim(
    Shared(state): Shared<Arc<State>>,
    InRendezvous(id): InRendezvous,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let message = message_of(&caller, body).await?;
    run(&state, move |state| state.claim(&id, caller.key, &message)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leaves a message.
pub(super) async fn post(
    Shared(state): Shared<Arc<State>>,
    InMessage(id, number): InMessage,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let message = message_of(&caller, body).await?;
    run(&state, move |state| {
        state.post(&id, &caller.key, number, &message)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a message of the other side, or says that there is none.
pub(super) async fn fetch(
    Shared(state): Shared<Arc<State>>,
    InMessage(id, number): InMessage,
    Extension(source): Extension<Source>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.covers(b"")?;
    let wait = wait_in(&headers);
    let Some(message) = wait_for(&state, &id, (caller.key, number), wait, source).await? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let mut response = message.into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    Ok(response)
}

/// Ends a rendezvous.
pub(super) async fn close(
    Shared(state): Shared<Arc<State>>,
    InRendezvous(id): InRendezvous,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    caller.covers(b"")?;
    run(&state, move |state| state.leave(&id, &caller.key)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A message: of the one size that all have.
async fn message_of(caller: &Caller, body: Body) -> Result<Vec<u8>, Refusal> {
    let body = receive_small(body).await?;
    caller.covers(&body).map_err(|_| Refusal::BadSignature)?;
    if body.len() == MESSAGE_BYTES {
        Ok(body)
    } else {
        Err(Refusal::BadRequest("a message has another length"))
    }
}

async fn wait_for(
    state: &Arc<State>,
    id: &RendezvousId,
    (key, number): (VerifyingKey, u8),
    wait: Duration,
    source: Source,
) -> Result<Option<Vec<u8>>, Refusal> {
    let id = *id;
    let mut ear = state.bells.listen(id.as_bytes());
    let fetch = move |state: &State| state.fetch(&id, &key, number);
    let found = run(state, fetch).await?;
    if found.is_some() || wait.is_zero() {
        return Ok(found);
    }
    let place = state.waiting.try_take(source);
    let _place = place.ok_or(Refusal::TooMany(AGAIN_S))?;
    let until = Instant::now() + wait;
    while let Ok(true) = timeout_at(until, ear.hear()).await {
        if let Some(message) = run(state, fetch).await? {
            return Ok(Some(message));
        }
    }
    Ok(None)
}

/// `Prefer: wait=<seconds>` (RFC 7240), as long as this relay is willing to.
fn wait_in(headers: &HeaderMap) -> Duration {
    let asked = headers
        .get(WAIT_HEADER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("wait="))
        .and_then(|seconds| seconds.parse::<u32>().ok());
    Duration::from_secs(asked.unwrap_or(0).min(LONGEST_WAIT_S).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_waits_longer_than_the_longest_wait() {
        let wait = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(WAIT_HEADER, text.parse().unwrap());
            wait_in(&headers).as_secs()
        };
        assert_eq!(wait("wait=7"), 7);
        assert_eq!(wait("wait=4000000000"), u64::from(LONGEST_WAIT_S));
        for text in ["wait=-1", "wait=", "7", "wait=99999999999", "respond-async"] {
            assert_eq!(wait(text), 0, "{text}");
        }
        assert_eq!(wait_in(&HeaderMap::new()), Duration::ZERO);
    }
}
