//! A record typed in by the person: made into a FHIR resource of their own, then kept like one from a file.

use keepwell_protocol::time::Timestamp;
use keepwell_records::{
    hand::{Author, HandWritten},
    person::{Person, same_person},
    record::digest,
    view::{Marks, View},
};
use rand_core::CryptoRngCore;

use super::{
    RecordId, RecordsError, body,
    catalogue::{Catalogue, Row},
    entry,
    entry::{Entry, clip, moment},
    import::{NewRecord, Shelver},
    person,
    sample::{has_sample_person, is_of_sample},
};
use crate::vault::Vault;

/// Adds what a person typed in; gives its id. The same once more within the same second is the same record.
///
/// # Errors
/// [`RecordsError::Hand`] says what is wrong with it; otherwise why the store cannot be read or written.
pub fn add(
    vault: &Vault,
    wish: &HandWritten,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<RecordId, RecordsError> {
    let _records = vault.lock_records();
    let raw = wish.resource(&author(vault)?, moment(now))?;
    keep(vault, Shelver::start(vault, rng)?, &raw, now)
}

/// Puts a resource that was typed in on the shelf with what else is there, and gives its id.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read or written.
pub(super) fn keep(
    vault: &Vault,
    mut shelver: Shelver<'_, '_>,
    raw: &str,
    now: Timestamp,
) -> Result<RecordId, RecordsError> {
    let digest = digest(raw.as_bytes());
    let entry = Entry {
        number: 0,
        digest,
        size_bytes: u64::try_from(raw.len()).unwrap_or(u64::MAX),
        file: None,
        is_apart: false,
        origins: Vec::new(),
        imported: Some(now),
        document: None,
        view: clip(View::of(raw, &|_| None)),
    };
    shelver.add(NewRecord {
        entry,
        marks: Marks::of(raw),
        body: raw.as_bytes(),
    })?;
    shelver.finish()?;
    let catalogue = vault.catalogue()?;
    let row = catalogue.find(&digest).ok_or(RecordsError::Damaged)?;
    Ok(row.id())
}

/// The wallet's person, with the address under which references find the Patient resource. What somebody types is never
/// the sample's.
fn author(vault: &Vault) -> Result<Author, RecordsError> {
    if has_sample_person(vault)? {
        return Ok(Author::default());
    }
    let Some(person) = person(vault)? else {
        return Ok(Author::default());
    };
    Ok(Author {
        name: person.display_name(),
        patient: patient_address(vault, &*vault.catalogue()?, &person)?,
    })
}

/// The newest address: only a full one means the same in every file.
fn patient_address(
    vault: &Vault,
    catalogue: &Catalogue,
    person: &Person,
) -> Result<Option<String>, RecordsError> {
    let is_own = |row: &Row<'_>| row.kind() == "Patient" && !row.is_apart() && !is_of_sample(row);
    for row in catalogue.rows().rev().filter(is_own) {
        let entry = entry(vault.store(), row.id())?;
        let Some(address) = entry.full_url().filter(|url| url.contains(':')) else {
            continue;
        };
        let found = Person::of_patient(&body::read_text(vault, row.id(), &entry)?);
        if found.is_some_and(|found| same_person(&found, person)) {
            return Ok(Some(address.into_owned()));
        }
    }
    Ok(None)
}
