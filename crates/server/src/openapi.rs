//! What this server answers, as one `OpenAPI` 3.1 document made of those of the roles that run. Each role keeps its own beside
//! its routes; a test here compares both, and `tests/interop` compares them with what the server really answers.

use axum::{Router, body::Bytes, http::header, routing::get};
use keepwell_protocol::origin::Origin;
use serde_json::{Map, Value, json};

use crate::Roles;

/// Where it is.
const PATH: &str = "/openapi.json";
/// What is described wherever it stands.
const OWN: &str = include_str!("../openapi.json");
/// What is described where the server asks for tokens.
const TOKENS: &str = include_str!("../openapi-tokens.json");

/// The route that answers with it.
pub(crate) fn router(server: &Origin, roles: Roles, has_tokens: bool) -> Router {
    let mut document = whole(roles, has_tokens);
    add(
        &mut document,
        json!({ "servers": [{ "url": server.to_string() }] }),
    );
    let bytes = Bytes::from(document.to_string());
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    Router::new().route(
        PATH,
        get(move || std::future::ready((headers, bytes.clone()))),
    )
}

fn whole(roles: Roles, has_tokens: bool) -> Value {
    let parts = [
        (true, OWN),
        (has_tokens, TOKENS),
        (roles.ledger, keepwell_ledger::OPENAPI),
        (roles.relay, keepwell_relay::OPENAPI),
    ];
    let mut document = json!({});
    for (_, text) in parts.iter().filter(|(runs, _)| *runs) {
        // They are part of this program; a test reads them all.
        let part: Value = serde_json::from_str(text).unwrap_or_default();
        add(&mut document, part);
    }
    document
}

/// Adds what is not there yet: of objects and lists what they hold.
fn add(to: &mut Value, from: Value) {
    match (to, from) {
        (Value::Object(to), Value::Object(from)) => add_members(to, from),
        (Value::Array(to), Value::Array(from)) => to.extend(from),
        _ => {}
    }
}

fn add_members(to: &mut Map<String, Value>, from: Map<String, Value>) {
    for (name, value) in from {
        match to.get_mut(&name) {
            Some(there) => add(there, value),
            None => drop(to.insert(name, value)),
        }
    }
}

#[cfg(test)]
mod tests;
