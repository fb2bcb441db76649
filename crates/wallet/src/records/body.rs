//! Where a record's bytes are: up to 256 KiB sealed in the store, above that as an age file of its own under a random
//! name, written and read in pieces so that memory stays constant.

use std::{
    fs::{self, File},
    io::{self, BufReader, Cursor, Read, Write},
    path::PathBuf,
};

use keepwell_crypto::seal::DataKey;
use keepwell_protocol::hexadecimal::to_hex;
use keepwell_records::limits;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use super::{BODIES, RecordId, RecordsError, entry, entry::Entry};
use crate::{
    home::{Home, NewFile},
    vault::Vault,
};

/// The largest body in the store, in bytes.
pub(super) const STORED_BYTES: u64 = limits::INLINE_BYTES;

/// A record's bytes, decrypted as they are read. Only a read to the end proves that a file was not cut.
pub struct DocumentReader(Source);

enum Source {
    File(Box<dyn Read + Send>),
    Memory(Cursor<Zeroizing<Vec<u8>>>),
}

impl Read for DocumentReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Source::File(file) => file.read(into),
            Source::Memory(bytes) => bytes.read(into),
        }
    }
}

/// Opens a record's bytes.
///
/// # Errors
/// [`RecordsError::DamagedRecord`] when they are gone, or why they cannot be read.
pub(super) fn open(
    vault: &Vault,
    id: RecordId,
    entry: &Entry,
) -> Result<DocumentReader, RecordsError> {
    let source = match &entry.file {
        Some(name) => open_file(vault.home(), vault.data_key(), name)?
            .map(|file| Source::File(Box::new(file))),
        None => vault
            .store()
            .get(BODIES, &id.to_bytes())?
            .map(|bytes| Source::Memory(Cursor::new(bytes))),
    };
    source
        .map(DocumentReader)
        .ok_or(RecordsError::DamagedRecord(id))
}

/// A record's bytes in one piece.
///
/// # Errors
/// As [`open`]; also when they are not as many as the entry says.
pub(super) fn read(vault: &Vault, id: RecordId, entry: &Entry) -> Result<Vec<u8>, RecordsError> {
    let damaged = RecordsError::DamagedRecord(id);
    let Ok(size) = usize::try_from(entry.size_bytes) else {
        return Err(damaged);
    };
    let mut bytes = Vec::with_capacity(size);
    let mut reader = open(vault, id, entry)?.take(entry.size_bytes.saturating_add(1));
    reader
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(id, error))?;
    if bytes.len() == size {
        Ok(bytes)
    } else {
        Err(damaged)
    }
}

/// A record's bytes as text.
///
/// # Errors
/// As [`read`].
pub(super) fn read_text(
    vault: &Vault,
    id: RecordId,
    entry: &Entry,
) -> Result<String, RecordsError> {
    String::from_utf8(read(vault, id, entry)?).map_err(|_| RecordsError::DamagedRecord(id))
}

/// A record's bytes as text for a picture of many; `None` when it cannot be read, which is told where it itself is shown.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn read_shown(vault: &Vault, id: RecordId) -> Result<Option<String>, RecordsError> {
    let entry = entry(vault.store(), id)?;
    match read_text(vault, id, &entry) {
        Ok(raw) => Ok(Some(raw)),
        Err(RecordsError::DamagedRecord(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens the file `name` in `documents/`; `None` when it is gone or is not ours.
///
/// # Errors
/// When the disk fails.
pub(crate) fn open_file(
    home: &Home,
    data_key: &DataKey,
    name: &str,
) -> io::Result<Option<impl Read + Send + use<>>> {
    let Ok(path) = path(home, name) else {
        return Ok(None);
    };
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => BufReader::new(file?),
    };
    Ok(data_key.document_identity().decrypt_from(file).ok())
}

/// Writes what `content` gives as the file `name` in `documents/`, durable on return. Gives how many bytes there were.
///
/// # Errors
/// When `content` or the disk fails; then there is no file.
pub(crate) fn write_new_file(
    home: &Home,
    data_key: &DataKey,
    name: &str,
    content: &mut dyn Read,
) -> Result<u64, RecordsError> {
    let file = io::BufWriter::new(NewFile::create(&path(home, name)?)?);
    let recipient = data_key.document_identity().recipient();
    let mut writer = recipient.encrypt_to(file).map_err(io::Error::from)?;
    let length = io::copy(content, &mut writer)?;
    let mut file = writer.finish()?;
    file.flush()?;
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .commit()?;
    Ok(length)
}

/// A new random name for a file in `documents/`.
pub(super) fn new_name(rng: &mut dyn CryptoRngCore) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    to_hex(&bytes)
}

/// Deletes a file whose record is gone. What cannot be deleted now is swept at the next unlock.
pub(super) fn delete_file(home: &Home, name: &str) {
    if let Ok(path) = path(home, name) {
        fs::remove_file(path).unwrap_or_default();
    }
}

/// Names are ours, 32 hexadecimal digits; anything else in an entry is damage, not a path to follow.
pub(super) fn path(home: &Home, name: &str) -> Result<PathBuf, RecordsError> {
    let is_ours = name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_ours {
        Ok(home.documents().join(name))
    } else {
        Err(RecordsError::Damaged)
    }
}

/// What a reader of age files says when they were cut or changed is damage; the rest is the disk.
pub(super) fn unreadable(id: RecordId, error: io::Error) -> RecordsError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            RecordsError::DamagedRecord(id)
        }
        _ => error.into(),
    }
}
