//! The best human text for a resource, in the words of whoever wrote it. Falls back to the resource type, so that it is
//! never empty.

use super::Names;
use crate::{json::Node, person::Name};

/// Longest title, in letters; a title is one line.
const LONGEST: usize = 200;

/// The title of a resource of type `kind`.
pub(super) fn of(node: &Node<'_>, kind: &str, names: &Names<'_>) -> String {
    let title = match kind {
        "Patient" | "Practitioner" | "RelatedPerson" | "Person" => human_name(node),
        "PractitionerRole" => role(node, names),
        "Device" => device(node),
        _ => None,
    };
    let title = title
        .or_else(|| product(node, names))
        .or_else(|| general(node));
    let title = title.unwrap_or_else(|| kind.to_owned());
    let line: Vec<&str> = title.split_whitespace().collect();
    let line: String = line.join(" ").chars().take(LONGEST).collect();
    if line.is_empty() {
        "Resource".to_owned()
    } else {
        line
    }
}

fn human_name(node: &Node<'_>) -> Option<String> {
    let names: Vec<Name> = node.each("name").iter().filter_map(Name::of_node).collect();
    names
        .iter()
        .find(|name| !name.is_former)
        .or(names.first())
        .map(Name::display)
}

fn role(node: &Node<'_>, names: &Names<'_>) -> Option<String> {
    let named = |key: &str| referenced(node.get(key)?, names);
    named("practitioner")
        .or_else(|| concept(node.get("code")?))
        .or_else(|| named("organization"))
}

fn device(node: &Node<'_>) -> Option<String> {
    let name = || {
        node.first_word(&[
            "deviceName.name",
            "udiCarrier.deviceIdentifier",
            "modelNumber",
        ])
    };
    node.get("type")
        .and_then(concept)
        .or_else(|| name().map(|name| name.into_owned()))
}

/// A medicine or device that is coded in place or named by a reference.
fn product(node: &Node<'_>, names: &Names<'_>) -> Option<String> {
    let coded = ["medicationCodeableConcept", "vaccineCode", "code"];
    let coded = coded.iter().find_map(|key| node.get(key).and_then(concept));
    coded.or_else(|| {
        let linked = ["medicationReference", "medication", "device"];
        linked
            .iter()
            .find_map(|key| referenced(node.get(key)?, names))
    })
}

fn general(node: &Node<'_>) -> Option<String> {
    let paths = [
        "title",
        "name.text",
        "name",
        "description",
        "content.attachment.title",
    ];
    let word = || node.first_word(&paths).map(|word| word.into_owned());
    let coded = || {
        let keys = [
            "type",
            "serviceType",
            "class",
            "scope",
            "category",
            "relationship",
        ];
        keys.iter().find_map(|key| node.get(key).and_then(concept))
    };
    let issue = || {
        let paths = [
            "issue.details.text",
            "issue.diagnostics",
            "issue.code",
            "summary",
        ];
        node.first_word(&paths).map(|word| word.into_owned())
    };
    word().or_else(coded).or_else(issue)
}

/// The text of a `CodeableConcept` or `Coding`, also where the source wrote a bare text.
pub(crate) fn concept(node: &Node<'_>) -> Option<String> {
    let paths = [
        "text",
        "coding.display",
        "display",
        "",
        "coding.code",
        "code",
    ];
    node.first_word(&paths).map(|word| word.into_owned())
}

/// The name of what a Reference points to.
pub(super) fn referenced(node: &Node<'_>, names: &Names<'_>) -> Option<String> {
    let display = || node.word_at("display").map(|display| display.into_owned());
    display().or_else(|| names(&node.word_at("reference")?))
}
