//! Every refusal under the ledger's paths says why in the same way: also where the framework answers by itself (a method that is not
//! there, a path that is no text), where nothing is at a path, and where a server that the ledger runs in gave up waiting.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::open_to_pages;
use crate::problem::{PROBLEM_TYPE, Problem};

/// The first parts of the ledger's paths.
const OWN: [&str; 10] = [
    "/entries",
    "/entries:batch",
    "/checkpoint",
    "/tile",
    "/status",
    "/notices",
    "/retention",
    "/time",
    "/policy",
    "/.well-known/scitt-keys",
];

/// Turns whatever else is a refusal under the ledger's paths into problem details. For a server to put around all that it serves.
pub struct Explainer {
    is_own: bool,
}

impl Explainer {
    /// Notes what is asked for.
    pub fn of(request: &Request) -> Self {
        Self {
            is_own: is_own(request.uri().path()),
        }
    }

    /// The answer to it, explained where it is a refusal without words.
    pub fn explain(&self, response: Response) -> Response {
        let status = response.status();
        let is_refusal = status.is_client_error() || status.is_server_error();
        let kind = response.headers().get(header::CONTENT_TYPE);
        let is_explained = kind.is_some_and(|kind| kind.as_bytes() == PROBLEM_TYPE.as_bytes());
        if !(self.is_own && is_refusal) || is_explained {
            return response;
        }
        let allow = response.headers().get(header::ALLOW).cloned();
        let mut explained = Problem::of_status(status).into_response();
        let headers = explained.headers_mut();
        headers.extend(allow.map(|allow| (header::ALLOW, allow)));
        open_to_pages(headers);
        explained
    }
}

fn is_own(path: &str) -> bool {
    let is_below = |own: &str| {
        let rest = path.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    OWN.into_iter().any(is_below)
}

impl Problem {
    /// For a refusal that says no more than its status.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => {
                let detail = "The ledger takes this address with another method; Allow has those that it takes.";
                Self::new(status, "Method not allowed", detail)
            }
            StatusCode::REQUEST_TIMEOUT => {
                let detail = "This took too long. A statement may or may not be registered: send the same one again.";
                Self::new(status, "Too slow", detail)
            }
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            status if status.is_server_error() => Self::internal(),
            _ => Self::bad_request("The ledger cannot read this request."),
        }
    }
}
