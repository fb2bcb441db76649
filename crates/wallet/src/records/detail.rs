//! Everything that is shown of one record: its line, the clinical name and codes, the facts in it, the document or the
//! series it belongs to, where it came from, and its raw data.

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    document::{Content, Media, document_reference},
    view::{Code, Fact, clinical_name, codes, facts},
};
use serde::Serialize;

use super::{
    RecordId, RecordsError, body,
    document::Attachment,
    entry,
    page::Line,
    series::{self, Series},
    source,
};
use crate::vault::Vault;

/// Most raw data that is shown, in bytes; [`super::raw`] gives all of it.
const RAW_BYTES: usize = 1 << 20;

/// Everything that is shown of one record. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Detail {
    /// As lists show it.
    pub line: Line,
    /// What professionals call it, when the title does not say that already.
    pub clinical_name: Option<String>,
    /// The codes of what it is about.
    pub codes: Vec<Code>,
    /// What it says, in the order to show.
    pub facts: Vec<Fact>,
    /// When it was imported or typed in; not known of records from before that was kept.
    pub imported: Option<Timestamp>,
    /// The file it came in.
    pub file: Option<String>,
    /// The document, when it is or holds one.
    pub document: Option<ShownFile>,
    /// The other results of its kind.
    pub series: Option<Series>,
    /// Its FHIR JSON, at most 1 MiB of it.
    pub raw: String,
}

/// A document's file. No `Debug`: its name can be health data.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ShownFile {
    /// Its name.
    pub name: String,
    /// Its media type, by its content.
    pub mime: String,
    /// How long it is.
    pub bytes: u64,
    /// How it can be shown.
    pub preview: Preview,
}

/// How a document can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Preview {
    /// Page by page.
    Pdf,
    /// As a picture.
    Image,
    /// As text.
    Text,
    /// Not at all.
    None,
}

impl From<Media> for Preview {
    fn from(media: Media) -> Self {
        match media {
            Media::Jpeg | Media::Png => Self::Image,
            Media::Pdf => Self::Pdf,
            Media::Text => Self::Text,
        }
    }
}

/// Everything there is to show of a record.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`], or why it cannot be read.
pub fn detail(vault: &Vault, id: RecordId) -> Result<Detail, RecordsError> {
    let catalogue = vault.catalogue()?;
    let row = catalogue.row(id)?;
    let entry = entry(vault.store(), id)?;
    let meta = entry.document_meta();
    let raw = match &meta {
        Some(meta) => document_reference(meta, Content::Apart),
        None => body::read_text(vault, id, &entry)?,
    };
    let document = match &meta {
        Some(meta) => Some(ShownFile {
            name: meta.file_name.to_owned(),
            mime: meta.media.content_type().to_owned(),
            bytes: meta.size_bytes,
            preview: meta.media.into(),
        }),
        None => Attachment::of(&raw).map(|attachment| attachment.shown()),
    };
    let document_imported = entry.document.as_ref().map(|document| document.imported);
    let codes = codes(&raw);
    Ok(Detail {
        line: Line::of(row),
        clinical_name: clinical_name(&codes, row.title()),
        codes,
        facts: facts(&raw),
        imported: entry.imported.or(document_imported),
        file: source::file_of(vault, &entry)?,
        document,
        series: series::of(vault, &catalogue, row)?,
        raw: bounded(raw),
    })
}

fn bounded(mut raw: String) -> String {
    raw.truncate(raw.floor_char_boundary(RAW_BYTES));
    raw
}
