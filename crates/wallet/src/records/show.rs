//! One record: what a list shows of it and more, and its bytes as they came.

use std::io::Read;

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    document::{Content, Media, document_reference},
    view::View,
};

use super::{DocumentReader, RecordId, RecordsError, body, entry};
use crate::vault::Vault;

/// A record, to be shown. No `Debug`: it is health data.
pub struct Shown {
    /// Its id.
    pub id: RecordId,
    /// Its lenient reading: title, date, code and the like.
    pub view: View,
    /// Its FHIR JSON: byte for byte as imported, or for a document a `DocumentReference` that describes it.
    pub resource: String,
    /// The document's file, when it is one.
    pub document: Option<ShownDocument>,
    /// About another person than the wallet's.
    pub is_apart: bool,
}

/// A document's file, to be shown.
pub struct ShownDocument {
    /// The last step of the file's name.
    pub name: String,
    /// Its format.
    pub media: Media,
    /// Its length in bytes.
    pub size_bytes: u64,
    /// When it was imported.
    pub imported: Timestamp,
}

/// A document being read.
pub struct OpenedDocument {
    /// The last step of the file's name.
    pub name: String,
    /// Its format.
    pub media: Media,
    /// Its length in bytes.
    pub size_bytes: u64,
    /// Its bytes.
    pub content: DocumentReader,
}

/// Everything there is to show of a record.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`], or why it cannot be read.
pub fn show(vault: &Vault, id: RecordId) -> Result<Shown, RecordsError> {
    let entry = entry(vault.store(), id)?;
    let meta = entry.document_meta();
    let resource = match &meta {
        Some(meta) => document_reference(meta, Content::Apart),
        None => body::read_text(vault, id, &entry)?,
    };
    let document = entry.document.as_ref().zip(meta);
    let document = document.map(|(document, meta)| ShownDocument {
        name: document.name.clone(),
        media: meta.media,
        size_bytes: meta.size_bytes,
        imported: document.imported,
    });
    Ok(Shown {
        id,
        resource,
        document,
        is_apart: entry.is_apart,
        view: entry.view,
    })
}

/// A record's bytes exactly as they were imported: the resource's JSON, or the document. Constant memory for documents.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`], or why it cannot be read.
pub fn raw(vault: &Vault, id: RecordId) -> Result<impl Read + use<>, RecordsError> {
    let entry = entry(vault.store(), id)?;
    body::open(vault, id, &entry)
}

/// Opens a document, decrypting as it is read.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`] when `id` is no document, or why it cannot be read.
pub fn open_document(vault: &Vault, id: RecordId) -> Result<OpenedDocument, RecordsError> {
    let entry = entry(vault.store(), id)?;
    let content = body::open(vault, id, &entry)?;
    let meta = entry
        .document_meta()
        .ok_or(RecordsError::NoSuchRecord(id))?;
    Ok(OpenedDocument {
        name: meta.file_name.to_owned(),
        media: meta.media,
        size_bytes: meta.size_bytes,
        content,
    })
}
