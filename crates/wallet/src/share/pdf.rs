//! The share as a PDF that a person can read: made of the very bundle that is sealed, on this device, so that no server
//! and no page of anybody's has to.

use keepwell_pdf::{Input, Language, PdfError};
use keepwell_protocol::time::Timestamp;
use time::OffsetDateTime;

use super::Choice;
use crate::records::{SelectedRecords, What};

/// The PDF of a selection; `None` where none goes along: without the person, for a claim, and where the records are too
/// many for one.
pub(crate) fn of(choice: &Choice, selected: &SelectedRecords, now: Timestamp) -> Option<Vec<u8>> {
    match choice.what {
        What::Summary | What::Everything | What::Chosen { .. } => {}
        What::Deidentified | What::Claim { .. } => return None,
    }
    // A share is worth more than its PDF: without one the clinic still has the records.
    make(choice, selected, now).ok()
}

fn make(choice: &Choice, selected: &SelectedRecords, now: Timestamp) -> Result<Vec<u8>, PdfError> {
    let documents: Vec<&str> = selected
        .documents
        .iter()
        .map(|document| document.name())
        .collect();
    let seconds = i64::try_from(now.seconds()).unwrap_or_default();
    keepwell_pdf::summary(&Input {
        bundle: &selected.bundle,
        documents: &documents,
        language: choice
            .language
            .as_deref()
            .and_then(Language::of)
            .unwrap_or_default(),
        made: OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH),
        is_sample: selected.is_sample,
    })
}
