//! Records taken out of the wallet. What was shared before stays with whom it was shared.

use keepwell_store::Batch;

use super::{
    BODIES, ENTRIES, FILES, PERSON, RECORD, RecordId, RecordsError, body, catalogue::Changes,
    count, entry, name::forget_typed, source,
};
use crate::vault::Vault;

/// Removes these records, all of them or none, and gives how many the wallet still holds. With its last record the
/// wallet forgets its person too, and with the record in which it was typed in.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`] names the first id that is not there; then nothing was removed.
pub fn remove(vault: &Vault, ids: &[RecordId]) -> Result<u64, RecordsError> {
    let _records = vault.lock_records();
    let mut batch = Batch::new();
    forget_typed(vault, ids, &mut batch)?;
    take_out(vault, ids, batch)
}

/// Takes these records out in one write with what `batch` holds. The caller holds the lock on records.
///
/// # Errors
/// As [`remove`].
pub(super) fn take_out(
    vault: &Vault,
    ids: &[RecordId],
    mut batch: Batch,
) -> Result<u64, RecordsError> {
    let mut changes = Changes::default();
    let mut files = Vec::new();
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    for id in &ids {
        let entry = entry(vault.store(), *id)?;
        batch.delete(ENTRIES, &id.to_bytes());
        batch.delete(BODIES, &id.to_bytes());
        changes.remove(entry.number);
        if let Some(name) = entry.file {
            batch.delete(FILES, name.as_bytes());
            files.push(name);
        }
    }
    let left = count(vault)?.saturating_sub(u64::try_from(ids.len()).unwrap_or(u64::MAX));
    if left == 0 {
        batch.delete(RECORD, PERSON);
        source::forget(vault, &mut batch)?;
    }
    vault.write_records(batch, changes)?;
    for name in files {
        body::delete_file(vault.home(), &name);
    }
    Ok(left)
}
