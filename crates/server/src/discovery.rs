//! What the server offers, at the well-known path: the addresses and the ledger key that wallets and clinics pin.

use axum::{Router, http::header, response::IntoResponse as _, routing::get};
use keepwell_protocol::{
    discovery::{LedgerInfo, PATH, ServerInfo},
    origin::Origin,
};

/// The route that answers with it.
pub(crate) fn router(relay: &Origin, page: &Origin, ledger: Option<LedgerInfo>) -> Router {
    let info = ServerInfo {
        version: 1,
        relay: relay.to_string(),
        page: page.to_string(),
        ledger,
    };
    let headers = [
        (header::CACHE_CONTROL, "no-cache"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    let answer = move || std::future::ready((headers, axum::Json(info.clone())).into_response());
    Router::new().route(PATH, get(answer))
}
