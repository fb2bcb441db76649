//! Removes what was announced: first it is noted which chunks go, then nobody reads them any more, then their files go. What was
//! broken off is gone through with at the next start, or by the next sequencer. Signers stay, and statements of people in a chunk
//! that stays are erased.

use std::io;

use keepwell_protocol::retention::Kept;

use crate::chunk::chunk_of;
use crate::erasure::{self, Place};
use crate::state::State;

/// Chunks whose files are removed at a time, so that the log is not kept waiting.
const CHUNKS_AT_A_TIME: u64 = 64;
/// Those of them that are removed together.
const TOGETHER: u64 = 16;

/// A ledger's complete chunks, some of which go.
pub(crate) trait Prunable: Place {
    /// Has everybody know durably that what the log `announced` is gone, and gives which chunks can be removed by now; `None` while
    /// somebody may not know it.
    fn removable(&self, announced: &Kept) -> io::Result<Option<Kept>>;

    /// Chunks before this one were gone through.
    fn removed(&self) -> io::Result<u64>;

    /// They are up to this one.
    fn set_removed(&self, chunk: u64) -> io::Result<()>;

    /// Removes bundles, statements and heads of these chunks, and gives of how many something was there: what is gone already is no
    /// error. The bundle is the last of each, so that while it is there the others are looked for.
    fn remove(&self, chunks: &[u64]) -> io::Result<u64>;
}

/// Goes on where files were removed up to.
#[derive(Default)]
pub(crate) struct Remover {
    /// Chunks before this one are done; `None` before it was asked.
    done: Option<u64>,
}

impl Remover {
    /// Removes some of what can be removed now.
    pub(crate) fn run(&mut self, place: &dyn Prunable, state: &State) -> io::Result<()> {
        // Also what is noted here to be gone is believed only once the log was asked.
        let Some(announced) = state.announced() else {
            return Ok(());
        };
        let Some(kept) = place.removable(&announced.kept)? else {
            return Ok(());
        };
        let end = chunk_of(kept.minimum());
        let mut done = match self.done {
            Some(done) => done,
            None => place.removed()?,
        };
        let mut removed = 0;
        while done < end && removed < CHUNKS_AT_A_TIME {
            let next = end.min(done.saturating_add(TOGETHER));
            let all = done..next;
            let (gone, staying): (Vec<_>, Vec<_>) = all.partition(|chunk| kept.is_pruned(*chunk));
            for chunk in staying {
                removed += u64::from(erasure::erase_old(place, chunk)?);
            }
            if !gone.is_empty() {
                removed += place.remove(&gone)?;
            }
            place.set_removed(next)?;
            done = next;
            self.done = Some(done);
        }
        Ok(())
    }
}
