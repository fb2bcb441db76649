//! A bound address: bound before anything else, so that port 0 has become a port and a port in use is said at once; then
//! the origin under which others reach it, and what serves a router there.

mod places;

use std::{
    future::Future,
    io,
    net::{SocketAddr, TcpListener},
    pin::Pin,
    time::Duration,
};

use axum::Router;
use axum_server::{
    Handle, Server,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use hyper_util::rt::TokioTimer;
use keepwell_protocol::origin::Origin;
use socket2::SockRef;
use tokio::runtime::Runtime;

use crate::ServeError;
pub(crate) use places::{Caller, Places};

/// How long a client may take to send a request's head.
const HEAD: Duration = Duration::from_secs(30);
/// The most requests at the same time on one HTTP/2 connection.
const STREAMS: u32 = 100;

/// So many new connections may wait until they are taken. With the standard library's 128, whoever comes in a crowd of more waits a
/// second until the system tries again by itself.
const CROWD: i32 = 1024;

/// Serves until it is told to stop.
pub(crate) type Serving = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

/// A bound address.
pub(crate) struct Listener(TcpListener);

impl Listener {
    /// Binds it.
    pub(crate) fn bind(address: SocketAddr) -> Result<Self, ServeError> {
        let listener = TcpListener::bind(address).map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortInUse(address),
            _ => ServeError::Listen { address, source },
        })?;
        listener
            .set_nonblocking(true)
            .and_then(|()| SockRef::from(&listener).listen(CROWD))
            .map_err(|source| ServeError::Listen { address, source })?;
        Ok(Self(listener))
    }

    /// The address itself.
    pub(crate) fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }

    /// The address itself as an origin; plain HTTP is one on loopback only.
    pub(crate) fn url(&self, tls: bool) -> Result<Origin, ServeError> {
        let address = self.address().map_err(ServeError::Runtime)?;
        let scheme = if tls { "https" } else { "http" };
        if address.ip().is_unspecified() {
            return Err(ServeError::NoPublicUrl(address));
        }
        Origin::parse(&format!("{scheme}://{address}"))
            .map_err(|_| ServeError::NoPublicUrl(address))
    }

    /// The host of `public` with this port: what others reach the page's own address by.
    pub(crate) fn behind(&self, public: &Origin) -> Result<Origin, ServeError> {
        let address = self.address().map_err(ServeError::Runtime)?;
        let (scheme, authority) = public.as_str().split_once("://").unwrap_or_default();
        let host = host(authority);
        Origin::parse(&format!("{scheme}://{host}:{}", address.port()))
            .map_err(|_| ServeError::NoPublicUrl(address))
    }

    /// The future that serves `router` until `handle` says stop, each connection in one of `places`.
    pub(crate) fn serve(
        self,
        (router, places): (Router, Places),
        handle: Handle<Caller>,
        tls: Option<RustlsConfig>,
        runtime: &Runtime,
    ) -> Result<Serving, ServeError> {
        // The listener is taken over by the runtime's own input and output.
        let _inside = runtime.enter();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let placed = places.at(self.0).map_err(ServeError::Runtime)?;
        let mut server = Server::<Caller>::from_listener(placed).handle(handle);
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
        let address = held.address().unwrap();
        assert_ne!(address.port(), 0);
        let error = Listener::bind(address).err().unwrap();
        assert!(matches!(error, ServeError::PortInUse(taken) if taken == address));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_crowd_is_let_in_before_anybody_is_taken() {
        use std::net::TcpStream;
        let door = listener("127.0.0.1:0");
        let address = door.address().unwrap();
        let soon = Duration::from_millis(500);
        let crowd = (0..400).map(|_| TcpStream::connect_timeout(&address, soon).unwrap());
        assert_eq!(crowd.collect::<Vec<_>>().len(), 400);
    }

    #[test]
    fn only_this_machine_is_reached_without_tls_or_a_public_address() {
        let one = listener("127.0.0.1:0");
        let port = one.address().unwrap().port();
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
        let port = page.address().unwrap().port();
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
