//! Handlers for a mailbox as a whole.

use std::sync::Arc;

use axum::{
    Extension, Json,
    body::Body,
    extract::State as Shared,
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
};
use keepwell_protocol::{
    access_root::EventProofs,
    admission::mailbox_subject,
    relay_api::{Action, CreateMailbox, MailboxStatus},
};

use super::{
    body::receive_small,
    path::{InMailbox, InProofs},
};
use crate::{
    caller::{Caller, only},
    mailbox::Asking,
    refusal::Refusal,
    source::Source,
    state::{State, run},
};

/// When an owner for whom nothing can be proved now is to ask again, in seconds.
const PROOFS_AGAIN_S: u64 = 5;

/// Creates a mailbox.
pub(super) async fn create(
    Shared(state): Shared<Arc<State>>,
    InMailbox(id): InMailbox,
    Extension(source): Extension<Source>,
    headers: HeaderMap,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let body = receive_small(body).await?;
    caller.covers(&body).map_err(|_| Refusal::BadSignature)?;
    let lease: CreateMailbox = serde_json::from_slice(&body)
        .map_err(|_| Refusal::BadRequest("a mailbox is created from its keys and lease"))?;
    if lease.owner.0 != caller.key {
        return Err(Refusal::BadSignature);
    }
    let asking = Asking {
        source,
        subject: mailbox_subject(&id, &body),
        answer: only(&headers, AUTHORIZATION.as_str())
            .flatten()
            .map(str::to_owned),
    };
    run(&state, move |state| state.create(&id, lease, &asking)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells the owner where a mailbox stands.
pub(super) async fn status(
    Shared(state): Shared<Arc<State>>,
    InMailbox(id): InMailbox,
    caller: Caller,
) -> Result<Json<MailboxStatus>, Refusal> {
    caller.covers(b"")?;
    let status = run(&state, move |state| state.status(&id, &caller.key)).await?;
    Ok(Json(status))
}

/// Proves to the owner under which access roots its events stand, and these on the ledger.
pub(super) async fn proofs(
    Shared(state): Shared<Arc<State>>,
    InProofs(id, from, size): InProofs,
    Extension(source): Extension<Source>,
    caller: Caller,
) -> Result<Json<EventProofs>, Refusal> {
    caller.covers(b"")?;
    let place = state
        .proofs
        .try_take(source)
        .ok_or(Refusal::TooMany(PROOFS_AGAIN_S))?;
    let prove = move |state: &State| {
        // Whoever hangs up leaves a thread at work.
        let _place = place;
        state.prove((&id, &caller.key), from, size)
    };
    let proofs = run(&state, prove).await?;
    Ok(Json(proofs))
}

/// Closes a mailbox.
pub(super) async fn close(
    state: Shared<Arc<State>>,
    id: InMailbox,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    act(state, id, caller, Action::Close).await
}

/// Pauses a mailbox.
pub(super) async fn pause(
    state: Shared<Arc<State>>,
    id: InMailbox,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    act(state, id, caller, Action::Pause).await
}

/// Resumes a mailbox.
pub(super) async fn resume(
    state: Shared<Arc<State>>,
    id: InMailbox,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    act(state, id, caller, Action::Resume).await
}

/// Takes a clinic's report.
pub(super) async fn report(
    Shared(state): Shared<Arc<State>>,
    InMailbox(id): InMailbox,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let body = receive_small(body).await?;
    caller.covers(&body)?;
    let visitor = caller.into_visitor()?;
    let report = serde_json::from_slice(&body)
        .map_err(|_| Refusal::BadRequest("a report is what report keys seal"))?;
    run(&state, move |state| state.report(&id, report, &visitor)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn act(
    Shared(state): Shared<Arc<State>>,
    InMailbox(id): InMailbox,
    caller: Caller,
    action: Action,
) -> Result<StatusCode, Refusal> {
    caller.covers(b"")?;
    run(&state, move |state| state.act(&id, &caller, action)).await?;
    Ok(StatusCode::NO_CONTENT)
}
