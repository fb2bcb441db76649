//! What is put around every request at the main address, and every answer: who asks, what is counted, the ledger's words for a
//! refusal, and what keeps a browser from running anything. One layer for all of it, because for each request a layer copies
//! everything that it is put around.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use keepwell_ledger::Explainer;

use crate::{
    metrics::{Begun, Requests},
    sandbox, source,
};

/// What it needs.
pub(crate) struct Around {
    pub(crate) requests: Arc<Requests>,
    /// Where there is a ledger, all refusals under its paths say why in its way, whoever refused.
    pub(crate) explains: bool,
}

/// Lets a request through.
pub(crate) async fn around(
    State(around): State<Arc<Around>>,
    mut request: Request,
    next: Next,
) -> Response {
    source::forward(&mut request);
    let begun = Begun::with(&request);
    let explainer = around.explains.then(|| Explainer::of(&request));
    let mut response = next.run(request).await;
    if let Some(explainer) = explainer {
        response = explainer.explain(response);
    }
    around.requests.count(begun, response.status());
    sandbox::confine(&mut response);
    response
}
