//! The plaintext of a backup: a line with its version, a header, the documents that are files of their own, and then the
//! store's rows to the end. Lengths come first and digests last; a reader trusts neither before the other fits.

use std::io::{self, Read, Write};

use ciborium::Value;
use keepwell_protocol::{
    cbor::{MapReader, MapWriter},
    time::Timestamp,
};

use super::BackupError;

/// How every backup's plaintext begins; the version follows in digits, and a line end.
const PREFIX: &[u8; 16] = b"keepwell-backup ";
/// The version that this program writes and reads.
const VERSION: &[u8] = b"1";
/// The longest version that is read, in digits.
const VERSION_DIGITS: usize = 9;
/// How the rows are announced; a document is announced by [`DOCUMENT`].
const ROWS: u8 = 0;
const DOCUMENT: u8 = 1;
const WHAT: &str = "backup's header";
/// The largest header that is read, in bytes.
const HEADER_BYTES: u16 = 1024;

/// Length of the name of a file in `documents/`.
const NAME_LEN: usize = 32;

/// What a backup says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// When it was made.
    pub(super) made: Timestamp,
    /// How many records are in it.
    pub(super) records: u64,
    /// How many documents precede the rows.
    pub(super) documents: u64,
}

impl Header {
    /// Writes version and header.
    ///
    /// # Errors
    /// When `out` fails.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(PREFIX)?;
        out.write_all(VERSION)?;
        out.write_all(b"\n")?;
        let header = MapWriter::default()
            .put(1, Value::from(self.made.seconds()))
            .put(2, Value::from(self.records))
            .put(3, Value::from(self.documents))
            .encode();
        let length = u16::try_from(header.len()).map_err(io::Error::other)?;
        out.write_all(&length.to_be_bytes())?;
        out.write_all(&header)
    }

    /// Reads version and header.
    ///
    /// # Errors
    /// [`BackupError`] names what is wrong.
    pub(super) fn read(input: &mut impl Read) -> Result<Self, BackupError> {
        check_version(input)?;
        let length = u16::from_be_bytes(array(input)?);
        if length > HEADER_BYTES {
            return Err(BackupError::Damaged);
        }
        let mut bytes = vec![0; usize::from(length)];
        input.read_exact(&mut bytes).map_err(as_damage)?;
        let mut map = MapReader::parse(WHAT, &bytes, usize::from(HEADER_BYTES))?;
        let header = Self {
            made: Timestamp::from_seconds(map.uint(1, "made")?),
            records: map.uint(2, "records")?,
            documents: map.uint(3, "documents")?,
        };
        map.finish()?;
        Ok(header)
    }
}

fn check_version(input: &mut impl Read) -> Result<(), BackupError> {
    if array(input)? != *PREFIX {
        return Err(BackupError::NotABackup);
    }
    let mut digits = Vec::new();
    loop {
        let [letter] = array(input)?;
        match letter {
            b'\n' => break,
            b'0'..=b'9' if digits.len() < VERSION_DIGITS => digits.push(letter),
            _ => return Err(BackupError::NotABackup),
        }
    }
    if digits == VERSION {
        Ok(())
    } else {
        Err(BackupError::NewerVersion)
    }
}

/// What comes next.
pub(super) enum Next {
    /// A document: this many bytes under this name, then their SHA-256.
    Document { name: String, size_bytes: u64 },
    /// The rows, to the end.
    Rows,
}

impl Next {
    /// Writes what announces it.
    ///
    /// # Errors
    /// When `out` fails.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Rows => out.write_all(&[ROWS]),
            Self::Document { name, size_bytes } => {
                let name: &[u8; NAME_LEN] = name
                    .as_bytes()
                    .try_into()
                    .map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
                out.write_all(&[DOCUMENT])?;
                out.write_all(name)?;
                out.write_all(&size_bytes.to_be_bytes())
            }
        }
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`BackupError::Damaged`].
    pub(super) fn read(input: &mut impl Read) -> Result<Self, BackupError> {
        match array(input)? {
            [ROWS] => Ok(Self::Rows),
            [DOCUMENT] => {
                let name: [u8; NAME_LEN] = array(input)?;
                Ok(Self::Document {
                    name: String::from_utf8(name.to_vec()).map_err(|_| BackupError::Damaged)?,
                    size_bytes: u64::from_be_bytes(array(input)?),
                })
            }
            _ => Err(BackupError::Damaged),
        }
    }
}

/// Exactly `N` bytes.
///
/// # Errors
/// [`BackupError::Damaged`] when they are not there or not authentic.
pub(super) fn array<const N: usize>(input: &mut impl Read) -> Result<[u8; N], BackupError> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes).map_err(as_damage)?;
    Ok(bytes)
}

/// What a reader of age files says when the file was cut or changed is damage; the rest is the disk.
pub(super) fn as_damage(error: io::Error) -> BackupError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => BackupError::Damaged,
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: Header = Header {
        made: Timestamp::from_seconds(1_780_000_000),
        records: 3,
        documents: 1,
    };

    fn written() -> Vec<u8> {
        let mut bytes = Vec::new();
        HEADER.write(&mut bytes).expect("written");
        bytes
    }

    #[test]
    fn a_header_comes_back_and_a_cut_one_does_not() {
        let bytes = written();
        assert_eq!(Header::read(&mut bytes.as_slice()).ok(), Some(HEADER));
        for end in 0..bytes.len() {
            assert!(Header::read(&mut &bytes[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn the_bytes_are_those_of_the_format_page() {
        let hex = "6b65657077656c6c2d6261636b757020310a000ba3011a6a18a50002030301";
        assert_eq!(keepwell_protocol::hexadecimal::to_hex(&written()), hex);
    }

    #[test]
    fn a_newer_version_and_something_else_are_told_apart() {
        let read = |text: &[u8]| {
            let mut bytes = text.to_vec();
            bytes.extend_from_slice(&written()[18..]);
            Header::read(&mut bytes.as_slice()).expect_err("refused")
        };
        assert!(matches!(
            read(b"keepwell-backup 2\n"),
            BackupError::NewerVersion
        ));
        for text in [
            &b"keepwell-backup x\n"[..],
            b"keepwell-backup 1234567890\n",
            b"another file of somebody\n",
        ] {
            assert!(matches!(read(text), BackupError::NotABackup));
        }
    }
}
