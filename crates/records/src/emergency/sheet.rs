//! The same facts as a page in two languages: what the term list knows in the language of the country, what was written below
//! it, word for word. Nothing that is only text is translated; its own language is named where the record says it.

use super::{
    Part,
    facts::{self, Fact},
    said::Said,
    wording::Wording,
};
use crate::{
    bundle::Bundle,
    clean::clean,
    dosage::Dosage,
    terms::{Language, Terms},
};

/// What stands on the page, in its order.
const PARTS: [Part; 4] = [
    Part::Allergies,
    Part::Medicines,
    Part::Conditions,
    Part::Implants,
];

/// A page. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The language of the country.
    pub language: Language,
    /// Allergies first, then medicines, conditions and implants.
    pub lines: Vec<SheetLine>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    /// An allergy, or the statement that there are none.
    Allergy,
    /// A medicine that is taken.
    Medicine,
    /// A condition that is not over.
    Condition,
    /// A device in or on the body.
    Implant,
}

/// One line. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// What it is.
    pub kind: SheetKind,
    /// What it is about; `None` where nothing of the kind is recorded, which is not that there is none.
    pub what: Option<Phrase>,
    /// What the source said of it and nobody must overlook, in the language of the country: severe, not confirmed, on hold.
    pub marks: Vec<&'static str>,
    /// A severe allergy.
    pub is_severe: bool,
    /// It says that there are none.
    pub is_none: bool,
    /// Reactions of an allergy.
    pub reactions: Vec<Phrase>,
    /// Doses of a medicine, each for a line of its own.
    pub doses: Vec<Phrase>,
}

/// Something in one or both languages. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq)]
pub struct Phrase {
    /// In the language of the country; `None` where only [`Self::written`] says it.
    pub term: Option<String>,
    /// As its source wrote it.
    pub written: String,
    /// The language it was written in: a primary tag, where the record says it.
    pub language: Option<String>,
    /// Nobody knows it in the language of the country: it stands as it was written.
    pub is_untranslated: bool,
}

/// Words of ours on a page, in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetWords {
    /// A heading.
    pub allergies: &'static str,
    /// A heading.
    pub medicines: &'static str,
    /// A heading.
    pub conditions: &'static str,
    /// A heading.
    pub implants: &'static str,
    /// Where nothing is recorded.
    pub not_recorded: &'static str,
}

/// The page of a Bundle in this language.
#[must_use]
pub fn sheet(bundle: &Bundle<'_>, language: Language) -> Sheet {
    let facts = facts::of(bundle, &PARTS);
    let mut lines: Vec<SheetLine> = Vec::new();
    for line in facts.iter().filter_map(|fact| line(fact, language)) {
        // Two orders of one medicine in the same dose say nothing more than one.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    Sheet { language, lines }
}

impl SheetWords {
    /// Those of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let wording = Wording(language);
        Self {
            allergies: wording.say("sheet-allergies"),
            medicines: wording.say("sheet-medicines"),
            conditions: wording.say("sheet-conditions"),
            implants: wording.say("sheet-implants"),
            not_recorded: wording.say("allergies-not-recorded"),
        }
    }
}

fn line(fact: &Fact, language: Language) -> Option<SheetLine> {
    let phrase = |said: &Said| phrase(said, language);
    let marks = |marks: &[(bool, &'static str)]| {
        let there = marks.iter().filter(|(is_there, _)| *is_there);
        there
            .map(|(_, id)| Wording(language).say(id))
            .collect::<Vec<_>>()
    };
    let plain = |kind, what: Option<Phrase>| SheetLine {
        kind,
        what,
        marks: Vec::new(),
        is_severe: false,
        is_none: false,
        reactions: Vec::new(),
        doses: Vec::new(),
    };
    Some(match fact {
        Fact::Allergy {
            what,
            reactions,
            is_severe,
            is_unconfirmed,
            is_none,
        } => SheetLine {
            marks: marks(&[(*is_severe, "severe"), (*is_unconfirmed, "not-confirmed")]),
            is_severe: *is_severe,
            is_none: *is_none,
            reactions: reactions.iter().map(phrase).collect(),
            ..plain(SheetKind::Allergy, Some(phrase(what)))
        },
        Fact::NoAllergies => plain(SheetKind::Allergy, None),
        Fact::Medicine {
            what,
            doses,
            is_on_hold,
        } => SheetLine {
            marks: marks(&[(*is_on_hold, "on-hold")]),
            doses: doses
                .iter()
                .map(|dose| dosed(dose, what, language))
                .collect(),
            ..plain(SheetKind::Medicine, Some(phrase(what)))
        },
        Fact::NoMedicines => plain(SheetKind::Medicine, None),
        Fact::Condition {
            what,
            is_unconfirmed,
        } => SheetLine {
            marks: marks(&[(*is_unconfirmed, "not-confirmed")]),
            ..plain(SheetKind::Condition, Some(phrase(what)))
        },
        Fact::Implant(what) => plain(SheetKind::Implant, Some(phrase(what))),
        Fact::Name { .. } | Fact::Blood { .. } | Fact::Contact { .. } => return None,
    })
}

fn phrase(said: &Said, language: Language) -> Phrase {
    let written = clean(&said.text);
    let concept = Terms::list().find(&said.codes, &said.text);
    let term = concept.and_then(|concept| concept.beside(language, &written));
    Phrase {
        term: term.map(str::to_owned),
        is_untranslated: concept.is_none() && !is_in(said.language.as_deref(), language),
        language: said.language.clone(),
        written,
    }
}

/// A dose is said in the language of the country only where all of it is coded.
fn dosed(dose: &Dosage, what: &Said, language: Language) -> Phrase {
    let written = clean(&dose.written);
    let said = dose.in_words(language);
    let term = said.as_ref().filter(|said| **said != written);
    Phrase {
        is_untranslated: said.is_none() && !is_in(what.language.as_deref(), language),
        // Beside words that say the same it would only be one more thing to read.
        term: term.and_then(|_| dose.in_isolated_words(language)),
        // Parts that were put together here are in no language of the record's.
        language: what.language.clone().filter(|_| dose.is_in_words),
        written,
    }
}

fn is_in(written: Option<&str>, language: Language) -> bool {
    written == Some(language.tag())
}
