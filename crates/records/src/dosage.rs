//! A dosage in the language of whoever helps, where all of it is coded: how much, how often, by which way. What is only written, or holds
//! anything more than that, is not taken apart: half a dosage translated would be a wrong one.

use crate::{
    json::Node,
    terms::{Concept, Language, Terms},
    view::{Code, concept, one_dosage},
};

/// One dosage. No `Debug`: it is health data.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Dosage {
    /// In the prescriber's words, or put together from its parts as they stand.
    pub written: String,
    /// They are the prescriber's.
    pub is_in_words: bool,
    /// What it says in codes, all of it.
    pieces: Vec<Piece>,
}

#[derive(Clone, PartialEq, Eq)]
enum Piece {
    /// A number, with its unit where that is a sign such as `mg`.
    Plain(String),
    /// A number of things that have a name.
    Number(String, &'static Concept),
    /// A word.
    Word(&'static Concept),
}

/// What may stand in a dosage that is said in codes.
const DOSAGE: [&str; 7] = [
    "id",
    "sequence",
    "text",
    "timing",
    "route",
    "doseAndRate",
    "asNeededBoolean",
];
const RATE: [&str; 2] = ["type", "doseQuantity"];
const TIMING: [&str; 2] = ["repeat", "code"];
const REPEAT: [&str; 4] = ["frequency", "period", "periodUnit", "when"];

/// Every dosage of a medicine, as its resource tells it.
#[must_use]
pub fn of_resource(raw: &str) -> Vec<Dosage> {
    Node::parse(raw).map(|node| of(&node)).unwrap_or_default()
}

pub(crate) fn of(node: &Node<'_>) -> Vec<Dosage> {
    let all = node
        .each("dosage")
        .iter()
        .chain(node.each("dosageInstruction"));
    all.filter_map(|dosage| {
        Some(Dosage {
            written: one_dosage(dosage)?,
            is_in_words: dosage.first_word(&["text", "patientInstruction"]).is_some(),
            pieces: pieces(dosage).unwrap_or_default(),
        })
    })
    .collect()
}

impl Dosage {
    /// In a language, where all of it is coded.
    #[must_use]
    pub fn in_words(&self, language: Language) -> Option<String> {
        self.said(language, |sign| sign.to_owned())
    }

    /// The same for a page that may run from right to left: a number stays before its unit (each pair in U+2068 and U+2069).
    #[must_use]
    pub fn in_isolated_words(&self, language: Language) -> Option<String> {
        self.said(language, |sign| format!("\u{2068}{sign}\u{2069}"))
    }

    fn said(&self, language: Language, sign: impl Fn(&str) -> String) -> Option<String> {
        let said = self.pieces.iter().map(|piece| match piece {
            Piece::Plain(text) => sign(text),
            Piece::Number(number, concept) => format!("{number} {}", concept.name(language)),
            Piece::Word(concept) => concept.name(language).to_owned(),
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

fn pieces(dosage: &Node<'_>) -> Option<Vec<Piece>> {
    only(dosage, &DOSAGE)?;
    let mut pieces = Vec::new();
    match dosage.each("doseAndRate") {
        [] => {}
        [rate] => {
            only(rate, &RATE)?;
            pieces.push(quantity(rate.get("doseQuantity")?)?);
        }
        _ => return None,
    }
    if let Some(timing) = dosage.get("timing") {
        pieces.extend(times(timing)?);
    }
    if let Some(route) = dosage.get("route") {
        pieces.push(Piece::Word(known(route)?));
    }
    match dosage.word_at("asNeededBoolean").as_deref() {
        None | Some("false") => {}
        Some("true") => pieces.push(Piece::Word(Terms::list().named("as needed")?)),
        Some(_) => return None,
    }
    Some(pieces)
}

fn quantity(quantity: &Node<'_>) -> Option<Piece> {
    if quantity.word_at("comparator").is_some() {
        return None;
    }
    let value = quantity.word_at("value")?;
    let unit = quantity.first_word(&["unit", "code"])?;
    let code = quantity.word_at("code").map(|code| Code {
        system: quantity.word_at("system").map(|system| system.into_owned()),
        code: code.into_owned(),
        display: None,
    });
    let codes: Vec<Code> = code.into_iter().collect();
    if let Some(concept) = Terms::list().find(&codes, &unit) {
        return Some(Piece::Number(value.into_owned(), concept));
    }
    let is_sign = unit.chars().count() <= 6
        && unit
            .chars()
            .all(|letter| letter.is_ascii_alphabetic() || matches!(letter, 'µ' | 'μ' | '%' | '/'));
    is_sign.then(|| Piece::Plain(format!("{value} {unit}")))
}

fn times(timing: &Node<'_>) -> Option<Vec<Piece>> {
    only(timing, &TIMING)?;
    if let Some(code) = timing.get("code") {
        return Some(vec![Piece::Word(known(code)?)]);
    }
    let repeat = timing.get("repeat")?;
    only(repeat, &REPEAT)?;
    let mut pieces = Vec::new();
    if let Some(often) = repeat.word_at("frequency") {
        let period = repeat.word_at("period")?;
        let name = how_often(&often, &period, &repeat.word_at("periodUnit")?)?;
        pieces.push(Piece::Word(Terms::list().named(&name)?));
    } else if repeat.get("period").is_some() {
        return None;
    }
    for when in repeat.each("when") {
        let code = Code {
            system: Some("http://terminology.hl7.org/CodeSystem/v3-TimingEvent".to_owned()),
            code: when.word()?.into_owned(),
            display: None,
        };
        pieces.push(Piece::Word(Terms::list().coded(&code)?));
    }
    Some(pieces)
}

/// What the term list calls it in English.
fn how_often(often: &str, period: &str, unit: &str) -> Option<String> {
    let name = match (often, period, unit) {
        ("1", "1", "d") => "once daily",
        ("2", "1", "d") => "twice daily",
        ("3", "1", "d") => "three times daily",
        ("4", "1", "d") => "four times daily",
        ("1", "2", "d") => "every other day",
        ("1", "1", "wk") => "weekly",
        ("1", "1", "mo") => "monthly",
        ("1", hours, "h") => return Some(format!("every {hours} hours")),
        _ => return None,
    };
    Some(name.to_owned())
}

/// What a coded concept means.
fn known(node: &Node<'_>) -> Option<&'static Concept> {
    Terms::list().find(&codes(node), &concept(node).unwrap_or_default())
}

/// The codes of a coded concept.
pub(crate) fn codes(node: &Node<'_>) -> Vec<Code> {
    let codings = node.each("coding").iter().filter_map(|coding| {
        Some(Code {
            system: coding.word_at("system").map(|system| system.into_owned()),
            code: coding.word_at("code")?.into_owned(),
            display: None,
        })
    });
    codings.take(16).collect()
}

/// `None` where anything else stands in it.
fn only(node: &Node<'_>, keys: &[&str]) -> Option<()> {
    let Node::Object(members) = node else {
        return None;
    };
    let is_known = |key: &str| keys.contains(&key);
    members.iter().all(|(key, _)| is_known(key)).then_some(())
}
