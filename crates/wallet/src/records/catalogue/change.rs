//! Changes of the catalogue: collected beside those of the entries, put into the same batch, and in force once that batch
//! is on the disk.

use std::{collections::BTreeMap, sync::Arc};

use keepwell_store::{Batch, Store};

use keepwell_records::view::Marks;

use super::{
    CATALOGUE, Catalogue, RULES, VERSION, build::row_of, chunk::Chunk, chunk_of, row::NewRow,
};
use crate::{
    records::{RECORD, RecordId, RecordsError, entry::Entry},
    vault::Vault,
};

/// As much of chunks as goes into one batch, in bytes; the store's own limit is three times that.
pub(super) const BATCH_BYTES: usize = 8 << 20;

/// What becomes of rows, by the numbers of their records.
#[derive(Default)]
pub(in crate::records) struct Changes(BTreeMap<u64, Option<Vec<u8>>>);

impl Changes {
    /// Adds the row of a new record, whose view has its haystack.
    pub(in crate::records) fn add(&mut self, id: RecordId, entry: &Entry, marks: &Marks) {
        let row = NewRow {
            id,
            entry,
            haystack: &entry.view.haystack,
            marks,
        };
        self.0.insert(entry.number, Some(row.encode()));
    }

    /// Replaces the row of a record that is in the store, after its entry changed.
    pub(in crate::records) fn replace(&mut self, vault: &Vault, id: RecordId, entry: &Entry) {
        let row = row_of(vault, id, entry);
        self.0.insert(entry.number, Some(row));
    }

    /// Takes out the row of the record with this number.
    pub(in crate::records) fn remove(&mut self, number: u64) {
        self.0.insert(number, None);
    }
}

/// A catalogue that is in force once the batch it was put into is on the disk.
pub(in crate::records) struct Staged {
    pub(super) catalogue: Catalogue,
    /// The chunks were too many for the batch: all are to be saved after it.
    pub(super) is_unsaved: bool,
}

impl Catalogue {
    /// The catalogue after `changes`, its new chunks put into `batch` unless they have more than `limit` bytes.
    ///
    /// # Errors
    /// [`RecordsError::Damaged`] for numbers beyond every limit.
    pub(in crate::records) fn stage(
        &self,
        changes: Changes,
        batch: &mut Batch,
        limit: usize,
    ) -> Result<Staged, RecordsError> {
        let mut by_chunk: BTreeMap<u32, BTreeMap<u64, Option<Vec<u8>>>> = BTreeMap::new();
        for (number, row) in changes.0 {
            by_chunk
                .entry(chunk_of(number)?)
                .or_default()
                .insert(number, row);
        }
        let mut chunks: BTreeMap<u32, Arc<Chunk>> = self.chunks.iter().cloned().collect();
        let mut changed = Vec::new();
        for (number, rows) in &by_chunk {
            let old = chunks.get(number).map(Arc::as_ref);
            let chunk = Arc::new(Chunk::changed(old, rows).ok_or(RecordsError::Damaged)?);
            changed.push((*number, chunk.clone()));
            if chunk.len() == 0 {
                chunks.remove(number);
            } else {
                chunks.insert(*number, chunk);
            }
        }
        let bytes: usize = changed.iter().map(|(_, chunk)| chunk.bytes().len()).sum();
        let is_unsaved = bytes > limit;
        if is_unsaved {
            batch.delete(RECORD, RULES);
        } else {
            changed
                .iter()
                .for_each(|(number, chunk)| put(*number, chunk, batch));
        }
        Ok(Staged {
            catalogue: Self::of(chunks.into_iter().collect()),
            is_unsaved,
        })
    }

    /// Writes all of it, in as many batches as it takes; it counts only once the last of them is there.
    ///
    /// # Errors
    /// [`RecordsError`] when the store cannot be written; the next unlock makes it anew.
    pub(super) fn save(&self, store: &Store) -> Result<(), RecordsError> {
        let mut batch = Batch::new();
        batch.delete(RECORD, RULES);
        for key in store.keys(CATALOGUE) {
            batch.delete(CATALOGUE, &key?);
        }
        let mut bytes = 0;
        for (number, chunk) in &self.chunks {
            put(*number, chunk, &mut batch);
            bytes += chunk.bytes().len();
            if bytes > BATCH_BYTES {
                store.write(&batch)?;
                (batch, bytes) = (Batch::new(), 0);
            }
        }
        batch.put(RECORD, RULES, [VERSION]);
        Ok(store.write(&batch)?)
    }
}

/// A chunk without rows leaves nothing behind.
fn put(number: u32, chunk: &Chunk, batch: &mut Batch) {
    let key = number.to_be_bytes();
    if chunk.len() == 0 {
        batch.delete(CATALOGUE, &key);
    } else {
        batch.put(CATALOGUE, &key, chunk.bytes());
    }
}
