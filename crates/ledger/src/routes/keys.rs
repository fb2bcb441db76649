//! The ledger's public keys for everybody: the present one and those before it, each with how far it goes. Keepwell's own programs
//! pin one when they are set up, and believe another one only when it was handed over to.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use data_encoding::BASE64URL_NOPAD;
use keepwell_protocol::key_set::ListedKey;

use crate::problem::Problem;
use crate::service::Service;

/// `GET /.well-known/scitt-keys`: a COSE Key Set.
pub(super) async fn all(State(service): State<Arc<Service>>) -> Response {
    answer(ListedKey::encode(&service.state.key.listed()))
}

/// `GET /.well-known/scitt-keys/{kid}`: one COSE Key, by its id in unpadded base64url.
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Path(kid): Path<String>,
) -> Result<Response, Problem> {
    let mut all = service.state.key.listed().into_iter();
    let found = all.find(|one| BASE64URL_NOPAD.encode(one.key.as_bytes()) == kid);
    let found = found.ok_or_else(Problem::no_such_key)?;
    Ok(answer(found.encode_one()))
}

fn answer(cbor: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/cbor"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, cbor).into_response()
}
