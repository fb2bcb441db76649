//! A lenient typed view of one resource: what a list, a search or a table shows of it. It reads whatever is there in
//! whatever shape and never fails; the raw JSON beside it stays the truth.

mod category;
mod date;
mod detail;
mod facts;
mod haystack;
mod intake;
mod marks;
mod measure;
mod source;
mod title;
mod vaccination;

use serde::{Deserialize, Serialize};

pub use category::{Category, UnknownCategory};
pub use date::ClinicalDate;
pub use facts::{Fact, clinical_name, codes, facts};
pub use intake::Intake;
pub use marks::Marks;
pub use measure::{Flag, Measure};
pub use vaccination::Vaccination;

pub(crate) use date::seconds;
pub(crate) use detail::{one_dosage, value};
pub(crate) use title::concept;

use crate::json::Node;

/// What is shown of a record. Serialisable, so that it can be kept beside the record. No `Debug`: it is health data.
#[derive(Clone, Deserialize, PartialEq, Eq, Serialize)]
pub struct View {
    /// Resource type, as written.
    pub kind: String,
    /// The resource's own `id`.
    pub id: Option<String>,
    /// Which shelf it stands on.
    pub category: Category,
    /// The best human text for it, in its original wording; never empty.
    pub title: String,
    /// One line of what it says: a value, a dose, a reaction.
    pub detail: Option<String>,
    /// Status code, such as `active` or `completed`.
    pub status: Option<String>,
    /// The best clinical date.
    pub date: Option<ClinicalDate>,
    /// Who recorded it, when the record says so by name.
    pub source: Option<String>,
    /// The first code of what it is about.
    pub code: Option<Code>,
    /// Everything readable in it, folded by [`crate::fold::fold`]; at most 8 KiB. Not serialised, since it is most of a
    /// view and [`haystack`] makes it again.
    #[serde(skip)]
    pub haystack: String,
    /// It carries the HTEST label: a sample, not about a real person.
    pub is_sample: bool,
}

/// A coded term.
#[derive(Clone, Deserialize, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The code system's address.
    pub system: Option<String>,
    /// The code.
    pub code: String,
    /// Its text, as the source wrote it.
    pub display: Option<String>,
}

/// Finds the name of the resource a reference points to: a doctor, a product.
pub type Names<'n> = dyn Fn(&str) -> Option<String> + 'n;

impl View {
    /// Reads a resource. `names` resolves references; `&|_| None` where nothing is known.
    #[must_use]
    pub fn of(raw: &str, names: &Names<'_>) -> Self {
        Node::parse(raw).map_or_else(
            || Self::unreadable("Resource"),
            |node| Self::of_node(&node, names),
        )
    }

    pub(crate) fn of_node(node: &Node<'_>, names: &Names<'_>) -> Self {
        let mut view = Self::shown(node, names);
        view.haystack = haystack::of(node, &view);
        view
    }

    /// As [`Self::of_node`], without what only a search looks at.
    pub(crate) fn shown(node: &Node<'_>, names: &Names<'_>) -> Self {
        let names = |reference: &str| source::name_of(node, reference, names);
        let kind = node
            .word_at("resourceType")
            .unwrap_or("Resource".into())
            .into_owned();
        Self {
            category: Category::of_kind(&kind),
            id: node.word_at("id").map(|id| id.into_owned()),
            title: title::of(node, &kind, &names),
            detail: detail::of(node, &kind),
            status: status(node),
            date: date::of(node),
            source: source::of(node, &names),
            code: code(node),
            haystack: String::new(),
            is_sample: is_sample(node),
            kind,
        }
    }

    /// The view of a resource that is not even JSON.
    pub(crate) fn unreadable(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            id: None,
            category: Category::of_kind(kind),
            title: kind.to_owned(),
            detail: None,
            status: None,
            date: None,
            source: None,
            code: None,
            haystack: crate::fold::fold(kind),
            is_sample: false,
        }
    }
}

/// The haystack of a resource whose view is known but for that.
#[must_use]
pub fn haystack(raw: &str, view: &View) -> String {
    Node::parse(raw).map_or_else(
        || crate::fold::fold(&view.kind),
        |node| haystack::of(&node, view),
    )
}

fn status(node: &Node<'_>) -> Option<String> {
    let paths = [
        "clinicalStatus.coding.code",
        "clinicalStatus.text",
        "clinicalStatus",
        "status",
    ];
    node.first_word(&paths).map(|status| status.into_owned())
}

fn code(node: &Node<'_>) -> Option<Code> {
    codings(node).next()
}

fn codings<'n>(node: &'n Node<'_>) -> impl Iterator<Item = Code> + 'n {
    let concepts = [
        "code",
        "vaccineCode",
        "medicationCodeableConcept",
        "type",
        "class",
    ];
    let codings = concepts
        .into_iter()
        .flat_map(|key| node.each(key))
        .flat_map(|code| code.each("coding"));
    codings.filter_map(|coding| {
        let word = |key| coding.word_at(key).map(|word| word.into_owned());
        Some(Code {
            system: word("system"),
            code: word("code")?,
            display: word("display"),
        })
    })
}

/// HTEST (HL7 v3-ActReason) marks data that is not about a real person.
pub(crate) fn is_sample(node: &Node<'_>) -> bool {
    let meta = node.each("meta").iter();
    let labels = meta.flat_map(|meta| meta.each("security").iter().chain(meta.each("tag")));
    labels
        .into_iter()
        .any(|label| label.word_at("code").as_deref() == Some("HTEST"))
}
