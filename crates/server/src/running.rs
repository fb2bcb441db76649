//! Listeners at work: a runtime, what it serves, and the orderly end. It knows nothing of what is served, so that every
//! program of ours that listens is stopped in the same way.

mod signals;

use std::{future::Future, io, time::Duration};

use axum::Router;
use axum_server::Handle;
use tokio::{runtime::Runtime, task::JoinSet};

use crate::{
    ServeError,
    listener::{Caller, Listener, Places},
    tls::Tls,
};
pub(crate) use signals::Signals;

/// How long requests under way may take to end once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Listeners at work. Dropping it stops them at once.
pub(crate) struct Running {
    handle: Handle<Caller>,
    listeners: JoinSet<io::Result<()>>,
    runtime: Runtime,
}

/// Listeners that have ended, on a runtime that may still have work to finish.
pub(crate) struct Drained {
    ended: io::Result<()>,
    runtime: Runtime,
}

impl Running {
    /// Serves each router at its listener, `plain` without TLS. They are ready when this returns.
    pub(crate) fn start(
        pairs: Vec<(Listener, Router)>,
        plain: Option<(Listener, Router)>,
        tls: Option<Tls>,
    ) -> Result<Self, ServeError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(ServeError::Runtime)?;
        let handle = Handle::new();
        let mut listeners = JoinSet::new();
        let config = tls.as_ref().map(Tls::config);
        let (all, watching) = (Places::of_process(), Places::for_watching());
        let pairs = pairs.into_iter().map(|pair| (pair, &all, config.clone()));
        let plain = plain.into_iter().map(|pair| (pair, &watching, None));
        for ((listener, router), places, config) in pairs.chain(plain) {
            let served = (router, places.clone());
            let serving = listener.serve(served, handle.clone(), config, &runtime)?;
            listeners.spawn_on(serving, runtime.handle());
        }
        if let Some(tls) = tls {
            runtime.spawn(tls.keep_fresh());
        }
        Ok(Self {
            handle,
            listeners,
            runtime,
        })
    }

    /// Does something beside the listeners, until they end.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(work);
    }

    /// Listens for the signals that say stop, from now on: before anybody learns that the server is ready.
    pub(crate) fn listen_for_signals(&self) -> Result<Signals, ServeError> {
        let _inside = self.runtime.enter();
        Signals::listen().map_err(ServeError::Runtime)
    }

    /// Serves until a signal comes or a listener fails.
    pub(crate) fn until_told_to_stop(&mut self, signals: Signals) -> io::Result<()> {
        let listeners = &mut self.listeners;
        self.runtime.block_on(async {
            tokio::select! {
                told = signals.told_to_stop() => told,
                Some(ended) = listeners.join_next() => flatten(ended),
            }
        })
    }

    /// Takes no new requests, calls `closing`, and ends those under way within ten seconds.
    pub(crate) fn drain(mut self, so_far: io::Result<()>, closing: impl FnOnce()) -> Drained {
        self.handle.graceful_shutdown(Some(DRAIN));
        closing();
        let listeners = &mut self.listeners;
        let ended = self.runtime.block_on(async {
            let mut all = so_far;
            while let Some(ended) = listeners.join_next().await {
                all = all.and(flatten(ended));
            }
            all
        });
        Drained {
            ended,
            runtime: self.runtime,
        }
    }
}

impl Drained {
    /// Ends the runtime.
    ///
    /// # Errors
    /// [`ServeError::Runtime`] when a listener had failed.
    pub(crate) fn end(self) -> Result<(), ServeError> {
        self.runtime.shutdown_timeout(DRAIN);
        self.ended.map_err(ServeError::Runtime)
    }
}

/// A listener that panicked has failed like one that says so.
fn flatten(ended: Result<io::Result<()>, tokio::task::JoinError>) -> io::Result<()> {
    ended.unwrap_or_else(|error| Err(io::Error::other(error)))
}
