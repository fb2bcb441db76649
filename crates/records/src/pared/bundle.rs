//! The bundle of rebuilt records: which of the chosen ones stay, what they are called there, and where their references
//! lead.

use std::{cell::RefCell, collections::HashMap};

use serde_json::{Value, json};
use time::Date;

use super::{
    Pared, Source,
    codes::is_public_profile,
    dates::Dates,
    rebuild::{Rules, object},
    shape::{DATED, Kind, Shape},
};
use crate::{
    document::{sample_meta, set},
    json::{Node, quote},
    person::{Person, same_person},
    record::{Digest, Record, Vault},
    reference::kind_in,
    uuid, view,
};

/// How to pare down.
pub(crate) struct Plan {
    /// What may stay.
    pub(crate) kinds: &'static [Kind],
    pub(crate) dates: Dates,
    /// Words stay where the list allows them.
    pub(crate) keep_words: bool,
    /// The Bundle, still without entries; `meta` gains the label of a sample.
    pub(crate) bundle: Value,
}

/// Pares the source down. Nothing is looked up but where references lead.
pub(crate) fn compose(source: Source<'_>, plan: &Plan, vault: &dyn Vault) -> Pared {
    let Source {
        time,
        seed,
        patient,
        records,
    } = source;
    let patient = patient.filter(|record| Person::of_patient(&record.raw).is_some());
    let patient = patient.unwrap_or_else(|| Record::new(r#"{"resourceType":"Patient"}"#, None));
    let mut draft = Draft {
        plan,
        vault,
        today: time.date(),
        person: Person::of_patient(&patient.raw),
        patient: uuid::urn(&seed, &patient.digest),
        names: HashMap::new(),
        people: RefCell::new(HashMap::from([(patient.digest, true)])),
    };
    draft.name(&seed, &patient);
    let mut kept = vec![patient];
    for record in records {
        if !draft.names.contains_key(&record.digest) && draft.may_stay(&record) {
            draft.name(&seed, &record);
            kept.push(record);
        }
    }
    draft.settle(&mut kept);
    draft.write(&kept)
}

struct Draft<'d> {
    plan: &'d Plan,
    vault: &'d dyn Vault,
    today: Date,
    person: Option<Person>,
    /// The name of the Patient.
    patient: String,
    /// What the records that stay are called.
    names: HashMap<Digest, String>,
    /// Which Patient records were found to be the person.
    people: RefCell<HashMap<Digest, bool>>,
}

impl Draft<'_> {
    fn name(&mut self, seed: &[u8; 16], record: &Record<'_>) {
        self.names
            .insert(record.digest, uuid::urn(seed, &record.digest));
    }

    /// By its type, its status and whom it is about.
    fn may_stay(&self, record: &Record<'_>) -> bool {
        let Some(node) = Node::parse(&record.raw) else {
            return false;
        };
        let kind = node.word_at("resourceType");
        let is_listed = kind.is_some_and(|kind| kind != "Patient" && self.kind(&kind).is_some());
        let wrong = Some("entered-in-error");
        let is_wrong = node.word_at("status").as_deref() == wrong
            || node.word_at("verificationStatus.coding.code").as_deref() == wrong;
        is_listed && !is_wrong && !has_modifier(&node) && !self.is_about_another(record, &node)
    }

    fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.plan.kinds.iter().find(|kind| kind.name == name)
    }

    fn is_about_another(&self, record: &Record<'_>, node: &Node<'_>) -> bool {
        let paths = [
            "subject.reference",
            "patient.reference",
            "beneficiary.reference",
        ];
        let reference = node.first_word(&paths);
        let target = reference.and_then(|reference| self.vault.resolve(&record.digest, &reference));
        target.is_some_and(|target| target.kind == "Patient" && !self.is_the_person(&target.digest))
    }

    fn is_the_person(&self, patient: &Digest) -> bool {
        if let Some(known) = self.people.borrow().get(patient) {
            return *known;
        }
        let other = self.vault.load(patient);
        let other = other.and_then(|record| Person::of_patient(&record.raw));
        let is_same = match (&self.person, other) {
            (Some(person), Some(other)) => same_person(person, &other),
            _ => false,
        };
        self.people.borrow_mut().insert(*patient, is_same);
        is_same
    }

    /// Lets go of records of which too little stays, until those that stay lead to one another only.
    fn settle(&mut self, kept: &mut Vec<Record<'_>>) {
        loop {
            let gone: Vec<Digest> = kept
                .iter()
                .skip(1)
                .filter(|record| self.rebuild(record).is_none())
                .map(|record| record.digest)
                .collect();
            if gone.is_empty() {
                return;
            }
            for digest in &gone {
                self.names.remove(digest);
            }
            kept.retain(|record| self.names.contains_key(&record.digest));
        }
    }

    fn rebuild(&self, record: &Record<'_>) -> Option<String> {
        let node = Node::parse(&record.raw)?;
        let name = node.word_at("resourceType")?;
        let kind = self.kind(&name)?;
        let link = |key: &str, reference: &str| self.link(&record.digest, key, reference);
        let rules = Rules {
            dates: self.plan.dates,
            today: self.today,
            keep_words: self.plan.keep_words,
            link: &link,
        };
        let mut members = vec![("resourceType".into(), Node::from_text(kind.name))];
        members.extend(self.meta(&node).map(|meta| ("meta".into(), meta)));
        let mut has_what_it_must = kind.must.is_empty();
        let mut has_its_date = kind.demanded_date().is_empty();
        for elements in [kind.elements, DATED] {
            let Some(Node::Object(kept)) = rules.part(&node, elements) else {
                continue;
            };
            has_what_it_must |= kept
                .iter()
                .any(|(key, _)| kind.must.contains(&key.as_ref()));
            has_its_date |= kept
                .iter()
                .any(|(key, _)| kind.demanded_date().contains(&key.as_ref()));
            members.extend(kept);
        }
        if let Some(product) = contained_product(&node, &rules, kind) {
            has_what_it_must = true;
            members.push(("medicationCodeableConcept".into(), product));
        }
        let mut out = String::new();
        Node::Object(members).write(&mut out);
        (has_what_it_must && has_its_date).then_some(out)
    }

    fn link(&self, from: &Digest, key: &str, reference: &str) -> Option<String> {
        let target = self.vault.resolve(from, reference);
        let kind = target.as_ref().map(|target| target.kind.as_str());
        let kind = kind.or_else(|| kind_in(reference));
        let is_about = ["subject", "patient", "beneficiary"].contains(&key);
        let is_patient = match (&target, kind) {
            (Some(target), Some("Patient")) => self.is_the_person(&target.digest),
            (None, Some("Patient") | None) => is_about,
            _ => false,
        };
        if is_patient {
            return Some(self.patient.clone());
        }
        self.names.get(&target?.digest).cloned()
    }

    /// The label of a sample, and profiles that everybody knows.
    fn meta<'a>(&self, node: &Node<'_>) -> Option<Node<'a>> {
        let mut members = Vec::new();
        let profiles = node
            .each("meta")
            .iter()
            .flat_map(|meta| meta.each("profile"));
        let profiles = profiles.filter_map(Node::word);
        let profiles: Vec<_> = profiles
            .filter(|url| is_public_profile(url))
            .map(|url| Node::from_text(&url))
            .collect();
        if !profiles.is_empty() {
            members.push(("profile", Node::List(profiles)));
        }
        if view::is_sample(node) {
            let label = [
                (
                    "system",
                    Node::from_text("http://terminology.hl7.org/CodeSystem/v3-ActReason"),
                ),
                ("code", Node::from_text("HTEST")),
                ("display", Node::from_text("test health data")),
            ];
            members.push(("security", Node::List(vec![object(label)])));
        }
        (!members.is_empty()).then(|| object(members))
    }

    fn write(&self, kept: &[Record<'_>]) -> Pared {
        let is_sample = kept
            .iter()
            .any(|record| Node::parse(&record.raw).is_some_and(|node| view::is_sample(&node)));
        let mut bundle = self.plan.bundle.clone();
        if is_sample {
            mark(&mut bundle);
        }
        let mut out = bundle.to_string();
        out.pop();
        out.push_str(",\"entry\":[");
        let mut separator = "\n";
        for record in kept {
            let name = self.names.get(&record.digest).map(String::as_str);
            if let (Some(name), Some(resource)) = (name, self.rebuild(record)) {
                out.push_str(separator);
                out.push_str(&format!(
                    "{{\"fullUrl\":{},\"resource\":{resource}}}",
                    quote(name)
                ));
                separator = ",\n";
            }
        }
        out.push_str("\n]}\n");
        Pared {
            bytes: out.into_bytes(),
            taken: self.names.keys().copied().collect(),
            is_sample,
        }
    }
}

/// Adds the label of a sample to those the Bundle has.
fn mark(bundle: &mut Value) {
    let sample = sample_meta();
    let own = bundle.pointer("/meta/security").and_then(Value::as_array);
    let labels = sample.pointer("/security").and_then(Value::as_array);
    let all: Vec<Value> = labels.into_iter().chain(own).flatten().cloned().collect();
    set(bundle, "meta", json!({ "security": all }));
}

/// A product described inside the record becomes its code: contained resources do not stay.
fn contained_product<'a>(node: &Node<'a>, rules: &Rules<'_>, kind: &Kind) -> Option<Node<'a>> {
    let takes_one = kind
        .elements
        .iter()
        .any(|(key, _)| *key == "medicationReference");
    let reference = node.get("medicationReference").filter(|_| takes_one)?;
    let id = reference.get("reference")?.text()?;
    let id = id.strip_prefix('#')?;
    let contained = node.each("contained").iter();
    let product = contained
        .filter(|inner| inner.word_at("resourceType").as_deref() == Some("Medication"))
        .find(|inner| inner.word_at("id").as_deref() == Some(id))?;
    match rules.part(product, &[("code", Shape::Concept)])? {
        Node::Object(members) => members.into_iter().next().map(|(_, code)| code),
        _ => None,
    }
}

/// A modifier nobody here understands may turn a record into its opposite.
fn has_modifier(node: &Node<'_>) -> bool {
    match node {
        Node::Scalar(_) => false,
        Node::List(items) => items.iter().any(has_modifier),
        Node::Object(members) => members
            .iter()
            .any(|(key, value)| key == "modifierExtension" || has_modifier(value)),
    }
}
