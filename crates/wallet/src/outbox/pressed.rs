//! A transport that stops sending when the time the caller allows is over. What was begun goes on in the next run, so an
//! upload of gigabytes never holds up a patient at a desk. Who kept silent is not waited for a second time; relay and
//! ledger behind one address are two, since one may hang while the other works. Where a server asks for a token, one of the
//! wallet's is used up.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use keepwell_client::transport::{Request, Response, Transport, TransportError};
use keepwell_protocol::admission::{Token, TokenChallenge};

use crate::{tokens, vault::Vault};

/// How every path of a relay begins.
const RELAY: &str = "v1";

/// Sends through `inner` until `is_over`.
pub(crate) struct Pressed<'a> {
    inner: &'a dyn Transport,
    vault: Option<&'a Vault>,
    is_over: &'a (dyn Fn() -> bool + Sync),
    /// Who kept silent.
    silent: Mutex<Vec<Half>>,
}

impl<'a> Pressed<'a> {
    /// Sends through `inner` until `is_over` says so.
    pub(crate) fn new(inner: &'a dyn Transport, is_over: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self {
            inner,
            vault: None,
            is_over,
            silent: Mutex::default(),
        }
    }

    /// With the tokens of `vault`.
    pub(crate) fn with_tokens(self, vault: &'a Vault) -> Self {
        Self {
            vault: Some(vault),
            ..self
        }
    }

    /// Whether the time is over.
    pub(crate) fn is_over(&self) -> bool {
        (self.is_over)()
    }
}

impl Transport for Pressed<'_> {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        let half = Half::of(&request.url);
        let silent = || self.silent.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_over() || silent().contains(&half) {
            return Err(TransportError::Silent);
        }
        let answer = self.inner.send(request);
        if matches!(answer, Err(TransportError::Silent)) {
            silent().push(half);
        }
        answer
    }

    fn token(&self, asked: &TokenChallenge) -> Option<Token> {
        match self.vault {
            Some(vault) => tokens::take(vault, asked),
            None => self.inner.token(asked),
        }
    }

    fn is_awaited(&self) -> bool {
        !self.is_over() && self.inner.is_awaited()
    }

    fn pause(&self, time: Duration) {
        if !self.is_over() {
            self.inner.pause(time);
        }
    }
}

/// The relay or the ledger of one server.
#[derive(PartialEq, Eq)]
struct Half {
    /// Scheme, host and port.
    server: String,
    is_relay: bool,
}

impl Half {
    fn of(url: &str) -> Self {
        let server = url.split('/').take(3).collect::<Vec<_>>().join("/");
        Self {
            is_relay: url.split('/').nth(3) == Some(RELAY),
            server,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use keepwell_client::transport::Method;

    use super::*;

    /// Counts what it is asked, and keeps silent.
    struct Deaf(Mutex<Cell<u32>>);

    impl Transport for Deaf {
        fn send(&self, _: Request) -> Result<Response, TransportError> {
            let asked = self.0.lock().unwrap();
            asked.set(asked.get() + 1);
            Err(TransportError::Silent)
        }
    }

    #[test]
    fn a_silent_half_is_waited_for_once_and_others_are_still_asked() {
        let deaf = Deaf(Mutex::default());
        let pressed = Pressed::new(&deaf, &|| false);
        for (url, asked) in [
            ("https://one.example/v1/nonce", 1),
            ("https://one.example/v1/boxes/0", 1),
            ("https://one.example/checkpoint", 2),
            ("https://one.example/entries", 2),
            ("https://one.example:8443/checkpoint", 3),
            ("https://two.example/checkpoint", 4),
        ] {
            let request = Request {
                method: Method::Get,
                url: url.to_owned(),
                headers: Vec::new(),
                body: Vec::new(),
                limit: 0,
            };
            assert_eq!(pressed.send(request).err(), Some(TransportError::Silent));
            assert_eq!(deaf.0.lock().unwrap().get(), asked, "{url}");
        }
    }
}
