//! Everything a person could search a resource by, as one folded text. Addresses, identifiers of systems and binary data
//! are left out: they make the text long and never answer a question.

use super::View;
use crate::{fold::fold, json::Node};

/// Longest haystack, in bytes.
const LONGEST: usize = 8 * 1024;

/// Members whose texts nobody searches for.
const SKIPPED: [&str; 14] = [
    "contentType",
    "data",
    "div",
    "extension",
    "fullUrl",
    "hash",
    "id",
    "language",
    "meta",
    "modifierExtension",
    "profile",
    "reference",
    "system",
    "url",
];

/// The haystack of a resource whose other fields are already known.
pub(super) fn of(node: &Node<'_>, view: &View) -> String {
    let mut text = String::new();
    add(&view.title, &mut text);
    for known in [&view.source, &view.detail].into_iter().flatten() {
        add(known, &mut text);
    }
    collect(node, &mut text);
    text
}

fn collect(node: &Node<'_>, text: &mut String) {
    match node {
        Node::Scalar(_) => add(&node.text().unwrap_or_default(), text),
        Node::List(items) => items.iter().for_each(|item| collect(item, text)),
        Node::Object(members) => {
            let wanted = members
                .iter()
                .filter(|(key, _)| !SKIPPED.contains(&key.as_ref()));
            wanted.for_each(|(_, value)| collect(value, text));
        }
    }
}

/// Appends a text that is not there yet, whole or not at all.
fn add(words: &str, text: &mut String) {
    let words = fold(words.trim());
    if !words.is_empty() && text.len() + words.len() < LONGEST && !text.contains(&words) {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(&words);
    }
}
