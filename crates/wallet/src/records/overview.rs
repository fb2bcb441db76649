//! The record at a glance: whose it is, the allergies, and how much there is of everything else. Only of the wallet's own
//! person; records kept apart are in the lists alone.

use keepwell_records::{person::Person, view::Category};
use serde::Serialize;

use super::{
    RecordId, RecordsError,
    catalogue::{Catalogue, Order, Row},
    name::typed_in,
    page::Line,
    person,
    sample::holds_sample,
    series::{Series, longest},
};
use crate::vault::Vault;

/// How many lines of a section are shown.
const FIRST: usize = 3;
/// Most allergies that are shown; a list of more is no warning any more.
const MOST_ALLERGIES: usize = 100;

/// The record at a glance. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Overview {
    /// Whose record it is, once that is known.
    pub person: Option<ShownPerson>,
    /// Some of the records are the built-in sample's.
    pub sample: bool,
    /// How many records there are, also those kept apart.
    pub records: usize,
    /// The allergies in force, severe ones first.
    pub allergies: Vec<Line>,
    /// A record says that there are none, and there is none.
    pub no_known_allergies: bool,
    /// The other categories that have records, in their order.
    pub sections: Vec<Section>,
}

/// A person to be greeted. No `Debug`: it is personal data.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ShownPerson {
    /// The whole name.
    pub name: String,
    /// What to call them: the first given name, else the whole name.
    pub given: String,
    /// As written.
    pub birth_date: Option<String>,
    /// The record in which the person typed this in; `None` when a file says it.
    pub typed: Option<RecordId>,
}

/// One category at a glance. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Section {
    /// Which.
    pub category: Category,
    /// How many records it has.
    pub count: usize,
    /// The newest that are in force.
    pub first: Vec<Line>,
    /// Of results, the longest series.
    pub series: Option<Series>,
}

/// The record at a glance.
///
/// # Errors
/// [`RecordsError`] when records cannot be read.
pub fn overview(vault: &Vault) -> Result<Overview, RecordsError> {
    let catalogue = vault.catalogue()?;
    let allergies = allergies(&catalogue);
    let own = || own(&catalogue);
    let mut sections = Vec::new();
    for category in Category::ALL
        .into_iter()
        .filter(|of| *of != Category::Allergies)
    {
        let rows = || own().filter(|row| row.category() == category);
        let series = match category {
            Category::Results => longest(vault, &catalogue)?,
            _ => None,
        };
        let first = rows().filter(Row::is_current).take(FIRST);
        sections.push(Section {
            category,
            count: rows().count(),
            first: first.map(Line::of).collect(),
            series,
        });
    }
    sections.retain(|section| section.count > 0);
    Ok(Overview {
        person: person(vault)?
            .as_ref()
            .and_then(|person| ShownPerson::of(person, &catalogue)),
        sample: holds_sample(&catalogue),
        records: catalogue.len(),
        no_known_allergies: allergies.is_empty() && own().any(|row| row.says_none()),
        allergies,
        sections,
    })
}

/// Newest first.
fn own(catalogue: &Catalogue) -> impl Iterator<Item = Row<'_>> {
    catalogue
        .ordered(Order::Newest)
        .filter(|row| !row.is_apart())
}

fn allergies(catalogue: &Catalogue) -> Vec<Line> {
    let in_force = |row: &Row<'_>| {
        row.category() == Category::Allergies && row.is_current() && !row.says_none()
    };
    let mut lines: Vec<Line> = own(catalogue).filter(in_force).map(Line::of).collect();
    lines.sort_by_key(|line| !line.severe);
    lines.truncate(MOST_ALLERGIES);
    lines
}

impl ShownPerson {
    fn of(person: &Person, catalogue: &Catalogue) -> Option<Self> {
        let name = person.display_name()?;
        let mut names = person.names.iter();
        let given = names.find(|name| !name.is_former);
        let given = given.and_then(|name| name.given.first().cloned());
        Some(Self {
            given: given.unwrap_or_else(|| name.clone()),
            name,
            birth_date: person.birth_date.clone(),
            typed: typed_in(catalogue, person),
        })
    }
}
