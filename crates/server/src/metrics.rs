//! Figures for whoever watches the server, in the text format that Prometheus reads: how many requests of each route ended how
//! and how fast, and how the ledger does. Routes are patterns; no address, id or name is in any of it. They are served at an
//! address of their own, so that who can use the server cannot read how it is used.

mod histogram;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{Method, header},
    middleware::Next,
    response::Response,
    routing::get,
};
use keepwell_ledger::{Health, Ledger};

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

/// Lets a request through and counts it when its answer begins.
pub(crate) async fn count(
    State(requests): State<Arc<Requests>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let method = known(request.method());
    let path = request.extensions().get::<MatchedPath>();
    let route = path.map_or("-", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    requests.add(
        Kind {
            route,
            method,
            status,
        },
        begun.elapsed().as_secs_f64(),
    );
    response
}

/// The route for those who watch.
pub(crate) fn router(requests: &Arc<Requests>, ledger: &Option<Arc<Ledger>>) -> Router {
    let (requests, ledger) = (requests.clone(), ledger.clone());
    let answer = move || {
        let mut text = requests.text();
        if let Some(ledger) = &ledger {
            text += &ledger_text(ledger);
        }
        let headers = [
            (header::CONTENT_TYPE, FORMAT),
            (header::CACHE_CONTROL, "no-store"),
        ];
        std::future::ready((headers, text))
    };
    Router::new().route("/metrics", get(answer))
}

impl Requests {
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

fn ledger_text(ledger: &Ledger) -> String {
    let figures = ledger.figures();
    let is_accepting = ledger.health() == Health::Accepting;
    let whole = |name, kind, help, value: u64| (name, kind, help, value.to_string());
    let size = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
    let rows = [
        whole(
            "accepting",
            "gauge",
            "1 while it takes statements.",
            is_accepting.into(),
        ),
        whole("entries", "gauge", "Entries on the log.", figures.entries),
        whole(
            "entries_settled",
            "gauge",
            "Entries that no longer need the write-ahead log.",
            figures.on_their_own,
        ),
        whole(
            "waiting",
            "gauge",
            "Statements that wait for a commit.",
            size(figures.waiting),
        ),
        whole(
            "places",
            "gauge",
            "How many may wait.",
            size(figures.places),
        ),
        whole(
            "commits_total",
            "counter",
            "Commits since the start.",
            figures.commits,
        ),
        (
            "flush_seconds_total",
            "counter",
            "Time that commits took to be on the disk.",
            figures.flushing.as_secs_f64().to_string(),
        ),
    ];
    let mut text = String::new();
    for (name, kind, help, value) in rows {
        // Writing into memory does not fail.
        let _ = write!(
            text,
            "# HELP keepwell_ledger_{name} {help}\n# TYPE keepwell_ledger_{name} {kind}\nkeepwell_ledger_{name} {value}\n"
        );
    }
    text
}

#[cfg(test)]
mod tests;
