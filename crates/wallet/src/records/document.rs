//! A document in one piece, to be shown or saved: a file that was imported as it is, or one that lies inside a FHIR
//! resource.

use keepwell_records::attachment::Attachment as Inside;

use super::{
    RecordId, RecordsError, body,
    detail::{Preview, ShownFile},
    entry,
};
use crate::vault::Vault;

/// The largest document given in one piece, in bytes; [`super::open_document`] streams larger ones.
pub const WHOLE_BYTES: u64 = 64 << 20;

/// A document with its bytes. No `Debug`: it is health data.
pub struct Document {
    /// Its file's name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// How it can be shown.
    pub preview: Preview,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// A document in one piece.
///
/// # Errors
/// [`RecordsError::NoDocument`] when the record is and holds none, [`RecordsError::TooLarge`] above [`WHOLE_BYTES`], or why
/// it cannot be read.
pub fn document(vault: &Vault, id: RecordId) -> Result<Document, RecordsError> {
    let entry = entry(vault.store(), id)?;
    if entry.size_bytes > WHOLE_BYTES {
        return Err(RecordsError::TooLarge);
    }
    let Some(meta) = entry.document_meta() else {
        let raw = body::read_text(vault, id, &entry)?;
        let inside = Attachment::of(&raw).ok_or(RecordsError::NoDocument)?;
        return Ok(inside.into_document());
    };
    Ok(Document {
        name: meta.file_name.to_owned(),
        mime: meta.media.content_type().to_owned(),
        preview: meta.media.into(),
        bytes: body::read(vault, id, &entry)?,
    })
}

/// A document inside a FHIR resource.
pub(super) struct Attachment(Inside);

impl Attachment {
    pub(super) fn of(raw: &str) -> Option<Self> {
        Inside::of(raw).map(Self)
    }

    pub(super) fn shown(self) -> ShownFile {
        let preview = self.preview();
        ShownFile {
            name: self.0.name,
            mime: self.0.mime,
            bytes: u64::try_from(self.0.bytes.len()).unwrap_or(u64::MAX),
            preview,
        }
    }

    fn into_document(self) -> Document {
        let preview = self.preview();
        Document {
            name: self.0.name,
            mime: self.0.mime,
            preview,
            bytes: self.0.bytes,
        }
    }

    fn preview(&self) -> Preview {
        self.0.media.map_or(Preview::None, Preview::from)
    }
}
