//! The emergency card: what helps in the first minutes as lines of plain text in the language of whoever helps, short enough
//! for one QR code; and as a page in two languages. Made from the same Bundle that is shared; the term list translates, what it does not
//! know stands as it was written. See `docs/formats/emergency-card.md`. Who signs it and how is in `keepwell-protocol`.

mod facts;
mod letters;
mod said;
mod sheet;
mod text;
mod wording;

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::Date;

use crate::{bundle::Bundle, terms::Language};

pub use sheet::{Phrase, Sheet, SheetKind, SheetLine, SheetWords, sheet};

/// A kind of line that a person chooses to have on the card or not.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Name and birth date.
    Name,
    /// Allergies, or that none are known, or that none are recorded.
    Allergies,
    /// Medicines that are taken, each with its dose.
    Medicines,
    /// Conditions that are not over.
    Conditions,
    /// Devices in or on the body.
    Implants,
    /// The blood group, where a laboratory reported it.
    Blood,
    /// Whom to call.
    Contacts,
}

impl Part {
    /// All of them, in the order of the card.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Allergies,
        Self::Medicines,
        Self::Conditions,
        Self::Implants,
        Self::Blood,
        Self::Contacts,
    ];

    /// Those that are on until the person says otherwise: all but the blood group, which is tested again before it is used.
    pub const USUAL: [Self; 6] = [
        Self::Name,
        Self::Allergies,
        Self::Medicines,
        Self::Conditions,
        Self::Implants,
        Self::Contacts,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Allergies => "allergies",
            Self::Medicines => "medicines",
            Self::Conditions => "conditions",
            Self::Implants => "implants",
            Self::Blood => "blood",
            Self::Contacts => "contacts",
        }
    }
}

/// A name that is no part of a card.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error(
    "this is no line of an emergency card: choose from name, allergies, medicines, conditions, implants, blood, contacts"
)]
pub struct UnknownPart;

impl FromStr for Part {
    type Err = UnknownPart;

    fn from_str(name: &str) -> Result<Self, UnknownPart> {
        let found = Self::ALL.into_iter().find(|part| part.as_str() == name);
        found.ok_or(UnknownPart)
    }
}

/// What the card is to be like.
#[derive(Clone)]
pub struct Wish {
    /// Which lines.
    pub parts: Vec<Part>,
    /// In which language; [`Self::is_ascii`] makes it English.
    pub language: Language,
    /// In letters that every keyboard has, for scanners that type what they read: English terms, names transliterated.
    pub is_ascii: bool,
    /// The day it is made, which it says.
    pub day: Date,
    /// The most bytes of UTF-8.
    pub most_bytes: usize,
}

/// What a line of the text is, for whoever sets it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LineKind {
    /// How many lines of how many are there.
    Part,
    /// What it is, and its day.
    Title,
    /// An allergy that is recorded.
    Alert,
    /// Any other fact, or a dose.
    Fact,
    /// What the card is, and what its marks mean.
    Note,
}

/// The text of a card, not signed yet. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq)]
pub struct CardText {
    /// Lines with `\n` between them, none after the last.
    pub text: String,
    /// What each of them is.
    pub kinds: Vec<LineKind>,
    /// How many of the chosen lines are there. Fewer than [`Self::all`] where they did not fit; then the text says so first.
    pub lines: usize,
    /// How many there are to be.
    pub all: usize,
}

/// Makes the text.
#[must_use]
pub fn card(bundle: &Bundle<'_>, wish: &Wish) -> CardText {
    text::of(&facts::of(bundle, &wish.parts), wish)
}

#[cfg(test)]
mod tests;
