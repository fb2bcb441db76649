//! One line of what a resource says beyond its title: the value of a result, the dose of a medicine, the reaction of an
//! allergy. Numbers keep the digits they were written with, since 5.60 says more than 5.6.

use super::title::concept;
use crate::json::Node;

/// Longest line, in letters.
const LONGEST: usize = 300;

/// The line for a resource of type `kind`.
pub(super) fn of(node: &Node<'_>, kind: &str) -> Option<String> {
    let parts = match kind {
        "Observation" => observation(node),
        "AllergyIntolerance" => allergy(node),
        "Condition" => concepts(node, &["severity", "stage", "bodySite"]),
        "Immunization" => immunization(node),
        "Procedure" => concepts(node, &["bodySite", "outcome"]),
        "DiagnosticReport" => words(node, &["conclusion"]),
        "Patient" => words(node, &["birthDate", "gender"]),
        kind if kind.starts_with("Medication") => dosage(node),
        _ => Vec::new(),
    };
    let line = parts.join("; ");
    let line: Vec<&str> = line.split_whitespace().collect();
    let line: String = line.join(" ").chars().take(LONGEST).collect();
    (!line.is_empty()).then_some(line)
}

fn words(node: &Node<'_>, paths: &[&str]) -> Vec<String> {
    paths
        .iter()
        .filter_map(|path| node.word_at(path))
        .map(|word| word.into_owned())
        .collect()
}

fn concepts(node: &Node<'_>, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .flat_map(|key| node.each(key))
        .filter_map(concept)
        .collect()
}

fn observation(node: &Node<'_>) -> Vec<String> {
    let mut parts: Vec<String> = value(node).into_iter().collect();
    for component in node.each("component") {
        let name = component.get("code").and_then(concept);
        if let (Some(name), Some(value)) = (name, value(component)) {
            parts.push(format!("{name} {value}"));
        }
    }
    parts.extend(concepts(node, &["interpretation"]));
    parts.extend(
        node.each("referenceRange")
            .iter()
            .filter_map(range)
            .map(|range| format!("({range})")),
    );
    parts
}

/// The `value[x]` of an Observation or of a component of one.
pub(crate) fn value(node: &Node<'_>) -> Option<String> {
    let plain = [
        "valueString",
        "valueInteger",
        "valueBoolean",
        "valueDateTime",
        "valueTime",
    ];
    let plain = || node.first_word(&plain).map(|word| word.into_owned());
    let ratio = || {
        let ratio = node.get("valueRatio")?;
        let above = quantity(ratio.get("numerator")?)?;
        Some(format!(
            "{above} : {}",
            quantity(ratio.get("denominator")?)?
        ))
    };
    let period = || {
        node.word_at("valuePeriod.start")
            .map(|start| start.into_owned())
    };
    let absent = || node.get("dataAbsentReason").and_then(concept);
    let quantity = node.get("valueQuantity").and_then(quantity);
    let quantity = quantity.or_else(|| node.get("valueCodeableConcept").and_then(concept));
    let range = || node.get("valueRange").and_then(range);
    quantity
        .or_else(plain)
        .or_else(range)
        .or_else(ratio)
        .or_else(period)
        .or_else(absent)
}

/// `< 5.60 mmol/L`
pub(super) fn quantity(node: &Node<'_>) -> Option<String> {
    let value = node.word_at("value")?;
    let comparator = node.word_at("comparator").unwrap_or_default();
    let unit = node.first_word(&["unit", "code"]).unwrap_or_default();
    Some(format!("{comparator} {value} {unit}").trim().to_owned())
}

/// `3.5 – 5.0 mmol/L`, from a Range or a reference range.
pub(super) fn range(node: &Node<'_>) -> Option<String> {
    let low = node.get("low").and_then(quantity);
    let high = node.get("high").and_then(quantity);
    let text = || node.word_at("text").map(|text| text.into_owned());
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low} – {high}")),
        (Some(low), None) => Some(format!("≥ {low}")),
        (None, Some(high)) => Some(format!("≤ {high}")),
        (None, None) => text(),
    }
}

fn allergy(node: &Node<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    for reaction in node.each("reaction") {
        let manifestations = concepts(reaction, &["manifestation"]).join(", ");
        parts.extend(Some(manifestations).filter(|text| !text.is_empty()));
        parts.extend(words(reaction, &["severity"]));
    }
    let criticality = node.word_at("criticality");
    parts.extend(criticality.map(|word| format!("criticality {word}")));
    parts
}

fn immunization(node: &Node<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    for protocol in node.each("protocolApplied") {
        parts.extend(concepts(protocol, &["targetDisease"]));
        let dose = protocol.first_word(&["doseNumberPositiveInt", "doseNumberString"]);
        parts.extend(dose.map(|dose| format!("dose {dose}")));
    }
    parts.extend(node.word_at("lotNumber").map(|lot| format!("lot {lot}")));
    parts
}

/// Each dosage in one line.
pub(super) fn dosage(node: &Node<'_>) -> Vec<String> {
    let dosages = node
        .each("dosage")
        .iter()
        .chain(node.each("dosageInstruction"));
    dosages.filter_map(one_dosage).collect()
}

/// The dosage in the prescriber's own words, else put together from its parts.
pub(crate) fn one_dosage(node: &Node<'_>) -> Option<String> {
    if let Some(text) = node.first_word(&["text", "patientInstruction"]) {
        return Some(text.into_owned());
    }
    let rates = node.each("doseAndRate").iter();
    let mut parts: Vec<String> = rates
        .filter_map(|rate| rate.get("doseQuantity").and_then(quantity))
        .collect();
    parts.extend(node.get("doseQuantity").and_then(quantity));
    parts.extend(node.get("dose").and_then(quantity));
    parts.extend(node.get("timing").and_then(timing));
    parts.extend(concepts(node, &["route", "asNeededCodeableConcept"]));
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `2 / 1 d`: times per period.
fn timing(node: &Node<'_>) -> Option<String> {
    if let Some(text) = node.get("code").and_then(concept) {
        return Some(text);
    }
    let repeat = node.get("repeat")?;
    let period = repeat.word_at("period")?;
    let unit = repeat.word_at("periodUnit").unwrap_or_default();
    let often = repeat.word_at("frequency").unwrap_or("1".into());
    Some(format!("{often} / {period} {unit}"))
}
