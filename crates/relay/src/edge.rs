//! What every request passes on its way in and out: limits by source, a fresh nonce, headers that keep browsers from
//! guessing and caching, leave for pages of other origins, and one line in the log that names no address and no id.

use std::{net::SocketAddr, sync::Arc, time::Instant};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State as Shared},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            CACHE_CONTROL, CONTENT_LENGTH, X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use keepwell_protocol::{
    public_link::LINKS_PATH,
    relay_api::{NONCE_HEADER, NONCE_PATH},
};

use crate::{caller::takes_access_back, refusal::Refusal, source::Source, state::State};

const METHODS: &str = "GET, HEAD, PUT, PATCH, POST";
const ASKED: &str = "content-type, content-digest, signature-input, signature, keepwell-opening, \
                     upload-offset, upload-length, repr-digest, if-match, if-none-match, range, if-range, \
                     accept, authorization, prefer, last-event-id";
const EXPOSED: &str = "replay-nonce, upload-offset, upload-length, repr-digest, etag, content-length, \
                       content-range, accept-ranges, retry-after, www-authenticate";

/// Lets a request through to its handler, unless its source asks too often.
pub(crate) async fn pass(
    Shared(state): Shared<Arc<State>>,
    mut request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let source = Source::of(peer.map(|peer| peer.0));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = if method == Method::OPTIONS {
        preflight(request.uri().path())
    } else {
        let admitted = admit(&state, &request, source);
        request.extensions_mut().insert(source);
        match admitted {
            Ok(()) => next.run(request).await,
            Err(refusal) => refusal.into_response(),
        }
    };
    dress(response.headers_mut(), &state);
    let size_bytes = response
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .unwrap_or("0");
    tracing::info!(
        method = %method,
        route = route.as_ref().map_or("", MatchedPath::as_str),
        status = response.status().as_u16(),
        size_bytes,
        duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    response
}

/// Taking access back, and the nonce that it needs, are never refused for asking too often.
fn admit(state: &State, request: &Request, source: Source) -> Result<(), Refusal> {
    let path = request.uri().path();
    if path == NONCE_PATH || takes_access_back(path) {
        return Ok(());
    }
    Ok(state.requests.take(source, state.now())?)
}

/// Readers of public links are other people's programs: they may send any field, and none of them is read.
fn preflight(path: &str) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static(METHODS),
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static(if path.starts_with(LINKS_PATH) {
            "*"
        } else {
            ASKED
        }),
    );
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

/// The headers of every answer. Pages of any origin may ask: no cookie or other ambient right exists here.
fn dress(headers: &mut HeaderMap, state: &State) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(EXPOSED),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let nonce = HeaderValue::from_str(&state.nonces.fresh(state.now()));
    headers.extend(nonce.map(|nonce| (HeaderName::from_static(NONCE_HEADER), nonce)));
}
