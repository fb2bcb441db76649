//! Writing to the engine: changes and the new head in one atomic step, then a flush that really reaches the disk.

use super::{Engine, Head, piece};
use crate::{error::Fault, journal::Change};

impl Engine {
    /// Makes `changes`, of distinct names, and sets the head, whose tally is brought up to date from the one given. It is
    /// seen at once and durable after [`Self::flush`].
    pub(crate) fn apply(&self, changes: &[Change], head: &mut Head) -> Result<(), Fault> {
        let mut batch = sled::Batch::default();
        for change in changes {
            let old = self.sealed(&change.name)?;
            for (name, piece) in pieces(change, old.as_deref()) {
                head.tally.remove(&self.tally_key, &name, &piece);
                batch.remove(name);
            }
            for (name, piece) in pieces(change, change.sealed.as_deref()) {
                head.tally.add(&self.tally_key, &name, &piece);
                batch.insert(name, piece);
            }
        }
        batch.insert(&self.head_name, head.seal(&self.sealer));
        self.with(|db| Ok(db.apply_batch(batch)?))
    }

    /// Returns once everything applied so far is on the disk.
    pub(crate) fn flush(&self) -> Result<(), Fault> {
        self.with(|db| {
            db.flush()?;
            Ok(())
        })?;
        Ok(self.file.sync_data()?)
    }
}

fn pieces(change: &Change, sealed: Option<&[u8]>) -> Vec<(Vec<u8>, Vec<u8>)> {
    sealed.map_or_else(Vec::new, |sealed| piece::split(&change.name, sealed))
}
