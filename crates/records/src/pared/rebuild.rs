//! One value built anew from what its shape allows.

use std::borrow::Cow;

use time::Date;

use super::{
    codes::{is_known_unit, is_public, is_unit, is_word},
    dates::{Dates, OLD, Precision},
    shape::{Element, Shape},
};
use crate::json::Node;

/// How values are built.
pub(super) struct Rules<'r> {
    pub(super) dates: Dates,
    pub(super) today: Date,
    /// Words stay where the list allows them, and codes of any system.
    pub(super) keep_words: bool,
    /// The name of the record in the share that a reference under a key leads to.
    pub(super) link: &'r dyn Fn(&str, &str) -> Option<String>,
}

impl Rules<'_> {
    /// The elements of `node` that the list names; `None` when none is there.
    pub(super) fn part<'a>(&self, node: &Node<'a>, elements: &[Element]) -> Option<Node<'a>> {
        let mut kept = Vec::new();
        for (key, shape) in elements {
            let Some(value) = node.get(key) else {
                continue;
            };
            match self.values(key, value, *shape) {
                Some(value) => kept.push(((*key).into(), value)),
                None if matches!(shape, Shape::Birth) => {
                    kept.push((format!("_{key}").into(), masked()));
                }
                None => {}
            }
        }
        (!kept.is_empty()).then_some(Node::Object(kept))
    }

    fn values<'a>(&self, key: &str, value: &Node<'a>, shape: Shape) -> Option<Node<'a>> {
        let Node::List(items) = value else {
            return self.value(key, value, shape);
        };
        let kept: Vec<_> = items
            .iter()
            .filter_map(|item| self.value(key, item, shape))
            .collect();
        (!kept.is_empty()).then_some(Node::List(kept))
    }

    fn value<'a>(&self, key: &str, value: &Node<'a>, shape: Shape) -> Option<Node<'a>> {
        let word = value.word();
        match shape {
            Shape::Age => age(self, value),
            Shape::Birth => self.date(&word?, Precision::Year),
            Shape::Code => word
                .filter(|word| is_word(word))
                .map(|word| Node::from_text(&word)),
            Shape::Coding => self.coding(value),
            Shape::Concept => self.concept(value),
            Shape::Country => word
                .filter(|word| is_country(word))
                .map(|word| Node::from_text(&word)),
            Shape::Date => self.date(&word?, Precision::Day),
            Shape::Flag => word
                .filter(|word| ["true", "false"].contains(&word.as_ref()))
                .map(|word| Node::Scalar(word.into_owned().into())),
            Shape::Link => self.link(key, value),
            Shape::Number => number(value),
            Shape::Part(elements) => self.part(value, elements),
            Shape::Period => self.part(value, &[("start", Shape::Date), ("end", Shape::Date)]),
            Shape::Quantity => quantity(value),
            Shape::Range => self.part(
                value,
                &[("low", Shape::Quantity), ("high", Shape::Quantity)],
            ),
            Shape::Ratio => self.part(
                value,
                &[
                    ("numerator", Shape::Quantity),
                    ("denominator", Shape::Quantity),
                ],
            ),
            Shape::Whole(elements, demanded) => {
                let group = self.part(value, elements)?;
                demanded
                    .iter()
                    .any(|key| group.get(key).is_some())
                    .then_some(group)
            }
            Shape::Words => word
                .filter(|_| self.keep_words)
                .map(|word| Node::from_text(&word)),
        }
    }

    fn date<'a>(&self, text: &str, most: Precision) -> Option<Node<'a>> {
        let date = self.dates.apply(text, self.today, most)?;
        Some(Node::from_text(&date))
    }

    fn concept<'a>(&self, value: &Node<'a>) -> Option<Node<'a>> {
        let codings = value.each("coding").iter();
        let codings: Vec<_> = codings.filter_map(|coding| self.coding(coding)).collect();
        if !codings.is_empty() {
            return Some(object([("coding", Node::List(codings))]));
        }
        let text = value
            .get("text")
            .and_then(Node::word)
            .filter(|_| self.keep_words);
        text.map(|text| object([("text", Node::from_text(&text))]))
    }

    fn coding<'a>(&self, value: &Node<'a>) -> Option<Node<'a>> {
        let (system, code) = (value.get("system")?.word()?, value.get("code")?.word()?);
        let names = [
            ("system", Node::from_text(&system)),
            ("code", Node::from_text(&code)),
        ];
        if !self.keep_words {
            return is_public(&system, &code).then(|| object(names));
        }
        let display = value.get("display").and_then(Node::word);
        let display = display.map(|display| ("display", Node::from_text(&display)));
        Some(object(names.into_iter().chain(display)))
    }

    fn link<'a>(&self, key: &str, value: &Node<'a>) -> Option<Node<'a>> {
        let reference = value.get("reference").and_then(Node::text);
        if let Some(name) = reference.and_then(|reference| (self.link)(key, &reference)) {
            return Some(object([("reference", Node::from_text(&name))]));
        }
        // Of a cover FHIR demands the insurer, whom a claim goes to: by name where no record of the claim is it.
        let is_insurer = self.keep_words && key == "payor";
        let display = value.get("display").filter(|_| is_insurer)?.word()?;
        Some(object([("display", Node::from_text(&display))]))
    }
}

/// A number with a unit that everybody reads alike; a number whose unit is somebody's words says nothing and goes.
fn quantity<'a>(value: &Node<'a>) -> Option<Node<'a>> {
    let amount = value.get("value").and_then(number)?;
    let word = |key: &str| value.get(key).and_then(Node::word);
    let comparator =
        word("comparator").filter(|sign| ["<", "<=", ">=", ">"].contains(&sign.as_ref()));
    let comparator = comparator.map(|sign| ("comparator", Node::from_text(&sign)));
    let amount = [("value", amount)].into_iter().chain(comparator);
    let is_ucum = word("system").as_deref() == Some(UCUM);
    if let Some(code) = word("code").filter(|code| is_ucum && is_unit(code)) {
        let unit = [
            ("unit", Node::from_text(&code)),
            ("system", Node::from_text(UCUM)),
            ("code", Node::from_text(&code)),
        ];
        return Some(object(amount.chain(unit)));
    }
    let coded = word("system").zip(word("code"));
    if let Some((system, code)) = coded.filter(|(system, code)| is_public(system, code)) {
        let unit = [
            ("system", Node::from_text(&system)),
            ("code", Node::from_text(&code)),
        ];
        return Some(object(amount.chain(unit)));
    }
    match word("unit") {
        Some(unit) if is_known_unit(&unit) => {
            Some(object(amount.chain([("unit", Node::from_text(&unit))])))
        }
        Some(_) => None,
        None => word("code").is_none().then(|| object(amount)),
    }
}

const UCUM: &str = "http://unitsofmeasure.org";

/// An age, or "90 years or more" for every age from there on.
fn age<'a>(rules: &Rules<'_>, value: &Node<'a>) -> Option<Node<'a>> {
    let amount: f64 = value.get("value")?.word()?.parse().ok()?;
    let code = value.get("code").or_else(|| value.get("unit"))?.word()?;
    let years = match code.as_ref() {
        "a" | "years" | "year" => amount,
        "mo" | "months" | "month" => amount / 12.0,
        "wk" | "weeks" | "week" => amount / 52.0,
        "d" | "days" | "day" => amount / 365.0,
        _ => return None,
    };
    if years < f64::from(OLD) || rules.dates == Dates::AsWritten {
        return quantity(value);
    }
    Some(object([
        ("value", Node::Scalar(OLD.to_string().into())),
        ("comparator", Node::from_text(">=")),
        ("unit", Node::from_text("a")),
        ("system", Node::from_text(UCUM)),
        ("code", Node::from_text("a")),
    ]))
}

/// Stands for a date of birth of 90 years ago or more.
fn masked<'a>() -> Node<'a> {
    let extension = object([
        (
            "url",
            Node::from_text("http://hl7.org/fhir/StructureDefinition/data-absent-reason"),
        ),
        ("valueCode", Node::from_text("masked")),
    ]);
    object([("extension", Node::List(vec![extension]))])
}

fn number<'a>(value: &Node<'a>) -> Option<Node<'a>> {
    let word = value.word()?;
    let is_number = word.len() <= 40 && word.bytes().all(|byte| b"0123456789.eE+-".contains(&byte));
    let is_finite = word.parse::<f64>().is_ok_and(f64::is_finite);
    (is_number && is_finite && !matches!(value, Node::Scalar(token) if token.starts_with('"')))
        .then(|| Node::Scalar(word.into_owned().into()))
}

fn is_country(word: &str) -> bool {
    (2..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// An object with these members.
pub(super) fn object<'a>(members: impl IntoIterator<Item = (&'static str, Node<'a>)>) -> Node<'a> {
    let members = members.into_iter();
    Node::Object(
        members
            .map(|(key, value)| (Cow::Borrowed(key), value))
            .collect(),
    )
}
