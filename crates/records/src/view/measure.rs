//! One point of a series of results: the number an Observation holds, its unit, and the range and flag as the laboratory
//! sent them. Nothing is converted, rounded or judged here; a value like `< 5` is no point, since it is not a number.

use serde::Serialize;

use super::title::concept;
use crate::json::Node;

/// A point of a series. No `Debug`: it is health data.
#[derive(Clone, PartialEq)]
pub struct Measure {
    /// What was measured, in the source's words.
    pub title: String,
    /// Its unit, in the source's words.
    pub unit: String,
    /// The number.
    pub value: f64,
    /// The low end of the normal range, in the same unit.
    pub low: Option<f64>,
    /// The high end of the normal range, in the same unit.
    pub high: Option<f64>,
    /// What the source says of the value.
    pub flag: Option<Flag>,
}

/// How a source judged a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Flag {
    /// In the range.
    Normal,
    /// Above it.
    High,
    /// Below it.
    Low,
}

impl Measure {
    /// The point in an Observation; of a panel, that of its first component with a number.
    #[must_use]
    pub fn of(raw: &str) -> Option<Self> {
        let node = Node::parse(raw)?;
        let part = measured(&node)?;
        let quantity = part.get("valueQuantity")?;
        let unit = unit(quantity).unwrap_or_default();
        let range = range(part, &unit);
        let end = |key| number(range?.get(key)?);
        Some(Self {
            title: part.get("code").and_then(concept).unwrap_or_default(),
            value: number(quantity)?,
            low: end("low"),
            high: end("high"),
            flag: flag(part),
            unit,
        })
    }
}

/// What the points of one series have in common: the first code (without one, the words) and the unit.
pub(super) fn series(node: &Node<'_>) -> Option<String> {
    let part = measured(node)?;
    let code = part.get("code")?;
    let coding = code.each("coding").iter().find_map(|coding| {
        let system = coding.word_at("system").unwrap_or_default();
        Some(format!("{system}|{}", coding.word_at("code")?))
    });
    let code = coding.or_else(|| concept(code).map(|text| format!("|{text}")))?;
    let unit = unit(part.get("valueQuantity")?).unwrap_or_default();
    Some(format!("{code}|{unit}"))
}

/// The Observation itself or the component that holds its number.
fn measured<'n, 'a>(node: &'n Node<'a>) -> Option<&'n Node<'a>> {
    if node.word_at("resourceType").as_deref() != Some("Observation") {
        return None;
    }
    let status = node.word_at("status").unwrap_or_default();
    if ["cancelled", "entered-in-error"].contains(&status.as_ref()) {
        return None;
    }
    let parts = std::iter::once(node).chain(node.each("component"));
    parts.into_iter().find(|part| is_point(part))
}

fn is_point(part: &Node<'_>) -> bool {
    part.get("valueQuantity").is_some_and(|quantity| {
        quantity.word_at("comparator").is_none() && number(quantity).is_some()
    })
}

fn number(quantity: &Node<'_>) -> Option<f64> {
    let number: f64 = quantity.word_at("value")?.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

fn unit(quantity: &Node<'_>) -> Option<String> {
    let unit = quantity.first_word(&["unit", "code"])?;
    Some(unit.trim().to_owned())
}

/// The one normal range in the value's unit. Of several (by age, by sex) it is not known which is meant.
fn range<'n, 'a>(part: &'n Node<'a>, unit_of_value: &str) -> Option<&'n Node<'a>> {
    let is_normal = |range: &&Node<'_>| {
        let kind = range.word_at("type.coding.code");
        kind.is_none_or(|kind| kind == "normal")
    };
    let fits = |end: Option<&Node<'_>>| {
        end.is_none_or(|end| unit(end).is_none_or(|unit| unit == unit_of_value))
    };
    let mut ranges = part.each("referenceRange").iter().filter(is_normal);
    let range = ranges.next()?;
    let is_one = ranges.next().is_none();
    (is_one && fits(range.get("low")) && fits(range.get("high"))).then_some(range)
}

/// Codes of HL7's `ObservationInterpretation`; "abnormal" says neither high nor low.
fn flag(part: &Node<'_>) -> Option<Flag> {
    match part.word_at("interpretation.coding.code")?.as_ref() {
        "N" => Some(Flag::Normal),
        "H" | "HH" | "HU" | "HX" | ">" => Some(Flag::High),
        "L" | "LL" | "LU" | "LX" | "<" => Some(Flag::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag, Measure};
    use crate::view::Marks;

    fn observation(rest: &str) -> String {
        format!(
            r#"{{"resourceType":"Observation","status":"final","code":{{"text":"HbA1c","coding":[{{"system":"http://loinc.org","code":"59261-8"}}]}},{rest}}}"#
        )
    }

    #[test]
    fn a_point_has_the_range_and_flag_the_laboratory_sent() {
        let raw = observation(
            r#""valueQuantity":{"value":51.0,"unit":"mmol/mol"},"interpretation":[{"coding":[{"code":"H"}]}],
            "referenceRange":[{"low":{"value":20},"high":{"value":42,"unit":"mmol/mol"}}]"#,
        );
        let point = Measure::of(&raw).expect("a point");
        assert_eq!(
            (point.value, point.low, point.high),
            (51.0, Some(20.0), Some(42.0))
        );
        assert_eq!(
            (point.title.as_str(), point.unit.as_str()),
            ("HbA1c", "mmol/mol")
        );
        assert_eq!(point.flag, Some(Flag::High));
        let series = Marks::of(&raw).series;
        assert_eq!(series.as_deref(), Some("http://loinc.org|59261-8|mmol/mol"));
    }

    #[test]
    fn nothing_is_judged_or_guessed() {
        let high = observation(
            r#""valueQuantity":{"value":99,"unit":"x"},"referenceRange":[{"high":{"value":42}}]"#,
        );
        assert_eq!(Measure::of(&high).expect("a point").flag, None);
        let two = observation(
            r#""valueQuantity":{"value":1,"unit":"x"},"referenceRange":[{"low":{"value":1}},{"low":{"value":2}}]"#,
        );
        assert_eq!(Measure::of(&two).expect("a point").low, None);
        let other = observation(
            r#""valueQuantity":{"value":1,"unit":"g"},"referenceRange":[{"low":{"value":1,"unit":"mg"}}]"#,
        );
        assert_eq!(Measure::of(&other).expect("a point").low, None);
    }

    #[test]
    fn what_is_no_number_is_no_point() {
        for rest in [
            r#""valueQuantity":{"value":5,"comparator":"<"}"#,
            r#""valueQuantity":{"unit":"g"}"#,
            r#""valueQuantity":{"value":1e999}"#,
            r#""valueString":"5""#,
            r#""status":"entered-in-error","valueQuantity":{"value":5}"#,
        ] {
            let raw = observation(rest);
            assert!(
                Measure::of(&raw).is_none() && Marks::of(&raw).series.is_none(),
                "{rest}"
            );
        }
    }

    #[test]
    fn a_panel_is_charted_by_its_first_component_with_a_number() {
        let raw = observation(
            r#""component":[{"code":{"text":"Position"},"valueString":"sitting"},
            {"code":{"text":"Systolic"},"valueQuantity":{"value":142,"unit":"mmHg"}}]"#,
        );
        let point = Measure::of(&raw).expect("a point");
        assert_eq!((point.title.as_str(), point.value), ("Systolic", 142.0));
        assert_eq!(Marks::of(&raw).series.as_deref(), Some("|Systolic|mmHg"));
    }
}
