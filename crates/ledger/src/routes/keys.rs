//! The ledger's public key for SCITT clients. Keepwell's own programs pin it when they are set up instead.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use data_encoding::BASE64URL_NOPAD;
use keepwell_protocol::cbor;

use crate::problem::Problem;
use crate::service::Service;

/// `GET /.well-known/scitt-keys`: a COSE Key Set.
pub(super) async fn all(State(service): State<Arc<Service>>) -> Response {
    answer(service.state.key.key_set())
}

/// `GET /.well-known/scitt-keys/{kid}`: one COSE Key, by its id in unpadded base64url.
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Path(kid): Path<String>,
) -> Result<Response, Problem> {
    let key = &service.state.key;
    if BASE64URL_NOPAD.encode(key.public().key().as_bytes()) == kid {
        Ok(answer(cbor::encode(&key.cose_key())))
    } else {
        Err(Problem::not_found())
    }
}

fn answer(cbor: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/cbor"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, cbor).into_response()
}
