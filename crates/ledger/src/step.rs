//! The steps between which a process may die with something half done on the disk. Each is named where it is passed, so that
//! a test can end the process at every one of them; in a program that people run, passing one does nothing.

/// What was done last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(test), expect(dead_code, reason = "only tests tear records"))]
pub(crate) enum Step {
    /// Half of a record was appended to the write-ahead log.
    RecordTorn,
    /// All of it was, and is not flushed.
    RecordAppended,
    /// It was flushed, and nobody knows yet.
    RecordFlushed,
    /// The next segment was made; its name is not flushed.
    SegmentMade,
    /// A segment that is no longer needed was removed; its folder is not flushed.
    SegmentDropped,
    /// A file was written under its temporary name.
    FileWritten,
    /// It was flushed.
    FileFlushed,
    /// It has its own name; the folder is not flushed.
    FileRenamed,
    /// A folder was made; the one above it is not flushed.
    FolderMade,
    /// A folder was flushed.
    FolderFlushed,
    /// A file was removed, of a pruned chunk or a request that is done; its folder is not flushed.
    FileRemoved,
}

#[cfg(not(test))]
pub(crate) fn passed(_: Step) {}

#[cfg(test)]
pub(crate) use crate::tests::dying::passed;

/// Leaves half of `record` behind where the process is to die on it.
#[cfg(test)]
pub(crate) fn tear(record: &[u8], write: impl FnOnce(&[u8]) -> std::io::Result<()>) {
    if crate::tests::dying::is_next(Step::RecordTorn) {
        let (half, _) = record.split_at(record.len() / 2);
        let _ = write(half);
    }
    passed(Step::RecordTorn);
}
