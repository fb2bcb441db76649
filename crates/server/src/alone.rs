//! One router of somebody else's on one address, with this crate's TLS, limits, log and orderly end. For programs that
//! listen and are none of a server's roles.

use std::net::SocketAddr;

use axum::{Router, middleware};

use crate::{ServeError, TlsFiles, listener::Listener, log, running::Running, tls::Tls};

/// A router being served. Dropping it stops it at once.
pub struct Alone {
    address: SocketAddr,
    watched_at: Option<SocketAddr>,
    running: Running,
}

impl Alone {
    /// Serves `router` at `listen`, with TLS where files for it are given, and `watch` at an address of its own for those who watch,
    /// without TLS. It is ready when this returns.
    ///
    /// # Errors
    /// [`ServeError`]; then nothing listens.
    pub fn start(
        listen: SocketAddr,
        tls: Option<&TlsFiles>,
        router: Router,
        watch: Option<(SocketAddr, Router)>,
    ) -> Result<Self, ServeError> {
        let tls = tls.map(Tls::load).transpose()?;
        let listener = Listener::bind(listen)?;
        let address = listener.address().map_err(ServeError::Runtime)?;
        let logged = router.layer(middleware::from_fn(log::request));
        let watch =
            watch.map(|(listen, router)| Ok::<_, ServeError>((Listener::bind(listen)?, router)));
        let watch = watch.transpose()?;
        let watched_at = watch.as_ref().map(|(listener, _)| listener.address());
        let watched_at = watched_at.transpose().map_err(ServeError::Runtime)?;
        let running = Running::start(vec![(listener, logged)], watch, tls)?;
        Ok(Self {
            address,
            watched_at,
            running,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where those who watch may ask.
    pub fn watched_at(&self) -> Option<SocketAddr> {
        self.watched_at
    }

    /// Calls `ready`, serves until `SIGTERM` or `SIGINT` (Ctrl-C), then takes no new requests and
    /// ends those under way within ten seconds.
    ///
    /// # Errors
    /// That of `ready`, or [`ServeError::Runtime`] when the listener failed.
    pub fn run<E: From<ServeError>>(
        mut self,
        ready: impl FnOnce(&Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let signals = self.running.listen_for_signals()?;
        ready(&self)?;
        let told = self.running.until_told_to_stop(signals);
        Ok(self.running.drain(told, || ()).end()?)
    }
}
