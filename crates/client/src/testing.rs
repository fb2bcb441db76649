//! A transport that says what a test scripts: a function from request to answer, and the list of what was asked.

use std::sync::Mutex;

use crate::transport::{Body, Method, Request, Response, Transport, TransportError};

type Script = dyn Fn(&Request) -> Result<Response, TransportError> + Send + Sync;

/// Answers by a function and remembers the requests.
pub(crate) struct Scripted {
    script: Box<Script>,
    asked: Mutex<Vec<Request>>,
}

impl Scripted {
    /// Answers with `script`.
    pub(crate) fn new(
        script: impl Fn(&Request) -> Result<Response, TransportError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            script: Box::new(script),
            asked: Mutex::default(),
        }
    }

    /// Every request so far as `METHOD path`.
    pub(crate) fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .map(|request| format!("{} {}", request.method.as_str(), path(request)))
            .collect()
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        let answer = (self.script)(&request);
        self.asked.lock().unwrap().push(request);
        answer
    }
}

/// The path and query of a request.
pub(crate) fn path(request: &Request) -> &str {
    let (_, rest) = request.url.split_once("://").unwrap();
    rest.find('/')
        .and_then(|at| rest.get(at..))
        .unwrap_or_default()
}

/// The header field `name` of a request.
pub(crate) fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    let found = request.headers.iter().find(|(found, _)| *found == name);
    found.map(|(_, value)| value.as_str())
}

/// An answer with this status, header fields and body.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Response {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let body = std::io::Cursor::new(body.as_ref().to_vec());
    Response::new(status, headers, Body::new(body, 1 << 20))
}

/// A refusal as relay and ledger write it.
pub(crate) fn refusal(status: u16, code: &str) -> Response {
    let body = format!(r#"{{"error":{{"code":"{code}","message":"no"}}}}"#);
    answer(status, &[], body)
}

/// Whether this is a request for a nonce.
pub(crate) fn asks_nonce(request: &Request) -> bool {
    request.method == Method::Head && path(request) == "/v1/nonce"
}
