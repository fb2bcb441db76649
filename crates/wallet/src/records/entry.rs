//! What is kept beside each record so that lists, searches and rules need not read the record: its place, its digest, the
//! files it stood in, and its lenient reading. JSON inside the seal (docs/formats/home.md).

use std::borrow::Cow;

use keepwell_protocol::{hexadecimal::base64_array, time::Timestamp};
use keepwell_records::{
    document::{DocumentMeta, Media},
    record::Digest,
    reference::{Heading, ReferenceIndex},
    view::{ClinicalDate, Code, View},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::RecordsError;

/// One record's entry. No `Debug`: it is health data.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Entry {
    /// Records are numbered in the order in which they come.
    pub(super) number: u64,
    /// SHA-256 of the record's bytes.
    #[serde(with = "base64_array")]
    pub(super) digest: Digest,
    /// Length of the record in bytes.
    pub(super) size_bytes: u64,
    /// The file in `documents/` that holds the body; without one it is in the store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    /// About another person than the wallet's: never in a summary, shared only by its id.
    pub(super) is_apart: bool,
    /// The FHIR files it stood in.
    pub(super) origins: Vec<FoundIn>,
    /// When it was imported or typed in; a document says so itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) imported: Option<Timestamp>,
    /// What is known of it as a document; a FHIR resource has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) document: Option<Document>,
    /// Its lenient reading.
    pub(super) view: View,
}

/// A FHIR file that a record stood in.
#[derive(Clone, Deserialize, PartialEq, Eq, Serialize)]
pub(super) struct FoundIn {
    /// SHA-256 of the file.
    #[serde(with = "base64_array")]
    pub(super) file: Digest,
    /// The `fullUrl` the record had there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) full_url: Option<String>,
}

/// How many letters are kept of a text that lists and searches need; titles and details are shorter anyway.
const LONGEST_TEXT: usize = 500;
/// The longest id or address that is kept to resolve references, in bytes. What is longer is not one.
const LONGEST_NAME: usize = 2048;

impl FoundIn {
    /// The file `file`, where the record had this `fullUrl`.
    pub(super) fn new(file: Digest, full_url: Option<String>) -> Self {
        Self {
            file,
            full_url: full_url.filter(|url| url.len() <= LONGEST_NAME),
        }
    }
}

/// Bounds every text of a view, so that an entry stays small whatever the record says. The record itself keeps all of it.
pub(super) fn clip(view: View) -> View {
    let text = |text: String| -> String { text.chars().take(LONGEST_TEXT).collect() };
    View {
        kind: text(view.kind),
        id: view.id.filter(|id| id.len() <= LONGEST_NAME),
        title: text(view.title),
        detail: view.detail.map(text),
        status: view.status.map(text),
        source: view.source.map(text),
        date: view.date.map(|date| ClinicalDate {
            text: text(date.text),
            ..date
        }),
        code: view.code.map(|code| Code {
            system: code.system.map(text),
            code: text(code.code),
            display: code.display.map(text),
        }),
        ..view
    }
}

/// A document's own facts.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Document {
    /// The last step of the file's name.
    pub(super) name: String,
    /// `pdf`, `jpeg`, `png` or `text`.
    pub(super) media: String,
    /// When it was imported.
    pub(super) imported: Timestamp,
}

impl Entry {
    /// Reads an entry.
    ///
    /// # Errors
    /// [`RecordsError::Damaged`].
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, RecordsError> {
        serde_json::from_slice(bytes).map_err(|_| RecordsError::Damaged)
    }

    /// The JSON of the entry.
    pub(super) fn encode(&self) -> Vec<u8> {
        // Texts and numbers under text keys can always be written.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What a bundle needs to know of the document; `None` for a FHIR resource.
    pub(super) fn document_meta(&self) -> Option<DocumentMeta<'_>> {
        let document = self.document.as_ref()?;
        Some(DocumentMeta {
            file_name: &document.name,
            media: Media::from_name(&document.media)?,
            size_bytes: self.size_bytes,
            digest: self.digest,
            imported: moment(document.imported),
            is_sample: self.view.is_sample,
        })
    }

    /// The first `fullUrl` it had.
    pub(super) fn full_url(&self) -> Option<Cow<'static, str>> {
        let mut urls = self.origins.iter().filter_map(|at| at.full_url.as_ref());
        urls.next().map(|url| Cow::Owned(url.clone()))
    }

    /// Adds it under each name it had in each file.
    pub(super) fn index(&self, index: &mut ReferenceIndex) {
        for origin in &self.origins {
            let heading = Heading {
                digest: self.digest,
                kind: &self.view.kind,
                id: self.view.id.as_deref(),
                full_url: origin.full_url.as_deref(),
            };
            index.add(origin.file, &heading);
        }
    }
}

/// The same moment as the `time` crate writes it.
pub(crate) fn moment(time: Timestamp) -> OffsetDateTime {
    let seconds = i64::try_from(time.seconds()).unwrap_or_default();
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
