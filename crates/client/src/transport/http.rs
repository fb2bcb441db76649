//! The real transport: blocking HTTP over TLS. It connects only by HTTPS, or by HTTP to this very machine, follows no
//! redirect, and gives up on silence and on a body that drips. The one place in this crate that looks at a clock, to
//! measure how long something takes.

mod incoming;
mod line;

use std::{
    error::Error,
    io::{self, Read},
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use keepwell_protocol::origin::Origin;
use reqwest::{Client, Response as Answer};

use crate::transport::{
    Body, Method, Reach, Request, Response, Transport, TransportError, reach::NotPublic,
    reach::PublicNames, tls,
};
use incoming::Incoming;
pub use line::HungUp;
use line::Line;

/// A body may take this long whatever its size.
const BODY_GRACE: Duration = Duration::from_secs(60);
/// After [`BODY_GRACE`] a body must have come at least this fast, in bytes a second.
const SLOWEST: u64 = 8 * 1024;
/// The most header fields that are looked at.
const MAX_HEADERS: usize = 100;

/// How to connect.
#[derive(Clone, Debug)]
pub struct HttpOptions {
    /// How long to wait for a connection.
    pub connect_timeout: Duration,
    /// How long a server may say nothing.
    pub silence: Duration,
    /// Further root certificates in PEM, for a server whose certificate the device does not trust.
    pub extra_root: Option<Vec<u8>>,
    /// How long everything sent through this transport may take together; `None` is no limit.
    pub overall: Option<Duration>,
    /// Which addresses are contacted at all.
    pub reach: Reach,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            silence: Duration::from_secs(30),
            extra_root: None,
            overall: None,
            reach: Reach::Anywhere,
        }
    }
}

/// The largest body of a request that any line sends quickly, in bytes.
const SMALL_BODY: usize = 16 * 1024;

/// Sends requests over the network. Clones and [`Self::within`] share connections.
#[derive(Clone)]
pub struct HttpTransport {
    shared: Arc<Shared>,
    deadline: Option<Instant>,
    /// Whether one request leaves time for others.
    is_fair: bool,
}

/// One client for each way out. Each is made when first used, so that loopback works where no certificates are
/// installed, and never goes through a proxy.
struct Shared {
    options: HttpOptions,
    line: Arc<Line>,
    loopback: OnceLock<Result<Client, TransportError>>,
    outside: OnceLock<Result<Client, TransportError>>,
}

impl HttpTransport {
    /// A transport; nothing is connected yet.
    pub fn new(options: HttpOptions) -> Self {
        let deadline = options.overall.and_then(after);
        let shared = Shared {
            options,
            line: Line::new(),
            loopback: OnceLock::new(),
            outside: OnceLock::new(),
        };
        Self {
            shared: Arc::new(shared),
            deadline,
            is_fair: false,
        }
    }

    /// The same transport for one piece of work that may take `overall` from now on.
    #[must_use]
    pub fn within(&self, overall: Duration) -> Self {
        Self {
            shared: self.shared.clone(),
            deadline: after(overall),
            is_fair: false,
        }
    }

    /// A transport by the same options that leads to such addresses only. It has connections of its own, and is hung up by
    /// itself.
    #[must_use]
    pub fn reaching(&self, reach: Reach) -> Self {
        Self::new(HttpOptions {
            reach,
            ..self.shared.options.clone()
        })
    }

    /// As [`Self::within`], but a server that keeps silent on a small request uses up half of what is left at most, so
    /// that another one is still asked.
    #[must_use]
    pub fn fairly_within(&self, overall: Duration) -> Self {
        Self {
            is_fair: true,
            ..self.within(overall)
        }
    }

    /// Ends everything that is under way here and in clones with [`TransportError::Broken`], and lets nothing through until
    /// what is returned is dropped: for somebody who cannot wait for a server.
    #[must_use]
    pub fn hang_up(&self) -> HungUp {
        self.shared.line.hang_up()
    }

    fn client(&self, origin: &Origin) -> Result<&Client, TransportError> {
        let Shared {
            options,
            loopback,
            outside,
            ..
        } = &*self.shared;
        let client = if origin.is_loopback() {
            loopback.get_or_init(|| build(options, true))
        } else {
            outside.get_or_init(|| build(options, false))
        };
        client.as_ref().map_err(|error| *error)
    }

    /// How much of what is left a request with a body of so many bytes may use.
    fn share(&self, left: Duration, body: usize) -> Duration {
        if self.is_fair && body <= SMALL_BODY {
            left / 2
        } else {
            left
        }
    }

    fn left(&self) -> Result<Option<Duration>, TransportError> {
        let left = self
            .deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if left == Some(Duration::ZERO) {
            return Err(TransportError::Silent);
        }
        Ok(left)
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        let limit = request.limit;
        let (status, headers, body) = self.ask(request)?;
        let body = Body::new(Paced::new(body), limit);
        Ok(Response::new(status, headers, body))
    }

    /// Each piece must arrive within the time that counts as silence; how long all of it takes does not matter.
    fn stream(&self, request: Request) -> Result<Response, TransportError> {
        let limit = request.limit;
        let (status, headers, body) = self.ask(request)?;
        Ok(Response::new(status, headers, Body::new(body, limit)))
    }

    fn is_awaited(&self) -> bool {
        self.left().is_ok() && !self.shared.line.is_down()
    }

    fn pause(&self, time: Duration) {
        if let Ok(left) = self.left() {
            std::thread::sleep(left.map_or(time, |left| time.min(left)));
        }
    }
}

/// Status, header fields and body.
type Asked = (u16, Vec<(String, String)>, Incoming);

impl HttpTransport {
    fn ask(&self, request: Request) -> Result<Asked, TransportError> {
        let origin = origin_of(&request.url).ok_or(TransportError::Address)?;
        self.shared.options.reach.check(&request.url, &origin)?;
        let client = self.client(&origin)?;
        let mut builder = client.request(method(request.method), &request.url);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let Shared { options, line, .. } = &*self.shared;
        let mut silence = options.silence;
        // Where there is a deadline the limit of a single request covers its body too; silence still ends it earlier.
        if let Some(left) = self.left()? {
            silence = silence.min(self.share(left, request.body.len()));
            builder = builder.timeout(silence);
        }
        // Sending sets a timer, for which it must be on the line already.
        let sending = async { builder.body(request.body).send().await };
        let answer = line.wait(silence, sending)?;
        let answer = answer.map_err(|error| classify(&error))?;
        let (status, headers) = head(&answer);
        Ok((
            status,
            headers,
            Incoming::new(line.clone(), answer, silence),
        ))
    }
}

/// Status and header fields of an answer.
fn head(answer: &Answer) -> (u16, Vec<(String, String)>) {
    let headers = answer.headers().iter().take(MAX_HEADERS);
    let headers = headers.filter_map(|(name, value)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    });
    (answer.status().as_u16(), headers.collect())
}

fn build(options: &HttpOptions, loopback: bool) -> Result<Client, TransportError> {
    let mut builder = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(options.connect_timeout)
        .user_agent("keepwell");
    if loopback {
        builder = builder.no_proxy();
    } else if options.reach != Reach::Anywhere {
        builder = builder.dns_resolver(Arc::new(PublicNames));
    }
    // A server on this machine may have TLS of its own; it needs roots only then.
    match tls::client_config(options.extra_root.as_deref()) {
        Ok(config) => builder = builder.tls_backend_preconfigured(config),
        Err(_) if loopback && options.extra_root.is_none() => {
            builder = builder.tls_backend_preconfigured(tls::trust_nothing()?);
        }
        Err(error) => return Err(error),
    }
    builder.build().map_err(|_| TransportError::NoRoots)
}

/// Scheme, host and port of `url`, when it is one that we contact.
fn origin_of(url: &str) -> Option<Origin> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    Origin::parse(&format!("{scheme}://{authority}")).ok()
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
        Method::Patch => reqwest::Method::PATCH,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
    }
}

fn after(time: Duration) -> Option<Instant> {
    Instant::now().checked_add(time)
}

/// What went wrong, by the kinds that a person can do something about.
fn classify(error: &reqwest::Error) -> TransportError {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(rustls::Error::InvalidCertificate(_)) = innermost(error).downcast_ref() {
            return TransportError::Untrusted;
        }
        if error.is::<NotPublic>() {
            return TransportError::Private;
        }
        cause = error.source();
    }
    if error.is_timeout() {
        TransportError::Silent
    } else if error.is_connect() {
        TransportError::Connect
    } else if error.is_builder() {
        TransportError::Address
    } else {
        TransportError::Broken
    }
}

/// What an [`io::Error`] wraps, through as many of them as there are; its own `source` leaves that out.
fn innermost<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    let mut error = error;
    while let Some(inner) = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        error = inner;
    }
    error
}

/// Gives up on a body that drips.
struct Paced<R> {
    source: R,
    began: Instant,
    read: u64,
}

impl<R> Paced<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            began: Instant::now(),
            read: 0,
        }
    }
}

impl<R: Read> Read for Paced<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let allowed = BODY_GRACE.saturating_add(Duration::from_secs(self.read / SLOWEST));
        if self.began.elapsed() > allowed {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let read = self.source.read(buffer)?;
        self.read = self
            .read
            .saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
