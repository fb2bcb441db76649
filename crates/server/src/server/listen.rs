//! The listeners: bound before anything else, so that port 0 has become a port and a port in use is said at once.

use std::{
    future::Future,
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum::Router;
use axum_server::Handle;
use hyper_util::rt::TokioTimer;
use keepwell_protocol::origin::Origin;
use tokio::runtime::Runtime;

use crate::{ServeError, ServeOptions, options::TlsFiles, tls};

/// How long a client may take to send a request's head.
const HEAD: Duration = Duration::from_secs(30);

/// What the server listens at, and how others reach it.
pub(super) struct Listening {
    main: Listener,
    page: Option<Listener>,
    pub(super) url: Origin,
    pub(super) page_url: Origin,
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
        let page_url = match &page {
            Some(page) => page.url(options.tls.is_some())?,
            None => url.clone(),
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

    /// The future that serves `router` until `handle` says stop.
    pub(super) fn serve(
        self,
        router: Router,
        handle: Handle<SocketAddr>,
        files: Option<&TlsFiles>,
        runtime: &Runtime,
    ) -> Result<std::pin::Pin<Box<dyn Future<Output = io::Result<()>> + Send>>, ServeError> {
        // The listener is taken over by the runtime's own input and output.
        let _inside = runtime.enter();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        match files {
            None => {
                let mut server = axum_server::from_tcp(self.0)
                    .map_err(ServeError::Runtime)?
                    .handle(handle);
                server
                    .http_builder()
                    .http1()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD);
                Ok(Box::pin(server.serve(service)))
            }
            Some(files) => {
                let config = tls::load(files)?;
                let mut server = axum_server::from_tcp_rustls(self.0, config)
                    .map_err(ServeError::Runtime)?
                    .handle(handle);
                server
                    .http_builder()
                    .http1()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD);
                Ok(Box::pin(server.serve(service)))
            }
        }
    }
}
