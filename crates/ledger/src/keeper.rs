//! What stands beside the write-ahead log: a thread that writes complete chunks and the newest head to files of their own,
//! behind the commits, and drops segments that are no longer needed. Whatever it has not written yet is derived again
//! from the write-ahead log at the next start.

mod runs;

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::chunk::Chunk;
use crate::disk::Writes;
use crate::erasure::Erasure;
use crate::home::Home;
use crate::pruning::Remover;
use crate::state::State;
use crate::wal;
pub(crate) use runs::Runs;

/// What a commit leaves to be written.
pub(crate) struct Job {
    /// Chunks that became complete.
    pub(crate) chunks: Vec<Arc<Chunk>>,
    /// The signed head.
    pub(crate) note: Arc<str>,
    /// The entries of a segment that became complete.
    pub(crate) segment: Option<Range<u64>>,
}

/// Writes behind.
pub(crate) struct Keeper {
    home: Home,
    state: Arc<State>,
    /// Entries of complete segments that are still there, oldest first.
    segments: Vec<Range<u64>>,
    runs: Runs,
    erasure: Erasure,
    remover: Remover,
}

impl Keeper {
    pub(crate) fn new(
        home: Home,
        state: Arc<State>,
        (segments, runs): (Vec<Range<u64>>, Runs),
        erasure: Erasure,
    ) -> Self {
        Self {
            remover: Remover::default(),
            home,
            state,
            segments,
            runs,
            erasure,
        }
    }

    /// Works until the sequencer has ended and everything is written.
    pub(crate) fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let all: Vec<_> = std::iter::once(first).chain(jobs.try_iter()).collect();
            if let Err(error) = self.keep(all) {
                tracing::error!(%error, "writing beside the log failed: the ledger takes no more statements until it is started again");
                self.state.stop();
                return;
            }
        }
    }

    /// Writes the chunks of `jobs`, the last of their heads and the runs that they complete, drops what segments they make
    /// superfluous, and erases and removes what is to be.
    pub(crate) fn keep(&mut self, jobs: Vec<Job>) -> io::Result<()> {
        let home = &self.home;
        let mut writes = Writes::default();
        let mut settled = self.state.settled();
        for chunk in jobs.iter().flat_map(|job| &job.chunks) {
            chunk.write(home, &mut writes)?;
            settled = settled.max(chunk.end());
        }
        if let Some(last) = jobs.last() {
            writes.put(&home.checkpoint(), last.note.as_bytes())?;
        }
        writes.finish()?;
        self.state.settle(settled);
        self.runs.write(home, settled)?;
        self.segments
            .extend(jobs.into_iter().filter_map(|job| job.segment));
        self.drop_segments(settled)?;
        self.erasure.run(&self.state)?;
        self.remover.run(&self.home, &self.state)
    }

    fn drop_segments(&mut self, settled: u64) -> io::Result<()> {
        while let Some(segment) = self.segments.first().filter(|one| one.end <= settled) {
            wal::drop_segment(&self.home.wal(), segment.start)?;
            self.segments.remove(0);
        }
        Ok(())
    }
}
