//! The Bundle read: its resources as rows, and whose records they are.

use keepwell_records::bundle::Bundle;

use super::{
    person::{self, Subject},
    row::Row,
};
use crate::words::Words;

/// A row for each record about health, sorted for reading.
pub(super) fn rows(bundle: &Bundle<'_>, words: &Words) -> Vec<Row> {
    let mut rows: Vec<Row> = bundle
        .about_health()
        .filter_map(|entry| Row::of(entry, bundle, words))
        .collect();
    rows.sort_by_key(|row| row.order);
    rows
}

/// Whose records they are.
pub(super) fn person(bundle: &Bundle<'_>, words: &Words) -> Subject {
    let entries = bundle.entries().iter();
    let patients = entries.filter(|entry| entry.view.kind == "Patient");
    // Several are one person in several spellings; the first with a name speaks for all.
    let mut subjects = patients.map(|entry| person::subject(entry.raw, bundle, words));
    let first = subjects.next();
    match first {
        Some(first) if first.name.is_some() => first,
        first => subjects
            .find(|subject| subject.name.is_some())
            .or(first)
            .unwrap_or_else(|| person::subject("{}", bundle, words)),
    }
}

pub(super) fn is_sample(bundle: &Bundle<'_>) -> bool {
    bundle.entries().iter().any(|entry| entry.view.is_sample)
}
