//! The record at a glance.

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
    /// Every record is the sample's.
    pub(crate) sample: bool,
    pub(crate) records: u64,
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
}

/// One shelf of it.
#[derive(Serialize, Type)]
pub(crate) struct Section {
    pub(crate) category: Category,
    pub(crate) count: u64,
    pub(crate) first: Vec<RecordLine>,
    pub(crate) series: Option<Series>,
}
