//! What the records of one file know of each other. With it a record is read: names are filled in from its neighbours,
//! oddities are listed, and a record about somebody else is told apart.

use std::collections::HashMap;

use super::{Found, Parsed, Problem, Reason, oddities, subject};
use crate::{
    json::Node,
    record::Digest,
    reference::{Heading, ReferenceIndex},
    view::{Marks, View},
};

/// What the records of a file know of each other: their links, and the names of people, places and products.
pub(super) struct Known {
    pub(super) origin: Digest,
    pub(super) index: ReferenceIndex,
    names: HashMap<Digest, String>,
}

/// Resources other records call by name.
const NAMED: [&str; 9] = [
    "CareTeam",
    "Device",
    "HealthcareService",
    "Location",
    "Medication",
    "Organization",
    "Patient",
    "Practitioner",
    "RelatedPerson",
];

impl Known {
    pub(super) fn of(found: &[Found<'_>], origin: Digest) -> Self {
        let mut known = Self {
            origin,
            index: ReferenceIndex::default(),
            names: HashMap::new(),
        };
        for found in found {
            let (id, full_url) = (found.id.as_deref(), found.full_url.as_deref());
            let heading = Heading {
                digest: found.digest,
                kind: &found.kind,
                id,
                full_url,
            };
            known.index.add(origin, &heading);
        }
        known.name(found, |kind| NAMED.contains(&kind));
        known.name(found, |kind| kind == "PractitionerRole");
        known
    }

    fn name(&mut self, found: &[Found<'_>], wanted: impl Fn(&str) -> bool) {
        for found in found.iter().filter(|found| wanted(&found.kind)) {
            let names = |reference: &str| self.name_of(&found.digest, reference);
            let view = View::of(found.raw, &names);
            if view.title != found.kind {
                self.names.insert(found.digest, view.title);
            }
        }
    }

    fn name_of(&self, from: &Digest, reference: &str) -> Option<String> {
        let target = self.index.resolve(from, reference)?;
        self.names.get(&target.digest).cloned()
    }

    pub(super) fn parse<'a>(
        &self,
        found: Found<'a>,
        subject: Option<&subject::Subject>,
        problems: &mut Vec<Problem>,
    ) -> Parsed<'a> {
        let Found {
            place,
            raw,
            digest,
            full_url,
            ..
        } = found;
        let node = Node::parse(raw);
        let names = |reference: &str| self.name_of(&digest, reference);
        let view = node.as_ref().map_or_else(
            || View::unreadable(&found.kind),
            |node| View::of_node(node, &names),
        );
        let marks = node.as_ref().map(Marks::of_node).unwrap_or_default();
        let mut about_other_person = false;
        if let Some(node) = &node {
            oddities::check(&place, node, problems);
            let reaches = |reference: &str| self.index.resolve(&digest, reference).is_some();
            oddities::check_sections(&place, node, &reaches, problems);
            about_other_person =
                subject.is_some_and(|subject| subject.is_not_of(&digest, node, self));
        }
        if about_other_person && found.kind != "Patient" {
            problems.push(Problem::kept(place.clone(), Reason::AboutAnother));
        }
        Parsed {
            place,
            raw,
            digest,
            full_url,
            view,
            marks,
            about_other_person,
        }
    }
}
