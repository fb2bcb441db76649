//! The relay's routes (`protocol::relay_api`). Each handler turns HTTP into one call of a noun's verb and its result back;
//! a path or method that does not exist is answered like a mailbox that does not.

mod body;
mod boxes;
mod events;
mod links;
mod mailboxes;
mod page;
mod parts;
mod path;
mod rendezvous;

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    middleware,
    routing::{MethodRouter, any},
};
use keepwell_protocol::relay_api::NONCE_PATH;

use crate::{edge, refusal::Refusal, state::State};

/// Where a phone's browser is led to the page: how each kind of code begins, in capitals and without.
const LED: [&str; 6] = ["/G", "/g", "/C", "/c", "/R", "/r"];

/// All routes of the relay.
pub(crate) fn router(state: &Arc<State>) -> Router {
    let led = LED.into_iter().fold(Router::new(), |router, path| {
        router.route(path, only().get(page::lead))
    });
    led.route(NONCE_PATH, only().head(nonce).get(nonce))
        .route(
            "/v1/mailboxes/{mailbox}",
            only().put(mailboxes::create).get(mailboxes::status),
        )
        .route(
            "/v1/mailboxes/{mailbox}/close",
            only().post(mailboxes::close),
        )
        .route(
            "/v1/mailboxes/{mailbox}/pause",
            only().post(mailboxes::pause),
        )
        .route(
            "/v1/mailboxes/{mailbox}/resume",
            only().post(mailboxes::resume),
        )
        .route(
            "/v1/mailboxes/{mailbox}/reports",
            only().post(mailboxes::report),
        )
        .route(
            "/v1/mailboxes/{mailbox}/parts/{part}",
            only()
                .get(parts::download)
                .head(parts::progress)
                .patch(parts::upload),
        )
        .route(
            "/v1/mailboxes/{mailbox}/proofs/{range}",
            only().get(mailboxes::proofs),
        )
        .route("/v1/mailboxes/{mailbox}/link", only().put(links::publish))
        .route("/v1/mailboxes/{mailbox}/rearm", only().post(links::rearm))
        .route(
            "/v1/links/{link}",
            only().post(links::manifest).get(links::single),
        )
        .route("/v1/links/files/{ticket}", only().get(links::file))
        .route("/v1/boxes/{box}", only().get(boxes::read).put(boxes::write))
        .route("/v1/mailboxes/{mailbox}/events", only().get(events::follow))
        .route(
            "/v1/rendezvous/{rendezvous}",
            only().put(rendezvous::create),
        )
        .route(
            "/v1/rendezvous/{rendezvous}/claim",
            only().put(rendezvous::claim),
        )
        .route(
            "/v1/rendezvous/{rendezvous}/messages/{number}",
            only().put(rendezvous::post).get(rendezvous::fetch),
        )
        .route(
            "/v1/rendezvous/{rendezvous}/close",
            only().post(rendezvous::close),
        )
        .route("/v1/{*rest}", only())
        .layer(middleware::from_fn_with_state(state.clone(), edge::pass))
        .with_state(state.clone())
}

/// A route that answers every method but those added to it as if it did not exist. (`any`, unlike a fallback, keeps axum
/// from listing the methods that do.)
fn only() -> MethodRouter<Arc<State>> {
    any(async || Refusal::NotAvailable)
}

/// The nonce itself is a header of every answer.
async fn nonce() -> StatusCode {
    StatusCode::NO_CONTENT
}
