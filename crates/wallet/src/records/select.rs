//! Records chosen for a share, composed into one FHIR bundle: an IPS document for a summary, a collection for everything
//! else. Documents too large for the bundle are named beside it, to be streamed by whoever seals the share.

use std::{collections::HashMap, str::FromStr};

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    collection::{AttachmentPlan, Collection},
    limits,
    person::{Person, same_person},
    record::{Digest, Record},
    summary,
    view::Category,
};
use rand_core::CryptoRngCore;
use thiserror::Error;

use super::{
    RecordId, RecordsError, body,
    entry::{Entry, moment},
    person,
    shelf::Shelf,
};
use crate::vault::Vault;

/// What to share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// A patient summary: what matters to somebody who treats the person.
    #[default]
    Summary,
    /// Every record of the wallet's person.
    All,
    /// Every record of the wallet's person in these categories.
    Categories(Vec<Category>),
    /// Exactly these records.
    Items(Vec<RecordId>),
}

/// Text that is not a selection.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("write what to share as summary, all, category:NAME,… or id:ID,…")]
pub struct NotASelection;

impl FromStr for Selection {
    type Err = NotASelection;

    /// Reads `summary`, `all`, `category:allergies,medicines` or `id:7k3m0x9q2d,…`.
    fn from_str(text: &str) -> Result<Self, NotASelection> {
        match text.split_once(':') {
            None if text == "summary" => Ok(Self::Summary),
            None if text == "all" => Ok(Self::All),
            Some(("category", names)) => parse_list(names).map(Self::Categories),
            Some(("id", ids)) => parse_list(ids).map(Self::Items),
            _ => Err(NotASelection),
        }
    }
}

fn parse_list<T: FromStr>(text: &str) -> Result<Vec<T>, NotASelection> {
    text.split(',')
        .map(|item| item.trim().parse().map_err(|_| NotASelection))
        .collect()
}

/// The chosen records, composed. No `Debug`: it is health data.
pub struct SelectedRecords {
    /// The FHIR bundle, UTF-8 JSON.
    pub bundle: Vec<u8>,
    /// How many of the wallet's records are in it or beside it.
    pub records: u64,
    /// Which these are, each with its category.
    pub inside: Vec<(RecordId, Category)>,
    /// The documents beside it.
    pub documents: Vec<SelectedDocument>,
}

/// A document that travels beside the bundle; [`super::open_document`] gives its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct SelectedDocument {
    /// Its record.
    pub id: RecordId,
    /// The relative path by which the bundle names it: `attachments/1-letter.pdf`. Safe on every file system.
    pub path: String,
    /// Its length in bytes.
    pub size_bytes: u64,
    /// SHA-256 of its bytes.
    pub digest: Digest,
}

/// Composes the chosen records at time `now`. Names inside the bundle are fresh, so that two shares cannot be linked by
/// them. Records that are kept apart are in it only when they are named by their ids.
///
/// # Errors
/// [`RecordsError::NothingSelected`], [`RecordsError::NoSuchRecord`], or why a record cannot be read.
pub fn select(
    vault: &Vault,
    selection: &Selection,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<SelectedRecords, RecordsError> {
    let shelf = Shelf::of(vault)?;
    let chosen = choose(&shelf, selection)?;
    if chosen.is_empty() {
        return Err(RecordsError::NothingSelected);
    }
    let mut seed = [0; 16];
    rng.fill_bytes(&mut seed);
    match selection {
        Selection::Summary => summarise(vault, &shelf, &chosen, seed, now),
        _ => collect(vault, &shelf, &chosen, seed, now),
    }
}

type Chosen<'s> = Vec<(RecordId, &'s Entry)>;

fn choose<'s>(shelf: &'s Shelf<'_>, selection: &Selection) -> Result<Chosen<'s>, RecordsError> {
    let own = |wanted: &dyn Fn(&Entry) -> bool| -> Chosen<'s> {
        let entries = shelf.entries().iter();
        entries
            .filter(|(_, entry)| !entry.is_apart && wanted(entry))
            .map(|(id, entry)| (*id, entry))
            .collect()
    };
    match selection {
        Selection::Summary => Ok(own(&|entry| entry.document.is_none())),
        Selection::All => Ok(own(&|_| true)),
        Selection::Categories(categories) => {
            Ok(own(&|entry| categories.contains(&entry.view.category)))
        }
        Selection::Items(ids) => {
            let mut chosen = ids
                .iter()
                .map(|id| shelf.entry(*id).map(|(id, entry)| (*id, entry)))
                .collect::<Result<Chosen<'s>, _>>()?;
            chosen.sort_unstable_by_key(|(_, entry)| entry.number);
            chosen.dedup_by_key(|(id, _)| *id);
            Ok(chosen)
        }
    }
}

fn summarise(
    vault: &Vault,
    shelf: &Shelf<'_>,
    chosen: &Chosen<'_>,
    seed: [u8; 16],
    now: Timestamp,
) -> Result<SelectedRecords, RecordsError> {
    let records = chosen
        .iter()
        .map(|(id, entry)| shelf.record(*id, entry))
        .collect::<Result<Vec<_>, _>>()?;
    let summary = summary::compose(
        summary::Selection {
            time: moment(now),
            seed,
            patient: patient(person(vault)?.as_ref(), &records),
            records,
        },
        shelf,
    );
    Ok(SelectedRecords {
        bundle: summary.bytes,
        records: u64::try_from(summary.records).unwrap_or(u64::MAX),
        inside: inside(chosen, |entry| summary.taken.contains(&entry.digest)),
        documents: Vec::new(),
    })
}

/// The Patient resource of the wallet's person: the last one imported, which knows the latest address.
fn patient(person: Option<&Person>, records: &[Record<'static>]) -> Option<Record<'static>> {
    let person = person?;
    let mut patients = records.iter().rev();
    let patient = patients.find(|record| {
        Person::of_patient(&record.raw).is_some_and(|found| same_person(&found, person))
    });
    patient.cloned()
}

fn collect(
    vault: &Vault,
    shelf: &Shelf<'_>,
    chosen: &Chosen<'_>,
    seed: [u8; 16],
    now: Timestamp,
) -> Result<SelectedRecords, RecordsError> {
    let is_sample = chosen.iter().any(|(_, entry)| entry.view.is_sample);
    let mut collection = Collection::start(Vec::new(), seed, moment(now), is_sample)?;
    for (id, entry) in chosen {
        match entry.document_meta() {
            None => collection.add(&shelf.record(*id, entry)?)?,
            Some(meta) => {
                let is_small = meta.size_bytes <= limits::INLINE_BYTES;
                let bytes = is_small
                    .then(|| body::read(vault, *id, entry))
                    .transpose()?;
                collection.add_document(&meta, bytes.as_deref())?;
            }
        }
    }
    let (bundle, plans) = collection.finish()?;
    Ok(SelectedRecords {
        bundle,
        records: u64::try_from(chosen.len()).unwrap_or(u64::MAX),
        inside: inside(chosen, |_| true),
        documents: name_documents(chosen, plans),
    })
}

/// The chosen records that are `taken`.
fn inside(chosen: &Chosen<'_>, taken: impl Fn(&Entry) -> bool) -> Vec<(RecordId, Category)> {
    let taken = chosen.iter().filter(|(_, entry)| taken(entry));
    taken
        .map(|(id, entry)| (*id, entry.view.category))
        .collect()
}

/// The records of planned attachments. Digests are unique in a vault, so each plan finds its own.
pub(super) fn name_documents(
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
