//! A file to import: by its path, or as bytes that the app or the built-in sample has in memory. Opening it reads its
//! first bytes, which tell what it is.

use std::{
    fs::{self, File},
    io::{self, Cursor, Read},
    path::Path,
};

use keepwell_records::limits;
use zeroize::Zeroizing;

use super::{Failure, Why};

/// The longest file name that is kept, in letters.
const NAME_LETTERS: usize = 200;

/// A file to import.
#[derive(Clone, Copy)]
pub enum Input<'a> {
    /// Bytes in memory under a file name.
    Bytes {
        /// The file's name.
        name: &'a str,
        /// Its bytes.
        bytes: &'a [u8],
    },
    /// A file on the disk.
    Path(&'a Path),
}

/// An input being read from its beginning.
pub(super) struct Opened<'a> {
    head: Vec<u8>,
    rest: Box<dyn Read + 'a>,
    length: u64,
}

impl<'a> Input<'a> {
    /// The file as it was named by the person.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Bytes { name, .. } => (*name).to_owned(),
            Self::Path(path) => path.display().to_string(),
        }
    }

    /// The last step of its name, without control characters.
    pub(super) fn name(&self) -> String {
        let label = self.label();
        let last = label.rsplit(['/', '\\']).next().unwrap_or_default();
        last.chars()
            .filter(|letter| !letter.is_control())
            .take(NAME_LETTERS)
            .collect()
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`Failure::File`] when it is not there, not a plain file, or may not be read.
    pub(super) fn open(&self) -> Result<Opened<'a>, Failure> {
        let (rest, length): (Box<dyn Read + 'a>, u64) = match *self {
            Self::Bytes { bytes, .. } => {
                let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                (Box::new(Cursor::new(bytes)), length)
            }
            Self::Path(path) => {
                // Looked at before it is opened: opening a pipe would wait for its other end.
                let found = fs::metadata(path).map_err(|error| unreadable(&error))?;
                if found.is_dir() {
                    return Err(Why::Folder.into());
                }
                if !found.is_file() {
                    return Err(Why::NotPlain.into());
                }
                let file = File::open(path).map_err(|error| unreadable(&error))?;
                (Box::new(file), found.len())
            }
        };
        Ok(Opened {
            head: Vec::new(),
            rest,
            length,
        })
    }
}

impl Opened<'_> {
    /// How many bytes it said it has.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Its first bytes, at most [`limits::HEAD_BYTES`]. They are read again with the rest.
    ///
    /// # Errors
    /// [`Failure::File`] when it cannot be read.
    pub(super) fn head(&mut self) -> Result<Vec<u8>, Failure> {
        let limit = u64::try_from(limits::HEAD_BYTES).unwrap_or(u64::MAX);
        let mut head = self.rest.by_ref().take(limit);
        head.read_to_end(&mut self.head)
            .map_err(|error| unreadable(&error))?;
        Ok(self.head.clone())
    }

    /// All of it, at most `limit` bytes and one more, so that the caller sees that there were too many.
    ///
    /// # Errors
    /// [`Failure::File`] when it cannot be read.
    pub(super) fn read_whole(self, limit: u64) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let bound = self.length.min(limit).saturating_add(1);
        let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(bound).unwrap_or(0)));
        self.into_reader()
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(&error))?;
        Ok(bytes)
    }
}

impl<'a> Opened<'a> {
    /// All of it from the beginning.
    pub(super) fn into_reader(self) -> impl Read + use<'a> {
        Cursor::new(self.head).chain(self.rest)
    }
}

/// Why a file cannot be read.
pub(super) fn unreadable(error: &io::Error) -> Failure {
    Failure::File(error.into())
}
