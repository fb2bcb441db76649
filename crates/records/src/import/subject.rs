//! Whose record a file is. A document says it in its Composition; elsewhere the first resource whose subject is a Patient
//! in the same file says it; a lone Patient is its own subject. Other Patients in a file (a mother, a donor) do not count.

use std::collections::HashSet;

use super::{Found, known::Known};
use crate::{
    json::Node,
    person::{Person, same_person},
    record::Digest,
};

/// The subject of a file.
pub(super) struct Subject {
    pub(super) person: Person,
    /// Their Patient resource.
    pub(super) digest: Digest,
    /// Everybody in the file who is somebody else.
    others: HashSet<Digest>,
}

impl Subject {
    /// Whether the resource says it is about somebody in the file who is not the subject.
    pub(super) fn is_not_of(&self, digest: &Digest, node: &Node<'_>, known: &Known) -> bool {
        if self.others.is_empty() {
            return false;
        }
        let is_other = |patient: &Digest| self.others.contains(patient);
        is_other(digest)
            || patient_of(digest, node, known).is_some_and(|patient| is_other(&patient))
    }
}

/// The subject of the file, if it has one that can be read.
pub(super) fn find(found: &[Found<'_>], known: &Known) -> Option<Subject> {
    let patients: Vec<_> = found
        .iter()
        .filter(|found| found.kind == "Patient")
        .collect();
    let main = if patients.len() > 1 {
        main_patient(found, known)
    } else {
        None
    };
    let main = main.and_then(|digest| patients.iter().find(|patient| patient.digest == digest));
    let main = main.or(patients.first())?;
    let (person, digest) = (read(main)?, main.digest);
    let is_other = |patient: &&&Found<'_>| {
        read(patient).is_some_and(|somebody| !same_person(&person, &somebody))
    };
    let others = patients
        .iter()
        .filter(is_other)
        .map(|patient| patient.digest)
        .collect();
    Some(Subject {
        person,
        digest,
        others,
    })
}

fn read(found: &Found<'_>) -> Option<Person> {
    Person::of_patient(found.raw)
}

/// The Patient a Composition is about, else the first one any resource is about.
fn main_patient(found: &[Found<'_>], known: &Known) -> Option<Digest> {
    let patient = |found: &Found<'_>| patient_of(&found.digest, &Node::parse(found.raw)?, known);
    let compositions = found.iter().filter(|found| found.kind == "Composition");
    compositions
        .map(patient)
        .find_map(|patient| patient)
        .or_else(|| found.iter().find_map(patient))
}

/// The Patient of the same file a resource is about.
fn patient_of(from: &Digest, node: &Node<'_>, known: &Known) -> Option<Digest> {
    let reference = node.first_word(&["subject.reference", "patient.reference"])?;
    let target = known.index.resolve(from, &reference)?;
    (target.kind == "Patient").then_some(target.digest)
}
