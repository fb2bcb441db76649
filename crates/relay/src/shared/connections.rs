//! The connections of one front end to PostgreSQL: so many at most, used by one thread at a time, kept for the next one, and made
//! anew where one broke.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use keepwell_cluster::{ClusterError, Database, Rows};
use tokio::runtime::{Handle, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many there are at most.
const MOST: usize = 16;
/// How many of them may wait for the object store: the rest are there for whoever stops an access.
const LONG: usize = 12;
/// How long a thread waits for one.
const PATIENCE: Duration = Duration::from_secs(10);

/// All of them.
pub(super) struct Connections {
    /// Taken when this is dropped.
    runtime: Option<Runtime>,
    handle: Handle,
    database: Database,
    free: Mutex<Vec<Rows>>,
    places: Places,
}

/// For what a connection is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// The object store is waited for meanwhile.
    Long,
    /// PostgreSQL alone.
    Short,
}

/// The right to use one each.
struct Places {
    all: Arc<Semaphore>,
    long: Arc<Semaphore>,
}

/// The right to use one, and to do so for long.
type Place = (OwnedSemaphorePermit, Option<OwnedSemaphorePermit>);

impl Default for Places {
    fn default() -> Self {
        Self {
            all: Arc::new(Semaphore::new(MOST)),
            long: Arc::new(Semaphore::new(LONG)),
        }
    }
}

impl Places {
    async fn take(&self, what: For) -> Result<Place, ClusterError> {
        let taking = async {
            let long = match what {
                For::Long => Some(self.long.clone().acquire_owned().await.ok()?),
                For::Short => None,
            };
            Some((self.all.clone().acquire_owned().await.ok()?, long))
        };
        let place = tokio::time::timeout(PATIENCE, taking).await;
        place.ok().flatten().ok_or(ClusterError::TimedOut)
    }
}

/// One that a thread uses.
pub(super) struct InUse {
    pub(super) rows: Rows,
    /// Whether it was used before, so that it may have broken since.
    is_old: bool,
    _place: Place,
}

impl Connections {
    pub(super) fn new(runtime: Runtime, database: Database) -> Self {
        Self {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
            database,
            free: Mutex::default(),
            places: Places::default(),
        }
    }

    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    /// Waits for what goes over the network, in a thread that may wait.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.handle.block_on(work)
    }

    /// Does it by any of them, and once more by a new one where an old one had broken.
    pub(super) fn with<T, W>(&self, work: W) -> Result<T, ClusterError>
    where
        W: AsyncFn(&Rows) -> Result<T, ClusterError>,
    {
        let (done, connection) = self.do_on(For::Short, work)?;
        self.give_back(connection);
        Ok(done)
    }

    /// Lets go of a lock; where that fails the connection is closed, and the lock with it.
    pub(super) fn unlock(&self, connection: InUse, number: i64) {
        match self.wait(connection.rows.unlock(number)) {
            Ok(()) => self.give_back(connection),
            Err(error) => {
                tracing::warn!(%error, "a lock could not be let go: its connection is closed")
            }
        }
    }

    /// The same, and gives the connection by which it was done.
    pub(super) fn do_on<T, W>(&self, what: For, work: W) -> Result<(T, InUse), ClusterError>
    where
        W: AsyncFn(&Rows) -> Result<T, ClusterError>,
    {
        loop {
            let connection = self.wait(self.take(what))?;
            match self.wait(work(&connection.rows)) {
                Ok(done) => return Ok((done, connection)),
                // Others of the same age may have broken too: each is given up once.
                Err(error)
                    if connection.is_old && error.is_passing() && !connection.rows.is_open() => {}
                Err(error) => return Err(error),
            }
        }
    }

    async fn take(&self, what: For) -> Result<InUse, ClusterError> {
        let place = self.places.take(what).await?;
        let old = self.take_free();
        let is_old = old.is_some();
        let rows = match old {
            Some(rows) => rows,
            None => Rows::open(&self.database).await?,
        };
        Ok(InUse {
            rows,
            is_old,
            _place: place,
        })
    }

    fn take_free(&self) -> Option<Rows> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.retain(Rows::is_open);
        free.pop()
    }

    pub(super) fn give_back(&self, connection: InUse) {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(connection.rows);
    }
}

/// Whoever drops it last may be a thread that must not wait.
impl Drop for Connections {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    #[test]
    fn whoever_waits_for_the_store_leaves_some_for_whoever_stops_an_access() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        let runtime = runtime.unwrap();
        let _entered = runtime.enter();
        let places = Places::default();
        let at_once = |what| places.take(what).now_or_never().map(Result::unwrap);
        let mut long: Vec<_> = std::iter::from_fn(|| at_once(For::Long)).collect();
        assert_eq!(long.len(), LONG);
        let short: Vec<_> = std::iter::from_fn(|| at_once(For::Short)).collect();
        assert_eq!(short.len(), MOST - LONG);
        long.pop();
        assert!(at_once(For::Short).is_some());
        assert!(at_once(For::Long).is_some());
        drop((long, short));
        let short: Vec<_> = std::iter::from_fn(|| at_once(For::Short)).collect();
        assert_eq!(short.len(), MOST);
    }
}
