//! How the ledger reaches its witnesses: by HTTP as wallets reach servers, only by HTTPS but on loopback, and with less
//! patience, since another witness may have answered meanwhile.

use std::{io::Read as _, sync::Arc, time::Duration};

use keepwell_client::transport::{
    HttpOptions, HttpTransport, Method, Request, Transport as _, TransportError,
};
use keepwell_server::{Pace, Post, Witnesses};
use keepwell_tlog::policy::Policy;

/// The longest answer that is read, in bytes: a witness says a few lines.
const MAX_ANSWER: u64 = 64 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(10);

/// The witnesses of `policy`, asked over the network. `extra_root` are further root certificates (PEM).
pub(super) fn over_network(policy: Policy, extra_root: Option<Vec<u8>>) -> Witnesses {
    let options = HttpOptions {
        connect_timeout: CONNECT_TIMEOUT,
        silence: SILENCE,
        extra_root,
        ..HttpOptions::default()
    };
    Witnesses {
        policy,
        post: Arc::new(Network(HttpTransport::new(options))),
        pace: Pace::default(),
    }
}

struct Network(HttpTransport);

impl Post for Network {
    fn post(&self, url: &str, body: Vec<u8>) -> Result<(u16, Vec<u8>), String> {
        let headers = vec![("content-type", "text/plain; charset=utf-8".to_owned())];
        self.send(Method::Post, url, headers, body)
    }

    fn get(&self, url: &str) -> Result<(u16, Vec<u8>), String> {
        self.send(Method::Get, url, Vec::new(), Vec::new())
    }
}

impl Network {
    fn send(
        &self,
        method: Method,
        url: &str,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>), String> {
        let request = Request {
            method,
            url: url.to_owned(),
            headers,
            body,
            limit: MAX_ANSWER,
        };
        let words = |error: TransportError| error.to_string();
        let mut answer = self.0.send(request).map_err(words)?;
        let mut body = Vec::new();
        let read = answer.body.read_to_end(&mut body);
        read.map_err(|_| "its answer broke off, or is longer than a witness's".to_owned())?;
        Ok((answer.status, body))
    }
}
