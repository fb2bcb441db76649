//! The ledger's HTTP interface: SCITT (draft-ietf-scitt-scrapi-11) to write and to fetch receipts, C2SP tlog-tiles to
//! read, the status lists, and the signed time. Open to pages of any origin, because nothing depends on who asks.

mod batch;
mod checkpoint;
mod entries;
mod explained;
mod keys;
mod policy;
mod request;
mod retention;
mod status;
mod tiles;
mod time;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use keepwell_protocol::batch::BATCH_PATH;
use keepwell_protocol::ledger_api::{
    CHECKPOINT_PATH, ENTRIES_PATH, KEYS_PATH, POLICY_PATH, TIME_PATH,
};
use keepwell_protocol::retention::{KEPT_PATH, RETENTION_PATH};

use crate::service::Service;
pub use explained::Explainer;

/// The ledger's paths.
pub(crate) fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route(ENTRIES_PATH, post(entries::register))
        .route(&format!("{ENTRIES_PATH}/{{id}}"), get(entries::receipt))
        .route(&format!("{ENTRIES_PATH}/{{id}}/proof"), get(entries::proof))
        .route(
            &format!("{ENTRIES_PATH}/{{id}}/statement"),
            get(entries::statement),
        )
        .route(BATCH_PATH, post(batch::register))
        .route(KEYS_PATH, get(keys::all))
        .route(&format!("{KEYS_PATH}/{{kid}}"), get(keys::one))
        .route(CHECKPOINT_PATH, get(checkpoint::newest))
        .route("/tile/{*name}", get(tiles::tile))
        .route("/status/{shard}", get(status::list))
        .route("/status/delta/{range}", get(status::delta))
        .route("/notices/{from}", get(status::notices))
        .route(RETENTION_PATH, get(retention::policy))
        .route(KEPT_PATH, get(retention::kept))
        .route(TIME_PATH, post(time::now))
        .route(POLICY_PATH, get(policy::own))
        .layer(middleware::from_fn(put_around))
        .with_state(service)
}

/// Explains refusals, lets a page of any origin read the answers, without credentials, and keeps browsers from guessing their type.
async fn put_around(request: Request, next: Next) -> Response {
    let mut response = if request.method() == Method::OPTIONS {
        preflight()
    } else {
        let explainer = Explainer::of(&request);
        explainer.explain(next.run(request).await)
    };
    open_to_pages(response.headers_mut());
    response
}

fn open_to_pages(headers: &mut HeaderMap) {
    set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(
        headers,
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        "Location, Retry-After, WWW-Authenticate",
    );
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
}

fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    set(
        headers,
        header::ACCESS_CONTROL_ALLOW_METHODS,
        "GET, HEAD, POST",
    );
    set(
        headers,
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "Authorization, Content-Type",
    );
    set(headers, header::ACCESS_CONTROL_MAX_AGE, "86400");
    response
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
