//! Opening the engine: a new one to be filled, or the one that is there, every piece of which is then counted.

use std::{fs::OpenOptions, io, path::Path, sync::Arc, thread, time::Duration};

use super::{Engine, Head, Tally, contained, database};
use crate::{
    error::Fault,
    folder::{remove_dir, sync_dir},
    sealer::Sealer,
};

/// `sled` may hold its own lock for a moment after it was dropped in the same process.
const LOCK_TRIES: u32 = 100;
const LOCK_PAUSE: Duration = Duration::from_millis(20);
/// What `sled` may keep in memory, in bytes.
const CACHE: u64 = 64 << 20;

impl Engine {
    /// A new, empty engine in `folder`, in the place of anything that is there.
    pub(crate) fn create(folder: &Path, sealer: Arc<Sealer>) -> Result<Self, Fault> {
        remove_dir(folder)?;
        Self::start(folder, sealer)
    }

    /// Opens the engine in `folder` and reads it through: [`Fault::Damaged`] unless it holds exactly what its head says.
    pub(crate) fn open(folder: &Path, sealer: Arc<Sealer>) -> Result<(Self, Head), Fault> {
        if !database(folder).exists() {
            return Err(Fault::Damaged);
        }
        let engine = Self::start(folder, sealer)?;
        let head = engine.read_head()?;
        if engine.count_pieces()? == head.tally {
            Ok((engine, head))
        } else {
            Err(Fault::Damaged)
        }
    }

    fn start(folder: &Path, sealer: Arc<Sealer>) -> Result<Self, Fault> {
        let db = contained(|| start_sled(folder))?;
        let file = OpenOptions::new().write(true).open(database(folder))?;
        sync_dir(folder)?;
        Ok(Self {
            db: Some(db),
            file,
            head_name: sealer.opaque("store/head", b""),
            tally_key: sealer.opaque("store/tally", b""),
            sealer,
        })
    }

    fn read_head(&self) -> Result<Head, Fault> {
        let sealed = self.with(|db| Ok(db.get(self.head_name)?))?;
        let sealed = sealed.ok_or(Fault::Damaged)?;
        Head::open(&self.sealer, &sealed).map_err(|_| Fault::Damaged)
    }

    fn count_pieces(&self) -> Result<Tally, Fault> {
        self.with(|db| {
            let mut tally = Tally::default();
            for piece in db.iter() {
                let (name, piece) = piece?;
                tally.add(&self.tally_key, &name, &piece);
            }
            let head = db.get(self.head_name)?.ok_or(Fault::Damaged)?;
            tally.remove(&self.tally_key, &self.head_name, &head);
            Ok(tally)
        })
    }
}

fn start_sled(folder: &Path) -> Result<sled::Db, Fault> {
    let mut tries = 0;
    loop {
        // No timer flushes in between: the store flushes after each write, and nothing else is allowed to be pending.
        let opened = sled::Config::new()
            .path(folder)
            .cache_capacity(CACHE)
            .mode(sled::Mode::LowSpace)
            .flush_every_ms(None)
            .open();
        match opened {
            Err(sled::Error::Io(error)) if is_lock(&error) => tries += 1,
            opened => return Ok(opened?),
        }
        if tries == LOCK_TRIES {
            return Err(Fault::Disk(io::ErrorKind::ResourceBusy.into()));
        }
        thread::sleep(LOCK_PAUSE);
    }
}

/// `sled` tells of its lock in words only.
fn is_lock(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Other && error.to_string().contains("could not acquire lock")
}
