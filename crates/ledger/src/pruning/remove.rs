//! Removes what was announced: first it is noted which chunks go, then nobody reads them any more, then their files go. What was
//! broken off is gone through with at the next start. Signers stay, and statements of people in a chunk that stays are erased.

use std::fs;
use std::io;

use keepwell_protocol::retention::Kept;

use crate::chunk::{Part, chunk_of};
use crate::disk::{self, Writes};
use crate::erasure;
use crate::home::Home;
use crate::state::State;
use crate::step::{Step, passed};

/// Chunks whose files are removed at a time, so that the log is not kept waiting.
const CHUNKS_AT_A_TIME: u64 = 64;

/// Goes on where files were removed up to.
pub(crate) struct Remover {
    home: Home,
    /// Chunks before this one are done.
    done: u64,
}

impl Remover {
    /// Looks at every chunk below the minimum index once after a start: a name that is not there costs nothing.
    pub(crate) fn new(home: Home) -> Self {
        Self { home, done: 0 }
    }

    /// Removes some of what can be removed now.
    pub(crate) fn run(&mut self, state: &State) -> io::Result<()> {
        // Also what a file here says is gone is believed only once the log was asked.
        let Some(announced) = state.announced() else {
            return Ok(());
        };
        let pruned = self.home.pruned();
        if announced.policy.minimum > pruned.minimum() {
            disk::write(&self.home.pruned_path(), announced.kept.as_bytes())?;
            pruned.set(announced.kept.clone());
        }
        let kept = pruned.kept();
        let end = chunk_of(kept.minimum());
        let mut writes = Writes::default();
        let mut removed = 0;
        while self.done < end && removed < CHUNKS_AT_A_TIME {
            removed += u64::from(self.clear(&kept, self.done, &mut writes)?);
            self.done += 1;
        }
        writes.finish()
    }

    /// Whether there was something to do.
    fn clear(&self, kept: &Kept, chunk: u64, writes: &mut Writes) -> io::Result<bool> {
        if !kept.is_pruned(chunk) {
            return erasure::erase_old(&self.home, chunk);
        }
        let mut was_there = false;
        // The bundle last: while it is there, the other two are looked for.
        for part in [Part::Statements, Part::Heads, Part::Bundle] {
            let path = self.home.part(part, chunk);
            match fs::remove_file(&path) {
                Ok(()) => {
                    was_there = true;
                    writes.touch(&path);
                    passed(Step::FileRemoved);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(was_there)
    }
}
