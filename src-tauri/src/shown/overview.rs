//! The record at a glance.

use keepwell_wallet::records;
use serde::Serialize;
use specta::Type;

use super::{
    choice::Category,
    record::{RecordLine, Series},
};

/// What Home shows of the record.
#[derive(Serialize, Type)]
pub(crate) struct Overview {
    pub(crate) person: Option<Person>,
    /// Some of the records are the built-in sample's.
    pub(crate) sample: bool,
    pub(crate) records: usize,
    pub(crate) allergies: Vec<RecordLine>,
    /// A record says that there are no known allergies.
    pub(crate) no_known_allergies: bool,
    pub(crate) sections: Vec<Section>,
}

/// Whose record it is.
#[derive(Serialize, Type)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) given: String,
    pub(crate) birth_date: Option<String>,
    /// The record in which the person typed this in; none when a file says it.
    pub(crate) typed: Option<String>,
}

/// One shelf of it.
#[derive(Serialize, Type)]
pub(crate) struct Section {
    pub(crate) category: Category,
    pub(crate) count: usize,
    pub(crate) first: Vec<RecordLine>,
    pub(crate) series: Option<Series>,
}

impl Overview {
    /// As the core sees it.
    pub(crate) fn of(overview: records::Overview) -> Self {
        let section = |section: records::Section| Section {
            category: section.category.into(),
            count: section.count,
            first: section.first.into_iter().map(RecordLine::of).collect(),
            series: section.series.map(Series::of),
        };
        Self {
            person: overview.person.map(|person| Person {
                name: person.name,
                given: person.given,
                birth_date: person.birth_date,
                typed: person.typed.map(|id| id.to_string()),
            }),
            sample: overview.sample,
            records: overview.records,
            allergies: overview.allergies.into_iter().map(RecordLine::of).collect(),
            no_known_allergies: overview.no_known_allergies,
            sections: overview.sections.into_iter().map(section).collect(),
        }
    }
}
