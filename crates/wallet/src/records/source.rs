//! Where a record came from: the name of the file it first stood in. Kept once a file, under the file's digest, which the
//! entries of its records name.

use keepwell_store::{Batch, Table};

use super::{RecordsError, entry::Entry};
use crate::vault::Vault;

/// Names of imported FHIR files, by their SHA-256.
pub(super) const SOURCES: Table = Table::new("sources");

/// The name of the file that a record came in; `None` of one typed in, and of those from before names were kept.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(super) fn file_of(vault: &Vault, entry: &Entry) -> Result<Option<String>, RecordsError> {
    if let Some(document) = &entry.document {
        return Ok(Some(document.name.clone()));
    }
    for origin in &entry.origins {
        if let Some(name) = vault.store().get(SOURCES, &origin.file)? {
            return Ok(String::from_utf8(name.to_vec()).ok());
        }
    }
    Ok(None)
}

/// Forgets all names: no record is left that came in any file.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(super) fn forget(vault: &Vault, batch: &mut Batch) -> Result<(), RecordsError> {
    for key in vault.store().keys(SOURCES) {
        batch.delete(SOURCES, &key?);
    }
    Ok(())
}
