//! The wallet's person, typed in by hand where no record says whose it is. It is kept as a record of its own, so that it
//! is shared, exported and removed like any other, and goes again with that record.

use keepwell_protocol::time::Timestamp;
use keepwell_records::{hand::TypedPerson, person::Person};
use keepwell_store::Batch;
use rand_core::CryptoRngCore;

use super::{
    PERSON, RECORD, RecordId, RecordsError, add::keep, body, entry, entry::moment, import::Shelver,
    person, person::encode,
};
use crate::{
    records::catalogue::{Catalogue, Row},
    vault::Vault,
};

/// Says whose record this is; gives the id of the record that says so. A birth date that a record told stays where none is
/// typed.
///
/// # Errors
/// [`RecordsError::PersonKnown`] when the record has a name already, [`RecordsError::Hand`] for what was typed, otherwise
/// why the store cannot be read or written.
pub fn name_person(
    vault: &Vault,
    typed: &TypedPerson,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<RecordId, RecordsError> {
    let _records = vault.lock_records();
    let known = person(vault)?;
    if known.as_ref().is_some_and(|known| !known.names.is_empty()) {
        return Err(RecordsError::PersonKnown);
    }
    let raw = typed.resource(moment(now))?;
    let mut person = Person::of_patient(&raw).ok_or(RecordsError::Damaged)?;
    person.birth_date = person
        .birth_date
        .or(known.and_then(|known| known.birth_date));
    let mut shelver = Shelver::start(vault, rng)?;
    shelver.adopt(&person);
    keep(vault, shelver, &raw, now)
}

/// The record in which the wallet's person was typed in; `None` when a file says whose record it is.
pub(super) fn typed_in(catalogue: &Catalogue, person: &Person) -> Option<RecordId> {
    let name = person.display_name()?;
    let mut rows = patients(catalogue).filter(|row| row.title() == name);
    let first = rows.next()?;
    (first.is_by_hand() && rows.all(|row| row.is_by_hand())).then(|| first.id())
}

/// Puts into the batch that removes `ids` what the wallet then knows of its person: who was typed in goes with what was
/// typed.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(super) fn forget_typed(
    vault: &Vault,
    ids: &[RecordId],
    batch: &mut Batch,
) -> Result<(), RecordsError> {
    let Some(known) = person(vault)? else {
        return Ok(());
    };
    let catalogue = vault.catalogue()?;
    let goes = typed_in(&catalogue, &known).is_some_and(|id| ids.contains(&id));
    if goes {
        put_person(vault, &catalogue, &|row| !ids.contains(&row.id()), batch)?;
    }
    Ok(())
}

/// Puts into the batch that the wallet's person is the one of the first Patient resource among the records that stay; or
/// nobody.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(super) fn put_person(
    vault: &Vault,
    catalogue: &Catalogue,
    stays: &dyn Fn(&Row<'_>) -> bool,
    batch: &mut Batch,
) -> Result<(), RecordsError> {
    let found = match patients(catalogue).find(|row| stays(row)) {
        Some(row) => {
            let entry = entry(vault.store(), row.id())?;
            Person::of_patient(&body::read_text(vault, row.id(), &entry)?)
        }
        None => None,
    };
    match found {
        Some(person) => batch.put(RECORD, PERSON, encode(&person)),
        None => batch.delete(RECORD, PERSON),
    };
    Ok(())
}

fn patients(catalogue: &Catalogue) -> impl Iterator<Item = Row<'_>> {
    let rows = catalogue.rows();
    rows.filter(|row| row.kind() == "Patient" && !row.is_apart())
}
