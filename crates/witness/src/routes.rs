//! The witness's HTTP interface: `POST /add-checkpoint` of C2SP tlog-witness, and a page of plain text that says who the
//! witness is. Carries no rules; storing is done away from the threads that answer.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use keepwell_tlog::witness::MAX_REQUEST_BYTES;

use crate::{Answer, Clock, TEXT, Witness};

/// The witness's paths.
pub fn router(witness: Arc<Witness>, clock: Clock) -> Router {
    let about = about(&witness);
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route(
            "/",
            get(move || std::future::ready(([(header::CONTENT_TYPE, TEXT)], about))),
        )
        .route("/health", get(|| std::future::ready("accepting\n")))
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .with_state((witness, clock))
}

async fn add_checkpoint(
    State((witness, clock)): State<(Arc<Witness>, Clock)>,
    body: Bytes,
) -> Response {
    let work = move || witness.add_checkpoint(&body, clock());
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(answer)) => answer.into_response(),
        Ok(Err(error)) => {
            tracing::error!(%error, "nothing was cosigned");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (
            status,
            [(header::CONTENT_TYPE, self.content_type)],
            self.body,
        )
            .into_response()
    }
}

/// Who this is and whom it follows, as lines of a policy file.
fn about(witness: &Witness) -> String {
    let logs = witness.logs().iter().map(|key| format!("log {key}\n"));
    let key = witness.key();
    let own = format!("witness {} {key}\n", key.name());
    [
        "# A witness of transparency logs (C2SP tlog-witness)\n".to_owned(),
        own,
    ]
    .into_iter()
    .chain(logs)
    .collect()
}
