//! Pruning in a ledger's folder: the file `pruned` says what is gone, and the files of each chunk go after it. A start looks at every
//! chunk below the minimum index once: a name that is not there costs nothing.

use std::fs;
use std::io;
use std::path::Path;

use keepwell_protocol::retention::Kept;

use super::Prunable;
use crate::chunk::Part;
use crate::disk::{self, Writes};
use crate::home::Home;
use crate::step::{Step, passed};

impl Prunable for Home {
    fn removable(&self, announced: &Kept) -> io::Result<Option<Kept>> {
        if announced.minimum() > self.pruned().minimum() {
            disk::write(&self.pruned_path(), announced.as_bytes())?;
            self.pruned().set(announced.clone());
        }
        Ok(Some(self.pruned().kept()))
    }

    fn removed(&self) -> io::Result<u64> {
        Ok(0)
    }

    fn set_removed(&self, _chunk: u64) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, chunks: &[u64]) -> io::Result<u64> {
        let mut writes = Writes::default();
        let mut removed = 0;
        for chunk in chunks {
            let mut was_there = false;
            for part in [Part::Statements, Part::Heads, Part::Bundle] {
                was_there |= remove_file(&self.part(part, *chunk), &mut writes)?;
            }
            removed += u64::from(was_there);
        }
        writes.finish()?;
        Ok(removed)
    }
}

/// Removes a file. Whether it was there.
fn remove_file(path: &Path, writes: &mut Writes) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => {
            writes.touch(path);
            passed(Step::FileRemoved);
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
