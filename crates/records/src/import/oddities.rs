//! What is odd about a resource that can be read all the same: text where true or false belongs, contained resources
//! without a type, a patient summary without its required sections, sections that point nowhere. The record is imported
//! as it stands; this only tells.

use super::{Problem, Reason};
use crate::json::Node;

/// Elements of R4 that hold true or false.
pub(crate) const BOOLEANS: [&str; 14] = [
    "active",
    "allowedBoolean",
    "asNeededBoolean",
    "deceasedBoolean",
    "doNotPerform",
    "excluded",
    "experimental",
    "inactive",
    "isSubpotent",
    "multipleBirthBoolean",
    "preferred",
    "primarySource",
    "userSelected",
    "valueBoolean",
];

/// Sections only a patient summary has, whatever it calls itself.
const SUMMARY_SECTIONS: [&str; 4] = ["10160-0", "11369-6", "11450-4", "48765-2"];

const REQUIRED_SECTIONS: [(&str, Reason); 3] = [
    ("11450-4", Reason::LacksProblems),
    ("48765-2", Reason::LacksAllergies),
    ("10160-0", Reason::LacksMedications),
];

/// Lists what is odd in the resource at `place`.
pub(super) fn check(place: &str, node: &Node<'_>, problems: &mut Vec<Problem>) {
    check_booleans(place, node, problems);
    check_contained(place, node, problems);
}

fn check_booleans(place: &str, node: &Node<'_>, problems: &mut Vec<Problem>) {
    match node {
        Node::Scalar(_) => {}
        Node::List(items) => {
            for (number, item) in items.iter().enumerate() {
                if !matches!(item, Node::Scalar(_)) {
                    check_booleans(&format!("{place}[{number}]"), item, problems);
                }
            }
        }
        Node::Object(members) => {
            for (key, value) in members {
                check_member(place, key, value, problems);
            }
        }
    }
}

fn check_member(place: &str, key: &str, value: &Node<'_>, problems: &mut Vec<Problem>) {
    let Node::Scalar(token) = value else {
        check_booleans(&format!("{place}.{key}"), value, problems);
        return;
    };
    let is_text = matches!(
        token.to_ascii_lowercase().as_str(),
        "\"true\"" | "\"false\""
    );
    if is_text && BOOLEANS.contains(&key) {
        problems.push(Problem::kept(
            format!("{place}.{key}"),
            Reason::TextForBoolean,
        ));
    }
}

fn check_contained(place: &str, node: &Node<'_>, problems: &mut Vec<Problem>) {
    for (number, inner) in node.each("contained").iter().enumerate() {
        if inner.word_at("resourceType").is_none() {
            let place = format!("{place}.contained[{number}]");
            problems.push(Problem::kept(place, Reason::ContainedUntyped));
        }
    }
}

/// Lists what a Composition lacks, and which of its entries lead nowhere in this file.
pub(super) fn check_sections(
    place: &str,
    node: &Node<'_>,
    reaches: &dyn Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) {
    if node.word_at("resourceType").as_deref() != Some("Composition") {
        return;
    }
    let sections = node.each("section");
    let has = |wanted: &str| {
        sections
            .iter()
            .any(|section| has_code(section, "code", wanted))
    };
    if has_code(node, "type", "60591-5") || SUMMARY_SECTIONS.into_iter().any(has) {
        let missing = REQUIRED_SECTIONS.into_iter().filter(|(code, _)| !has(code));
        problems.extend(missing.map(|(_, why)| Problem::kept(format!("{place}.section"), why)));
    }
    for (number, section) in sections.iter().enumerate() {
        let place = format!("{place}.section[{number}]");
        for (entry, target) in section.each("entry").iter().enumerate() {
            let reference = target.word_at("reference");
            let is_lost = |reference: &str| !reference.starts_with('#') && !reaches(reference);
            if reference.as_deref().is_some_and(is_lost) {
                let place = format!("{place}.entry[{entry}]");
                problems.push(Problem::lost(&place, Reason::SectionEntryMissing));
            }
        }
    }
}

/// Whether the concept at `key` has a coding with this code.
fn has_code(node: &Node<'_>, key: &str, code: &str) -> bool {
    let mut codings = node
        .each(key)
        .iter()
        .flat_map(|concept| concept.each("coding"));
    codings.any(|coding| coding.word_at("code").as_deref() == Some(code))
}
