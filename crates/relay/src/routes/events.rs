//! Handler for what happens at a mailbox, told while it happens: to its owner, and the end of it to its reader.

use std::sync::Arc;

use axum::{
    Extension,
    extract::State as Shared,
    http::{HeaderMap, StatusCode, header::ACCEPT},
    response::{IntoResponse as _, Response},
};
use keepwell_protocol::relay_api::{EVENT_STREAM, LAST_EVENT_HEADER};

use super::path::InMailbox;
use crate::{
    caller::Caller,
    events::{Listener, respond},
    refusal::Refusal,
    source::Source,
    state::{State, run},
};

/// When who found no place to listen is to try again, in seconds.
const AGAIN_S: u64 = 30;

/// Streams to whoever may know.
pub(super) async fn follow(
    Shared(state): Shared<Arc<State>>,
    InMailbox(id): InMailbox,
    Extension(source): Extension<Source>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.covers(b"")?;
    let key = caller.key;
    let ended = run(&state, move |state| match state.has_ended(&id, &key)? {
        Some(ended) => Ok(Some(ended)),
        None => state.owned(&id, &key).map(|_| None),
    })
    .await?;
    let streams = headers
        .get(ACCEPT)
        .is_some_and(|accepted| accepted == EVENT_STREAM);
    let listener = match ended {
        Some(true) => return Err(Refusal::NotAvailable),
        Some(false) if !streams => return Ok(StatusCode::NO_CONTENT.into_response()),
        Some(false) => Listener::Reader(key),
        None => Listener::Owner {
            key,
            seen: seen_in(&headers),
            state: None,
        },
    };
    let place = state.waiting.try_take(source);
    let place = place.ok_or(Refusal::TooMany(AGAIN_S))?;
    Ok(respond(&state, id, listener, place))
}

/// How many events were seen, by the number of the last one.
fn seen_in(headers: &HeaderMap) -> u32 {
    headers
        .get(LAST_EVENT_HEADER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u32>().ok())
        .map_or(0, |last| last.saturating_add(1))
}
