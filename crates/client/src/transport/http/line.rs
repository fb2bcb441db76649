//! The line to the servers: it runs requests for callers that block, each within its time, and can be hung up. That ends
//! everything under way at once and lets nothing new through, because a wallet that must be locked cannot wait for a
//! server that keeps silent.

use std::{
    io,
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::{
    runtime::{Builder, Runtime},
    sync::watch,
    time::timeout,
};

use crate::transport::TransportError;

/// One for a transport and its clones.
pub(super) struct Line {
    /// Made when first used; `None` where the system has no thread for it.
    runtime: OnceLock<Option<Runtime>>,
    /// How many have hung up.
    down: watch::Sender<usize>,
}

/// While this is there, nothing goes through.
pub struct HungUp(Arc<Line>);

impl Line {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            runtime: OnceLock::new(),
            down: watch::Sender::new(0),
        })
    }

    /// Ends what is under way and lets nothing through until what is returned is dropped.
    pub(super) fn hang_up(self: &Arc<Self>) -> HungUp {
        self.down.send_modify(|count| *count += 1);
        HungUp(self.clone())
    }

    /// Whether somebody hung up.
    pub(super) fn is_down(&self) -> bool {
        *self.down.borrow() > 0
    }

    /// Waits for the work, at most for `limit`.
    ///
    /// # Errors
    /// [`TransportError::Silent`] when it takes longer, [`TransportError::Broken`] when somebody hangs up.
    pub(super) fn wait<T>(
        &self,
        limit: Duration,
        work: impl Future<Output = T>,
    ) -> Result<T, TransportError> {
        let runtime = self.runtime.get_or_init(|| start().ok());
        let runtime = runtime.as_ref().ok_or(TransportError::Broken)?;
        let mut down = self.down.subscribe();
        runtime.block_on(async {
            tokio::select! {
                biased;
                _ = down.wait_for(|count| *count > 0) => Err(TransportError::Broken),
                done = timeout(limit, work) => done.map_err(|_| TransportError::Silent),
            }
        })
    }
}

/// One thread, whatever the machine has: what it does is waiting.
fn start() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("http")
        .enable_all()
        .build()
}

impl Drop for Line {
    /// Does not wait, so that it may be dropped anywhere.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take().flatten() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for HungUp {
    fn drop(&mut self) {
        self.0.down.send_modify(|count| *count -= 1);
    }
}
