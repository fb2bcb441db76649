//! The witness's HTTP interface: `POST /add-checkpoint` of C2SP tlog-witness, `POST /add-key` for a log whose key was handed over, what
//! was cosigned last of each log, and a page of plain text that says who the witness is. Carries no rules; storing is done away from the
//! threads that answer.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use keepwell_tlog::witness::{MAX_REQUEST_BYTES, last_path};

use crate::{Answer, Clock, TEXT, Witness, WitnessError, answer, metrics::FORMAT};

/// The witness's paths.
pub fn router(witness: Arc<Witness>, clock: Clock) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/add-key", post(add_key))
        .route("/checkpoint/{log}", get(last_checkpoint))
        .route("/", get(page))
        .route("/health", get(|| std::future::ready("accepting\n")))
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .with_state((witness, clock))
}

/// For those who watch, at an address of its own: figures as Prometheus reads them, and whether it lives.
pub fn watch_router(witness: Arc<Witness>) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/health", get(|| std::future::ready("accepting\n")))
        .with_state(witness)
}

async fn metrics(State(witness): State<Arc<Witness>>) -> Response {
    answered(move || {
        Ok(Answer {
            content_type: FORMAT,
            ..answer(200, witness.metrics()?)
        })
    })
    .await
}

async fn add_checkpoint(
    State((witness, clock)): State<(Arc<Witness>, Clock)>,
    body: Bytes,
) -> Response {
    answered(move || witness.add_checkpoint(&body, clock())).await
}

async fn add_key(State((witness, _)): State<(Arc<Witness>, Clock)>, body: Bytes) -> Response {
    answered(move || witness.add_key(&body)).await
}

async fn last_checkpoint(
    State((witness, _)): State<(Arc<Witness>, Clock)>,
    Path(log): Path<String>,
) -> Response {
    answered(move || {
        let last = witness.last_checkpoint(&format!("checkpoint/{log}"))?;
        let none = || answer(404, "no checkpoint of such a log was cosigned\n".to_owned());
        Ok(last.map_or_else(none, |note| answer(200, note)))
    })
    .await
}

async fn page(State((witness, _)): State<(Arc<Witness>, Clock)>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, TEXT)], about(&witness))
}

async fn answered(
    work: impl FnOnce() -> Result<Answer, WitnessError> + Send + 'static,
) -> Response {
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

/// Who this is and whom it follows, as lines of a policy file, and where the last checkpoint of each is.
fn about(witness: &Witness) -> String {
    let logs = witness.logs();
    let logs = logs.iter().map(|key| {
        let last = last_path(key.name());
        format!("log {key}\n# cosigned last: /{last}\n")
    });
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
