//! Who recorded a resource: a person or a place by name. Only what the record itself says; nothing is guessed from
//! addresses or file names.

use super::{Names, title::referenced};
use crate::json::Node;

/// Who to ask, from the one who did it to the one who keeps it.
const PATHS: [&[&str]; 14] = [
    &["performer", "actor"],
    &["performer"],
    &["requester"],
    &["asserter"],
    &["recorder"],
    &["author"],
    &["informationSource"],
    &["custodian"],
    &["authenticator"],
    &["resultsInterpreter"],
    &["context", "practiceSetting"],
    &["serviceProvider"],
    &["managingOrganization"],
    &["manufacturer"],
];

/// The name of the source, if there is one.
pub(super) fn of(node: &Node<'_>, names: &Names<'_>) -> Option<String> {
    PATHS.iter().find_map(|path| {
        let mut ends = vec![node];
        for key in *path {
            ends = ends.into_iter().flat_map(|end| end.each(key)).collect();
        }
        ends.into_iter().find_map(|end| referenced(end, names))
    })
}

/// The name of what `reference` points to: inside the resource for `#…`, else by `names`.
pub(super) fn name_of(node: &Node<'_>, reference: &str, names: &Names<'_>) -> Option<String> {
    let Some(id) = reference.strip_prefix('#') else {
        return names(reference);
    };
    let mut contained = node.each("contained").iter();
    let inner = contained.find(|inner| inner.word_at("id").as_deref() == Some(id))?;
    // One level only: a contained resource contains nothing.
    let kind = inner.word_at("resourceType")?.into_owned();
    let title = super::title::of(inner, &kind, names);
    (title != kind).then_some(title)
}
