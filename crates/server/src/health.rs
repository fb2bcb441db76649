//! Whether the server does its work, for whoever watches it: 200 when all roles do, 503 when the ledger cannot write; and how
//! the ledger stands with its witnesses, whom adding does not wait for.

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
        let mut about = json!({ "ledger": word });
        let witnessing = ledger.as_ref().and_then(|ledger| ledger.witnessing());
        if let (Some(report), Some(about)) = (witnessing, about.as_object_mut()) {
            about.insert("witnessing".to_owned(), json!(report));
        }
        let headers = [(header::CACHE_CONTROL, "no-store")];
        std::future::ready((status, headers, Json(about)))
    };
    Router::new().route("/health", get(answer))
}
