//! The built-in sample in a wallet: which records are its, and taking them out again. They are known by their bytes, so
//! that they are found also after a backup, or an export and an import, and nothing of the person's own is taken for them.
//! The sample stands alone: it comes only into a wallet without records of somebody's own.

use std::{collections::HashSet, sync::LazyLock};

use keepwell_records::{
    import::{Detected, detect, read},
    person::Person,
    record::{Digest, digest},
    sample::FILES,
};
use keepwell_store::Batch;

use super::{
    PERSON, RECORD, RecordsError,
    catalogue::{Catalogue, Row},
    count,
    name::put_person,
    person::encode,
    remove::take_out,
    source::SOURCES,
};
use crate::vault::Vault;

/// What this program's sample is made of.
static SAMPLE: LazyLock<Sample> = LazyLock::new(Sample::read);

struct Sample {
    /// Of its files.
    files: Vec<Digest>,
    /// Of its records.
    records: HashSet<Digest>,
    /// Whose record it is.
    person: Option<Person>,
}

/// Takes the sample out of the wallet, and its person where it gave the wallet one; then the person is the one of a record
/// that stays, if one says. Gives how many records the wallet still holds; without the sample in it, nothing happens.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read or written; then nothing was removed.
pub fn remove_sample(vault: &Vault) -> Result<u64, RecordsError> {
    let _records = vault.lock_records();
    let catalogue = vault.catalogue()?;
    let rows = catalogue.rows().filter(is_of_sample);
    let ids: Vec<_> = rows.map(|row| row.id()).collect();
    if ids.is_empty() {
        return count(vault);
    }
    let mut batch = Batch::new();
    if has_sample_person(vault)? {
        put_person(vault, &catalogue, &|row| !is_of_sample(row), &mut batch)?;
    }
    for file in &SAMPLE.files {
        batch.delete(SOURCES, file);
    }
    take_out(vault, &ids, batch)
}

/// Whether some of the wallet's records are the sample's.
pub(super) fn holds_sample(catalogue: &Catalogue) -> bool {
    catalogue.rows().any(|row| is_of_sample(&row))
}

/// Whether some of them are not.
pub(super) fn holds_others(catalogue: &Catalogue) -> bool {
    catalogue.rows().any(|row| !is_of_sample(&row))
}

/// Whether the wallet's person is the one of the sample, who does not exist.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(super) fn has_sample_person(vault: &Vault) -> Result<bool, RecordsError> {
    let kept = vault.store().get(RECORD, PERSON)?;
    let sample = SAMPLE.person.as_ref().map(encode);
    Ok(kept.is_some_and(|kept| sample.is_some_and(|sample| *kept == sample)))
}

/// Whether a record is one of the sample's.
pub(super) fn is_of_sample(row: &Row<'_>) -> bool {
    row.is_sample() && SAMPLE.records.contains(row.digest())
}

impl Sample {
    fn read() -> Self {
        let mut sample = Self {
            files: Vec::new(),
            records: HashSet::new(),
            person: None,
        };
        for file in &FILES {
            let length = u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
            sample.files.push(digest(file.bytes));
            match detect(file.name, file.bytes, length) {
                Ok(Detected::Fhir) => sample.add(file.name, file.bytes),
                // A document is one record.
                _ => _ = sample.records.insert(digest(file.bytes)),
            }
        }
        sample
    }

    fn add(&mut self, name: &str, bytes: &[u8]) {
        let Ok(import) = read(name, bytes, &mut |_, _| {}) else {
            return;
        };
        let records = import.records.iter();
        self.records.extend(records.map(|record| record.digest));
        self.person = import.subject;
    }
}
