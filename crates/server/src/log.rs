//! One line for each request: method, route pattern, status, time. Never an address, an id, a body or a header, so that
//! a log tells how the server does and nothing of who did what. The relay writes its own lines, of the same kind.

use std::time::{Duration, Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// How long a request may take until its answer begins.
const ANSWERED_WITHIN: Duration = Duration::from_secs(30);

/// Lets a request through to its handler, not for longer than it may take, and logs it when it has been answered.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let answer = tokio::time::timeout(ANSWERED_WITHIN, next.run(request)).await;
    let response = answer.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response());
    let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let route = route.as_deref().unwrap_or("-");
    tracing::info!(%method, route, status = response.status().as_u16(), duration_ms, "request");
    response
}
