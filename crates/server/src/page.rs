//! The page: static files, read once at the start and served from memory. A request only ever finds a name in a table, so
//! none can lead to another file. Without a folder there is a built-in page that says in plain words what this address is.

mod files;
mod hashes;
mod operators;
mod policy;

use std::{collections::HashMap, path::Path, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::Response,
};
use keepwell_protocol::{discovery::LedgerInfo, origin::Origin};

use crate::{ServeError, options::Allowed};

/// One file.
struct File {
    bytes: Bytes,
    kind: &'static str,
    etag: HeaderValue,
}

struct Page {
    /// By path, with its slash: `/app.js`.
    files: HashMap<String, File>,
    policy: HeaderValue,
}

/// A fallback that serves the files in `folder`, or the built-in page. It may contact `server` and the relays in `allow`.
pub(crate) fn router(
    folder: Option<&Path>,
    server: &Origin,
    ledger: Option<&LedgerInfo>,
    allow: &[Allowed],
) -> Result<Router, ServeError> {
    let page = Arc::new(Page::load(folder, server, ledger, allow)?);
    let answer = move |method: Method, uri: Uri, headers: HeaderMap| {
        std::future::ready(page.answer(&method, &uri, &headers))
    };
    Ok(Router::new().fallback(answer))
}

impl Page {
    fn load(
        folder: Option<&Path>,
        server: &Origin,
        ledger: Option<&LedgerInfo>,
        allow: &[Allowed],
    ) -> Result<Self, ServeError> {
        let mut files = match folder {
            Some(folder) => files::read(folder)?,
            None => files::built_in(),
        };
        // What was released, before what this server adds.
        let hashes = hashes::list(files.iter());
        let operators = operators::list(server, ledger, allow);
        for (path, bytes) in [(hashes::PATH, hashes), (operators::PATH, operators)] {
            files.insert(path.to_owned(), files::file(path, bytes));
        }
        let policy = policy::policy(server, allow);
        Ok(Self { files, policy })
    }

    fn answer(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
        let path = match uri.path() {
            "/" => "/index.html",
            path => path,
        };
        let is_read = method == Method::GET || method == Method::HEAD;
        let Some(file) = self.files.get(path).filter(|_| is_read) else {
            let nothing = Body::from("There is nothing here.\n");
            return self.dress(response(StatusCode::NOT_FOUND, nothing));
        };
        let is_known = headers.get(header::IF_NONE_MATCH) == Some(&file.etag);
        let mut response = match (is_known, method == Method::HEAD) {
            (true, _) => response(StatusCode::NOT_MODIFIED, Body::empty()),
            (false, true) => response(StatusCode::OK, Body::empty()),
            (false, false) => response(StatusCode::OK, Body::from(file.bytes.clone())),
        };
        let fields = response.headers_mut();
        fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
        fields.insert(header::ETAG, file.etag.clone());
        if !is_known {
            fields.insert(header::CONTENT_LENGTH, file.bytes.len().into());
        }
        self.dress(response)
    }

    fn dress(&self, mut response: Response) -> Response {
        let fields = response.headers_mut();
        fields.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        for (name, value) in policy::HEADERS {
            fields.insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

fn response(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests;
