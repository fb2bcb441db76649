//! Exactly what a clinic will see.

use serde::Serialize;
use specta::Type;

use super::{
    choice::{Category, SensitiveGroup},
    record::RecordLine,
};

/// A share before it is made.
#[derive(Serialize, Type)]
pub(crate) struct Preview {
    pub(crate) records: u64,
    pub(crate) sections: Vec<PreviewSection>,
    pub(crate) not_shown: Vec<NotShown>,
    /// A PDF of it goes along.
    pub(crate) pdf: bool,
    pub(crate) attachments: Vec<Attachment>,
    /// Keys of the language files for what de-identification did.
    pub(crate) changes: Vec<String>,
}

/// The records of one shelf.
#[derive(Serialize, Type)]
pub(crate) struct PreviewSection {
    pub(crate) category: Category,
    pub(crate) lines: Vec<RecordLine>,
}

/// What is held back.
#[derive(Serialize, Type)]
pub(crate) struct NotShown {
    pub(crate) group: SensitiveGroup,
    pub(crate) count: u64,
}

/// A document that goes along.
#[derive(Serialize, Type)]
pub(crate) struct Attachment {
    pub(crate) name: String,
    pub(crate) bytes: u64,
}
