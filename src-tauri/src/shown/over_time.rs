//! Pictures over time: medicines with their doses, and vaccinations by disease.

use keepwell_wallet::records;
use serde::Serialize;
use specta::Type;

/// A medicine over time, its stretches oldest first.
#[derive(Serialize, Type)]
pub(crate) struct Medicine {
    pub(crate) title: String,
    /// Taken now, as far as the records say.
    pub(crate) current: bool,
    pub(crate) stretches: Vec<Stretch>,
}

/// A time in which it was taken in one dose; dates as written.
#[derive(Serialize, Type)]
pub(crate) struct Stretch {
    pub(crate) record: String,
    pub(crate) dose: Option<String>,
    pub(crate) from: String,
    pub(crate) until: Option<String>,
    pub(crate) current: bool,
}

/// A disease and the vaccinations against it, oldest first.
#[derive(Serialize, Type)]
pub(crate) struct Protection {
    pub(crate) disease: String,
    pub(crate) given: Vec<Given>,
}

/// One vaccination; its date and number as written.
#[derive(Serialize, Type)]
pub(crate) struct Given {
    pub(crate) record: String,
    pub(crate) date: Option<String>,
    pub(crate) number: Option<String>,
}

impl Medicine {
    /// As the core sees it.
    pub(crate) fn of(medicine: records::Medicine) -> Self {
        let stretch = |stretch: records::Stretch| Stretch {
            record: stretch.record.to_string(),
            dose: stretch.dose,
            from: stretch.from,
            until: stretch.until,
            current: stretch.is_current,
        };
        Self {
            title: medicine.title,
            current: medicine.is_current,
            stretches: medicine.stretches.into_iter().map(stretch).collect(),
        }
    }
}

impl Protection {
    /// As the core sees it.
    pub(crate) fn of(protection: records::Protection) -> Self {
        let given = |given: records::Given| Given {
            record: given.record.to_string(),
            date: given.date,
            number: given.number,
        };
        Self {
            disease: protection.disease,
            given: protection.given.into_iter().map(given).collect(),
        }
    }
}
