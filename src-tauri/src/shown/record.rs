//! Records as lists and their own page show them.

mod convert;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::choice::{Category, SensitiveGroup};

/// Who a record comes from.
#[derive(Clone, Copy, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    /// A file of somebody's.
    Imported,
    /// The person's own hand.
    AddedByMe,
    /// The built-in sample.
    Sample,
}

/// One record in a list.
#[derive(Serialize, Type)]
pub(crate) struct RecordLine {
    pub(crate) id: String,
    pub(crate) category: Category,
    pub(crate) title: String,
    /// The second line, as the source wrote it.
    pub(crate) note: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) origin: Origin,
    pub(crate) severe: bool,
    pub(crate) sensitive: Option<SensitiveGroup>,
}

/// How a list is ordered.
#[derive(Clone, Copy, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// By shelf.
    Category,
    /// The newest first.
    Newest,
}

/// Which records a list shows.
#[derive(Deserialize, Type)]
pub(crate) struct RecordQuery {
    pub(crate) search: String,
    pub(crate) category: Option<Category>,
    pub(crate) origin: Option<Origin>,
    pub(crate) order: Order,
    pub(crate) offset: usize,
    pub(crate) limit: usize,
}

/// A part of a list.
#[derive(Serialize, Type)]
pub(crate) struct RecordPage {
    /// How many there are in all parts.
    pub(crate) total: usize,
    pub(crate) lines: Vec<RecordLine>,
}

/// One record with everything that is known of it.
#[derive(Serialize, Type)]
pub(crate) struct RecordDetail {
    pub(crate) line: RecordLine,
    pub(crate) clinical_name: Option<String>,
    pub(crate) codes: Vec<Coding>,
    /// In the order to show.
    pub(crate) facts: Vec<Fact>,
    /// Empty when it was imported by a version of this program that did not keep it.
    pub(crate) imported: String,
    pub(crate) file: Option<String>,
    pub(crate) document: Option<Document>,
    /// The document has a card or certificate in it, which somebody signed.
    pub(crate) signed: bool,
    pub(crate) series: Option<Series>,
    /// Grants that showed it.
    pub(crate) shared: Vec<ShownTo>,
    /// The source's own text.
    pub(crate) raw: String,
}

/// A code of a terminology.
#[derive(Serialize, Type)]
pub(crate) struct Coding {
    pub(crate) system: String,
    pub(crate) code: String,
    pub(crate) display: Option<String>,
}

/// A fact; `label` is a key of the language files.
#[derive(Serialize, Type)]
pub(crate) struct Fact {
    pub(crate) label: &'static str,
    pub(crate) value: String,
}

/// A document that belongs to a record.
#[derive(Serialize, Type)]
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) bytes: u64,
    pub(crate) preview: PreviewKind,
    pub(crate) pages: usize,
}

/// How a document can be looked at.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PreviewKind {
    /// Page by page.
    Pdf,
    /// As one picture.
    Image,
    /// As text.
    Text,
    /// Not at all.
    None,
}

/// A look at a document: a text, or a picture as PNG bytes in Base64.
#[derive(Serialize, Type)]
pub(crate) struct DocumentPreview {
    pub(crate) text: Option<String>,
    pub(crate) png: Option<String>,
}

/// A grant that showed a record.
#[derive(Serialize, Type)]
pub(crate) struct ShownTo {
    pub(crate) grant: String,
    pub(crate) clinic: String,
    pub(crate) made: String,
    pub(crate) opened: bool,
}

/// A series of one result, the oldest first; `low` and `high` are the normal range as the laboratory sent it.
#[derive(Serialize, Type)]
pub(crate) struct Series {
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) points: Vec<Point>,
}

/// One result of a series.
#[derive(Serialize, Type)]
pub(crate) struct Point {
    pub(crate) date: String,
    /// Finite: it was written in JSON.
    #[specta(type = specta_typescript::Number)]
    pub(crate) value: f64,
    pub(crate) flag: Option<Flag>,
}

/// How a result stands to its range.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Flag {
    /// Inside.
    Normal,
    /// Above.
    High,
    /// Below.
    Low,
}
