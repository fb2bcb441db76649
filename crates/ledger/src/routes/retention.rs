//! How long entries are kept: the newest policy of the log on that, and which bundles stayed below its minimum index.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use keepwell_protocol::ledger_api::STATEMENT_TYPE;

use crate::problem::Problem;
use crate::pruning::Announced;
use crate::service::Service;

/// `GET /retention`: the statement by which the ledger logged it.
///
/// # Errors
/// A problem where the ledger keeps everything.
pub(super) async fn policy(State(service): State<Arc<Service>>) -> Result<Response, Problem> {
    let announced = announced(&service)?;
    let bytes = announced.statement.as_bytes().to_vec();
    Ok(answer(STATEMENT_TYPE, bytes))
}

/// `GET /retention/kept`: the list whose digest stands in that statement.
///
/// # Errors
/// As [`policy`].
pub(super) async fn kept(State(service): State<Arc<Service>>) -> Result<Response, Problem> {
    let announced = announced(&service)?;
    let bytes = announced.kept.as_bytes().to_vec();
    Ok(answer("application/octet-stream", bytes))
}

fn announced(service: &Service) -> Result<Arc<Announced>, Problem> {
    service.state.announced().ok_or_else(Problem::not_found)
}

fn answer(kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, bytes).into_response()
}
