//! Whether the server does its work, for whoever watches it: 200 when all roles do, 503 when the ledger cannot write.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::{StatusCode, header},
    routing::get,
};
use keepwell_ledger::{Health, Ledger};
use serde_json::json;

/// The route that answers.
pub(crate) fn router(ledger: Option<Arc<Ledger>>) -> Router {
    let answer = move || {
        let (status, word) = match ledger.as_ref().map(|ledger| ledger.health()) {
            None => (StatusCode::OK, "not here"),
            Some(Health::Accepting) => (StatusCode::OK, "accepting"),
            Some(Health::Closed) => (StatusCode::SERVICE_UNAVAILABLE, "closed"),
            Some(Health::Stopped) => (StatusCode::SERVICE_UNAVAILABLE, "stopped: look at its disk"),
        };
        let headers = [(header::CACHE_CONTROL, "no-store")];
        std::future::ready((status, headers, Json(json!({ "ledger": word }))))
    };
    Router::new().route("/health", get(answer))
}
