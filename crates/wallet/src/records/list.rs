//! Records listed, filtered and searched, from their entries alone: 100,000 of them without reading one record.

use keepwell_records::{fold::matches, view::Category};
use keepwell_store::Store;
use serde::Serialize;

use super::{ENTRIES, RecordId, RecordsError, entries, entry::Entry};
use crate::vault::Vault;

/// Which records to list; the default is all of them.
#[derive(Clone, Default)]
pub struct Filter {
    /// Only this category.
    pub category: Option<Category>,
    /// Only records in whose title, code, source or other text every word of this occurs, without regard to case and
    /// accents.
    pub search: Option<String>,
}

/// One line of a list. Serialises to what `wallet records --json` promises. No `Debug`: it is health data.
#[derive(Clone, Serialize)]
pub struct Listed {
    /// Its id.
    pub id: RecordId,
    /// Its category.
    pub category: Category,
    /// What it is, in the source's words.
    pub title: String,
    /// Its clinical date as written.
    pub date: Option<String>,
    /// Who recorded it.
    pub source: Option<String>,
    /// One line of what it says.
    #[serde(skip)]
    pub detail: Option<String>,
    /// Its status code.
    #[serde(skip)]
    pub status: Option<String>,
    /// A document rather than a FHIR resource.
    #[serde(skip)]
    pub is_document: bool,
    /// About another person than the wallet's: shared only by its id.
    #[serde(skip)]
    pub is_apart: bool,
    /// Part of the built-in sample.
    #[serde(skip)]
    pub is_sample: bool,
}

/// The records that pass `filter`, newest clinical date first, those without a date last.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub fn list(vault: &Vault, filter: &Filter) -> Result<Vec<Listed>, RecordsError> {
    let mut found = entries(vault, |entry| filter.passes(entry))?;
    // Stable: records of the same date stay in the order in which they came.
    found.sort_by_key(|(_, entry)| {
        let seconds = entry.view.date.as_ref().and_then(|date| date.seconds);
        std::cmp::Reverse(seconds)
    });
    Ok(found
        .into_iter()
        .map(|(id, entry)| Listed::of(id, entry))
        .collect())
}

/// How many records the vault holds.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub fn count(vault: &Vault) -> Result<u64, RecordsError> {
    count_in(vault.store())
}

/// How many records a store holds.
///
/// # Errors
/// [`RecordsError`] when it cannot be read.
pub(crate) fn count_in(store: &Store) -> Result<u64, RecordsError> {
    Ok(store.count(ENTRIES)?)
}

impl Filter {
    fn passes(&self, entry: &Entry) -> bool {
        let in_category = self
            .category
            .is_none_or(|category| category == entry.view.category);
        let is_found = |search: &String| matches(&entry.view.haystack, search);
        in_category && self.search.as_ref().is_none_or(is_found)
    }
}

impl Listed {
    fn of(id: RecordId, entry: Entry) -> Self {
        Self {
            id,
            category: entry.view.category,
            title: entry.view.title,
            date: entry.view.date.map(|date| date.text),
            source: entry.view.source,
            detail: entry.view.detail,
            status: entry.view.status,
            is_document: entry.document.is_some(),
            is_apart: entry.is_apart,
            is_sample: entry.view.is_sample,
        }
    }
}
