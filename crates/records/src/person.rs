//! A person, as a Patient resource names them, and whether two of them are the same. Files are spelt differently by
//! different hospitals, so the comparison forgives case, accents, order and shortened given names, but never another
//! birth date.

mod same;

pub use same::same_person;

use crate::json::Node;

/// Who a record is about. No `Debug`: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// All names, in the order of the resource.
    pub names: Vec<Name>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as written.
    pub birth_date: Option<String>,
    /// Record numbers and the like.
    pub identifiers: Vec<Identifier>,
}

/// One name of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    /// The whole name as one text, if the source gave it.
    pub text: Option<String>,
    /// Family name.
    pub family: Option<String>,
    /// Given names, in order.
    pub given: Vec<String>,
    /// `old` or `maiden` names are not used to address a person.
    pub is_former: bool,
}

/// A number somebody knows the person by.
#[derive(Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Who gave it, an address.
    pub system: Option<String>,
    /// The number itself.
    pub value: String,
}

impl Person {
    /// Reads a Patient resource; `None` when `raw` is not one. Whatever else is missing or odd is left out.
    #[must_use]
    pub fn of_patient(raw: &str) -> Option<Self> {
        Self::of_node(&Node::parse(raw)?)
    }

    pub(crate) fn of_node(node: &Node<'_>) -> Option<Self> {
        if node.word_at("resourceType").as_deref() != Some("Patient") {
            return None;
        }
        let names = node.each("name").iter().filter_map(Name::of_node).collect();
        let birth_date = node.word_at("birthDate").map(|date| date.trim().to_owned());
        let identifier = |node: &Node<'_>| {
            let system = node.word_at("system").map(|system| system.into_owned());
            Some(Identifier {
                system,
                value: node.word_at("value")?.into_owned(),
            })
        };
        let identifiers = node
            .each("identifier")
            .iter()
            .filter_map(identifier)
            .collect();
        Some(Self {
            names,
            birth_date,
            identifiers,
        })
    }

    /// The name to show: the first that is not a former one.
    #[must_use]
    pub fn display_name(&self) -> Option<String> {
        let current = self.names.iter().find(|name| !name.is_former);
        current.or(self.names.first()).map(Name::display)
    }
}

impl Name {
    /// Reads a `HumanName`, or a bare text in its place.
    pub(crate) fn of_node(node: &Node<'_>) -> Option<Self> {
        let word = |key: &str| {
            node.get(key)
                .and_then(Node::word)
                .map(|word| word.trim().to_owned())
        };
        let text = word("text").or_else(|| node.word().map(|text| text.trim().to_owned()));
        let words = |key| node.each(key).iter().filter_map(Node::word);
        let family = words("family")
            .map(|word| word.trim().to_owned())
            .collect::<Vec<_>>()
            .join(" ");
        let family = Some(family).filter(|family| !family.is_empty());
        let given: Vec<_> = words("given")
            .map(|given| given.trim().to_owned())
            .collect();
        let is_former = matches!(word("use").as_deref(), Some("old" | "maiden"));
        let is_empty = text.is_none() && family.is_none() && given.is_empty();
        (!is_empty).then_some(Self {
            text,
            family,
            given,
            is_former,
        })
    }

    /// The name as one text, as the source wrote it, else given names before family name.
    #[must_use]
    pub fn display(&self) -> String {
        self.text.clone().unwrap_or_else(|| {
            let words: Vec<&str> = self
                .given
                .iter()
                .map(String::as_str)
                .chain(self.family.as_deref())
                .collect();
            words.join(" ")
        })
    }
}
