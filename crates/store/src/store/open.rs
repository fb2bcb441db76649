//! Opening a store, or making one where there is none.

use std::{
    path::Path,
    sync::{Arc, Mutex, RwLock},
};

use keepwell_crypto::seal::DataKey;

use super::{
    Opened, Slot, Store, Writer,
    format::{self, Format},
    lock,
};
use crate::{
    error::{Fault, StoreError},
    folder::Folder,
    journal::Journal,
    sealer::Sealer,
    snapshot::{self, Position},
};

/// The generation that a new store begins with.
pub(super) const FIRST_GENERATION: u64 = 1;
/// A journal up to 8 MiB is read again in a moment; rolling it earlier would write more than it saves.
const JOURNAL_MIN: u64 = 8 << 20;

impl Store {
    /// Opens the store in the folder `dir`, or makes one there, under `key`. The folder is the store's alone; one process
    /// at a time may have it open. What a crash or damage left is put right first, as far as it can be.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::NewerVersion`] and [`StoreError::WrongKey`] say what they are, and nothing was
    /// changed; [`StoreError::Damaged`] when database and copy are both damaged, and both are left as they were;
    /// [`StoreError::ReadOnly`], [`StoreError::Full`] or [`StoreError::Io`] when the disk does not let us.
    pub fn open(dir: &Path, key: &DataKey) -> Result<Opened, StoreError> {
        Self::open_with(dir, key, JOURNAL_MIN)
    }

    /// As [`Self::open`], with the length from which a journal may be rolled into a snapshot.
    pub(crate) fn open_with(
        dir: &Path,
        key: &DataKey,
        journal_min: u64,
    ) -> Result<Opened, StoreError> {
        let folder = Folder::claim(dir)?;
        let sealer = Arc::new(Sealer::new(key));
        let found = format::look(&folder, &sealer)?;
        if found == Format::Fresh {
            create(&folder, &sealer)?;
        }
        let store = Self {
            slot: RwLock::new(Slot::default()),
            writer: Mutex::new(Writer::default()),
            report: Mutex::new(None),
            sealer,
            journal_min,
            folder,
        };
        store.reopen(&mut store.lock_writer())?;
        if found == Format::Unreadable {
            format::write(&store.folder, &store.sealer)?;
        }
        let report = lock(&store.report).take();
        Ok(Opened {
            store,
            rebuilt: report.filter(|_| found != Format::Fresh),
        })
    }
}

/// Makes an empty copy; the database is then built from it, as any other.
fn create(folder: &Folder, sealer: &Sealer) -> Result<(), StoreError> {
    let position = Position {
        generation: FIRST_GENERATION,
        sequence: 0,
    };
    Journal::create(
        &folder.journal(FIRST_GENERATION),
        sealer,
        FIRST_GENERATION,
        0,
    )
    .map_err(Fault::Disk)?;
    let path = folder.snapshot(FIRST_GENERATION);
    snapshot::write(&path, sealer, position, |_| Ok(()))?;
    folder.sync()?;
    Ok(format::write(folder, sealer)?)
}
