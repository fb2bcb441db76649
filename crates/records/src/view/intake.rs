//! The stretch of time in which a medicine was taken, as a `MedicationStatement` or `MedicationRequest` tells it: which
//! medicine, how much of it, from when, until when. An end that nobody wrote down stays unknown; nothing is guessed.

use super::{ClinicalDate, detail::dosage};
use crate::json::Node;

/// A stretch of taking a medicine. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Eq)]
pub struct Intake {
    /// The first code of the medicine, `system|code`; `None` when it is only named.
    pub code: Option<String>,
    /// The dose in the source's words.
    pub dose: Option<String>,
    /// Its first day, or when it was prescribed.
    pub from: ClinicalDate,
    /// Its last day, where one is written down.
    pub until: Option<ClinicalDate>,
}

const FROM: [&str; 5] = [
    "effectivePeriod.start",
    "effectiveDateTime",
    "dosageInstruction.timing.repeat.boundsPeriod.start",
    "dosage.timing.repeat.boundsPeriod.start",
    "authoredOn",
];
/// How long a prescription may be collected (`validityPeriod`) says nothing about when the medicine was last taken.
const UNTIL: [&str; 3] = [
    "effectivePeriod.end",
    "dosageInstruction.timing.repeat.boundsPeriod.end",
    "dosage.timing.repeat.boundsPeriod.end",
];
/// Never taken, or written by mistake.
const NOT_TAKEN: [&str; 4] = ["entered-in-error", "not-taken", "cancelled", "draft"];

impl Intake {
    /// Reads a resource; `None` when it is no medicine that was taken, or has no place in time.
    #[must_use]
    pub fn of(raw: &str) -> Option<Self> {
        let node = Node::parse(raw)?;
        let kind = node.word_at("resourceType")?;
        let status = node.word_at("status").unwrap_or_default();
        if !["MedicationStatement", "MedicationRequest"].contains(&kind.as_ref())
            || NOT_TAKEN.contains(&status.as_ref())
        {
            return None;
        }
        let codings = node.each("medicationCodeableConcept").iter();
        let code = codings
            .flat_map(|concept| concept.each("coding"))
            .find_map(|coding| {
                let system = coding.word_at("system").unwrap_or_default();
                Some(format!("{system}|{}", coding.word_at("code")?))
            });
        let doses = dosage(&node);
        Some(Self {
            code,
            dose: (!doses.is_empty()).then(|| doses.join("; ")),
            from: date(&node, &FROM).filter(|from| from.seconds.is_some())?,
            until: date(&node, &UNTIL).filter(|until| until.seconds.is_some()),
        })
    }
}

fn date(node: &Node<'_>, paths: &[&str]) -> Option<ClinicalDate> {
    Some(ClinicalDate::of_text(&node.first_word(paths)?))
}

#[cfg(test)]
mod tests {
    use super::Intake;

    fn intake(rest: &str) -> Option<Intake> {
        Intake::of(&format!(
            r#"{{"resourceType":"MedicationStatement","medicationCodeableConcept":{{"text":"Metformin","coding":[{{"system":"atc","code":"A10BA02"}}]}},{rest}}}"#
        ))
    }

    #[test]
    fn a_stretch_has_the_dates_and_the_dose_that_were_written() {
        let told = intake(
            r#""status":"active","effectivePeriod":{"start":"2024-03","end":"2025-01-31"},"dosage":[{"text":"500 mg twice a day"}]"#,
        )
        .expect("a stretch");
        assert_eq!(told.code.as_deref(), Some("atc|A10BA02"));
        assert_eq!(told.dose.as_deref(), Some("500 mg twice a day"));
        assert_eq!(told.from.text, "2024-03");
        assert_eq!(told.until.expect("an end").text, "2025-01-31");
    }

    #[test]
    fn an_end_that_nobody_wrote_stays_unknown() {
        let told = intake(r#""status":"stopped","effectiveDateTime":"2024""#).expect("a stretch");
        assert!(told.until.is_none() && told.dose.is_none());
        let collected = Intake::of(
            r#"{"resourceType":"MedicationRequest","status":"active","authoredOn":"2024-01-02","dispenseRequest":{"validityPeriod":{"end":"2024-02-01"}}}"#,
        );
        assert!(collected.expect("a stretch").until.is_none());
    }

    #[test]
    fn what_was_not_taken_or_has_no_date_is_no_stretch() {
        assert!(intake(r#""status":"active""#).is_none());
        assert!(intake(r#""status":"active","effectiveDateTime":"last summer""#).is_none());
        assert!(intake(r#""status":"not-taken","effectiveDateTime":"2024""#).is_none());
        assert!(intake(r#""status":"entered-in-error","effectiveDateTime":"2024""#).is_none());
        assert!(Intake::of(r#"{"resourceType":"Condition","onsetDateTime":"2024"}"#).is_none());
        assert!(Intake::of("nonsense").is_none());
    }
}
