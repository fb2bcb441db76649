//! The wire between wallet or clinic and the real servers. It only carries, until a test holds it: then the test decides
//! what becomes of each request, as somebody in between or a server gone bad would. Connections are the real ones.

use std::{
    io::{Cursor, Read as _},
    sync::{Arc, Mutex, PoisonError},
};

use keepwell_client::transport::{
    Body, HttpOptions, HttpTransport, Method, Request, Response, Transport, TransportError,
};
use keepwell_protocol::origin::Origin;

/// What becomes of a request.
pub(crate) type Answer = Result<Response, TransportError>;
type Hand = dyn Fn(&HttpTransport, Request) -> Answer + Send + Sync;

/// The fields of an answer that are carried on when its body is altered.
const FIELDS: [&str; 4] = ["content-range", "content-type", "etag", "replay-nonce"];

/// Carries requests to the real servers, or does with them what the test says.
pub(crate) struct Wire {
    network: HttpTransport,
    hand: Mutex<Option<Arc<Hand>>>,
}

impl Wire {
    /// One that only carries.
    pub(crate) fn new() -> Self {
        Self {
            network: HttpTransport::new(HttpOptions::default()),
            hand: Mutex::new(None),
        }
    }

    /// From now on `hand` decides, which gets the honest network too.
    pub(crate) fn hold(
        &self,
        hand: impl Fn(&HttpTransport, Request) -> Answer + Send + Sync + 'static,
    ) {
        *self.hand.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(hand));
    }

    /// From now on it only carries again.
    pub(crate) fn release(&self) {
        *self.hand.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Transport for Wire {
    fn send(&self, request: Request) -> Answer {
        let hand = self
            .hand
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        match hand {
            Some(hand) => hand(&self.network, request),
            None => self.network.send(request),
        }
    }
}

/// Alters the bodies of the answers to those requests that `which` picks.
pub(crate) fn altering(
    which: impl Fn(&Request) -> bool + Send + Sync + 'static,
    change: impl Fn(&mut Vec<u8>) + Send + Sync + 'static,
) -> impl Fn(&HttpTransport, Request) -> Answer + Send + Sync + 'static {
    move |network, request| {
        let is_picked = which(&request);
        let mut response = network.send(request)?;
        if !is_picked || response.status != 200 {
            return Ok(response);
        }
        let mut body = Vec::new();
        response
            .body
            .read_to_end(&mut body)
            .expect("the honest body");
        change(&mut body);
        let fields = FIELDS
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), response.header(name)?.to_owned())))
            .collect();
        Ok(answer(200, fields, body))
    }
}

/// Fails with a fault of the server's own for those requests that `which` picks.
pub(crate) fn failing(
    which: impl Fn(&Request) -> bool + Send + Sync + 'static,
) -> impl Fn(&HttpTransport, Request) -> Answer + Send + Sync + 'static {
    move |network, request| {
        if which(&request) {
            Ok(answer(503, Vec::new(), Vec::new()))
        } else {
            network.send(request)
        }
    }
}

/// Keeps silent on those requests that `which` picks.
pub(crate) fn silent(
    which: impl Fn(&Request) -> bool + Send + Sync + 'static,
) -> impl Fn(&HttpTransport, Request) -> Answer + Send + Sync + 'static {
    move |network, request| {
        if which(&request) {
            Err(TransportError::Silent)
        } else {
            network.send(request)
        }
    }
}

/// Leads everything that is meant for the ledger to another server.
pub(crate) fn leading_to(
    other: Origin,
) -> impl Fn(&HttpTransport, Request) -> Answer + Send + Sync + 'static {
    move |network, mut request| {
        if is_for_ledger(&request) {
            request.url = format!("{other}{}", path(&request));
        }
        network.send(request)
    }
}

/// An answer with this body, its length said.
pub(crate) fn answer(status: u16, mut fields: Vec<(String, String)>, body: Vec<u8>) -> Response {
    fields.push(("content-length".to_owned(), body.len().to_string()));
    let limit = body.len() as u64;
    Response::new(status, fields, Body::new(Cursor::new(body), limit))
}

/// What follows scheme and host.
pub(crate) fn path(request: &Request) -> &str {
    let (_, rest) = request.url.split_once("://").expect("an address");
    rest.find('/').map_or("/", |at| rest.split_at(at).1)
}

/// Whether the ledger is asked, not the relay.
pub(crate) fn is_for_ledger(request: &Request) -> bool {
    let path = path(request);
    [
        "/.well-known/scitt-keys",
        "/checkpoint",
        "/entries",
        "/status/",
        "/tile/",
        "/time",
    ]
    .iter()
    .any(|start| path.starts_with(start))
}

/// Whether a part with this name is downloaded.
pub(crate) fn is_download(request: &Request, part: &str) -> bool {
    request.method == Method::Get && path(request).ends_with(&format!("/parts/{part}"))
}
