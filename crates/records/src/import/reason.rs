//! Why a part of a file was lost, or was odd and kept all the same: one word for programs, one sentence for people.

use thiserror::Error;

/// Why. Names elements, never their content.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Reason {
    /// A record names a person in the file who is not its subject.
    #[error(
        "This is about another person than the rest of the file; it stays with it, but never goes into a summary."
    )]
    AboutAnother,
    /// A Bundle without entries.
    #[error("The Bundle has no entries, so there is nothing in it to import.")]
    BundleEmpty,
    /// A Bundle of an unusual type, or of none.
    #[error("The Bundle has no type or an unusual one; its entries were read all the same.")]
    BundleType,
    /// A contained resource without a type.
    #[error("A contained resource has no resourceType; it was kept as it stands.")]
    ContainedUntyped,
    /// A document that does not begin with its Composition.
    #[error(
        "This document does not begin with its Composition; its entries were read all the same."
    )]
    DocumentOrder,
    /// A `fullUrl` that is no text.
    #[error("The address of this entry is not text; links to it may not be found.")]
    EntryAddress,
    /// An entry without a resource.
    #[error("This entry holds no resource.")]
    EntryEmpty,
    /// An entry that is no object.
    #[error("This entry is not an object, so there is nothing in it to import.")]
    EntryNotObject,
    /// A summary without allergies.
    #[error("As a patient summary this lacks the required section Allergies.")]
    LacksAllergies,
    /// A summary without medicines.
    #[error("As a patient summary this lacks the required section Medications.")]
    LacksMedications,
    /// A summary without problems.
    #[error("As a patient summary this lacks the required section Problems.")]
    LacksProblems,
    /// A line that is no object.
    #[error("This line is not a whole JSON object.")]
    LineNotObject,
    /// A line in another encoding.
    #[error("This line is not UTF-8 text.")]
    LineNotUtf8,
    /// A line over [`crate::limits::JSON_DEPTH`].
    #[error("The JSON of this line is nested deeper than the limit of 128 levels.")]
    LineTooDeep,
    /// Something else where a resource belongs.
    #[error("This is not a resource but another kind of value.")]
    NotAResource,
    /// The result of a search that looks like a document.
    #[error("This is the result of a search, not a document; its entries were read one by one.")]
    SearchResult,
    /// A section's entry that leads nowhere.
    #[error("This entry of a section is not in the file.")]
    SectionEntryMissing,
    /// `"true"` for `true`.
    #[error("Here true or false is written as text; it was imported as it stands.")]
    TextForBoolean,
    /// A resource without a type.
    #[error("This has no resourceType, so it is not known what it is.")]
    Untyped,
}

impl Reason {
    /// A word that stays the same, whatever becomes of the sentence.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::AboutAnother => "about_another",
            Self::BundleEmpty => "bundle_empty",
            Self::BundleType => "bundle_type",
            Self::ContainedUntyped => "contained_untyped",
            Self::DocumentOrder => "document_order",
            Self::EntryAddress => "entry_address",
            Self::EntryEmpty => "entry_empty",
            Self::EntryNotObject => "entry_not_object",
            Self::LacksAllergies => "lacks_allergies",
            Self::LacksMedications => "lacks_medications",
            Self::LacksProblems => "lacks_problems",
            Self::LineNotObject => "line_not_object",
            Self::LineNotUtf8 => "line_not_utf8",
            Self::LineTooDeep => "line_too_deep",
            Self::NotAResource => "not_a_resource",
            Self::SearchResult => "search_result",
            Self::SectionEntryMissing => "section_entry_missing",
            Self::TextForBoolean => "text_for_boolean",
            Self::Untyped => "untyped",
        }
    }
}
