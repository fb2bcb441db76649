//! The medical record in a vault. A record is one FHIR resource or one document, kept byte for byte; beside each stands
//! a small entry with what a list, a search or a rule needs, so that none of them reads the record itself. Which records
//! are the wallet's own person's and which are kept apart is decided when they are imported.

mod add;
mod body;
mod catalogue;
mod detail;
mod document;
mod entry;
mod export;
mod files;
mod id;
mod import;
mod list;
mod medicines;
mod name;
mod overview;
mod page;
mod person;
mod remove;
mod sample;
mod select;
mod series;
mod shelf;
mod show;
mod signed;
mod source;
mod vaccines;

use std::io;

use keepwell_records::hand::HandError;
use keepwell_store::{Batch, Store, StoreError, Table};
use thiserror::Error;

use crate::{error::of_disk, vault::Vault};

pub use add::add;
pub use body::DocumentReader;
pub use catalogue::Order;
pub use detail::{Detail, Preview, ShownFile, detail};
pub use document::{Document, WHOLE_BYTES, document};
pub use export::{Exported, archive, export};
pub use id::{NotAnId, RecordId};
pub use import::{
    FileReport, Input, Online, Options, Outcome, Problem, Progress, Report, Stage, Why, import,
    import_online, import_sample, import_text,
};
pub use keepwell_records::hand::{HandWritten, Kind as HandKind, TypedPerson};
pub use list::{Filter, Listed, count, last_added, list};
pub use medicines::{Medicine, Stretch, medicines};
pub use name::name_person;
pub use overview::{Overview, Section, ShownPerson, overview};
pub use page::{Line, Origin, PAGE_LINES, Page, Query, line, page};
pub use person::{Mismatch, PersonRule, person};
pub use remove::remove;
pub use sample::remove_sample;
pub use select::{NotASelection, SelectedDocument, SelectedRecords, Selection, What, select};
pub use series::{Point, Series};
pub use show::{OpenedDocument, Shown, ShownDocument, open_document, raw, show};
pub use signed::{
    Checked, NotATrustList, Revocation, Signed, Trust, Trusted, check_signed, is_signed,
};
pub use vaccines::{Given, Protection, vaccines};

pub(crate) use body::{open_file, write_new_file};
pub(crate) use catalogue::HeldCatalogue;
pub(crate) use entry::moment;
pub(crate) use files::{StoredFile, has_all_files, stored_files, sweep_files};
pub(crate) use list::count_in;
pub(crate) use select::try_select;

/// Entries, by record id.
const ENTRIES: Table = Table::new("entries");
/// Bodies of at most [`body::STORED_BYTES`], by record id.
const BODIES: Table = Table::new("bodies");
/// Record ids, by the name of the file that holds the body.
const FILES: Table = Table::new("files");
/// What the record as a whole needs to know.
const RECORD: Table = Table::new("record");
/// In [`RECORD`]: the number of the next record.
const NEXT: &[u8] = b"next";
/// In [`RECORD`]: how often records were written or removed (u64).
const CHANGES: &[u8] = b"changes";
/// In [`RECORD`]: the wallet's person.
const PERSON: &[u8] = b"person";

/// Why records cannot be read, changed, shared or exported.
#[derive(Debug, Error)]
pub enum RecordsError {
    /// What is stored makes no sense, though it is authentic.
    #[error(
        "the list of records is damaged: restore from your words and a backup into another folder"
    )]
    Damaged,
    /// A record's bytes are damaged or gone.
    #[error(
        "record {0} is damaged: remove it, or restore from your words and a backup into another folder"
    )]
    DamagedRecord(RecordId),
    /// An export into a folder that has something in it.
    #[error("the folder for the export is not empty: choose a new or empty one")]
    FolderNotEmpty,
    /// What was typed in.
    #[error(transparent)]
    Hand(#[from] HandError),
    /// A file of the wallet or of an export cannot be read or written.
    #[error("a file could not be read or written ({0}): check the disk and try again")]
    Io(#[source] io::Error),
    /// A file that is read whole, on a device with too little memory.
    #[error(
        "there is not enough free memory to read this file: close other programs and try again"
    )]
    NoMemory,
    /// The sample, into a wallet that holds something else.
    #[error(
        "the sample is only for an empty wallet: make another wallet to look around, so that nothing made up stands in your record"
    )]
    NotEmpty,
    /// The record is no document and holds none.
    #[error("this record has no document to open: look at its raw data instead")]
    NoDocument,
    /// No record has this id.
    #[error("there is no record {0}: list the records to see their ids")]
    NoSuchRecord(RecordId),
    /// The record says already whose it is.
    #[error(
        "the record says already whose it is: to correct what you typed, remove that record first"
    )]
    PersonKnown,
    /// A claim is made of diagnoses and what was done.
    #[error(
        "record {0} is not part of a claim: choose diagnoses, procedures, visits or insurances"
    )]
    NotForAClaim(RecordId),
    /// No card, and no certificate.
    #[error(
        "record {0} is no card and no certificate, so nobody signed it: list the documents to find those"
    )]
    NotSigned(RecordId),
    /// The selection is empty.
    #[error(
        "there is nothing to share: no record fits this choice. For a claim, name the records it is about"
    )]
    NothingSelected,
    /// A document that is not given in one piece.
    #[error("this document is larger than 64 MiB: save it to a file and open that")]
    TooLarge,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<io::Error> for RecordsError {
    fn from(error: io::Error) -> Self {
        of_disk(error).map_or_else(Self::Io, Self::Store)
    }
}

/// How often records were written or removed in this wallet: a number that tells whether anything changed since.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub(crate) fn changes(store: &Store) -> Result<u64, StoreError> {
    let kept = store.get(RECORD, CHANGES)?;
    let number = kept.and_then(|bytes| bytes.as_slice().try_into().ok());
    Ok(number.map_or(0, u64::from_be_bytes))
}

/// Counts one more change in the batch that makes it. The caller holds the lock on records.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
fn count_change(store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
    let number = changes(store)?.saturating_add(1);
    batch.put(RECORD, CHANGES, number.to_be_bytes());
    Ok(())
}

/// The entry of a record.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`], or why it cannot be read.
fn entry(store: &Store, id: RecordId) -> Result<entry::Entry, RecordsError> {
    let bytes = store.get(ENTRIES, &id.to_bytes())?;
    entry::Entry::parse(&bytes.ok_or(RecordsError::NoSuchRecord(id))?)
}

/// All entries, in the order in which they were imported.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
fn entries(vault: &Vault) -> Result<Vec<(RecordId, entry::Entry)>, RecordsError> {
    let mut entries = Vec::new();
    for row in vault.store().scan(ENTRIES) {
        let (key, value) = row?;
        let id = RecordId::from_bytes(&key).ok_or(RecordsError::Damaged)?;
        entries.push((id, entry::Entry::parse(&value)?));
    }
    entries.sort_unstable_by_key(|(_, entry)| entry.number);
    Ok(entries)
}

#[cfg(test)]
mod tests;
