//! The catalogue made anew from entries and bodies: in a wallet that has none yet, after damage, and when a new version
//! of the program asks other things of a record.

use std::{collections::BTreeMap, sync::Arc};

use keepwell_records::{
    document::{Content, document_reference},
    view::{Marks, haystack},
};

use super::{Catalogue, chunk::Chunk, chunk_of, row::NewRow};
use crate::{
    records::{ENTRIES, RecordId, RecordsError, body, entry::Entry},
    vault::Vault,
};

impl Catalogue {
    /// Makes it anew and saves it.
    ///
    /// # Errors
    /// [`RecordsError`] when entries cannot be read.
    pub(super) fn build(vault: &Vault) -> Result<Self, RecordsError> {
        let catalogue = Self::gather(vault)?;
        // On a full or read-only disk the record can still be read; the next unlock tries again.
        catalogue.save(vault.store()).unwrap_or_default();
        Ok(catalogue)
    }

    /// Reads every record. One whose body cannot be read is found by its entry alone.
    ///
    /// # Errors
    /// [`RecordsError`] when entries cannot be read.
    pub(super) fn gather(vault: &Vault) -> Result<Self, RecordsError> {
        let mut chunks: BTreeMap<u32, BTreeMap<u64, Option<Vec<u8>>>> = BTreeMap::new();
        for row in vault.store().scan(ENTRIES) {
            let (key, value) = row?;
            let id = RecordId::from_bytes(&key).ok_or(RecordsError::Damaged)?;
            let entry = Entry::parse(&value)?;
            let chunk = chunks.entry(chunk_of(entry.number)?).or_default();
            chunk.insert(entry.number, Some(row_of(vault, id, &entry)));
        }
        let chunks = chunks.iter().map(|(number, rows)| {
            let chunk = Chunk::changed(None, rows).ok_or(RecordsError::Damaged)?;
            Ok((*number, Arc::new(chunk)))
        });
        Ok(Self::of(chunks.collect::<Result<_, RecordsError>>()?))
    }
}

/// The row of a record in the store.
pub(super) fn row_of(vault: &Vault, id: RecordId, entry: &Entry) -> Vec<u8> {
    let raw = match entry.document_meta() {
        Some(meta) => document_reference(&meta, Content::Apart),
        None => body::read_text(vault, id, entry).unwrap_or_default(),
    };
    let row = NewRow {
        id,
        entry,
        haystack: &haystack(&raw, &entry.view),
        marks: &Marks::of(&raw),
    };
    row.encode()
}
