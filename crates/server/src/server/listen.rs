//! The listeners: bound before anything else, so that port 0 has become a port and a port in use is said at once.

use std::{
    future::Future,
    io,
    net::{SocketAddr, TcpListener},
    pin::Pin,
    time::Duration,
};

use axum::Router;
use axum_server::{
    Handle,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use hyper_util::rt::TokioTimer;
use keepwell_protocol::{origin::Origin, page_url::PageUrl};
use tokio::runtime::Runtime;

use crate::{ServeError, ServeOptions};

/// How long a client may take to send a request's head.
const HEAD: Duration = Duration::from_secs(30);
/// The most requests at the same time on one HTTP/2 connection.
const STREAMS: u32 = 100;

/// Serves until it is told to stop.
pub(super) type Serving = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

/// What the server listens at, and how others reach it.
pub(super) struct Listening {
    main: Listener,
    page: Option<Listener>,
    pub(super) url: Origin,
    pub(super) page_url: PageUrl,
}

/// A bound address.
pub(super) struct Listener(TcpListener);

impl Listening {
    /// Binds everything that is asked for.
    pub(super) fn bind(options: &ServeOptions) -> Result<Self, ServeError> {
        let main = Listener::bind(options.listen)?;
        let page = match options.page_listen {
            Some(address) if options.roles.page => Some(Listener::bind(address)?),
            _ => None,
        };
        let url = match &options.public_url {
            Some(url) => url.clone(),
            None => main.url(options.tls.is_some())?,
        };
        let page_url = match (&options.page_url, &page, &options.public_url) {
            (Some(url), ..) => url.clone(),
            (None, Some(page), Some(public)) => page.behind(public)?.into(),
            (None, Some(page), None) => page.url(options.tls.is_some())?.into(),
            (None, None, _) => url.clone().into(),
        };
        Ok(Self {
            main,
            page,
            url,
            page_url,
        })
    }

    /// Each listener with what it serves.
    pub(super) fn pair(self, main: Router, page: Option<Router>) -> Vec<(Listener, Router)> {
        let page = self.page.zip(page);
        [(self.main, main)].into_iter().chain(page).collect()
    }

    /// Whether the page has an address of its own.
    pub(super) fn page_is_apart(&self) -> bool {
        self.page.is_some()
    }
}

impl Listener {
    fn bind(address: SocketAddr) -> Result<Self, ServeError> {
        let listener = TcpListener::bind(address).map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortInUse(address),
            _ => ServeError::Listen { address, source },
        })?;
        listener
            .set_nonblocking(true)
            .map_err(|source| ServeError::Listen { address, source })?;
        Ok(Self(listener))
    }

    /// The address itself as an origin; plain HTTP is one on loopback only.
    fn url(&self, tls: bool) -> Result<Origin, ServeError> {
        let address = self.0.local_addr().map_err(ServeError::Runtime)?;
        let scheme = if tls { "https" } else { "http" };
        if address.ip().is_unspecified() {
            return Err(ServeError::NoPublicUrl(address));
        }
        Origin::parse(&format!("{scheme}://{address}"))
            .map_err(|_| ServeError::NoPublicUrl(address))
    }

    /// The host of `public` with this port: what others reach the page's own address by.
    fn behind(&self, public: &Origin) -> Result<Origin, ServeError> {
        let address = self.0.local_addr().map_err(ServeError::Runtime)?;
        let (scheme, authority) = public.as_str().split_once("://").unwrap_or_default();
        let host = host(authority);
        Origin::parse(&format!("{scheme}://{host}:{}", address.port()))
            .map_err(|_| ServeError::NoPublicUrl(address))
    }

    /// The future that serves `router` until `handle` says stop.
    pub(super) fn serve(
        self,
        router: Router,
        handle: Handle<SocketAddr>,
        tls: Option<RustlsConfig>,
        runtime: &Runtime,
    ) -> Result<Serving, ServeError> {
        // The listener is taken over by the runtime's own input and output.
        let _inside = runtime.enter();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let mut server = axum_server::from_tcp(self.0)
            .map_err(ServeError::Runtime)?
            .handle(handle);
        let http = server.http_builder();
        http.http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD);
        http.http2()
            .timer(TokioTimer::new())
            .keep_alive_interval(HEAD)
            .max_concurrent_streams(STREAMS);
        Ok(match tls {
            None => Box::pin(server.serve(service)),
            Some(tls) => Box::pin(server.acceptor(RustlsAcceptor::new(tls)).serve(service)),
        })
    }
}

/// An authority without its port.
fn host(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        // Inside brackets a colon belongs to the address.
        Some((host, port)) if !port.ends_with(']') => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listener(text: &str) -> Listener {
        Listener::bind(text.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_port_that_is_taken_is_named() {
        let held = listener("127.0.0.1:0");
        let address = held.0.local_addr().unwrap();
        assert_ne!(address.port(), 0);
        let error = Listener::bind(address).err().unwrap();
        assert!(matches!(error, ServeError::PortInUse(taken) if taken == address));
    }

    #[test]
    fn only_this_machine_is_reached_without_tls_or_a_public_address() {
        let one = listener("127.0.0.1:0");
        let port = one.0.local_addr().unwrap().port();
        let url = |tls| one.url(tls).unwrap().to_string();
        assert_eq!(url(false), format!("http://127.0.0.1:{port}"));
        assert_eq!(url(true), format!("https://127.0.0.1:{port}"));
        for tls in [false, true] {
            let error = listener("0.0.0.0:0").url(tls).err().unwrap();
            assert!(matches!(error, ServeError::NoPublicUrl(_)));
            assert!(error.is_usage());
        }
    }

    #[test]
    fn a_page_of_its_own_has_the_public_host_and_its_own_port() {
        let page = listener("0.0.0.0:0");
        let port = page.0.local_addr().unwrap().port();
        for (public, host) in [
            ("https://keepwell.example", "https://keepwell.example"),
            ("https://keepwell.example:8443", "https://keepwell.example"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            let url = page.behind(&Origin::parse(public).unwrap()).unwrap();
            assert_eq!(url.to_string(), format!("{host}:{port}"));
        }
    }
}
