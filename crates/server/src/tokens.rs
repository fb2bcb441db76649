//! Tokens on this server: which key they are of, and the route where who is invited fetches them. The rules are
//! `admission::Issuer`'s; here are its routes, and its book: files in the folder `tokens` beside ledger and relay, or PostgreSQL.

mod book;
mod invite;
mod shared;

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use keepwell_admission::{Issuer, NotIssued, Rule};
use keepwell_protocol::admission::{DIRECTORY_PATH, DIRECTORY_TYPE, ISSUE_PATH, RESPONSE_TYPE};
use rand_core::OsRng;

use crate::{Asks, ServeError, SharedTokens, folder::Folder, options::Clock};

use book::DiskBook;
pub use invite::{MAX_TOKENS, invite};
use shared::SharedBook;
pub use shared::invite_shared;

/// The folder in the data folder.
const FOLDER: &str = "tokens";
/// The largest body of a request for a token; one has 52 bytes.
const MAX_BODY: usize = 256;
/// For how many seconds the directory may be kept at most.
const DIRECTORY_LASTS_S: u64 = 3600;

/// What relay and ledger ask, and the issuer where that is a token; its book is in PostgreSQL where several machines share one.
pub(crate) fn rule(
    asks: &Asks,
    authority: &str,
    folder: &Folder,
    shared: Option<&SharedTokens>,
) -> Result<(Rule, Option<Arc<Issuer>>), ServeError> {
    match asks {
        Asks::Nothing => Ok((Rule::Open, None)),
        Asks::Work(pace) => Ok((Rule::Work(*pace), None)),
        Asks::Token => {
            let issuer = Arc::new(issuer(authority.to_owned(), folder, shared)?);
            Ok((Rule::Token(issuer.clone()), Some(issuer)))
        }
    }
}

fn issuer(
    authority: String,
    folder: &Folder,
    shared: Option<&SharedTokens>,
) -> Result<Issuer, ServeError> {
    if let Some(shared) = shared {
        let (book, secret) = SharedBook::open(shared.clone())?;
        return Ok(Issuer::new(authority, secret, Box::new(book)));
    }
    let dir = folder.of(FOLDER);
    let book = DiskBook::open(&dir).map_err(ServeError::Folder)?;
    let secret = book::secret(&dir, &mut OsRng).map_err(ServeError::Folder)?;
    Ok(Issuer::new(authority, secret, Box::new(book)))
}

#[derive(Clone)]
struct Desk {
    issuer: Arc<Issuer>,
    clock: Clock,
}

/// The routes.
pub(crate) fn router(issuer: Arc<Issuer>, clock: Clock) -> Router {
    Router::new()
        .route(DIRECTORY_PATH, get(directory))
        .route(ISSUE_PATH, post(issue))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(Desk { issuer, clock })
}

/// For an hour at most, and never beyond the turn to the next key: of the one before it no more tokens are made.
async fn directory(State(desk): State<Desk>) -> Response {
    let now = (desk.clock)();
    let Some(directory) = desk.issuer.directory(now) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let lasts = Issuer::key_lasts_s(now).min(DIRECTORY_LASTS_S);
    let headers = [
        (header::CONTENT_TYPE, DIRECTORY_TYPE.to_owned()),
        (header::CACHE_CONTROL, format!("max-age={lasts}")),
    ];
    let json = serde_json::to_vec(&directory).unwrap_or_default();
    (headers, json).into_response()
}

async fn issue(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> Response {
    let authorization = headers.get(header::AUTHORIZATION);
    let authorization = authorization
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let made = tokio::task::spawn_blocking(move || {
        let now = (desk.clock)();
        desk.issuer
            .issue(&body, authorization.as_deref(), now, &mut OsRng)
    });
    match made.await {
        Ok(Ok(response)) => {
            let headers = [
                (header::CONTENT_TYPE, RESPONSE_TYPE),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, response).into_response()
        }
        Ok(Err(NotIssued::Malformed)) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Ok(Err(NotIssued::NotInvited)) => StatusCode::FORBIDDEN.into_response(),
        Ok(Err(NotIssued::Book(error))) => {
            tracing::error!(%error, "the list of used tokens cannot be written");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests;
