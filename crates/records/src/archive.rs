//! A ZIP archive that somebody imports: the files in it by their paths, and their bytes. What an archive says of its
//! lengths is not believed: every file and all of them together are counted while they are unpacked.

use std::io::{self, Read, Seek};

use thiserror::Error;
use zeroize::Zeroizing;
use zip::{ZipArchive, result::ZipError};

/// How an archive with something in it begins, and an empty one.
const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// What the system of a computer leaves in archives.
const LEFTOVERS: [&str; 2] = ["__MACOSX/", ".DS_Store"];

/// How much an archive may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most files.
    pub files: usize,
    /// The largest file in bytes; it stands in memory as a whole.
    pub member_bytes: u64,
    /// All files together, in bytes.
    pub all_bytes: u64,
}

impl Default for Limits {
    /// 20,000 files, each at most 256 MiB, together 8 GiB.
    fn default() -> Self {
        Self {
            files: 20_000,
            member_bytes: 256 << 20,
            all_bytes: 8 << 30,
        }
    }
}

/// Why an archive, or a file in it, cannot be read.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// It is not whole.
    #[error("the archive is damaged: get it anew")]
    Damaged,
    /// Its file cannot be read.
    #[error("the archive could not be read: {0}")]
    Io(#[from] io::Error),
    /// It is encrypted.
    #[error("the archive has a password: unpack it and import the files in it")]
    Locked,
    /// One file is over its limit.
    #[error("this file is too large for an archive: unpack it and import it by itself")]
    Member,
    /// No file in it has this path.
    #[error("the archive has no file of this name")]
    NoSuchFile,
    /// It has too many files, or too much in them.
    #[error("the archive holds too much: unpack it and import the files in it")]
    TooMuch,
    /// A way of packing that is not read.
    #[error("the archive is packed in an unusual way: unpack it and import the files in it")]
    Unusual,
}

/// An archive, and the paths of the files in it.
pub struct Archive<S> {
    zip: ZipArchive<S>,
    /// Number and path.
    members: Vec<(usize, String)>,
    member_bytes: u64,
    /// How many more bytes are unpacked, whatever the archive says of its lengths.
    left: u64,
}

/// Whether a file that begins like this is an archive.
#[must_use]
pub fn is_archive(head: &[u8]) -> bool {
    MAGIC.iter().any(|magic| head.starts_with(magic))
}

impl<S: Read + Seek> Archive<S> {
    /// Opens an archive. Each of its files may be read twice before there is too much.
    ///
    /// # Errors
    /// [`ArchiveError`] when it is damaged, locked, or says that it holds too much.
    pub fn open(source: S, limits: Limits) -> Result<Self, ArchiveError> {
        let mut zip = ZipArchive::new(source)?;
        if zip.len() > limits.files {
            return Err(ArchiveError::TooMuch);
        }
        let mut members = Vec::with_capacity(zip.len());
        let mut all_bytes = 0_u64;
        for number in 0..zip.len() {
            let member = zip.by_index_raw(number)?;
            let path = member.name().to_owned();
            if member.encrypted() {
                return Err(ArchiveError::Locked);
            }
            all_bytes = all_bytes.saturating_add(member.size());
            if member.is_file() && !LEFTOVERS.iter().any(|left| path.contains(left)) {
                members.push((number, path));
            }
        }
        if all_bytes > limits.all_bytes {
            return Err(ArchiveError::TooMuch);
        }
        Ok(Self {
            zip,
            members,
            member_bytes: limits.member_bytes,
            left: limits.all_bytes.saturating_mul(2),
        })
    }

    /// The paths of the files, in the order of the archive.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(_, path)| path.as_str())
    }

    /// The bytes of the first file at `path`.
    ///
    /// # Errors
    /// [`ArchiveError`] when there is none, it is damaged or too large, or all that was read is too much.
    pub fn read(&mut self, path: &str) -> Result<Zeroizing<Vec<u8>>, ArchiveError> {
        let found = self.members.iter().find(|(_, other)| other == path);
        let (number, _) = *found.ok_or(ArchiveError::NoSuchFile)?;
        let most = self.left.min(self.member_bytes.saturating_add(1));
        let member = self.zip.by_index(number)?;
        let mut bytes = Zeroizing::new(Vec::new());
        member.take(most).read_to_end(&mut bytes)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.saturating_sub(length);
        if self.left == 0 {
            Err(ArchiveError::TooMuch)
        } else if length > self.member_bytes {
            Err(ArchiveError::Member)
        } else {
            Ok(bytes)
        }
    }
}

impl From<ZipError> for ArchiveError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(_) => Self::Unusual,
            _ => Self::Damaged,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn packed(files: &[(&str, usize)]) -> Cursor<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, length) in files {
            zip.start_file(*path, SimpleFileOptions::default())
                .expect("a file");
            zip.write_all(&vec![7; *length]).expect("written");
        }
        zip.finish().expect("an archive")
    }

    fn open(files: &[(&str, usize)]) -> Result<Archive<Cursor<Vec<u8>>>, ArchiveError> {
        let limits = Limits {
            files: 3,
            member_bytes: 100,
            all_bytes: 250,
        };
        Archive::open(packed(files), limits)
    }

    #[test]
    fn one_file_or_one_byte_more_than_the_most_is_too_much() {
        assert!(open(&[("a", 1), ("b", 1), ("c", 1)]).is_ok());
        let files = open(&[("a", 1), ("b", 1), ("c", 1), ("d", 1)]);
        assert!(matches!(files.err(), Some(ArchiveError::TooMuch)));
        assert!(open(&[("a", 100), ("b", 100), ("c", 50)]).is_ok());
        let all = open(&[("a", 100), ("b", 100), ("c", 51)]);
        assert!(matches!(all.err(), Some(ArchiveError::TooMuch)));

        let mut archive = open(&[("a", 100), ("b", 101)]).expect("an archive");
        assert_eq!(archive.read("a").expect("as long as allowed").len(), 100);
        let member = archive.read("b").err();
        assert!(matches!(member, Some(ArchiveError::Member)));
    }

    /// The lengths in an archive are only told: what is unpacked is counted.
    #[test]
    fn what_is_read_again_and_again_is_too_much() {
        let mut archive = open(&[("a", 100)]).expect("an archive");
        let reads: Vec<_> = (0..6).map(|_| archive.read("a").is_ok()).collect();
        assert_eq!(reads, [true, true, true, true, false, false]);
    }
}
