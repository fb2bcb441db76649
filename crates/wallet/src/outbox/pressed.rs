//! A transport that stops sending when the time the caller allows is over. What was begun goes on in the next run, so an
//! upload of gigabytes never holds up a patient at a desk.

use keepwell_client::transport::{Request, Response, Transport, TransportError};

/// Sends through `inner` until `is_over`.
pub(crate) struct Pressed<'a> {
    inner: &'a dyn Transport,
    is_over: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Pressed<'a> {
    /// Sends through `inner` until `is_over` says so.
    pub(crate) fn new(inner: &'a dyn Transport, is_over: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self { inner, is_over }
    }

    /// Whether the time is over.
    pub(crate) fn is_over(&self) -> bool {
        (self.is_over)()
    }
}

impl Transport for Pressed<'_> {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        if self.is_over() {
            return Err(TransportError::Silent);
        }
        self.inner.send(request)
    }
}
