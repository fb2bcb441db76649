//! The newest head, or where the ledger has witnesses, the newest that enough of them have cosigned. It is on disk before it
//! is shown, and never smaller than one that was shown before: one of several machines that is out of touch with the others shows none.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::problem::Problem;
use crate::service::Service;

/// `GET /checkpoint`: a signed note.
///
/// # Errors
/// A problem while no head has enough cosignatures yet, or this machine is out of touch.
pub(super) async fn newest(State(service): State<Arc<Service>>) -> Result<Response, Problem> {
    if service.state.is_out_of_touch() {
        return Err(Problem::out_of_reach());
    }
    let note = if service.witnessing.is_some() {
        let shown = service.state.shown().ok_or_else(Problem::not_witnessed)?;
        shown.note().to_string()
    } else {
        service.state.view().snapshot.head.note().to_string()
    };
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, note).into_response())
}
