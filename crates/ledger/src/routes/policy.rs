//! The policy that this ledger holds itself to: its key, its witnesses with their addresses, and how many of them must agree. For
//! whoever sets up a client; it is the ledger's own word, so who pins it should have compared it with somebody else's.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use keepwell_tlog::policy::{Log, Policy};

use crate::problem::Problem;
use crate::service::Service;

/// `GET /policy`: a C2SP tlog-policy file. Without witnesses it asks for none.
pub(super) async fn own(State(service): State<Arc<Service>>) -> Result<Response, Problem> {
    let log = || Log {
        key: service.state.key.public().clone(),
        url: Vec::new(),
    };
    let policy = match &service.witnessing {
        Some(witnessing) => witnessing.policy().clone().for_log(log()),
        None => Policy::new(vec![log()], Vec::new(), 0).map_err(|_| Problem::internal())?,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, policy.to_bytes()).into_response())
}
