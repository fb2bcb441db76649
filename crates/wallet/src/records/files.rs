//! The files in `documents/` as a whole: which the store knows, whether they are all there, and those left over.

use std::fs;

use keepwell_records::record::Digest;
use keepwell_store::Store;

use super::{FILES, RecordId, RecordsError, body, entry};
use crate::{
    home::{Home, HomeError},
    vault::{Vault, VaultError},
};

/// A file in `documents/`.
pub(crate) struct StoredFile {
    /// Its name.
    pub(crate) name: String,
    /// The record whose body it holds.
    pub(crate) id: RecordId,
    /// How many bytes it holds.
    pub(crate) size_bytes: u64,
    /// SHA-256 of these.
    pub(crate) digest: Digest,
}

/// All files that the store knows.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(crate) fn stored_files(vault: &Vault) -> Result<Vec<StoredFile>, RecordsError> {
    let rows = vault.store().scan(FILES);
    let file = |row: Result<(Vec<u8>, _), _>| {
        let (name, id): (Vec<u8>, zeroize::Zeroizing<Vec<u8>>) = row?;
        let id = RecordId::from_bytes(&id).ok_or(RecordsError::Damaged)?;
        let entry = entry(vault.store(), id)?;
        Ok(StoredFile {
            name: String::from_utf8(name).map_err(|_| RecordsError::Damaged)?,
            id,
            size_bytes: entry.size_bytes,
            digest: entry.digest,
        })
    };
    rows.map(file).collect()
}

/// Whether every file that the store knows is there.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(crate) fn has_all_files(home: &Home, store: &Store) -> Result<bool, RecordsError> {
    for name in store.keys(FILES) {
        let name = String::from_utf8(name?).map_err(|_| RecordsError::Damaged)?;
        if !body::path(home, &name)?.is_file() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Deletes the files that no record knows: left by a power cut between a file and its record.
///
/// # Errors
/// [`VaultError`] when the folder or the store cannot be read.
pub(crate) fn sweep_files(home: &Home, store: &Store) -> Result<(), VaultError> {
    for found in fs::read_dir(home.documents()).map_err(HomeError::from)? {
        let path = found.map_err(HomeError::from)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let is_known = match name {
            Some(name) => store.contains(FILES, name.as_bytes())?,
            None => false,
        };
        if !is_known {
            // Nothing is lost by a leftover; the next unlock tries again.
            fs::remove_file(path).unwrap_or_default();
        }
    }
    Ok(())
}
