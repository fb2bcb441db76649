//! Records that many people do not want everybody to read: mental, sexual, genetic, about substances, about violence. Found
//! by the labels and codes a record carries, never by its words, so that the answer is the same in every language. See
//! `docs/formats/sensitive.md` for the list and what it cannot find.

mod table;

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::json::Node;
use table::{CODES, LABELS, SYSTEMS};

/// A kind of record that is held back from a share until the person lets it in.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SensitiveGroup {
    /// Mental health.
    Mental,
    /// Sexual and reproductive health, HIV and other infections that are passed on by sex.
    Sexual,
    /// What was inherited, and tests of it.
    Genetic,
    /// Alcohol and drugs.
    Substance,
    /// Violence and abuse.
    Violence,
}

/// A set of groups, in their order.
pub type Groups = BTreeSet<SensitiveGroup>;

impl SensitiveGroup {
    /// All groups, in the order they are shown.
    pub const ALL: [Self; 5] = [
        Self::Mental,
        Self::Sexual,
        Self::Genetic,
        Self::Substance,
        Self::Violence,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mental => "mental",
            Self::Sexual => "sexual",
            Self::Genetic => "genetic",
            Self::Substance => "substance",
            Self::Violence => "violence",
        }
    }
}

impl fmt::Display for SensitiveGroup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A name that is no group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("This is no sensitive group; choose from mental, sexual, genetic, substance, violence.")]
pub struct UnknownGroup;

impl FromStr for SensitiveGroup {
    type Err = UnknownGroup;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let mut all = Self::ALL.into_iter();
        all.find(|group| group.as_str() == name).ok_or(UnknownGroup)
    }
}

/// The groups a resource belongs to by its own labels and codes; none for what is not JSON.
#[must_use]
pub fn of(raw: &str) -> Groups {
    Node::parse(raw).map_or_else(Groups::new, |node| of_node(&node))
}

/// As [`of`], of a resource that was read already.
pub(crate) fn of_node(node: &Node<'_>) -> Groups {
    let mut groups = Groups::new();
    if node.word_at("resourceType").as_deref() == Some("MolecularSequence") {
        groups.insert(SensitiveGroup::Genetic);
    }
    for label in node
        .each("meta")
        .iter()
        .flat_map(|meta| meta.each("security"))
    {
        let code = label.word_at("code").unwrap_or_default();
        let found = LABELS.iter().filter(|(name, _)| *name == code.trim());
        groups.extend(found.map(|(_, group)| *group));
    }
    look_through(node, &mut groups);
    groups
}

/// The references of a resource by which it shares the nature of another: a report and its results, a prescription and its
/// reason. A record is as sensitive as what it leans on.
#[must_use]
pub fn leans_on(raw: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(node) = Node::parse(raw) {
        collect_leanings(&node, &mut found);
    }
    found
}

/// Every coding, wherever it stands: also reasons, values and contained resources.
fn look_through(node: &Node<'_>, groups: &mut Groups) {
    match node {
        Node::Scalar(_) => {}
        Node::List(items) => items.iter().for_each(|item| look_through(item, groups)),
        Node::Object(members) => {
            let words = node.get("system").and_then(Node::word);
            if let (Some(system), Some(code)) = (words, node.get("code").and_then(Node::word)) {
                groups.extend(groups_of_code(&system, &code));
            }
            for (key, value) in members {
                if key != "meta" {
                    look_through(value, groups);
                }
            }
        }
    }
}

fn groups_of_code(system: &str, code: &str) -> impl Iterator<Item = SensitiveGroup> + use<> {
    let system = system.trim().to_ascii_lowercase();
    let family = SYSTEMS
        .iter()
        .find(|(part, _)| system.contains(part))
        .map(|(_, family)| *family);
    let code = code.trim().to_ascii_uppercase().replace('.', "");
    let rows = CODES.iter().filter(move |row| Some(row.family) == family);
    rows.filter(move |row| row.covers(&code))
        .map(|row| row.group)
}

/// Elements by which a record shares the nature of what they lead to.
const LEANINGS: [&str; 16] = [
    "addresses",
    "authorizingPrescription",
    "basedOn",
    "condition",
    "derivedFrom",
    "diagnosisReference",
    "focus",
    "hasMember",
    "itemReference",
    "medicationReference",
    "partOf",
    "procedureReference",
    "reasonReference",
    "related",
    "result",
    "target",
];

fn collect_leanings(node: &Node<'_>, found: &mut Vec<String>) {
    match node {
        Node::Scalar(_) => {}
        Node::List(items) => items.iter().for_each(|item| collect_leanings(item, found)),
        Node::Object(members) => {
            for (key, value) in members {
                if LEANINGS.contains(&key.as_ref()) {
                    let references = value
                        .items()
                        .iter()
                        .filter_map(|item| item.get("reference"));
                    found.extend(
                        references
                            .filter_map(Node::text)
                            .map(|text| text.into_owned()),
                    );
                }
                collect_leanings(value, found);
            }
        }
    }
}

#[cfg(test)]
mod tests;
