//! The references a resource holds, wherever they stand.

use super::Node;

/// All texts of Reference elements, contained resources included.
pub(crate) fn references_in(node: &Node<'_>) -> Vec<String> {
    let mut found = Vec::new();
    collect(node, &mut found);
    found
}

fn collect(node: &Node<'_>, found: &mut Vec<String>) {
    match node {
        Node::Scalar(_) => {}
        Node::List(items) => items.iter().for_each(|item| collect(item, found)),
        Node::Object(members) => {
            let reference = node.get("reference").and_then(Node::text);
            found.extend(reference.map(|text| text.into_owned()));
            members.iter().for_each(|(_, value)| collect(value, found));
        }
    }
}
