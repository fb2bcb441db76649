//! Statements in, receipts, proofs, and the statements that concern everybody out.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use keepwell_crypto::hash::{Digest, sha256};
use keepwell_protocol::hexadecimal::from_hex;
use keepwell_protocol::ledger_api::{RECEIPT_TYPE, STATEMENT_TYPE, entry_path};
use keepwell_protocol::statement::{self, Statement};

use crate::door::Place as InPlace;
use crate::problem::Problem;
use crate::register::Place;
use crate::routes::request::{Source, blocking, is_of_type, only, parse_number, read_body};
use crate::service::Service;
use crate::throttle::Kind;

/// How long a proof waits for enough cosignatures: several rounds with witnesses that answer.
const WITNESSED_WITHIN: Duration = Duration::from_secs(2);

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
    let (index, status) = match noted(&service, digest).await? {
        Some(index) => (index, StatusCode::OK),
        None => {
            let offer = Offer::of(bytes, digest)?;
            let place = let_in(&service, &offer, &headers).await?;
            enter(&service, offer, place).await?
        }
    };
    let receipt = make_receipt(service, index).await?;
    let location = [(header::LOCATION, entry_path(&digest))];
    Ok((status, location, receipt).into_response())
}

/// `GET /entries/{id}`: a receipt under the newest head; with `?size=N` under the head of exactly N entries, where a commit
/// ended there, so that it goes with the proof of that size.
pub(super) async fn receipt(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let index = find(&service, &id).await?;
    match asked_size(&uri)? {
        None => make_receipt(service, index).await,
        Some(size) => {
            let state = service.state.clone();
            let made = move || {
                state.reach(size)?;
                Ok(state.view().receipt_at(index, size, &state.key)?)
            };
            Ok(as_receipt(blocking(made).await?))
        }
    }
}

/// `GET /entries/{id}/proof`: a C2SP tlog-proof at the head that readers are shown, with its cosignatures; with witnesses
/// it waits a moment for one that holds the entry. With `?size=N` at the head of exactly N entries, where a commit ended
/// there, with the ledger's signature alone.
pub(super) async fn proof(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let index = find(&service, &id).await?;
    let state = service.state.clone();
    let text = match (asked_size(&uri)?, &service.witnessing) {
        (Some(size), _) => {
            blocking(move || {
                state.reach(size)?;
                Ok(state.view().tlog_proof(index, size, &state.key)?)
            })
            .await?
        }
        (None, None) => {
            blocking(move || {
                let view = state.view();
                Ok(view.proof_at(index, &view.snapshot.head)?)
            })
            .await?
        }
        (None, Some(_)) => {
            let shown = state.shown_with(index, WITNESSED_WITHIN).await;
            let shown = shown.ok_or_else(Problem::not_witnessed)?;
            blocking(move || Ok(state.view().proof_at(index, &shown)?)).await?
        }
    };
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
    let index = find(&service, &id).await?;
    let read = move || {
        let view = service.state.view();
        let found = view.statement(index)?;
        if view.is_pruned(index) {
            return Err(Problem::pruned());
        }
        found.ok_or_else(Problem::not_found)
    };
    let statement = blocking(read).await?;
    let headers = [
        (header::CONTENT_TYPE, STATEMENT_TYPE),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, statement).into_response())
}

/// A statement that is not noted to be on the log.
struct Offer {
    bytes: Bytes,
    digest: Digest,
    /// One that says it revokes, its signature checked: there are places for it that nobody gets by his word alone.
    checked: Option<Statement>,
}

impl Offer {
    fn of(bytes: Bytes, digest: Digest) -> Result<Self, Problem> {
        let is_checked = claimed_kind(&bytes) == Kind::Revocation;
        let checked = is_checked.then(|| Statement::parse(&bytes)).transpose()?;
        Ok(Self {
            bytes,
            digest,
            checked,
        })
    }
}

/// A place for whom the operator's rule lets in. Who brings something for it, such as a token or work, gets the place first: it is
/// used up only where the statement can be taken. Who brings nothing holds none meanwhile.
async fn let_in(
    service: &Arc<Service>,
    offer: &Offer,
    headers: &HeaderMap,
) -> Result<InPlace, Problem> {
    service.takes()?;
    let kind = offer.checked.as_ref().map(Statement::kind);
    if service.admission.is_open() {
        return Ok(service.place(kind)?);
    }
    let answer = only(headers, &header::AUTHORIZATION).map(str::to_owned);
    let held = answer.is_some().then(|| service.place(kind)).transpose()?;
    let (asked, statement, digest) = (service.clone(), offer.bytes.clone(), offer.digest);
    // What was used is written down: the disk or the network is waited for.
    blocking(move || asked.admit(&statement, &digest, answer.as_deref())).await?;
    Ok(held.map_or_else(|| service.place(kind), Ok)?)
}

async fn enter(
    service: &Service,
    offer: Offer,
    place: InPlace,
) -> Result<(u64, StatusCode), Problem> {
    let registered = match offer.checked {
        Some(statement) => service.door.register_in(statement, place).await?,
        None => {
            let Offer { bytes, digest, .. } = offer;
            service.door.register(bytes, digest, place).await?
        }
    };
    let status = if registered.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((registered.index, status))
}

async fn make_receipt(service: Arc<Service>, index: u64) -> Result<Response, Problem> {
    // What is in memory costs less than a thread to wait for the disk.
    if let Some(receipt) = service.state.view().receipt_at_hand(index) {
        return Ok(as_receipt(receipt?));
    }
    let receipt = blocking(move || Ok(service.state.view().receipt(index)?)).await?;
    Ok(as_receipt(receipt))
}

fn as_receipt(receipt: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, RECEIPT_TYPE),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, receipt).into_response()
}

/// The index of an entry named by its statement's digest, as `Location` has it, or by the index itself.
async fn find(service: &Arc<Service>, id: &str) -> Result<u64, Problem> {
    let state = service.state.clone();
    let index = match from_hex::<32>(id) {
        Some(digest) => match state.place_of(&digest) {
            Place::At(index) => Some(index),
            _ => blocking(move || Ok(state.index_of(&digest)?)).await?,
        },
        None => parse_number(id),
    };
    let index = index.ok_or_else(Problem::not_found)?;
    let size = service.state.view().size();
    if index >= size && service.state.is_shared() {
        let state = service.state.clone();
        blocking(move || Ok(state.reach(index.saturating_add(1))?)).await?;
    }
    let is_there = index < service.state.view().size();
    is_there.then_some(index).ok_or_else(Problem::not_found)
}

/// The index of a statement that this process has noted; only where memory cannot tell it waits for the disk.
async fn noted(service: &Arc<Service>, statement: Digest) -> Result<Option<u64>, Problem> {
    let state = service.state.clone();
    match state.place_of(&statement) {
        Place::At(index) => Ok(Some(index)),
        Place::Among(_) => blocking(move || Ok(state.noted_index_of(&statement)?)).await,
        Place::Nowhere => Ok(None),
    }
}

/// What a statement says it is, before its signature is checked: a lie is counted against the liar's own address.
pub(super) fn claimed_kind(bytes: &[u8]) -> Kind {
    if statement::claims_to_revoke(bytes) {
        Kind::Revocation
    } else {
        Kind::Statement
    }
}

/// The N of `?size=N`; `None` without a query.
fn asked_size(uri: &Uri) -> Result<Option<u64>, Problem> {
    let Some(query) = uri.query() else {
        return Ok(None);
    };
    let size = query.strip_prefix("size=").and_then(parse_number);
    let size = size.ok_or_else(|| Problem::bad_request("Ask with ?size=N, a whole number."))?;
    Ok(Some(size))
}
