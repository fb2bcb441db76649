//! A backup made: the documents streamed one after another, then the rows, encrypted as they come, into a file that is
//! in place only when it is whole.

use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
};

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use super::{
    BackupError,
    frame::{Header, Next},
    state,
};
use crate::{
    home::NewFile,
    records::{self, RecordsError, StoredFile},
    stream::HashedReader,
    vault::{self, Vault},
};

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BackupReport {
    /// How many records.
    pub records: u64,
    /// The file's length in bytes.
    pub bytes: u64,
}

/// Writes a backup of the whole vault to the file `out`, replacing an older one only when the new one is whole.
///
/// # Errors
/// [`BackupError`]; then `out` is as it was.
pub fn backup(vault: &Vault, out: &Path, now: Timestamp) -> Result<BackupReport, BackupError> {
    // Records may not change between their documents and their rows.
    let _records = vault.lock_records();
    let files = records::stored_files(vault)?;
    let changes = records::changes(vault.store())?;
    let header = Header {
        made: now,
        records: records::count(vault)?,
        documents: u64::try_from(files.len()).unwrap_or(u64::MAX),
    };
    let file = io::BufWriter::new(NewFile::create(out)?);
    let recipient = vault.keys().recovery().recipient();
    let mut age = recipient.encrypt_to(file).map_err(io::Error::from)?;
    header.write(&mut age)?;
    for file in &files {
        write_document(vault, file, &mut age)?;
    }
    Next::Rows.write(&mut age)?;
    // The keys come from the words; a backup holds none.
    vault
        .store()
        .export(&mut age, |table| table != vault::TABLE.name())?;
    let mut file = age.finish()?;
    file.flush()?;
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .commit()?;
    state::note_file(vault.store(), now, changes)?;
    Ok(BackupReport {
        records: header.records,
        bytes: fs::metadata(out)?.len(),
    })
}

fn write_document(
    vault: &Vault,
    stored: &StoredFile,
    out: &mut impl Write,
) -> Result<(), BackupError> {
    let next = Next::Document {
        name: stored.name.clone(),
        size_bytes: stored.size_bytes,
    };
    next.write(out)?;
    let damaged = || RecordsError::DamagedRecord(stored.id);
    let content = records::open_file(vault.home(), vault.data_key(), &stored.name)?;
    let content = content.ok_or_else(damaged)?;
    let mut content = HashedReader::new(content.take(stored.size_bytes.saturating_add(1)));
    let written = io::copy(&mut content, out);
    let digest = content.finish().map_err(|_| damaged())?;
    if written? != stored.size_bytes || digest != stored.digest {
        return Err(damaged().into());
    }
    Ok(out.write_all(&digest)?)
}
