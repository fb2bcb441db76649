//! What a request and an answer are, and who carries them. Everything above speaks to a [`Transport`]; the real one is
//! [`HttpTransport`], tests script their own. An implementation never follows redirects and never gives more of a body
//! than the request's limit.

mod body;
mod http;
mod reach;
mod tls;

pub use body::Body;
pub use http::{HttpOptions, HttpTransport, HungUp};
pub use reach::Reach;

use std::time::Duration;

use keepwell_protocol::admission::{Token, TokenChallenge};
use thiserror::Error;

/// An HTTP method that relay and ledger know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Read.
    Get,
    /// Read the headers only.
    Head,
    /// Add a piece.
    Patch,
    /// Do something.
    Post,
    /// Write as a whole.
    Put,
}

impl Method {
    /// In upper case, as it is signed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// A request, ready to be sent.
#[derive(Clone, Debug)]
pub struct Request {
    /// What to do.
    pub method: Method,
    /// The whole address; `https`, or `http` on loopback.
    pub url: String,
    /// Header fields, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for none.
    pub body: Vec<u8>,
    /// The most bytes of the answer's body that are read.
    pub limit: u64,
}

/// An answer; its body has not been read yet.
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The body, limited.
    pub body: Body,
    headers: Vec<(String, String)>,
}

impl Response {
    /// An answer with these header fields, names in lower case.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Body) -> Self {
        Self {
            status,
            body,
            headers,
        }
    }

    /// The first header field with this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Carries requests to servers.
pub trait Transport: Send + Sync {
    /// Sends one request and waits for the head of the answer, whatever its status is.
    ///
    /// # Errors
    /// [`TransportError`] when there is no answer.
    fn send(&self, request: Request) -> Result<Response, TransportError>;

    /// As [`Self::send`], for an answer that is never finished: its body may be as slow as what it tells of, but not
    /// silent.
    ///
    /// # Errors
    /// As [`Self::send`].
    fn stream(&self, request: Request) -> Result<Response, TransportError> {
        self.send(request)
    }

    /// A token that answers `asked`, where whoever sends has one; it counts as used then.
    fn token(&self, asked: &TokenChallenge) -> Option<Token> {
        let _ = asked;
        None
    }

    /// Whether somebody still waits for what this carries. What takes long on this very device asks now and then.
    fn is_awaited(&self) -> bool {
        true
    }

    /// Lets so much time pass before the next request, as far as somebody waits that long; none where nothing is carried over a
    /// network.
    fn pause(&self, time: Duration) {
        let _ = time;
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum TransportError {
    /// Not an address that we contact.
    #[error("this address is not contacted: it needs https:// unless it is this very machine")]
    Address,
    /// The connection ended in the middle.
    #[error("the connection to the server broke off: try again")]
    Broken,
    /// Nobody answers there.
    #[error("the server cannot be reached: check the network and the address")]
    Connect,
    /// The server is there but has a fault of its own; the HTTP status.
    #[error("the server has a fault (HTTP {0}): try again later")]
    Faulty(u16),
    /// This machine's certificates, or the extra one, cannot be used.
    #[error(
        "this computer's root certificates cannot be read: install the package ca-certificates, or check the extra certificate file"
    )]
    NoRoots,
    /// An address inside a private network or of this very machine, or one without HTTPS, where [`Reach`] wants a public one.
    #[error(
        "this address leads into a private network or to this very machine, or has no https://: it is not contacted for somebody else"
    )]
    Private,
    /// The server said nothing for too long, or was too slow.
    #[error("the server does not answer in time: try again later")]
    Silent,
    /// The server's certificate is not trusted here.
    #[error(
        "the server's certificate is not trusted: check the address, or give its root certificate"
    )]
    Untrusted,
}
