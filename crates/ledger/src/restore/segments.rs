//! Reads the write-ahead log: every record in order, each leading to the root that its head signs. Only at the very end
//! may there be something that is no record, and only if it can be what a crash leaves behind.

use std::fs;

use keepwell_tlog::checkpoint::Checkpoint;
use keepwell_tlog::note::Note;

use crate::chunk::short;
use crate::error::LedgerOpenError;
use crate::restore::Reading;
use crate::wal::{self, End, Segment, record::Commit};

impl Reading<'_> {
    /// Reads all segments and returns where the log goes on.
    pub(super) fn read_segments(&mut self, segments: &[Segment]) -> Result<End, LedgerOpenError> {
        let mut end = End::default();
        let mut left = segments.len();
        for segment in segments {
            left -= 1;
            let damaged = || LedgerOpenError::Damaged(segment.path.clone());
            let bytes = fs::read(&segment.path).map_err(LedgerOpenError::disk(&segment.path))?;
            let content = wal::read(&bytes);
            if segment.first != self.log.size() {
                return Err(damaged());
            }
            end = content.end(&bytes);
            for commit in content.commits {
                self.apply(commit).ok_or_else(damaged)?;
            }
            let rest = bytes.get(content.good_bytes..).unwrap_or_default();
            if !rest.is_empty() && (left > 0 || self.goes_on(rest)) {
                return Err(damaged());
            }
        }
        if let (Some(head), Some(last)) = (&self.head, segments.last()) {
            // One signature covers all that leads to it.
            self.key
                .open_head(head.note.as_bytes())
                .map_err(|_| LedgerOpenError::Damaged(last.path.clone()))?;
        }
        Ok(end)
    }

    /// Appends a commit; `None` when it does not follow, or does not lead to the root in its own head.
    fn apply(&mut self, commit: Commit) -> Option<()> {
        if commit.first != self.log.size() {
            return None;
        }
        for (index, one) in (commit.first..).zip(&commit.registrations) {
            self.register.note(index, &one.entry, short(&one.signer));
        }
        let mut complete = self.log.extend(commit.registrations).ok()?;
        let note = Note::parse(commit.head.note.as_bytes()).ok()?;
        let head = Checkpoint::parse(note.text())?;
        if head.size() != self.log.size() || *head.root() != self.log.root() {
            return None;
        }
        self.log.note_head(&mut complete, commit.head.clone());
        self.head = Some(commit.head);
        let durable = self.durable;
        let new = complete.into_iter().filter(|chunk| chunk.index >= durable);
        self.chunks.extend(new);
        Some(())
    }

    /// Whether a later head of this log stands in what follows the last good record.
    fn goes_on(&self, rest: &[u8]) -> bool {
        let size = self.log.size();
        wal::goes_on(rest, |note| {
            let head = self.key.open_head(note);
            head.is_ok_and(|head| head.checkpoint().size() > size)
        })
    }
}
