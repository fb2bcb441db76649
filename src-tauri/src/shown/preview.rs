//! Exactly what a clinic will see.

use keepwell_wallet::share;
use serde::Serialize;
use specta::Type;

use super::{
    choice::{Category, SensitiveGroup},
    record::{Origin, RecordLine},
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
    pub(crate) changes: Vec<&'static str>,
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

impl Preview {
    /// As the core foresees it.
    pub(crate) fn of(preview: share::Preview) -> Self {
        let section = |section: share::Section| PreviewSection {
            category: section.category.into(),
            lines: section.lines.into_iter().map(line).collect(),
        };
        let not_shown = |held: share::HeldBack| NotShown {
            group: held.group.into(),
            count: held.count,
        };
        let attachment = |document: share::Attachment| Attachment {
            name: document.name,
            bytes: document.bytes,
        };
        Self {
            records: preview.records,
            sections: preview.sections.into_iter().map(section).collect(),
            not_shown: preview.not_shown.into_iter().map(not_shown).collect(),
            pdf: preview.pdf,
            attachments: preview.attachments.into_iter().map(attachment).collect(),
            changes: preview.changes,
        }
    }
}

fn line(line: share::Line) -> RecordLine {
    RecordLine {
        id: line.id,
        category: line.category.into(),
        title: line.title,
        note: line.note,
        date: line.date,
        source: line.source,
        origin: match (line.is_sample, line.is_by_hand) {
            (true, _) => Origin::Sample,
            (false, true) => Origin::AddedByMe,
            (false, false) => Origin::Imported,
        },
        severe: line.severe,
        sensitive: line.sensitive.map(Into::into),
    }
}
