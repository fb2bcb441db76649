//! What the wallet's own person is vaccinated against: for each disease the vaccinations that were given, read from the
//! records themselves. Where a record names no disease, the vaccine's own name stands for it.

use std::collections::BTreeMap;

use keepwell_records::{
    fold::fold,
    view::{Category, Vaccination},
};
use serde::Serialize;

use super::{RecordId, RecordsError, body, catalogue::Order};
use crate::vault::Vault;

/// Most records that are read: the newest ones.
const MOST_READ: usize = 500;

/// A disease and the vaccinations against it. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Protection {
    /// The disease, or the vaccine where that is all that is known; in the words of the newest record.
    pub disease: String,
    /// Oldest first.
    pub given: Vec<Given>,
}

/// One vaccination. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Given {
    /// The record that tells of it.
    pub record: RecordId,
    /// When it was given, as written.
    pub date: Option<String>,
    /// Its number in its series as the source wrote it.
    pub number: Option<String>,
}

/// By the name of the disease.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub fn vaccines(vault: &Vault) -> Result<Vec<Protection>, RecordsError> {
    let catalogue = vault.catalogue()?;
    let rows = catalogue.ordered(Order::Newest);
    let rows = rows.filter(|row| row.category() == Category::Immunizations && !row.is_apart());
    let mut found: BTreeMap<String, Protection> = BTreeMap::new();
    for row in rows.take(MOST_READ) {
        let raw = body::read_shown(vault, row.id())?;
        let Some(vaccination) = raw.as_deref().and_then(Vaccination::of) else {
            continue;
        };
        let mut diseases = vaccination.diseases;
        if diseases.is_empty() {
            diseases.push(row.title().to_owned());
        }
        for disease in diseases {
            let given = Given {
                record: row.id(),
                date: vaccination.date.as_ref().map(|date| date.text.clone()),
                number: vaccination.number.clone(),
            };
            let protection = found
                .entry(fold(&disease))
                .or_insert_with(|| Protection::from_disease(disease));
            // The same disease named twice in one record is one vaccination.
            if protection.given.first().map(|given| given.record) != Some(row.id()) {
                protection.given.insert(0, given);
            }
        }
    }
    Ok(found.into_values().collect())
}

impl Protection {
    const fn from_disease(disease: String) -> Self {
        Self {
            disease,
            given: Vec::new(),
        }
    }
}
