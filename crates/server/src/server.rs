//! A running server: binds first, so that the addresses are known before anything is made from them, then opens the
//! roles and serves them until it is told to stop.

mod listen;
mod open;

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use axum_server::Handle;
use keepwell_ledger::Ledger;
use keepwell_protocol::{discovery::LedgerInfo, origin::Origin};
use keepwell_relay::Relay;
use tokio::runtime::Runtime;

use crate::{ServeError, ServeOptions};

/// How long requests under way may take to end once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// How often what is over is deleted.
const SWEEP: Duration = Duration::from_secs(60);

/// A running server. Dropping it stops it at once; [`Self::stop`] drains it first.
pub struct Server {
    url: Origin,
    page_url: Origin,
    ledger: Option<Arc<Ledger>>,
    relay: Option<Relay>,
    handle: Handle<std::net::SocketAddr>,
    /// Tells of the first listener that ended.
    ended: mpsc::Receiver<std::io::Result<()>>,
    listeners: usize,
    runtime: Runtime,
}

impl Server {
    /// Starts a server. It is ready when this returns; blocks on the disk until then.
    ///
    /// # Errors
    /// [`ServeError`]; then nothing listens.
    pub fn start(options: &ServeOptions) -> Result<Self, ServeError> {
        let listening = listen::Listening::bind(options)?;
        let opened = open::Opened::open(options, &listening)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(ServeError::Runtime)?;
        let handle = Handle::new();
        let (report, ended) = mpsc::channel();
        let (url, page_url) = (listening.url.clone(), listening.page_url.clone());
        let mut listeners = 0;
        for (listener, router) in listening.pair(opened.main, opened.page) {
            let serving = listener.serve(router, handle.clone(), options.tls.as_ref(), &runtime)?;
            let report = report.clone();
            runtime.spawn(async move {
                // Nobody hears it when the server is being dropped.
                let _ = report.send(serving.await);
            });
            listeners += 1;
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
            ended,
            listeners,
            runtime,
        })
    }

    /// How others reach it.
    pub fn url(&self) -> &Origin {
        &self.url
    }

    /// How others reach the page.
    pub fn page_url(&self) -> &Origin {
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
        self.handle.graceful_shutdown(Some(DRAIN));
        if let Some(relay) = &self.relay {
            relay.close();
        }
        let ends: Vec<_> = self.ended.iter().take(self.listeners).collect();
        if let Some(ledger) = &self.ledger {
            ledger.close();
        }
        self.runtime.shutdown_timeout(DRAIN);
        ends.into_iter()
            .collect::<Result<(), _>>()
            .map_err(ServeError::Runtime)
    }

    /// Serves until `SIGTERM` or `SIGINT` (Ctrl-C), then stops as [`Self::stop`] does.
    ///
    /// # Errors
    /// [`ServeError::Runtime`] when a listener failed.
    pub fn run(self) -> Result<(), ServeError> {
        self.runtime
            .block_on(told_to_stop())
            .map_err(ServeError::Runtime)?;
        self.stop()
    }
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

#[cfg(unix)]
async fn told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut term, mut int) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
