//! Which resources a summary holds: the patient, the selected records that belong in a section, and the people, places and
//! products these name. Nothing clinical comes in by way of a reference.

use std::{
    cell::RefCell,
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use super::{person_of, repair::repaired, rewrite::Links, sections::section_of};
use crate::{
    json::{Node, references_in},
    person::{Person, same_person},
    record::{Digest, Record, Vault},
    uuid,
    view::View,
};

/// Types that are taken along when a shared record names them: they say who, where and what product, not what illness.
const COMPANIONS: [&str; 8] = [
    "Device",
    "Location",
    "Medication",
    "Organization",
    "Practitioner",
    "PractitionerRole",
    "Specimen",
    "Substance",
];

/// One resource of the summary.
pub(super) struct Entry<'a> {
    pub(super) record: Record<'a>,
    pub(super) urn: String,
    pub(super) view: View,
    /// Its JSON with its references made to fit the document.
    pub(super) shareable: String,
    section: Option<&'static str>,
    /// What it refers to.
    references: Vec<String>,
}

/// The resources of a summary, the patient first.
pub(super) struct Gathered<'a> {
    pub(super) vault: &'a dyn Vault,
    pub(super) person: Option<Person>,
    seed: [u8; 16],
    entries: Vec<Entry<'a>>,
    by_digest: HashMap<Digest, usize>,
    /// Which Patient records were found to be the person, so that each is loaded once.
    people: RefCell<HashMap<Digest, bool>>,
}

impl<'a> Gathered<'a> {
    pub(super) fn of(
        seed: [u8; 16],
        patient: Record<'a>,
        records: Vec<Record<'a>>,
        vault: &'a dyn Vault,
    ) -> Self {
        let (person, by_digest) = (person_of(&patient), HashMap::new());
        let people = RefCell::new(HashMap::from([(patient.digest, true)]));
        let mut gathered = Self {
            vault,
            person,
            seed,
            entries: Vec::new(),
            by_digest,
            people,
        };
        gathered.bring(patient);
        records
            .into_iter()
            .for_each(|record| gathered.choose(record));
        gathered.add_companions();
        gathered.look();
        gathered
    }

    /// The patient, the selected records, and their companions.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter()
    }

    /// The entries of one section, the newest first, those without a date last.
    pub(super) fn in_section(&self, code: &str) -> impl Iterator<Item = &Entry<'a>> {
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .filter(|entry| entry.section == Some(code))
            .collect();
        let seconds = |entry: &&Entry<'_>| entry.view.date.as_ref().and_then(|date| date.seconds);
        entries.sort_by_key(|entry| Reverse(seconds(entry)));
        entries.into_iter()
    }

    /// The records that stand in a section.
    pub(super) fn selected(&self) -> impl Iterator<Item = Digest> {
        let in_section = self.entries.iter().filter(|entry| entry.section.is_some());
        in_section.map(|entry| entry.record.digest)
    }

    pub(super) fn is_sample(&self) -> bool {
        self.entries.iter().any(|entry| entry.view.is_sample)
    }

    pub(super) fn patient_urn(&self) -> &str {
        self.entries
            .first()
            .map_or("", |patient| patient.urn.as_str())
    }

    /// The entry name of a record, if it is in the summary.
    pub(super) fn urn_of(&self, digest: &Digest) -> Option<&str> {
        let entry = self.entries.get(*self.by_digest.get(digest)?)?;
        Some(&entry.urn)
    }

    /// Whether a Patient record of the vault is the person of this summary.
    pub(super) fn is_the_person(&self, patient: &Digest) -> bool {
        if let Some(known) = self.people.borrow().get(patient) {
            return *known;
        }
        let other = self
            .vault
            .load(patient)
            .and_then(|record| person_of(&record));
        let is_same = match (&self.person, other) {
            (Some(person), Some(other)) => same_person(person, &other),
            _ => false,
        };
        self.people.borrow_mut().insert(*patient, is_same);
        is_same
    }

    /// Takes a selected record, where it has a section and is about the person.
    fn choose(&mut self, record: Record<'a>) {
        let record = as_r4(record);
        let Some(node) = Node::parse(&record.raw) else {
            return;
        };
        let section = section_of(&node).filter(|_| !self.is_about_another(&record.digest, &node));
        if section.is_some() {
            let references = references_in(&node);
            self.push(record, section, references);
        }
    }

    /// Takes a record along that has no section.
    fn bring(&mut self, record: Record<'a>) {
        let record = as_r4(record);
        let references = Node::parse(&record.raw).map(|node| references_in(&node));
        self.push(record, None, references.unwrap_or_default());
    }

    fn push(&mut self, record: Record<'a>, section: Option<&'static str>, references: Vec<String>) {
        if self.by_digest.contains_key(&record.digest) {
            return;
        }
        self.by_digest.insert(record.digest, self.entries.len());
        let urn = uuid::urn(&self.seed, &record.digest);
        self.entries.push(Entry {
            record,
            urn,
            view: View::unreadable(""),
            shareable: String::new(),
            section,
            references,
        });
    }

    fn is_about_another(&self, digest: &Digest, node: &Node<'_>) -> bool {
        let reference = node.first_word(&["subject.reference", "patient.reference"]);
        let target = reference.and_then(|reference| self.vault.resolve(digest, &reference));
        target.is_some_and(|target| target.kind == "Patient" && !self.is_the_person(&target.digest))
    }

    /// Takes along what the entries name, and what that names in turn.
    fn add_companions(&mut self) {
        let mut seen = HashSet::new();
        let mut next = 0;
        while let Some(entry) = self.entries.get(next) {
            let from = entry.record.digest;
            let targets: Vec<Digest> = entry
                .references
                .iter()
                .filter_map(|reference| self.vault.resolve(&from, reference))
                .filter(|target| COMPANIONS.contains(&target.kind.as_str()))
                .map(|target| target.digest)
                .filter(|digest| seen.insert(*digest))
                .collect();
            for record in targets.iter().filter_map(|digest| self.vault.load(digest)) {
                self.bring(record);
            }
            next += 1;
        }
    }

    /// Fills in views and copies, companions first, since the views of others name them.
    fn look(&mut self) {
        let is_role = |entry: &Entry<'_>| entry.record.raw.contains("PractitionerRole");
        self.look_at(|entry| entry.section.is_none() && !is_role(entry));
        self.look_at(|entry| entry.section.is_none() && is_role(entry));
        self.look_at(|entry| entry.section.is_some());
    }

    fn look_at(&mut self, wanted: impl Fn(&Entry<'_>) -> bool) {
        let looked: Vec<(usize, View, String)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| wanted(entry))
            .filter_map(|(index, entry)| {
                let node = Node::parse(&entry.record.raw)?;
                Some((index, self.view(entry, &node), self.shareable(entry, &node)))
            })
            .collect();
        for (index, view, shareable) in looked {
            if let Some(entry) = self.entries.get_mut(index) {
                (entry.view, entry.shareable) = (view, shareable);
            }
        }
    }

    fn view(&self, entry: &Entry<'_>, node: &Node<'_>) -> View {
        let name = |reference: &str| {
            let target = self.vault.resolve(&entry.record.digest, reference)?;
            let index = *self.by_digest.get(&target.digest)?;
            let title = &self.entries.get(index)?.view.title;
            (!title.is_empty() && *title != target.kind).then(|| title.clone())
        };
        View::shown(node, &name)
    }

    fn shareable(&self, entry: &Entry<'_>, node: &Node<'_>) -> String {
        let links = Links {
            from: &entry.record.digest,
            gathered: self,
        };
        let mut out = String::with_capacity(entry.record.raw.len());
        links.rewrite(node).write(&mut out);
        out
    }
}

/// The record as FHIR R4 has it, under the name that it came with.
fn as_r4(mut record: Record<'_>) -> Record<'_> {
    if let Some(repaired) = repaired(&record.raw) {
        record.raw = repaired.into();
    }
    record
}
