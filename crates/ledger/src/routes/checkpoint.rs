//! The newest head. It is on disk before it is shown, and never smaller than one that was shown before.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::service::Service;

/// `GET /checkpoint`: a signed note.
pub(super) async fn newest(State(service): State<Arc<Service>>) -> Response {
    let note = service.state.view().snapshot.head.note().to_string();
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, note).into_response()
}
