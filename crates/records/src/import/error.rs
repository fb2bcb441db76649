//! Why a whole file cannot be imported. Each message says what to do; none repeats anything from the file.

use thiserror::Error;

/// A file that yields nothing. The other files of an import are not affected.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ImportError {
    /// No bytes, or only blanks.
    #[error("The file is empty; export it again from where it came.")]
    Empty,
    /// Over [`crate::limits::JSON_BYTES`].
    #[error(
        "The file is larger than the limit of 100 MB for FHIR JSON; export it in smaller pieces."
    )]
    JsonTooLarge,
    /// Over [`crate::limits::DOCUMENT_BYTES`].
    #[error("The document is larger than the limit of 2 GiB; split it into smaller documents.")]
    DocumentTooLarge,
    /// Over [`crate::limits::JSON_DEPTH`]: likely an attack, no medical record needs it.
    #[error(
        "The JSON is nested deeper than the limit of 128 levels; ask for another export of the record."
    )]
    TooDeep,
    /// Torn or edited JSON.
    #[error(
        "The JSON is broken at line {line}, column {column}; download or export the file again."
    )]
    BrokenJson {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// Latin-1, UTF-16 or a picture with a wrong name.
    #[error("The text of the file is not UTF-8; save it as UTF-8 and import it again.")]
    NotUtf8,
    /// JSON of something else, such as a settings file.
    #[error("The JSON holds no FHIR resource; ask for an export as FHIR R4 JSON.")]
    NotFhir,
    /// FHIR XML, C-CDA or a web page.
    #[error("XML and web pages cannot be imported; ask for FHIR R4 JSON, or save it as PDF.")]
    Xml,
    /// None of the formats known here.
    #[error(
        "The format of the file is not known; import FHIR R4 JSON, NDJSON, PDF, JPEG, PNG, UTF-8 text, or a ZIP of these."
    )]
    UnknownFormat,
}

impl ImportError {
    /// A word that stays the same, whatever becomes of the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::JsonTooLarge => "json_too_large",
            Self::DocumentTooLarge => "document_too_large",
            Self::TooDeep => "too_deep",
            Self::BrokenJson { .. } => "broken_json",
            Self::NotUtf8 => "not_utf8",
            Self::NotFhir => "not_fhir",
            Self::Xml => "xml",
            Self::UnknownFormat => "unknown_format",
        }
    }

    /// The reason why `bytes` are no JSON.
    pub(super) fn of_json(bytes: &[u8], error: &serde_json::Error) -> Self {
        if bytes.trim_ascii().is_empty() {
            Self::Empty
        } else if std::str::from_utf8(bytes).is_err() {
            Self::NotUtf8
        } else if crate::json::too_deep(bytes) {
            Self::TooDeep
        } else {
            Self::BrokenJson {
                line: error.line(),
                column: error.column(),
            }
        }
    }
}
