//! A running server: binds first, so that the addresses are known before anything is made from them, then opens the
//! roles and serves them until it is told to stop.

mod listen;
mod open;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use keepwell_ledger::Ledger;
use keepwell_protocol::{
    discovery::LedgerInfo, key_set::RelayKey, origin::Origin, page_url::PageUrl,
};
use keepwell_relay::Relay;

use crate::{ServeError, ServeOptions, roots, running::Running, tls::Tls};

/// How often what is over is deleted.
const SWEEP: Duration = Duration::from_secs(60);

/// A running server. Dropping it stops it at once; [`Self::stop`] drains it first.
pub struct Server {
    url: Origin,
    page_url: PageUrl,
    watched_at: Option<SocketAddr>,
    ledger: Option<Arc<Ledger>>,
    relay: Option<Relay>,
    running: Running,
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
        let (url, page_url) = (listening.url.clone(), listening.page_url.clone());
        let watched_at = listening.watched_at()?;
        let (pairs, watch) = listening.pair(opened.main, opened.page);
        let running = Running::start(pairs, watch.zip(Some(opened.watch)), tls)?;
        if let Some(relay) = opened.relay.clone() {
            running.spawn(roots::tend(relay.clone()));
            running.spawn(sweep(relay));
        }
        Ok(Self {
            url,
            page_url,
            watched_at,
            ledger: opened.ledger,
            relay: opened.relay,
            running,
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

    /// Where those who watch ask for its figures.
    pub fn watched_at(&self) -> Option<SocketAddr> {
        self.watched_at
    }

    /// The ledger's origin and key, where it runs one.
    pub fn ledger(&self) -> Option<LedgerInfo> {
        self.ledger.as_ref().map(|ledger| ledger.info())
    }

    /// The relay's origin and the key of its access roots, where it runs one.
    pub fn relay(&self) -> Option<RelayKey> {
        self.relay.as_ref().map(Relay::key)
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
        let signals = self.running.listen_for_signals()?;
        ready(&self)?;
        let told = self.running.until_told_to_stop(signals);
        Ok(self.end(told)?)
    }

    fn end(self, so_far: io::Result<()>) -> Result<(), ServeError> {
        let drained = self.running.drain(so_far, || {
            if let Some(relay) = &self.relay {
                relay.close();
            }
        });
        if let Some(ledger) = &self.ledger {
            ledger.close();
        }
        drained.end()
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

#[cfg(test)]
mod tests;
