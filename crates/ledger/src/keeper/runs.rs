//! Writes what entries are found by, a file for each 65,536 of them once they stand in complete chunks, so that the next start
//! need not read them. Made from the chunks' files, so that nothing is lost where one of these files is.

use std::io;
use std::sync::Arc;

use keepwell_tlog::tile::{TILE_WIDTH, TileId};

use crate::chunk;
use crate::disk::{self, Writes};
use crate::home::Home;
use crate::register::{RUN, Run, TagKey};
use crate::restore::Restored;

/// Which runs are to be written.
pub(crate) struct Runs {
    tags: Arc<TagKey>,
    /// Older ones that have no file, or a wrong one.
    missing: Vec<u64>,
    /// The next one that becomes complete.
    next: u64,
}

impl Runs {
    pub(crate) fn new(tags: Arc<TagKey>, restored: &Restored) -> Self {
        Self {
            tags,
            missing: restored.missing.clone(),
            next: restored.beside / RUN,
        }
    }

    /// Writes what is missing of the runs whose entries are all before `settled`.
    pub(super) fn write(&mut self, home: &Home, settled: u64) -> io::Result<()> {
        let mut due = std::mem::take(&mut self.missing);
        let complete = (settled / RUN).max(self.next);
        due.extend(self.next..complete);
        self.next = complete;
        if due.is_empty() {
            return Ok(());
        }
        let mut writes = Writes::default();
        for number in due {
            let run = disk::patiently(|| Run::make(home, &self.tags, number))?;
            let tile = TileId::new(1, number, TILE_WIDTH).ok_or(io::ErrorKind::InvalidData)?;
            let tile = disk::patiently(|| chunk::read_tile(home, tile))?;
            let root = tile.map(|tile| tile.root());
            // What was just written is read back: where it is not that, the disk is failing.
            let run = run.filter(|run| Some(*run.root()) == root);
            let run = run.ok_or(io::ErrorKind::InvalidData)?;
            writes.put(&home.run(number), &run.encode(&self.tags))?;
        }
        writes.finish()
    }
}
