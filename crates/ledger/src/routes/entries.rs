//! Statements in, receipts, proofs, and the statements that concern everybody out.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use keepwell_crypto::hash::sha256;
use keepwell_protocol::cose::Sign1;
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::hexadecimal::from_hex;
use keepwell_protocol::ledger_api::{RECEIPT_TYPE, STATEMENT_TYPE, entry_path};
use keepwell_protocol::statement::{self, Statement};

use crate::problem::Problem;
use crate::routes::request::{Source, blocking, is_of_type, read_body};
use crate::service::Service;
use crate::throttle::Kind;

/// What SCRAPI calls a statement in its examples.
const COSE_TYPE: &str = "application/cose";

/// `POST /entries`: registers a statement and answers with its receipt; one that is registered already gets a receipt for
/// the same index.
pub(super) async fn register(
    State(service): State<Arc<Service>>,
    Source(source): Source,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    if !is_of_type(&headers, &[STATEMENT_TYPE, COSE_TYPE]) {
        let detail = "Send a statement as application/scitt-statement+cose or application/cose.";
        return Err(Problem::media_type(detail));
    }
    let bytes = read_body(body, statement::MAX_BYTES).await?;
    service.count(source, claimed_kind(&bytes))?;
    let digest = sha256(&bytes);
    let (index, status) = match service.state.index_of(&digest) {
        Some(index) => (index, StatusCode::OK),
        None => enter(&service, &bytes).await?,
    };
    let receipt = make_receipt(service, index).await?;
    let location = [(header::LOCATION, entry_path(&digest))];
    Ok((status, location, receipt).into_response())
}

/// `GET /entries/{id}`: a receipt under the newest head.
pub(super) async fn receipt(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let index = find(&service, &id)?;
    make_receipt(service, index).await
}

/// `GET /entries/{id}/proof?size=N`: a C2SP tlog-proof at the head of exactly N entries, where a commit ended there.
pub(super) async fn proof(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let index = find(&service, &id)?;
    let size = parse_size(uri.query().unwrap_or_default())
        .ok_or_else(|| Problem::bad_request("Ask for a proof with ?size=N, a whole number."))?;
    let text = blocking(move || {
        let state = &service.state;
        Ok(state.view().tlog_proof(index, size, &state.key)?)
    })
    .await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, text).into_response())
}

/// `GET /entries/{id}/statement`: the statement itself, where it concerns everybody.
pub(super) async fn statement(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let index = find(&service, &id)?;
    let read = move || Ok(service.state.view().statement(index)?);
    let statement = blocking(read).await?.ok_or_else(Problem::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, STATEMENT_TYPE),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, statement).into_response())
}

async fn enter(service: &Service, bytes: &[u8]) -> Result<(u64, StatusCode), Problem> {
    let statement = Statement::parse(bytes)?;
    let registered = service.door.register(&statement).await?;
    let status = if registered.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((registered.index, status))
}

async fn make_receipt(service: Arc<Service>, index: u64) -> Result<Response, Problem> {
    let receipt = blocking(move || Ok(service.state.view().receipt(index)?)).await?;
    let headers = [
        (header::CONTENT_TYPE, RECEIPT_TYPE),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, receipt).into_response())
}

/// The index of an entry named by its statement's digest, as `Location` has it, or by the index itself.
fn find(service: &Service, id: &str) -> Result<u64, Problem> {
    let state = &service.state;
    let index = match from_hex::<32>(id) {
        Some(digest) => state.index_of(&digest),
        None => parse_number(id).filter(|index| *index < state.view().size()),
    };
    index.ok_or_else(Problem::not_found)
}

/// What a statement says it is, before its signature is checked: a lie is counted against the liar's own address.
pub(super) fn claimed_kind(bytes: &[u8]) -> Kind {
    let number = Sign1::parse("statement", bytes, statement::MAX_BYTES)
        .ok()
        .and_then(|mut document| document.take(statement::ENTRY_TYPE))
        .and_then(|value| value.as_integer());
    if number == Some(EntryType::Revocation.number().into()) {
        Kind::Revocation
    } else {
        Kind::Statement
    }
}

fn parse_size(query: &str) -> Option<u64> {
    query.strip_prefix("size=").and_then(parse_number)
}

/// Decimal without a leading zero or a sign.
fn parse_number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
