//! One vaccination that was given, as an Immunization tells it: against which diseases, when, and which dose of how many
//! the source says it was.

use super::{ClinicalDate, date, title::concept};
use crate::json::Node;

/// A vaccination that was given. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq)]
pub struct Vaccination {
    /// What it protects from, in the source's words; empty where that is not said.
    pub diseases: Vec<String>,
    /// Its number in its series as the source wrote it.
    pub number: Option<String>,
    /// When it was given.
    pub date: Option<ClinicalDate>,
}

/// Most diseases of one vaccination: the largest combined vaccines have six.
const MOST_DISEASES: usize = 16;

impl Vaccination {
    /// Reads a resource; `None` when it is no vaccination, or one that was not given.
    #[must_use]
    pub fn of(raw: &str) -> Option<Self> {
        let node = Node::parse(raw)?;
        let status = node.word_at("status").unwrap_or_default();
        let is_given = !["not-done", "entered-in-error"].contains(&status.as_ref());
        if node.word_at("resourceType")? != "Immunization" || !is_given {
            return None;
        }
        let protocols = node.each("protocolApplied");
        let diseases = protocols
            .iter()
            .flat_map(|protocol| protocol.each("targetDisease"))
            .filter_map(concept);
        let number = protocols.iter().find_map(|protocol| {
            protocol.first_word(&["doseNumberPositiveInt", "doseNumberString"])
        });
        Some(Self {
            diseases: diseases.take(MOST_DISEASES).collect(),
            number: number.map(|number| number.into_owned()),
            date: date::of(&node),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Vaccination;

    fn vaccination(status: &str, rest: &str) -> Option<Vaccination> {
        Vaccination::of(&format!(
            r#"{{"resourceType":"Immunization","status":"{status}","occurrenceDateTime":"2021-09-06"{rest}}}"#
        ))
    }

    #[test]
    fn a_combined_vaccine_protects_from_several_diseases() {
        let given = vaccination(
            "completed",
            r#","protocolApplied":[{"targetDisease":[{"text":"Tetanus"},{"text":"Diphtheria"}],"doseNumberPositiveInt":2}]"#,
        )
        .expect("a vaccination");
        assert_eq!(given.diseases, ["Tetanus", "Diphtheria"]);
        assert_eq!(given.number.as_deref(), Some("2"));
        assert_eq!(given.date.expect("a date").text, "2021-09-06");
    }

    #[test]
    fn what_was_not_given_is_none() {
        assert!(vaccination("not-done", "").is_none());
        assert!(vaccination("entered-in-error", "").is_none());
        assert!(Vaccination::of(r#"{"resourceType":"Condition"}"#).is_none());
        let plain = vaccination("completed", "").expect("a vaccination");
        assert!(plain.diseases.is_empty() && plain.number.is_none());
    }
}
