//! What a machine keeps beside the log for the others, through the same interfaces as one machine's folder: the head that witnesses
//! have cosigned, what is erased, and what is pruned. Only the sequencer's machine writes here; whoever is elected next goes on from it.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keepwell_cluster as shared;
use keepwell_cluster::{ClusterError, Database, Version};
use keepwell_crypto::hash::Digest;
use keepwell_tlog::checkpoint::SignedCheckpoint;

use super::{BrokeOff, Cluster, Stored};
use crate::erasure::Place;
use crate::error::LedgerOpenError;
use crate::files::Files;
use crate::witnessing::Kept;

/// The note with the ages of entries.
const AGES: &str = "ages";
/// The note with the keys before the present one; written with the commit that hands over.
const EARLIER_KEYS: &str = "earlier-keys";

/// PostgreSQL and the store. The connection is kept, and made anew after it broke.
pub(super) struct Beside {
    pub(super) cluster: Arc<Cluster>,
    /// That of the sequencer for which it removes; 0, which was nobody's, for whoever removes nothing.
    pub(super) epoch: u64,
    files: Stored,
    connection: Mutex<Option<shared::Beside>>,
    /// The file that was read last, as it stood then.
    read: Mutex<Option<(String, Version)>>,
}

impl Beside {
    pub(super) fn new(cluster: Arc<Cluster>) -> Self {
        Self::of(cluster, 0)
    }

    /// That of a sequencer in this epoch.
    pub(super) fn of(cluster: Arc<Cluster>, epoch: u64) -> Self {
        Self {
            files: Stored(cluster.clone()),
            cluster,
            epoch,
            connection: Mutex::default(),
            read: Mutex::default(),
        }
    }

    /// What is noted of the keys before the ledger's present one.
    pub(super) fn earlier_keys(&self) -> io::Result<Option<Vec<u8>>> {
        self.on(async |beside| beside.note(EARLIER_KEYS).await)
    }

    /// Does it on the connection that is there, and once more on a new one where that broke.
    pub(super) fn on<T, W>(&self, work: W) -> io::Result<T>
    where
        W: AsyncFn(&shared::Beside) -> Result<T, ClusterError>,
    {
        let mut kept = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let was_there = kept.is_some();
        let done = self.cluster.wait(self.try_on(&mut kept, &work));
        Ok(match done {
            Err(error) if was_there && error.is_passing() => {
                self.cluster.wait(self.try_on(&mut kept, &work))?
            }
            done => done?,
        })
    }

    fn read_last(&self) -> MutexGuard<'_, Option<(String, Version)>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn try_on<T, W>(
        &self,
        kept: &mut Option<shared::Beside>,
        work: &W,
    ) -> Result<T, ClusterError>
    where
        W: AsyncFn(&shared::Beside) -> Result<T, ClusterError>,
    {
        let connection = match kept.take() {
            Some(connection) => connection,
            None => shared::Beside::open(&self.cluster.database).await?,
        };
        let done = work(&connection).await?;
        *kept = Some(connection);
        Ok(done)
    }
}

impl Kept for Beside {
    fn read(&self) -> io::Result<Option<Vec<u8>>> {
        let note = self.on(async |beside| beside.witnessed().await)?;
        Ok((!note.is_empty()).then(|| note.into_bytes()))
    }

    fn write(&self, head: &SignedCheckpoint) -> io::Result<()> {
        let (size, note) = (head.checkpoint().size(), head.note().to_string());
        self.on(async |beside| beside.set_witnessed(size, &note).await)
    }

    fn forget(&self) -> io::Result<()> {
        self.on(async |beside| beside.forget_witnessed().await)
    }

    fn damaged(&self) -> LedgerOpenError {
        LedgerOpenError::SharedDamaged("the cosigned head in PostgreSQL".to_owned())
    }

    fn failed(&self, error: io::Error) -> LedgerOpenError {
        LedgerOpenError::Store(error)
    }
}

impl Files for Beside {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let found = self.cluster.wait(self.cluster.objects.read_version(path))?;
        let (bytes, version) = found.unzip();
        *self.read_last() = version.map(|version| (path.to_owned(), version));
        self.cluster.told(bytes)
    }

    fn read_each(&self, paths: &[String]) -> io::Result<Vec<Option<Vec<u8>>>> {
        self.files.read_each(paths)
    }

    fn is_pruned(&self, chunk: u64) -> bool {
        self.files.is_pruned(chunk)
    }
}

impl Place for Beside {
    fn oldest_record(&self) -> io::Result<Option<u64>> {
        self.on(async |beside| beside.oldest_record().await)
            .map(Some)
    }

    fn minimum(&self) -> u64 {
        self.cluster.pruned.minimum()
    }

    fn requested(&self) -> io::Result<Vec<Digest>> {
        let asked = self.on(async |beside| beside.asked_to_erase().await)?;
        Ok(digests(asked))
    }

    fn erased(&self, statement: &Digest) -> io::Result<()> {
        self.on(async |beside| beside.erased(statement).await)
    }

    /// Only where it stands as it was read: a sequencer that slept would bring back what the next one has erased.
    fn replace(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let read = self.read_last().take().filter(|(read, _)| read == path);
        let (_, version) = read.ok_or(ClusterError::Overtaken)?;
        let replaced = self.cluster.objects.replace(path, &version, bytes);
        Ok(self.cluster.wait(replaced)?)
    }

    fn ages(&self) -> io::Result<Option<Vec<u8>>> {
        self.on(async |beside| beside.note(AGES).await)
    }

    fn set_ages(&self, bytes: &[u8]) -> io::Result<()> {
        self.on(async |beside| beside.set_note(AGES, bytes).await)
    }
}

/// Asks the ledger in `database` to erase these statements, and says which were asked for and are not erased. It does so once
/// they stand in none of its records any more, about a minute after the entries were written to the store. Blocks.
///
/// # Errors
/// What PostgreSQL says.
pub fn ask_shared_to_erase(
    database: &Database,
    statements: &[Digest],
) -> Result<Vec<Digest>, ClusterError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| ClusterError::TimedOut)?;
    runtime.block_on(async {
        let beside = shared::Beside::open(database).await?;
        let asked: Vec<&[u8]> = statements.iter().map(|one| one.as_slice()).collect();
        beside.ask_to_erase(&asked).await?;
        Ok(digests(beside.asked_to_erase().await?))
    })
}

/// What is none is nobody's request.
fn digests(asked: Vec<Vec<u8>>) -> Vec<Digest> {
    let asked = asked.into_iter();
    asked.filter_map(|digest| digest.try_into().ok()).collect()
}

/// For whoever follows: what passes is tried again.
impl From<LedgerOpenError> for BrokeOff {
    fn from(error: LedgerOpenError) -> Self {
        match error {
            LedgerOpenError::SharedDamaged(what) => Self::Damaged(what),
            LedgerOpenError::Store(error) => Self::Store(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_cluster::Objects;

    #[test]
    fn whoever_slept_brings_nothing_back_that_was_erased_meanwhile() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let database = Database::parse("host=nowhere.invalid", None).unwrap();
        let cluster = Cluster::new(runtime, database, Objects::in_memory(), [0; 16]);
        let cluster = Arc::new(cluster);
        let path = "statements/000";
        let both = [(path.to_owned(), b"first second".to_vec())];
        cluster.wait(cluster.objects.create(&both)).unwrap();
        let [asleep, next] = [1, 2].map(|epoch| Beside::of(cluster.clone(), epoch));
        let read = |place: &Beside| Files::read(place, path).unwrap().unwrap();
        assert_eq!(read(&asleep), read(&next));
        next.replace(path, b"second").unwrap();
        let late = asleep.replace(path, b"first").unwrap_err();
        assert_eq!(late.kind(), io::ErrorKind::NotConnected, "tried again");
        assert_eq!(read(&asleep), b"second");
        asleep.replace(path, b"").unwrap();
        // Nothing is put in the place of what was not read.
        assert!(next.replace(path, b"second").is_err());
        assert_eq!(read(&next), b"");
    }
}
