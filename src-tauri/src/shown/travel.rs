//! The page for a doctor abroad, in two languages.

use keepwell_wallet::travel::{self, SheetKind, SheetWords};
use serde::Serialize;
use specta::Type;

/// The page.
#[derive(Serialize, Type)]
pub(crate) struct TravelPage {
    pub(crate) language: &'static str,
    /// Somebody who practises medicine in it has read its words.
    pub(crate) reviewed: bool,
    /// Some of it is the sample's.
    pub(crate) sample: bool,
    pub(crate) words: TravelWords,
    pub(crate) lines: Vec<TravelLine>,
}

/// Words of ours in the language of the page.
#[derive(Serialize, Type)]
pub(crate) struct TravelWords {
    pub(crate) allergies: &'static str,
    pub(crate) medicines: &'static str,
    pub(crate) conditions: &'static str,
    pub(crate) implants: &'static str,
    pub(crate) not_recorded: &'static str,
}

/// What a line is.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TravelKind {
    /// An allergy.
    Allergy,
    /// A medicine.
    Medicine,
    /// A condition.
    Condition,
    /// A device in or on the body.
    Implant,
}

/// One line.
#[derive(Serialize, Type)]
pub(crate) struct TravelLine {
    pub(crate) kind: TravelKind,
    /// Nothing of the kind is recorded without.
    pub(crate) what: Option<TravelPhrase>,
    pub(crate) marks: Vec<&'static str>,
    pub(crate) severe: bool,
    /// It says that there are none.
    pub(crate) none: bool,
    pub(crate) reactions: Vec<TravelPhrase>,
    /// Each for a line of its own.
    pub(crate) doses: Vec<TravelPhrase>,
}

/// Something in one or both languages.
#[derive(Serialize, Type)]
pub(crate) struct TravelPhrase {
    /// In the language of the page.
    pub(crate) term: Option<String>,
    pub(crate) written: String,
    /// In which it is written, where the record says so.
    pub(crate) language: Option<String>,
    pub(crate) untranslated: bool,
}

impl TravelPage {
    /// The page of the core.
    pub(crate) fn of(page: travel::TravelPage) -> Self {
        let language = page.sheet.language;
        Self {
            language: language.tag(),
            reviewed: language.is_reviewed(),
            sample: page.is_sample,
            words: TravelWords::of(SheetWords::of(language)),
            lines: page.sheet.lines.into_iter().map(TravelLine::of).collect(),
        }
    }
}

impl TravelWords {
    fn of(words: SheetWords) -> Self {
        Self {
            allergies: words.allergies,
            medicines: words.medicines,
            conditions: words.conditions,
            implants: words.implants,
            not_recorded: words.not_recorded,
        }
    }
}

impl TravelLine {
    fn of(line: travel::SheetLine) -> Self {
        let phrases = |phrases: Vec<travel::Phrase>| -> Vec<TravelPhrase> {
            phrases.into_iter().map(TravelPhrase::of).collect()
        };
        Self {
            kind: match line.kind {
                SheetKind::Allergy => TravelKind::Allergy,
                SheetKind::Medicine => TravelKind::Medicine,
                SheetKind::Condition => TravelKind::Condition,
                SheetKind::Implant => TravelKind::Implant,
            },
            what: line.what.map(TravelPhrase::of),
            marks: line.marks,
            severe: line.is_severe,
            none: line.is_none,
            reactions: phrases(line.reactions),
            doses: phrases(line.doses),
        }
    }
}

impl TravelPhrase {
    fn of(phrase: travel::Phrase) -> Self {
        Self {
            term: phrase.term,
            written: phrase.written,
            language: phrase.language,
            untranslated: phrase.is_untranslated,
        }
    }
}
