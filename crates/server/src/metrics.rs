//! Figures for whoever watches the server, in the text format that Prometheus reads: how many requests of each route ended how
//! and how fast, and how ledger and relay do. Routes are patterns; no address, id or name is in any of it. They are served at an
//! address of their own, so that who can use the server cannot read how it is used.

mod family;
mod histogram;
mod roles;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use axum::{
    Router,
    extract::{MatchedPath, Request},
    http::{Method, StatusCode, header},
    routing::get,
};
use keepwell_ledger::Ledger;
use keepwell_relay::Relay;

use histogram::Histogram;

/// What Prometheus calls the text format.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Requests that were answered. There are as many rows as routes, methods and statuses that belong together.
#[derive(Default)]
pub(crate) struct Requests(Mutex<BTreeMap<Kind, Histogram>>);

/// Requests that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    route: String,
    method: &'static str,
    status: u16,
}

/// A request that was let through, to be counted when its answer begins.
pub(crate) struct Begun {
    route: String,
    method: &'static str,
    at: Instant,
}

impl Begun {
    /// Begins with a request.
    pub(crate) fn with(request: &Request) -> Self {
        let path = request.extensions().get::<MatchedPath>();
        Self {
            route: path.map_or("-", MatchedPath::as_str).to_owned(),
            method: known(request.method()),
            at: Instant::now(),
        }
    }
}

/// The route for those who watch.
pub(crate) fn router(
    requests: &Arc<Requests>,
    ledger: Option<Arc<Ledger>>,
    relay: Option<Relay>,
) -> Router {
    let requests = requests.clone();
    let answer = move || {
        let mut text = requests.text();
        text += &ledger.as_deref().map_or_else(String::new, roles::of_ledger);
        text += &relay.as_ref().map_or_else(String::new, roles::of_relay);
        let headers = [
            (header::CONTENT_TYPE, FORMAT),
            (header::CACHE_CONTROL, "no-store"),
        ];
        std::future::ready((headers, text))
    };
    Router::new().route("/metrics", get(answer))
}

impl Requests {
    /// Counts a request that is answered so.
    pub(crate) fn count(&self, begun: Begun, status: StatusCode) {
        let Begun { route, method, at } = begun;
        let status = status.as_u16();
        let kind = Kind {
            route,
            method,
            status,
        };
        self.add(kind, at.elapsed().as_secs_f64());
    }

    fn add(&self, kind: Kind, seconds: f64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(kind).or_default().add(seconds);
    }

    fn text(&self) -> String {
        let mut text =
            "# HELP keepwell_request_seconds Time until the answer to a request began.\n\
                        # TYPE keepwell_request_seconds histogram\n"
                .to_owned();
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (kind, histogram) in &*all {
            let Kind {
                route,
                method,
                status,
            } = kind;
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            histogram.write("keepwell_request_seconds", &labels, &mut text);
        }
        text
    }
}

/// Anybody may invent methods; those share a row.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        "PATCH" => "PATCH",
        "POST" => "POST",
        "PUT" => "PUT",
        _ => "other",
    }
}

#[cfg(test)]
mod tests;
