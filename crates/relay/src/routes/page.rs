//! Leads a phone's browser that opened a code to the clinic page. The code's payload stands behind `#`: the browser keeps
//! it and this server never sees it.

use std::sync::Arc;

use axum::{
    extract::State as Shared,
    http::{StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};

use crate::state::State;

/// Redirects to the page.
pub(super) async fn lead(Shared(state): Shared<Arc<State>>) -> Response {
    (StatusCode::FOUND, [(LOCATION, state.page.to_text())]).into_response()
}
