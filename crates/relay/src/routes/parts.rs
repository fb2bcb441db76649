//! Handlers for parts: upload a piece, ask how much there is, download.

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::State as Shared,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse as _, Response},
};
use keepwell_protocol::relay_api::{
    MAX_UPLOAD, UPLOAD_DIGEST_HEADER, UPLOAD_LENGTH_HEADER, UPLOAD_OFFSET_HEADER,
};

use super::{body::receive, path::InPart};
use crate::{
    caller::Caller,
    download,
    part::{Part, Piece},
    refusal::Refusal,
    source::Source,
    state::{State, run},
};

/// Takes a piece of an upload.
pub(super) async fn upload(
    Shared(state): Shared<Arc<State>>,
    InPart(id, name): InPart,
    Extension(source): Extension<Source>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    // A stranger's body is not read.
    let key = caller.key;
    run(&state, move |state| state.owned(&id, &key)).await?;
    let received = receive(&state, source, body, MAX_UPLOAD).await?;
    caller.covers(&received.bytes)?;
    let offset = run(&state, move |state| {
        let piece = piece_of(&headers, received.bytes)?;
        state.take_piece(&id, &name, &caller.key, &piece)
    })
    .await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    put(
        response.headers_mut(),
        UPLOAD_OFFSET_HEADER,
        &offset.to_string(),
    );
    Ok(response)
}

/// Tells the owner how much of a part there is: of the upload under way, else of the finished one.
pub(super) async fn progress(
    Shared(state): Shared<Arc<State>>,
    InPart(id, name): InPart,
    caller: Caller,
) -> Result<Response, Refusal> {
    caller.covers(b"")?;
    let Part { finished, upload } = run(&state, move |state| {
        state.owned(&id, &caller.key)?;
        Ok(state.rows.part(&id, &name)?)
    })
    .await?;
    let of_finished = finished.map(|stored| (stored.length, stored.length, stored.digest));
    let of_upload = upload.map(|upload| (upload.offset, upload.length, upload.digest));
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    match of_upload.or(of_finished) {
        Some((offset, length, digest)) => {
            put(headers, UPLOAD_OFFSET_HEADER, &offset.to_string());
            put(headers, UPLOAD_LENGTH_HEADER, &length.to_string());
            put(headers, UPLOAD_DIGEST_HEADER, &digest);
        }
        None => put(headers, UPLOAD_OFFSET_HEADER, "0"),
    }
    Ok(response)
}

/// Sends a part to the reader.
pub(super) async fn download(
    Shared(state): Shared<Arc<State>>,
    InPart(id, name): InPart,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.covers(b"")?;
    let visitor = caller.into_visitor()?;
    let part = run(&state, move |state| state.open(&id, &name, &visitor)).await?;
    download::respond(part, &headers).await
}

fn piece_of(headers: &HeaderMap, bytes: Vec<u8>) -> Result<Piece, Refusal> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let number = |name: &str| text(name)?.parse().ok();
    let piece = || {
        Some(Piece {
            offset: number(UPLOAD_OFFSET_HEADER)?,
            length: number(UPLOAD_LENGTH_HEADER)?,
            digest: text(UPLOAD_DIGEST_HEADER)?.to_owned(),
            bytes,
        })
    };
    piece().ok_or(Refusal::BadRequest(
        "a piece names its offset, the part's length and its digest",
    ))
}

/// Header values here are numbers and checked digests, so none is ever left out.
fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    let value = HeaderValue::from_str(value);
    headers.extend(value.map(|value| (HeaderName::from_static(name), value)));
}
