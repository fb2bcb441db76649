//! Records listed, filtered and searched, all that fit at once, as the command line and scripts want them.

use keepwell_protocol::time::Timestamp;
use keepwell_records::view::Category;
use keepwell_store::Store;
use serde::Serialize;

use super::{
    ENTRIES, RecordId, RecordsError,
    catalogue::{Order, Row},
    entry,
    page::Query,
};
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
    let query = Query {
        search: filter.search.clone().unwrap_or_default(),
        category: filter.category,
        order: Order::Newest,
        ..Query::default()
    };
    let catalogue = vault.catalogue()?;
    Ok(query.find(&catalogue).map(Listed::of).collect())
}

/// How many records the vault holds.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub fn count(vault: &Vault) -> Result<u64, RecordsError> {
    Ok(u64::try_from(vault.catalogue()?.len()).unwrap_or(u64::MAX))
}

/// When the record that came last was imported or typed in; `None` of an empty vault, and of records from before that was
/// kept.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub fn last_added(vault: &Vault) -> Result<Option<Timestamp>, RecordsError> {
    let last = vault.catalogue()?.rows().next_back().map(|row| row.id());
    let Some(id) = last else {
        return Ok(None);
    };
    let entry = entry(vault.store(), id)?;
    let document = entry.document.as_ref().map(|document| document.imported);
    Ok(document.or(entry.imported))
}

/// How many records a store holds.
///
/// # Errors
/// [`RecordsError`] when it cannot be read.
pub(crate) fn count_in(store: &Store) -> Result<u64, RecordsError> {
    Ok(store.count(ENTRIES)?)
}

impl Listed {
    fn of(row: Row<'_>) -> Self {
        Self {
            id: row.id(),
            category: row.category(),
            title: row.title().to_owned(),
            date: row.date().map(str::to_owned),
            source: row.source().map(str::to_owned),
            detail: row.detail().map(str::to_owned),
            status: row.status().map(str::to_owned),
            is_document: row.is_document(),
            is_apart: row.is_apart(),
            is_sample: row.is_sample(),
        }
    }
}
