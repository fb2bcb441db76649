//! The bundle of the chosen records: an IPS document, a collection, or a collection that says less.

use std::{
    collections::{HashMap, HashSet},
    thread,
};

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    claim,
    collection::{AttachmentPlan, Collection},
    deidentify::{self, Dates},
    limits,
    pared::{Pared, Source},
    person::{Person, same_person},
    record::{Digest, Record},
    reference::Target,
    summary,
    view::Category,
};

use super::{Chosen, SelectedDocument, SelectedRecords, guard::Guard};
use crate::{
    records::{
        RecordId, RecordsError, body,
        entry::{Entry, moment},
        person,
        shelf::Shelf,
    },
    vault::Vault,
};

/// Fewer records are read before another thread has begun.
const MANY: usize = 256;

/// What every composing needs.
pub(super) struct Composer<'c, 'v> {
    pub(super) vault: &'v Vault,
    pub(super) shelf: &'c Shelf<'v>,
    pub(super) guard: Guard<'c, 'v>,
    pub(super) seed: [u8; 16],
    pub(super) now: Timestamp,
}

/// Reads resources, by two threads where there are many: half of the time goes into decrypting them.
fn read(
    shelf: &Shelf<'_>,
    wanted: &[(RecordId, &Entry)],
) -> Result<Vec<Record<'static>>, RecordsError> {
    let read = |some: &[(RecordId, &Entry)]| -> Result<Vec<_>, RecordsError> {
        let records = some.iter().map(|(id, entry)| shelf.record(*id, entry));
        records.collect()
    };
    if wanted.len() < MANY {
        return read(wanted);
    }
    let (first, second) = wanted.split_at(wanted.len() / 2);
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, || read(second));
        let mut records = read(first)?;
        let rest = match beside.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(rest)) => rest,
            // Without a thread to give, or where it broke off, it takes as long as it takes.
            _ => read(second),
        };
        records.extend(rest?);
        Ok(records)
    })
}

impl Composer<'_, '_> {
    pub(super) fn summary(&self, chosen: &Chosen<'_>) -> Result<SelectedRecords, RecordsError> {
        let records = self.records(chosen)?;
        let selection = summary::Selection {
            time: moment(self.now),
            seed: self.seed,
            patient: self.patient()?,
            records,
        };
        let summary = summary::compose(selection, &self.guard);
        let inside = inside(chosen, |entry| summary.taken.contains(&entry.digest));
        Ok(SelectedRecords {
            records: u64::try_from(summary.records).unwrap_or(u64::MAX),
            ..SelectedRecords::of(summary.bytes, inside, summary.is_sample)
        })
    }

    /// One entry a record.
    pub(super) fn collection(&self, chosen: &Chosen<'_>) -> Result<SelectedRecords, RecordsError> {
        let is_sample = chosen.iter().any(|(_, entry)| entry.view.is_sample);
        let shared: HashSet<Digest> = chosen.iter().map(|(_, entry)| entry.digest).collect();
        let is_shared = |target: &Target| shared.contains(&target.digest);
        let mut collection = Collection::start(Vec::new(), self.seed, moment(self.now), is_sample)?;
        for (id, entry) in chosen {
            if let Some(meta) = entry.document_meta() {
                let is_small = meta.size_bytes <= limits::INLINE_BYTES;
                let bytes = is_small
                    .then(|| body::read(self.vault, *id, entry))
                    .transpose()?;
                collection.add_document(&meta, bytes.as_deref())?;
                continue;
            }
            let record = self.shelf.record(*id, entry)?;
            let raw = self.guard.shown(&record.digest, &record.raw, &is_shared);
            collection.add(&Record {
                digest: record.digest,
                full_url: record.full_url.clone(),
                raw,
            })?;
        }
        let (bundle, plans) = collection.finish()?;
        Ok(SelectedRecords {
            documents: name_documents(chosen, plans),
            ..SelectedRecords::of(bundle, inside(chosen, |_| true), is_sample)
        })
    }

    /// Without the person.
    pub(super) fn deidentified(
        &self,
        chosen: &Chosen<'_>,
        dates: Dates,
    ) -> Result<Option<SelectedRecords>, RecordsError> {
        let pared = deidentify::compose(self.source(chosen)?, dates, &self.guard);
        Ok(pared_records(chosen, pared))
    }

    /// What a claim needs.
    pub(super) fn claim(
        &self,
        chosen: &Chosen<'_>,
    ) -> Result<Option<SelectedRecords>, RecordsError> {
        let unfit = |(_, entry): &&(RecordId, &Entry)| !claim::is_claimable(&entry.view.kind);
        if let Some((id, _)) = chosen.iter().find(unfit) {
            return Err(RecordsError::NotForAClaim(*id));
        }
        let pared = claim::compose(self.source(chosen)?, &self.guard);
        Ok(pared_records(chosen, pared))
    }

    fn source(&self, chosen: &Chosen<'_>) -> Result<Source<'static>, RecordsError> {
        Ok(Source {
            time: moment(self.now),
            seed: self.seed,
            patient: self.patient()?,
            records: self.records(chosen)?,
        })
    }

    /// The chosen FHIR resources.
    fn records(&self, chosen: &Chosen<'_>) -> Result<Vec<Record<'static>>, RecordsError> {
        let resources = chosen.iter().filter(|(_, entry)| entry.document.is_none());
        let records = read(self.shelf, &resources.copied().collect::<Vec<_>>())?;
        let shown = records
            .into_iter()
            .map(|record| self.guard.shown_alone(record));
        Ok(shown.collect())
    }

    /// The Patient resource of the wallet's person: the last one imported, which knows the latest address.
    fn patient(&self) -> Result<Option<Record<'static>>, RecordsError> {
        let Some(person) = person(self.vault)? else {
            return Ok(None);
        };
        let entries = self.shelf.entries().iter().rev();
        let patients = entries.filter(|(_, entry)| entry.view.kind == "Patient" && !entry.is_apart);
        for (id, entry) in patients {
            let record = self.shelf.record(*id, entry)?;
            let found = Person::of_patient(&record.raw);
            if found.is_some_and(|found| same_person(&found, &person)) {
                return Ok(Some(self.guard.shown_alone(record)));
            }
        }
        Ok(None)
    }
}

impl SelectedRecords {
    fn of(bundle: Vec<u8>, inside: Vec<(RecordId, Category)>, is_sample: bool) -> Self {
        Self {
            bundle,
            records: u64::try_from(inside.len()).unwrap_or(u64::MAX),
            inside,
            documents: Vec::new(),
            is_sample,
        }
    }
}

/// `None` when nothing but the person is in it.
fn pared_records(chosen: &Chosen<'_>, pared: Pared) -> Option<SelectedRecords> {
    let inside = inside(chosen, |entry| pared.taken.contains(&entry.digest));
    let is_more_than_a_person = chosen
        .iter()
        .any(|(_, entry)| pared.taken.contains(&entry.digest) && entry.view.kind != "Patient");
    is_more_than_a_person.then(|| SelectedRecords::of(pared.bytes, inside, pared.is_sample))
}

/// The chosen records that are `taken`.
fn inside(chosen: &Chosen<'_>, taken: impl Fn(&Entry) -> bool) -> Vec<(RecordId, Category)> {
    let taken = chosen.iter().filter(|(_, entry)| taken(entry));
    taken
        .map(|(id, entry)| (*id, entry.view.category))
        .collect()
}

/// The records of planned attachments. Digests are unique in a vault, so each plan finds its own.
pub(crate) fn name_documents(
    chosen: &[(RecordId, &Entry)],
    plans: Vec<AttachmentPlan>,
) -> Vec<SelectedDocument> {
    let ids: HashMap<&Digest, RecordId> = chosen
        .iter()
        .map(|(id, entry)| (&entry.digest, *id))
        .collect();
    let find = |plan: AttachmentPlan| {
        Some(SelectedDocument {
            id: *ids.get(&plan.digest)?,
            path: plan.path,
            size_bytes: plan.size_bytes,
            digest: plan.digest,
        })
    };
    plans.into_iter().filter_map(find).collect()
}
