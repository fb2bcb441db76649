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
use keepwell_tlog::policy::Policy;

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
    /// Whether other pages may show it.
    is_embedded: bool,
}

/// What a page is made from.
pub(crate) struct Source<'a> {
    /// Its files; the built-in page without.
    pub(crate) folder: Option<&'a Path>,
    /// The server that it belongs to, which it may contact.
    pub(crate) server: &'a Origin,
    /// The server's own ledger.
    pub(crate) ledger: Option<&'a LedgerInfo>,
    /// Others that it may contact.
    pub(crate) allow: &'a [Allowed],
    /// Of whom a quorum must have cosigned the ledgers' states.
    pub(crate) witnesses: Option<&'a Policy>,
    /// Who may show it inside a page.
    pub(crate) embed: &'a [Origin],
}

/// A fallback that serves a page.
pub(crate) fn router(source: &Source<'_>) -> Result<Router, ServeError> {
    let page = Arc::new(Page::load(source)?);
    let answer = move |method: Method, uri: Uri, headers: HeaderMap| {
        std::future::ready(page.answer(&method, &uri, &headers))
    };
    Ok(Router::new().fallback(answer))
}

impl Page {
    fn load(source: &Source<'_>) -> Result<Self, ServeError> {
        let mut files = match source.folder {
            Some(folder) => files::read(folder)?,
            None => files::built_in(),
        };
        // What was released, before what this server adds.
        let hashes = hashes::list(files.iter());
        let operators =
            operators::list(source.server, source.ledger, source.allow, source.witnesses);
        files.extend(files::viewer());
        for (path, bytes) in [(hashes::PATH, hashes), (operators::PATH, operators)] {
            files.insert(path.to_owned(), files::file(path, bytes));
        }
        Ok(Self {
            files,
            policy: policy::policy(source.server, source.allow, source.embed),
            is_embedded: !source.embed.is_empty(),
        })
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
        if !self.is_embedded {
            // For browsers that do not know the policy; the old header cannot name an origin.
            fields.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
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
