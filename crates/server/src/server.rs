//! A running server: binds first, so that the addresses are known before anything is made from them, then opens the
//! roles and serves them until it is told to stop.

mod listen;
mod open;
mod signals;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum_server::Handle;
use keepwell_ledger::Ledger;
use keepwell_protocol::{discovery::LedgerInfo, origin::Origin, page_url::PageUrl};
use keepwell_relay::Relay;
use tokio::{runtime::Runtime, task::JoinSet};

use crate::{ServeError, ServeOptions, tls::Tls};
use signals::Signals;

/// How long requests under way may take to end once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// How often what is over is deleted.
const SWEEP: Duration = Duration::from_secs(60);

/// A running server. Dropping it stops it at once; [`Self::stop`] drains it first.
pub struct Server {
    url: Origin,
    page_url: PageUrl,
    ledger: Option<Arc<Ledger>>,
    relay: Option<Relay>,
    handle: Handle<SocketAddr>,
    listeners: JoinSet<io::Result<()>>,
    runtime: Runtime,
}

impl Server {
    /// Starts a server. It is ready when this returns; blocks on the disk until then.
    ///
    /// # Errors
    /// [`ServeError`]; then nothing listens.
    pub fn start(options: &ServeOptions) -> Result<Self, ServeError> {
        let tls = options.tls.as_ref().map(Tls::load).transpose()?;
        let listening = listen::Listening::bind(options)?;
        let opened = open::Opened::open(options, &listening)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(ServeError::Runtime)?;
        let handle = Handle::new();
        let (url, page_url) = (listening.url.clone(), listening.page_url.clone());
        let mut listeners = JoinSet::new();
        for (listener, router) in listening.pair(opened.main, opened.page) {
            let serving = listener.serve(
                router,
                handle.clone(),
                tls.as_ref().map(Tls::config),
                &runtime,
            )?;
            listeners.spawn_on(serving, runtime.handle());
        }
        if let Some(tls) = tls {
            runtime.spawn(tls.keep_fresh());
        }
        if let Some(relay) = opened.relay.clone() {
            runtime.spawn(sweep(relay));
        }
        Ok(Self {
            url,
            page_url,
            ledger: opened.ledger,
            relay: opened.relay,
            handle,
            listeners,
            runtime,
        })
    }

    /// How others reach it.
    pub fn url(&self) -> &Origin {
        &self.url
    }

    /// How others reach the page.
    pub fn page_url(&self) -> &PageUrl {
        &self.page_url
    }

    /// The ledger's origin and key, where it runs one.
    pub fn ledger(&self) -> Option<LedgerInfo> {
        self.ledger.as_ref().map(|ledger| ledger.info())
    }

    /// Takes no new requests, ends those under way within ten seconds, and returns when everything is on the disk.
    ///
    /// # Errors
    /// [`ServeError::Runtime`] when a listener had failed.
    pub fn stop(self) -> Result<(), ServeError> {
        self.end(Ok(()))
    }

    /// Calls `ready`, then serves until `SIGTERM` or `SIGINT` (Ctrl-C), and stops as [`Self::stop`] does. Whoever was told
    /// by `ready` may send the signal at once.
    ///
    /// # Errors
    /// That of `ready`, or [`ServeError::Runtime`] when a listener failed; the server then stops too.
    pub fn run<E: From<ServeError>>(
        mut self,
        ready: impl FnOnce(&Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let signals = {
            let _inside = self.runtime.enter();
            Signals::listen().map_err(ServeError::Runtime)?
        };
        ready(&self)?;
        let listeners = &mut self.listeners;
        let told = self.runtime.block_on(async {
            tokio::select! {
                told = signals.told_to_stop() => told,
                Some(ended) = listeners.join_next() => flatten(ended),
            }
        });
        Ok(self.end(told)?)
    }

    fn end(mut self, so_far: io::Result<()>) -> Result<(), ServeError> {
        self.handle.graceful_shutdown(Some(DRAIN));
        if let Some(relay) = &self.relay {
            relay.close();
        }
        let listeners = &mut self.listeners;
        let ended = self.runtime.block_on(async {
            let mut all = so_far;
            while let Some(ended) = listeners.join_next().await {
                all = all.and(flatten(ended));
            }
            all
        });
        if let Some(ledger) = &self.ledger {
            ledger.close();
        }
        self.runtime.shutdown_timeout(DRAIN);
        ended.map_err(ServeError::Runtime)
    }
}

/// A listener that panicked has failed like one that says so.
fn flatten(ended: Result<io::Result<()>, tokio::task::JoinError>) -> io::Result<()> {
    ended.unwrap_or_else(|error| Err(io::Error::other(error)))
}

async fn sweep(relay: Relay) {
    let mut ticks = tokio::time::interval(SWEEP);
    loop {
        ticks.tick().await;
        let relay = relay.clone();
        // A sweep that failed has logged why, and is done again.
        let _ = tokio::task::spawn_blocking(move || relay.sweep()).await;
    }
}

#[cfg(test)]
mod tests;
