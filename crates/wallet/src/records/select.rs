//! Records chosen for a share, composed into one FHIR bundle: an IPS document for a summary, a collection for everything
//! else. What is sensitive is held back until its group is let in. Documents too large for the bundle are named beside it,
//! to be streamed by whoever seals the share.

mod compose;
mod guard;
mod what;

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    deidentify::Dates,
    record::Digest,
    sensitive::{Groups, SensitiveGroup},
    view::Category,
};
use rand_core::CryptoRngCore;

use super::{RecordId, RecordsError, entry::Entry, shelf::Shelf};
use crate::vault::Vault;

use compose::Composer;
pub(super) use compose::name_documents;
use guard::Guard;
pub use what::{NotASelection, What};

/// The most days that dates are moved by.
const MOST_DAYS: u64 = 365;

/// What to share, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// What.
    pub what: What,
    /// The sensitive groups that are let in; records of any other are held back.
    pub let_in: Groups,
    /// Without the person, dates are cut to months; otherwise they are moved by a number of days drawn anew.
    pub to_months: bool,
}

impl From<What> for Selection {
    /// All of it, nothing held back.
    fn from(what: What) -> Self {
        Self {
            what,
            let_in: SensitiveGroup::ALL.into(),
            to_months: false,
        }
    }
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
    /// It holds sample data and is marked HTEST.
    pub is_sample: bool,
}

/// What came of choosing.
pub(crate) struct Tried {
    /// What is to be shared; `None` when no record fits.
    pub(crate) selected: Option<SelectedRecords>,
    /// How many records of each sensitive group are held back: for the patient's eyes only.
    pub(crate) held_back: Vec<(SensitiveGroup, u64)>,
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

impl SelectedDocument {
    /// The last step of its path, without the folder: `1-letter.pdf`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Composes the chosen records at time `now`. Names inside the bundle are fresh, so that two shares cannot be linked by
/// them. Records that are kept apart are in it only when they are named by their ids.
///
/// # Errors
/// [`RecordsError::NothingSelected`], [`RecordsError::NoSuchRecord`], [`RecordsError::NotForAClaim`], or why a record
/// cannot be read.
pub fn select(
    vault: &Vault,
    selection: &Selection,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<SelectedRecords, RecordsError> {
    let tried = try_select(vault, selection, now, rng)?;
    tried.selected.ok_or(RecordsError::NothingSelected)
}

/// As [`select`], for a person who is still choosing.
///
/// # Errors
/// Those of [`select`] but for [`RecordsError::NothingSelected`].
pub(crate) fn try_select(
    vault: &Vault,
    selection: &Selection,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Tried, RecordsError> {
    let shelf = Shelf::of(vault)?;
    let mut seed = [0; 16];
    rng.fill_bytes(&mut seed);
    let composer = Composer {
        vault,
        shelf: &shelf,
        guard: Guard::new(&shelf, &selection.let_in),
        seed,
        now,
    };
    let mut chosen = choose(&shelf, &selection.what)?;
    let held_back = composer.guard.take_out(&mut chosen, &selection.what);
    let selected = match &selection.what {
        _ if chosen.is_empty() => None,
        What::Summary => Some(composer.summary(&chosen)?),
        What::Everything | What::Chosen { .. } => Some(composer.collection(&chosen)?),
        What::Deidentified if selection.to_months => {
            composer.deidentified(&chosen, Dates::Months)?
        }
        What::Deidentified => composer.deidentified(&chosen, Dates::Earlier(days(rng)))?,
        What::Claim { .. } => composer.claim(&chosen)?,
    };
    Ok(Tried {
        selected,
        held_back,
    })
}

/// 1 to 365, all alike.
fn days(rng: &mut dyn CryptoRngCore) -> u16 {
    // Of 2^64 numbers, the last few would make the first days likelier, by less than one in 10^16.
    u16::try_from(1 + rng.next_u64() % MOST_DAYS).unwrap_or(1)
}

type Chosen<'s> = Vec<(RecordId, &'s Entry)>;

/// In the order in which they were imported.
fn choose<'s>(shelf: &'s Shelf<'_>, what: &What) -> Result<Chosen<'s>, RecordsError> {
    let own = |wanted: &dyn Fn(&Entry) -> bool| -> Chosen<'s> {
        let entries = shelf.entries().iter();
        entries
            .filter(|(_, entry)| !entry.is_apart && wanted(entry))
            .map(|(id, entry)| (*id, entry))
            .collect()
    };
    let by_id = |ids: &[RecordId]| -> Result<Chosen<'s>, RecordsError> {
        let found = ids.iter().map(|id| shelf.entry(*id));
        found
            .map(|found| found.map(|(id, entry)| (*id, entry)))
            .collect()
    };
    let mut chosen = match what {
        What::Summary | What::Deidentified => own(&|entry| entry.document.is_none()),
        What::Everything => own(&|_| true),
        What::Chosen {
            categories,
            records,
        } => {
            let mut chosen = own(&|entry| categories.contains(&entry.view.category));
            chosen.extend(by_id(records)?);
            chosen
        }
        What::Claim { records } => by_id(records)?,
    };
    chosen.sort_unstable_by_key(|(_, entry)| entry.number);
    chosen.dedup_by_key(|(id, _)| *id);
    Ok(chosen)
}

#[cfg(test)]
mod tests;
