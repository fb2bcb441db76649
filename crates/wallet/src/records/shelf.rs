//! The record as a summary looks things up in it: where a reference leads, and the resource there. Made anew for each
//! share from the entries alone; resources are read when they are asked for.

use std::collections::HashMap;

use keepwell_records::{
    record::{Digest, Record, Vault as Lookup},
    reference::{ReferenceIndex, Target},
};

use super::{RecordId, RecordsError, body, entries, entry::Entry};
use crate::vault::Vault;

/// All entries of a vault, and the references between them.
pub(super) struct Shelf<'v> {
    vault: &'v Vault,
    /// In the order in which they were imported.
    entries: Vec<(RecordId, Entry)>,
    by_digest: HashMap<Digest, usize>,
    by_id: HashMap<RecordId, usize>,
    references: ReferenceIndex,
}

impl<'v> Shelf<'v> {
    /// Reads all entries.
    ///
    /// # Errors
    /// [`RecordsError`] when the store cannot be read.
    pub(super) fn of(vault: &'v Vault) -> Result<Self, RecordsError> {
        let entries = entries(vault)?;
        let mut references = ReferenceIndex::default();
        entries
            .iter()
            .for_each(|(_, entry)| entry.index(&mut references));
        let places = entries.iter().enumerate();
        let by_digest = places
            .clone()
            .map(|(place, (_, entry))| (entry.digest, place));
        let by_id = places.map(|(place, (id, _))| (*id, place));
        Ok(Self {
            vault,
            by_digest: by_digest.collect(),
            by_id: by_id.collect(),
            entries,
            references,
        })
    }

    /// Every entry, in the order in which they were imported.
    pub(super) fn entries(&self) -> &[(RecordId, Entry)] {
        &self.entries
    }

    /// The entry of one record.
    ///
    /// # Errors
    /// [`RecordsError::NoSuchRecord`].
    pub(super) fn entry(&self, id: RecordId) -> Result<&(RecordId, Entry), RecordsError> {
        let place = self.by_id.get(&id);
        place
            .and_then(|place| self.entries.get(*place))
            .ok_or(RecordsError::NoSuchRecord(id))
    }

    /// The entry of the record with this digest.
    pub(super) fn find(&self, digest: &Digest) -> Option<&(RecordId, Entry)> {
        self.entries.get(*self.by_digest.get(digest)?)
    }

    /// A FHIR resource, ready for a bundle.
    ///
    /// # Errors
    /// [`RecordsError`] when it cannot be read.
    pub(super) fn record(
        &self,
        id: RecordId,
        entry: &Entry,
    ) -> Result<Record<'static>, RecordsError> {
        Ok(Record {
            digest: entry.digest,
            full_url: entry.full_url(),
            raw: body::read_text(self.vault, id, entry)?.into(),
        })
    }
}

impl Lookup for Shelf<'_> {
    fn resolve(&self, from: &Digest, reference: &str) -> Option<Target> {
        self.references.resolve(from, reference).cloned()
    }

    /// A resource that cannot be read, or is about another person, is not taken along.
    fn load(&self, digest: &Digest) -> Option<Record<'_>> {
        let (id, entry) = self.find(digest)?;
        let is_shareable = !entry.is_apart && entry.document.is_none();
        is_shareable.then(|| self.record(*id, entry).ok()).flatten()
    }
}
