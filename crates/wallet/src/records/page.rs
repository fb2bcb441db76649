//! The part of a list that a screen shows, with how many there are in all: fast enough to be asked for at every letter
//! typed into the search, on a hundred thousand records.

use keepwell_records::{fold::fold, sensitive::SensitiveGroup, view::Category};
use memchr::memmem::Finder;
use serde::Serialize;

use super::{
    RecordId, RecordsError,
    catalogue::{Catalogue, Order, Row},
};
use crate::vault::Vault;

/// Most lines of a page; who wants more asks for the next page.
pub const PAGE_LINES: usize = 1000;

/// What to show. The default is everything, newest first, none of it on the page: set `limit`.
#[derive(Clone, Default)]
pub struct Query {
    /// Words that must all occur in a record, in any case and with or without accents; empty for all.
    pub search: String,
    /// Only this category.
    pub category: Option<Category>,
    /// Only records that come from there.
    pub origin: Option<Origin>,
    /// How they are ordered.
    pub order: Order,
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many lines to give, at most [`PAGE_LINES`].
    pub limit: usize,
}

/// Who a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A file of somebody's.
    Imported,
    /// The person's own hand.
    AddedByMe,
    /// The built-in sample.
    Sample,
}

/// A page. No `Debug`: it is health data.
#[derive(Clone, Serialize)]
pub struct Page {
    /// How many records there are on all pages.
    pub total: usize,
    /// Those of this page.
    pub lines: Vec<Line>,
}

/// One record as a list shows it. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its id.
    pub id: RecordId,
    /// Its category.
    pub category: Category,
    /// What it is, in the source's words.
    pub title: String,
    /// One line of what it says: a dose, a reaction, a value with its unit.
    pub note: Option<String>,
    /// Its clinical date as written.
    pub date: Option<String>,
    /// Who recorded it.
    pub source: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// A severe allergy.
    pub severe: bool,
    /// The first sensitive group it is in by its own codes.
    pub sensitive: Option<SensitiveGroup>,
    /// About another person than the wallet's.
    #[serde(skip)]
    pub is_apart: bool,
}

/// The page of `query`.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub fn page(vault: &Vault, query: &Query) -> Result<Page, RecordsError> {
    let catalogue = vault.catalogue()?;
    let (mut total, mut lines) = (0, Vec::new());
    let end = query.offset.saturating_add(query.limit.min(PAGE_LINES));
    for row in query.find(&catalogue) {
        if (query.offset..end).contains(&total) {
            lines.push(Line::of(row));
        }
        total += 1;
    }
    Ok(Page { total, lines })
}

/// One record as a list shows it.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`], or why the store cannot be read.
pub fn line(vault: &Vault, id: RecordId) -> Result<Line, RecordsError> {
    Ok(Line::of(vault.catalogue()?.row(id)?))
}

impl Query {
    /// The rows that it is about, in its order, whatever the page.
    pub(super) fn find<'c>(
        &self,
        catalogue: &'c Catalogue,
    ) -> impl Iterator<Item = Row<'c>> + use<'c> {
        let words = fold(&self.search);
        let words: Vec<Finder<'static>> = words
            .split_whitespace()
            .map(|word| Finder::new(word).into_owned())
            .collect();
        let (category, origin) = (self.category, self.origin);
        catalogue.ordered(self.order).filter(move |row| {
            category.is_none_or(|category| category == row.category())
                && origin.is_none_or(|origin| origin == Origin::of(*row))
                && words.iter().all(|word| word.find(row.haystack()).is_some())
        })
    }
}

impl Origin {
    fn of(row: Row<'_>) -> Self {
        if row.is_sample() {
            Self::Sample
        } else if row.is_by_hand() {
            Self::AddedByMe
        } else {
            Self::Imported
        }
    }
}

impl Line {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self {
            id: row.id(),
            category: row.category(),
            title: row.title().to_owned(),
            note: row.detail().map(str::to_owned),
            date: row.date().map(str::to_owned),
            source: row.source().map(str::to_owned),
            origin: Origin::of(row),
            severe: row.is_severe(),
            sensitive: row.sensitive().first().copied(),
            is_apart: row.is_apart(),
        }
    }
}
