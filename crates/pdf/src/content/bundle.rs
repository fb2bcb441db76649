//! The Bundle read: its resources as rows, with the names of the people, places and products they refer to.

use std::{borrow::Cow, collections::HashMap};

use keepwell_records::view::{Category, View};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    person::{self, Subject},
    row::Row,
};
use crate::{PdfError, words::Words};

#[derive(Deserialize)]
struct Json<'a> {
    #[serde(rename = "resourceType", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    entry: Vec<EntryJson<'a>>,
}

#[derive(Deserialize)]
struct EntryJson<'a> {
    #[serde(rename = "fullUrl", borrow, default)]
    full_url: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    resource: Option<&'a RawValue>,
}

struct Entry<'a> {
    name: Option<Cow<'a, str>>,
    raw: &'a str,
    view: View,
}

/// The entries of a Bundle.
pub(super) struct Bundle<'a> {
    entries: Vec<Entry<'a>>,
    titles: HashMap<String, String>,
}

impl<'a> Bundle<'a> {
    /// # Errors
    /// [`PdfError::Bundle`].
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, PdfError> {
        let json: Json<'a> = serde_json::from_slice(bytes).map_err(|_| PdfError::Bundle)?;
        if json.kind != "Bundle" {
            return Err(PdfError::Bundle);
        }
        let mut entries: Vec<Entry<'a>> = json.entry.into_iter().filter_map(Entry::of).collect();
        // Twice: a role is named after the person it leads to.
        let mut titles = HashMap::new();
        for _ in 0..2 {
            for entry in entries
                .iter_mut()
                .filter(|entry| is_companion(&entry.view.kind))
            {
                entry.view = View::of(entry.raw, &|reference| titles.get(reference).cloned());
                entry.name_in(&mut titles);
            }
        }
        for entry in entries
            .iter_mut()
            .filter(|entry| !is_companion(&entry.view.kind))
        {
            entry.view = View::of(entry.raw, &|reference| titles.get(reference).cloned());
        }
        Ok(Self { entries, titles })
    }

    /// A row for each record about health, sorted for reading.
    pub(super) fn rows(&self, words: &Words) -> Vec<Row> {
        let shown = self.entries.iter().filter(|entry| is_shown(&entry.view));
        let mut rows: Vec<Row> = shown
            .filter_map(|entry| Row::of(&entry.view, entry.raw, words))
            .collect();
        rows.sort_by_key(|row| row.order);
        rows
    }

    /// Whose records they are.
    pub(super) fn person(&self, words: &Words) -> Subject {
        let patients = self
            .entries
            .iter()
            .filter(|entry| entry.view.kind == "Patient");
        // Several are one person in several spellings; the first with a name speaks for all.
        let mut subjects = patients.map(|entry| person::subject(entry.raw, &self.titles, words));
        let first = subjects.next();
        match first {
            Some(first) if first.name.is_some() => first,
            first => subjects
                .find(|subject| subject.name.is_some())
                .or(first)
                .unwrap_or_else(|| person::subject("{}", &self.titles, words)),
        }
    }

    pub(super) fn is_sample(&self) -> bool {
        self.entries.iter().any(|entry| entry.view.is_sample)
    }
}

impl<'a> Entry<'a> {
    fn of(json: EntryJson<'a>) -> Option<Self> {
        let raw = json.resource?.get();
        let view = View::of(raw, &|_| None);
        Some(Self {
            name: json.full_url,
            raw,
            view,
        })
    }

    /// Writes down under which names others refer to it.
    fn name_in(&self, titles: &mut HashMap<String, String>) {
        let view = &self.view;
        if view.title == view.kind {
            return;
        }
        let short = view.id.as_ref().map(|id| format!("{}/{id}", view.kind));
        let names = self.name.iter().map(|name| name.to_string()).chain(short);
        titles.extend(names.map(|name| (name, view.title.clone())));
    }
}

/// Who, where and which product: named in rows, no rows themselves.
fn is_companion(kind: &str) -> bool {
    matches!(
        kind,
        "Device"
            | "Location"
            | "Medication"
            | "Organization"
            | "Patient"
            | "Practitioner"
            | "PractitionerRole"
            | "RelatedPerson"
            | "Specimen"
            | "Substance"
    )
}

/// The cover of the document, what proves where it came from, and bare bytes say nothing about health.
fn is_shown(view: &View) -> bool {
    let is_cover = matches!(
        view.kind.as_str(),
        "Binary" | "Bundle" | "Composition" | "List" | "OperationOutcome" | "Provenance"
    );
    !is_companion(&view.kind) && !is_cover && Category::ALL.contains(&view.category)
}
