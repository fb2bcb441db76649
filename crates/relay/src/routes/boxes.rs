//! Handlers for boxes: anybody reads, the owner replaces by compare-and-swap.

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::State as Shared,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH},
    },
    response::{IntoResponse as _, Response},
};
use keepwell_protocol::relay_api::MAX_BOX;

use super::{body::receive, path::InBox};
use crate::{
    boxes::Expected,
    caller::Caller,
    refusal::Refusal,
    source::Source,
    state::{State, run},
};

/// Sends a box.
pub(super) async fn read(
    Shared(state): Shared<Arc<State>>,
    InBox(id): InBox,
) -> Result<Response, Refusal> {
    let found = run(&state, move |state| state.read_box(&id)).await?;
    let version = found.version();
    let mut response = found.content.into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    headers.extend(HeaderValue::from_str(&version).map(|tag| (ETAG, tag)));
    Ok(response)
}

/// Writes a box.
pub(super) async fn write(
    Shared(state): Shared<Arc<State>>,
    InBox(id): InBox,
    Extension(source): Extension<Source>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let expected = expected_in(&headers)?;
    let received = receive(&state, source, body, MAX_BOX).await?;
    caller
        .covers(&received.bytes)
        .map_err(|_| Refusal::BadSignature)?;
    let version = run(&state, move |state| {
        state.write_box(&id, &caller.key, &expected, &received.bytes, source)
    })
    .await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    let tag = HeaderValue::from_str(&version).map(|tag| (ETAG, tag));
    response.headers_mut().extend(tag);
    Ok(response)
}

/// Exactly one of `If-Match: "<version>"` and `If-None-Match: *`.
fn expected_in(headers: &HeaderMap) -> Result<Expected, Refusal> {
    match (headers.get(IF_MATCH), headers.get(IF_NONE_MATCH)) {
        (Some(version), None) => version
            .to_str()
            .map(|version| Expected::Version(version.to_owned()))
            .map_err(|_| Refusal::BadRequest("If-Match names one version")),
        (None, Some(any)) if any == "*" => Ok(Expected::Nothing),
        _ => Err(Refusal::BadRequest(
            "a box is written with If-Match, or with If-None-Match: *",
        )),
    }
}
