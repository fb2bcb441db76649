//! References inside the copies a summary holds. One that leads to an entry gets that entry's name. One to a person, place
//! or product that is not there keeps its words alone. Any other is taken out, whether its target was held back, lies in
//! another hospital, or never existed, so that nobody can tell which.

use std::borrow::Cow;

use super::{gather::Gathered, repair::boolean};
use crate::{import::BOOLEANS, json::Node, record::Digest, reference::kind_in};

/// What says nothing of an illness, so that its name may stay where it is referred to.
const WORDS_MAY_STAY: [&str; 13] = [
    "CareTeam",
    "Device",
    "Group",
    "HealthcareService",
    "Location",
    "Medication",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "RelatedPerson",
    "Specimen",
    "Substance",
];

/// Whether a resource of this type may be named where it is not there.
pub(crate) fn words_may_stay(kind: &str) -> bool {
    WORDS_MAY_STAY.contains(&kind)
}

/// Stands where a reference is required but leads nowhere.
const NOT_INCLUDED: &str = "Not included";

/// The references of one record.
pub(super) struct Links<'g, 'v> {
    pub(super) from: &'g Digest,
    pub(super) gathered: &'g Gathered<'v>,
}

impl Links<'_, '_> {
    /// The resource with its references made to fit. All other text stays as it was.
    pub(super) fn rewrite<'a>(&self, resource: &Node<'a>) -> Node<'a> {
        self.member("", resource)
            .unwrap_or(Node::Object(Vec::new()))
    }

    /// The value of the member `key`; `None` when nothing of it may stay.
    fn member<'a>(&self, key: &str, value: &Node<'a>) -> Option<Node<'a>> {
        match value {
            Node::Scalar(token) if token.starts_with('"') && BOOLEANS.contains(&key) => {
                let said = boolean(token).map(|said| Node::Scalar(Cow::Borrowed(said)));
                said.or_else(|| token_for_strict_readers(token, value))
            }
            Node::Scalar(token) => token_for_strict_readers(token, value),
            Node::List(items) => {
                let kept: Vec<_> = items
                    .iter()
                    .filter_map(|item| self.member(key, item))
                    .collect();
                (items.is_empty() || !kept.is_empty()).then_some(Node::List(kept))
            }
            Node::Object(members) => match value.get("reference").and_then(Node::text) {
                Some(reference) => self.reference(key, &reference, value, members),
                None => self.object(members),
            },
        }
    }

    fn object<'a>(&self, members: &[(Cow<'a, str>, Node<'a>)]) -> Option<Node<'a>> {
        let kept: Vec<_> = members
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), self.member(key, value)?)))
            .collect();
        // An extension that lost its value must not stay as a bare address.
        let says_something = kept
            .iter()
            .any(|(key, _)| !["id", "url"].contains(&key.as_ref()));
        (says_something || kept.len() == members.len()).then_some(Node::Object(kept))
    }

    fn reference<'a>(
        &self,
        key: &str,
        reference: &str,
        value: &Node<'a>,
        members: &[(Cow<'a, str>, Node<'a>)],
    ) -> Option<Node<'a>> {
        if reference.starts_with('#') {
            return Some(value.clone());
        }
        let target = self.gathered.vault.resolve(self.from, reference);
        let kind = target.as_ref().map(|target| target.kind.clone());
        let kind = kind.or_else(|| value.word_at("type").map(|kind| kind.into_owned()));
        let kind = kind.or_else(|| kind_in(reference).map(str::to_owned));
        let is_about = ["subject", "patient"].contains(&key);
        let is_patient = match (&target, kind.as_deref()) {
            (Some(target), Some("Patient")) => self.gathered.is_the_person(&target.digest),
            (None, Some("Patient") | None) => is_about,
            _ => false,
        };
        let found = target.and_then(|target| self.gathered.urn_of(&target.digest));
        let urn = if is_patient {
            Some(self.gathered.patient_urn())
        } else {
            found
        };
        if let Some(urn) = urn {
            return Some(with_reference(urn, members));
        }
        kind.is_some_and(|kind| words_may_stay(&kind))
            .then(|| words_only(value))
    }
}

/// A scalar that every JSON reader accepts. Half a character (`\ud800` alone) becomes the replacement character, and a
/// number no computer can hold goes: one of either would make a strict reader refuse the whole summary.
fn token_for_strict_readers<'a>(token: &str, value: &Node<'a>) -> Option<Node<'a>> {
    if is_plain(token) || serde_json::from_str::<serde_json::Value>(token).is_ok() {
        return Some(value.clone());
    }
    let inner = token.strip_prefix('"')?;
    let mut repaired = String::from("\"");
    let mut pieces = inner.split("\\u");
    repaired.push_str(pieces.next()?);
    for piece in pieces {
        let is_half = piece.starts_with(['d', 'D']);
        let (hex, rest) = piece.split_at_checked(4)?;
        repaired.push_str("\\u");
        repaired.push_str(if is_half { "fffd" } else { hex });
        repaired.push_str(rest);
    }
    serde_json::from_str::<String>(&repaired)
        .ok()
        .map(|text| Node::from_text(&text))
}

/// Whether a scalar of well-formed JSON can be read by everybody, at a glance: a text without escapes, a number of a length
/// that fits.
fn is_plain(token: &str) -> bool {
    const DIGITS: usize = 15;
    match token.strip_prefix('"') {
        Some(text) => !text.contains('\\'),
        None => token.len() <= DIGITS && !token.contains(['e', 'E']),
    }
}

/// The Reference with another target.
fn with_reference<'a>(urn: &str, members: &[(Cow<'a, str>, Node<'a>)]) -> Node<'a> {
    let others = members
        .iter()
        .filter(|(key, _)| key != "reference")
        .cloned();
    let reference = (Cow::Borrowed("reference"), Node::from_text(urn));
    Node::Object(std::iter::once(reference).chain(others).collect())
}

/// The reference without its target.
pub(crate) fn words_only<'a>(value: &Node<'a>) -> Node<'a> {
    let display = value
        .get("display")
        .filter(|display| display.word().is_some())
        .cloned();
    let display = display.unwrap_or_else(|| Node::from_text(NOT_INCLUDED));
    Node::Object(vec![(Cow::Borrowed("display"), display)])
}
