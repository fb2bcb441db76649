//! `sled` behind a wall: the only place that names it. It holds sealed rows in pieces under opaque names, and a sealed
//! head that says up to which write it is complete. Whatever it does wrong (a panic, an error, a row that is missing or
//! an old one in its place) comes out as a [`Fault`]; the store then rebuilds it from the copy.

mod contain;
mod head;
mod open;
mod piece;
mod read;
mod write;

use std::{fs::File, path::Path, sync::Arc};

use crate::{
    error::Fault,
    sealer::{Name, Sealer},
};

use contain::contained;
pub(crate) use head::{Head, Tally};
pub(crate) use read::Range;

/// An open `sled` database whose rows are those its head tells of.
pub(crate) struct Engine {
    /// `None` only while it is being dropped.
    db: Option<sled::Db>,
    /// The database file, to be synced after each flush: on Linux `sled` itself does not (it calls `sync_file_range`).
    file: File,
    sealer: Arc<Sealer>,
    head_name: Name,
    tally_key: [u8; 32],
}

impl Engine {
    /// Runs `work` on the database; a panic in it becomes [`Fault::Damaged`].
    fn with<T>(&self, work: impl FnOnce(&sled::Db) -> Result<T, Fault>) -> Result<T, Fault> {
        contained(|| self.db.as_ref().map_or(Err(Fault::Damaged), work))
    }
}

impl Drop for Engine {
    /// `sled` writes and may panic while it is dropped.
    fn drop(&mut self) {
        let db = self.db.take();
        drop(contained(|| {
            drop(db);
            Ok(())
        }));
    }
}

impl From<sled::Error> for Fault {
    fn from(error: sled::Error) -> Self {
        match error {
            sled::Error::Io(error) => error.into(),
            _ => Self::Damaged,
        }
    }
}

/// The file inside the engine's folder that must be synced.
fn database(folder: &Path) -> std::path::PathBuf {
    folder.join("db")
}

#[cfg(test)]
mod tests;

#[cfg(test)]
impl Engine {
    /// Spoils a row as no crash would: its piece is there, but does not open.
    pub(crate) fn spoil(&self, name: &Name) -> Result<(), Fault> {
        self.with(|db| {
            let mut piece = db.get(name)?.ok_or(Fault::Damaged)?.to_vec();
            piece
                .iter_mut()
                .skip(40)
                .take(1)
                .for_each(|byte| *byte ^= 1);
            db.insert(name, piece)?;
            Ok(())
        })
    }
}
