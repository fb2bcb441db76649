//! The write-ahead log: what is in it is committed, everything else can be derived from it or was written from it. Records
//! are appended and flushed one after the other to segments named after their first entry; a complete segment is dropped
//! once all its entries stand in complete chunks.

pub(crate) mod record;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::disk;
use crate::step::{Step, passed};
use record::Commit;

/// The open end of the log. After any error it must not be used again: what a failed flush left behind is not known.
pub(crate) struct Wal {
    folder: PathBuf,
    file: File,
    first: u64,
    length_bytes: u64,
    limit_bytes: u64,
}

/// A segment on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Index of its first entry.
    pub(crate) first: u64,
    pub(crate) path: PathBuf,
}

/// What a segment's bytes hold.
pub(crate) struct Content {
    pub(crate) commits: Vec<Commit>,
    /// Bytes that the commits take up.
    pub(crate) good_bytes: usize,
    /// Those of them that the last commit takes up.
    last_bytes: usize,
}

/// Where the log goes on.
#[derive(Debug, Default)]
pub(crate) struct End {
    /// Bytes of the last segment that hold commits.
    pub(crate) good_bytes: u64,
    /// The last record of it; empty where it has none.
    pub(crate) last: Vec<u8>,
}

impl Content {
    /// Where the log goes on in the segment with these bytes.
    pub(crate) fn end(&self, bytes: &[u8]) -> End {
        let from = self.good_bytes.saturating_sub(self.last_bytes);
        let last = bytes.get(from..self.good_bytes).unwrap_or_default();
        End {
            good_bytes: u64::try_from(self.good_bytes).unwrap_or(u64::MAX),
            last: last.to_vec(),
        }
    }
}

impl Wal {
    /// Begins the segment of entry `first`.
    pub(crate) fn create(folder: &Path, first: u64, limit_bytes: u64) -> io::Result<Self> {
        let path = folder.join(segment_name(first));
        let mut options = disk::private();
        options.append(true).create_new(true);
        let file = disk::patiently(|| options.open(&path))?;
        file.sync_all()?;
        passed(Step::SegmentMade);
        disk::flush_folder(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            file,
            first,
            length_bytes: 0,
            limit_bytes,
        })
    }

    /// Goes on with `segment` at its `end`; what stands behind it was never acknowledged and is cut off.
    pub(crate) fn reopen(segment: &Segment, end: &End, limit_bytes: u64) -> io::Result<Self> {
        let mut file = OpenOptions::new().write(true).open(&segment.path)?;
        if file.metadata()?.len() != end.good_bytes {
            file.set_len(end.good_bytes)?;
        }
        // The last record can be read here and yet not be on disk: its process was killed before the flush, or the flush failed.
        // After a failed one Linux takes its pages for written, and another flush would write nothing. So it is written again:
        // from now on it is shown to others. Each record before it was flushed before the next was written.
        let length = u64::try_from(end.last.len()).unwrap_or(u64::MAX);
        file.seek(SeekFrom::Start(end.good_bytes.saturating_sub(length)))?;
        file.write_all(&end.last)?;
        file.sync_all()?;
        let file = OpenOptions::new().append(true).open(&segment.path)?;
        Ok(Self {
            folder: segment.path.parent().unwrap_or(Path::new("")).to_owned(),
            file,
            first: segment.first,
            length_bytes: end.good_bytes,
            limit_bytes,
        })
    }

    /// Appends a record and flushes it to disk: when this returns, the commit is durable.
    pub(crate) fn append(&mut self, record: &[u8]) -> io::Result<()> {
        #[cfg(test)]
        crate::step::tear(record, |half| self.file.write_all(half));
        self.file.write_all(record)?;
        passed(Step::RecordAppended);
        self.file.sync_data()?;
        passed(Step::RecordFlushed);
        let length = u64::try_from(record.len()).unwrap_or(u64::MAX);
        self.length_bytes = self.length_bytes.saturating_add(length);
        Ok(())
    }

    /// Where this segment is full or `is_old`, begins the next one at entry `next` and returns the entries of this one.
    pub(crate) fn roll(&mut self, next: u64, is_old: bool) -> io::Result<Option<Range<u64>>> {
        let is_full = self.length_bytes >= self.limit_bytes;
        if self.length_bytes == 0 || !(is_full || is_old) {
            return Ok(None);
        }
        let complete = self.first..next;
        *self = Self::create(&self.folder, next, self.limit_bytes)?;
        Ok(Some(complete))
    }
}

/// Makes the first segment where there is none. Whether the log is empty now.
pub(crate) fn begin(folder: &Path) -> io::Result<bool> {
    match segments(folder)?.as_deref() {
        Some([]) => Wal::create(folder, 0, 0).map(|_| true),
        Some([only]) if only.first == 0 => Ok(fs::metadata(&only.path)?.len() == 0),
        _ => Ok(false),
    }
}

/// The segments in `folder`, oldest first. `None` when there is a file that is none.
pub(crate) fn segments(folder: &Path) -> io::Result<Option<Vec<Segment>>> {
    let mut segments = Vec::new();
    for found in disk::list(folder)? {
        let path = found?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(first) = name.and_then(parse_segment_name) else {
            return Ok(None);
        };
        segments.push(Segment { first, path });
    }
    segments.sort_by_key(|segment| segment.first);
    Ok(Some(segments))
}

/// Removes the segment of entry `first`, whose content stands elsewhere.
pub(crate) fn drop_segment(folder: &Path, first: u64) -> io::Result<()> {
    fs::remove_file(folder.join(segment_name(first)))?;
    passed(Step::SegmentDropped);
    disk::flush_folder(folder)
}

/// The commits at the beginning of `bytes`.
pub(crate) fn read(bytes: &[u8]) -> Content {
    let mut commits = Vec::new();
    let (mut rest, mut last_bytes) = (bytes, 0);
    while let Ok((commit, after)) = record::take(rest) {
        commits.push(commit);
        last_bytes = rest.len() - after.len();
        rest = after;
    }
    Content {
        commits,
        good_bytes: bytes.len() - rest.len(),
        last_bytes,
    }
}

/// Whether after the beginning of `rest` there is a record with a head that `is_genuine`. Behind a torn end there is none,
/// because a record is written only after the one before it was flushed: where there is one, the log was damaged in its
/// middle. Heads are looked at and not whole records, so that what clients put into statements cannot make this slow.
pub(crate) fn goes_on(rest: &[u8], is_genuine: impl Fn(&[u8]) -> bool) -> bool {
    rest.windows(record::MAGIC.len())
        .enumerate()
        .skip(1)
        .filter(|(_, window)| **window == record::MAGIC)
        .filter_map(|(at, _)| rest.get(at..).and_then(record::peek_note))
        .any(is_genuine)
}

fn segment_name(first: u64) -> String {
    format!("{first:020}.wal")
}

fn parse_segment_name(name: &str) -> Option<u64> {
    let first = name.strip_suffix(".wal")?.parse().ok()?;
    (segment_name(first) == name).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::Registration;
    use keepwell_protocol::entry::{Entry, EntryType};

    fn record(first: u64) -> Vec<u8> {
        let one = Registration {
            entry: Entry {
                kind: EntryType::Grant,
                target: 0,
                statement: [7; 32],
            },
            signer: [8; 32],
            statement: vec![9; 100],
        };
        record::encode(
            first,
            "note\n",
            &record::encode_registrations(&[one]).unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn segments_follow_one_another() {
        let dir = tempfile::tempdir().unwrap();
        let mut wal = Wal::create(dir.path(), 0, 500).unwrap();
        let mut rolled = Vec::new();
        for first in 0..5 {
            wal.append(&record(first)).unwrap();
            rolled.extend(wal.roll(first + 1, false).unwrap());
        }
        assert_eq!(rolled.first(), Some(&(0..3)));
        let segments = segments(dir.path()).unwrap().unwrap();
        let firsts: Vec<_> = segments.iter().map(|segment| segment.first).collect();
        assert_eq!(firsts, [0, 3]);
        let content = read(&fs::read(&segments[0].path).unwrap());
        assert_eq!(content.commits.len(), 3);
        drop_segment(dir.path(), 0).unwrap();
        assert_eq!(super::segments(dir.path()).unwrap().unwrap().len(), 1);
    }

    #[test]
    fn a_torn_end_is_cut_off_and_the_log_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let mut wal = Wal::create(dir.path(), 0, 5000).unwrap();
        wal.append(&record(0)).unwrap();
        wal.append(&record(1)[..50]).unwrap();
        let segment = segments(dir.path()).unwrap().unwrap().remove(0);
        let bytes = fs::read(&segment.path).unwrap();
        let content = read(&bytes);
        assert_eq!(content.commits.len(), 1);
        let mut wal = Wal::reopen(&segment, &content.end(&bytes), 5000).unwrap();
        wal.append(&record(1)).unwrap();
        assert_eq!(read(&fs::read(&segment.path).unwrap()).commits.len(), 2);
    }

    #[test]
    fn the_last_record_is_written_again_before_the_log_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let mut wal = Wal::create(dir.path(), 0, 5000).unwrap();
        wal.append(&record(0)).unwrap();
        wal.append(&record(1)).unwrap();
        let segment = segments(dir.path()).unwrap().unwrap().remove(0);
        let read_from_cache = fs::read(&segment.path).unwrap();
        // What the disk has after a flush that failed.
        let hole = vec![0; record(1).len()];
        fs::write(&segment.path, [record(0), hole].concat()).unwrap();
        let end = read(&read_from_cache).end(&read_from_cache);
        let mut wal = Wal::reopen(&segment, &end, 5000).unwrap();
        wal.append(&record(2)).unwrap();
        let all = [record(0), record(1), record(2)].concat();
        assert_eq!(fs::read(&segment.path).unwrap(), all);
        // A segment that was just begun has none.
        let mut wal = Wal::create(dir.path(), 3, 5000).unwrap();
        let segment = segments(dir.path()).unwrap().unwrap().remove(1);
        assert_eq!(read(&[]).end(&[]).last, [0; 0]);
        drop(Wal::reopen(&segment, &End::default(), 5000).unwrap());
        wal.append(&record(3)).unwrap();
        assert_eq!(fs::read(&segment.path).unwrap(), record(3));
    }

    #[test]
    fn damage_in_the_middle_is_told_from_a_torn_end() {
        let mut bytes = [record(0), record(1), record(2)].concat();
        let length = record(0).len();
        bytes[length + 40] ^= 1;
        let content = read(&bytes);
        assert_eq!(content.commits.len(), 1);
        let rest = &bytes[content.good_bytes..];
        assert!(goes_on(rest, |note| note == b"note\n"));
        assert!(!goes_on(rest, |_| false));
        assert!(!goes_on(&rest[..length], |_| true));
        assert!(!goes_on(&[0; 4096], |_| true));
    }

    #[test]
    fn a_stray_file_is_not_overlooked() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["1.wal", "00000000000000000001.wal2", "x"] {
            let path = dir.path().join(name);
            fs::write(&path, "").unwrap();
            assert_eq!(segments(dir.path()).unwrap(), None, "{name}");
            fs::remove_file(path).unwrap();
        }
    }
}
