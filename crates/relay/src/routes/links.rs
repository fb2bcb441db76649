//! Handlers for public links: the owner publishes one and gives it a new end; whoever knows its address asks for the manifest
//! or the only file, as SMART Health Links have it.

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::{Query, State as Shared, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use keepwell_smart::manifest::{ManifestError, Request, is_recipient};
use serde::Deserialize;

use super::{
    body::{place, receive_small},
    path::{InLink, InMailbox, InTicket},
};
use crate::{
    caller::Caller,
    download,
    link::Reader,
    mailbox::OpenPart,
    refusal::Refusal,
    source::Source,
    state::{State, run},
};

/// What sealed files are sent as.
const JOSE: HeaderValue = HeaderValue::from_static("application/jose");
const WHO: &str = "say in `recipient` who asks, in at most 200 characters";

/// What a request for a single file says.
#[derive(Deserialize)]
pub(super) struct Asking {
    recipient: String,
}

/// Publishes a mailbox's files.
pub(super) async fn publish(
    Shared(state): Shared<Arc<State>>,
    InMailbox(id): InMailbox,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let body = receive_small(body).await?;
    caller.covers(&body).map_err(|_| Refusal::BadSignature)?;
    let link = serde_json::from_slice(&body)
        .map_err(|_| Refusal::BadRequest("a link is its address, its files and its passcode"))?;
    run(&state, move |state| state.publish(&id, &caller.key, link)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a mailbox with a link a new end.
pub(super) async fn rearm(
    Shared(state): Shared<Arc<State>>,
    InMailbox(id): InMailbox,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let body = receive_small(body).await?;
    caller.covers(&body)?;
    let wish = serde_json::from_slice(&body)
        .map_err(|_| Refusal::BadRequest("a new end is `expires` and `openings`"))?;
    run(&state, move |state| state.rearm(&id, &caller.key, &wish)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends the manifest.
pub(super) async fn manifest(
    Shared(state): Shared<Arc<State>>,
    InLink(address): InLink,
    Extension(source): Extension<Source>,
    body: Body,
) -> Result<Response, Refusal> {
    let body = receive_small(body).await?;
    let request = Request::read(&body).map_err(|error| match error {
        ManifestError::NoRecipient => Refusal::BadRequest(WHO),
        ManifestError::Damaged => Refusal::BadRequest("a request for a manifest is JSON"),
        ManifestError::TooLarge => Refusal::TooLarge,
    })?;
    let _place = place(&state.answers, source).await?;
    let json = run(&state, move |state| state.manifest(&address, request)).await?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(CONTENT_TYPE, kind)], json).into_response())
}

/// Sends the only file.
pub(super) async fn single(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    InLink(address): InLink,
    asking: Result<Query<Asking>, QueryRejection>,
) -> Result<Response, Refusal> {
    // A `HEAD` would count as an opening and give nothing.
    if method == Method::HEAD {
        return Err(Refusal::NotAvailable);
    }
    let asking = asking.ok().filter(|asking| is_recipient(&asking.recipient));
    let Query(asking) = asking.ok_or(Refusal::BadRequest(WHO))?;
    let reader = Reader::new(&asking.recipient, None);
    let part = run(&state, move |state| state.single(&address, &reader)).await?;
    sealed(part, &HeaderMap::new()).await
}

/// Sends the file at a location.
pub(super) async fn file(
    Shared(state): Shared<Arc<State>>,
    InTicket(ticket): InTicket,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let part = run(&state, move |state| state.located(&ticket)).await?;
    sealed(part, &headers).await
}

async fn sealed(part: OpenPart, asked: &HeaderMap) -> Result<Response, Refusal> {
    let mut response = download::respond(part, asked).await?;
    response.headers_mut().insert(CONTENT_TYPE, JOSE);
    Ok(response)
}
