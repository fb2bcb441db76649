//! The wallet's own person's medicines over time: for each the stretches in which it was taken and in which dose, read
//! from the records themselves. What of it falls into the picture, and how long it is, the picture knows.

use std::collections::HashMap;

use keepwell_records::{
    fold::fold,
    view::{Category, Intake},
};
use serde::Serialize;

use super::{
    RecordId, RecordsError, body,
    catalogue::{Order, Row},
};
use crate::vault::Vault;

/// Most records that are read: the newest ones.
const MOST_READ: usize = 500;

/// A medicine over time. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Medicine {
    /// What it is, in the words of the newest record.
    pub title: String,
    /// One of its stretches is in force as far as the records say.
    pub is_current: bool,
    /// Oldest first.
    pub stretches: Vec<Stretch>,
}

/// A time in which a medicine was taken in one dose. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Stretch {
    /// The record that tells of it.
    pub record: RecordId,
    /// The dose in the source's words.
    pub dose: Option<String>,
    /// Its beginning as written.
    pub from: String,
    /// Its end as written; `None` when it goes on, or when nobody wrote it down.
    pub until: Option<String>,
    /// In force as far as the record says.
    pub is_current: bool,
}

/// The medicines: those in force first, then the one begun last.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub fn medicines(vault: &Vault) -> Result<Vec<Medicine>, RecordsError> {
    let catalogue = vault.catalogue()?;
    let rows = catalogue.ordered(Order::Newest);
    let rows = rows.filter(|row| row.category() == Category::Medicines && !row.is_apart());
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut medicines: Vec<Medicine> = Vec::new();
    for row in rows.take(MOST_READ) {
        let raw = body::read_shown(vault, row.id())?;
        let Some(intake) = raw.as_deref().and_then(Intake::of) else {
            continue;
        };
        let key = intake.code.clone().unwrap_or_else(|| fold(row.title()));
        let place = *places.entry(key).or_insert(medicines.len());
        if place == medicines.len() {
            medicines.push(Medicine::named(row.title()));
        }
        if let Some(medicine) = medicines.get_mut(place) {
            medicine.take_in(row, intake);
        }
    }
    medicines.sort_by_key(|medicine| !medicine.is_current);
    Ok(medicines)
}

impl Medicine {
    fn named(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            is_current: false,
            stretches: Vec::new(),
        }
    }

    /// Rows come the newest first, stretches are the oldest first.
    fn take_in(&mut self, row: Row<'_>, intake: Intake) {
        let is_current = row.is_current() && intake.until.is_none();
        self.is_current |= is_current;
        let stretch = Stretch {
            record: row.id(),
            dose: intake.dose,
            from: intake.from.text,
            until: intake.until.map(|until| until.text),
            is_current,
        };
        self.stretches.insert(0, stretch);
    }
}
