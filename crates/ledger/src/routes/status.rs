//! Status lists, deltas and notices. Whoever asks gets a whole shard, so that the ledger does not learn which grant is meant.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use keepwell_protocol::status::{
    DELTA_TYPE, Delta, INTERVAL_S, LIST_TYPE, NOTICES_TYPE, NoticesPage,
};

use crate::problem::Problem;
use crate::routes::request::{blocking, parse_number};
use crate::service::Service;
use crate::status::List;

/// `GET /status/{shard}`: the newest list.
pub(super) async fn list(
    State(service): State<Arc<Service>>,
    Path(shard): Path<String>,
) -> Result<Response, Problem> {
    let number = parse_number(&shard).ok_or_else(Problem::not_found)?;
    let newest = shown(&service).ok_or_else(Problem::not_found)?;
    let age = (service.clock)()
        .seconds()
        .saturating_sub(newest.root.time.seconds());
    // Packing and signing take milliseconds.
    let signed = blocking(move || Ok(newest.signed(number, &service.state.key))).await?;
    let bytes = signed.ok_or_else(Problem::not_found)?;
    let fresh = INTERVAL_S.saturating_sub(age);
    Ok(answer(
        LIST_TYPE,
        &format!("public, max-age={fresh}"),
        bytes,
    ))
}

/// `GET /notices/{from}`: the entries that concern every reader, from this number on, as far as the newest list covers them.
pub(super) async fn notices(
    State(service): State<Arc<Service>>,
    Path(from): Path<String>,
) -> Result<Response, Problem> {
    let from = parse_number(&from).ok_or_else(Problem::not_found)?;
    let newest = shown(&service).filter(|list| list.notices.is_some());
    let newest = newest.ok_or_else(Problem::not_found)?;
    let register = service.state.register();
    let notices = register.ended().notices(from, newest.root.size);
    let bytes = NoticesPage::encode(&newest.statement, notices.ok_or_else(Problem::not_found)?);
    drop(register);
    Ok(answer(NOTICES_TYPE, "no-cache", bytes.into()))
}

/// `GET /status/delta/{from}-{to}`: what was revoked since the list of `from` entries, up to that of `to`.
pub(super) async fn delta(
    State(service): State<Arc<Service>>,
    Path(range): Path<String>,
) -> Result<Response, Problem> {
    let wanted = range
        .split_once('-')
        .and_then(|(from, to)| Some((parse_number(from)?, parse_number(to)?)))
        .filter(|(from, to)| from <= to);
    let (from, to) = wanted.ok_or_else(Problem::not_found)?;
    let index = service.state.register().ended().root_of(to);
    let index = index.ok_or_else(Problem::not_found)?;
    let reading = service.clone();
    let read = move || Ok(reading.state.view().statement(index)?);
    let statement = blocking(read)
        .await?
        .and_then(|bytes| service.state.key.read_status_root(&bytes))
        .filter(|(_, root)| root.size == to)
        .map(|(statement, _)| statement)
        .ok_or_else(Problem::not_found)?;
    let targets = service.state.register().ended().between(from, to);
    let encode = |targets| Delta::encode(from, &statement, targets);
    let bytes = targets.and_then(encode).ok_or_else(Problem::not_found)?;
    // One size has one delta, but only as long as the list of that size is the one that was logged last for it.
    Ok(answer(DELTA_TYPE, "public, max-age=3600", bytes.into()))
}

/// The newest list that readers are shown.
fn shown(service: &Service) -> Option<Arc<List>> {
    service.lists.shown(service.shown_size()?)
}

fn answer(kind: &'static str, cache: &str, bytes: Bytes) -> Response {
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    let cache = HeaderValue::from_str(cache).ok();
    response
        .headers_mut()
        .extend(cache.map(|cache| (header::CACHE_CONTROL, cache)));
    response
}
