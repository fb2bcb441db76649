//! The signed time, by which a clinic judges a grant's window.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::problem::Problem;
use crate::routes::request::{Source, read_body};
use crate::service::Service;
use crate::throttle::Kind;

/// `POST /time` with 32 random bytes.
pub(super) async fn now(
    State(service): State<Arc<Service>>,
    Source(source): Source,
    body: Body,
) -> Result<Response, Problem> {
    let nonce = read_body(body, 32).await?;
    let nonce: [u8; 32] = nonce
        .as_ref()
        .try_into()
        .map_err(|_| Problem::bad_request("Send exactly 32 random bytes."))?;
    service.count(source, Kind::Time)?;
    let time = service.state.key.time(&nonce, (service.clock)());
    let headers = [
        (header::CONTENT_TYPE, "application/cose"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, time).into_response())
}
