//! What rules ask of a resource beyond its view: is an allergy severe, does it say that there is none, is it in force, did
//! the person write it, of which series of results is it a point, is it sensitive. Made anew from the raw JSON when the rules change.

use super::measure;
use crate::{
    hand,
    json::Node,
    sensitive::{self, Groups},
};

/// What rules ask of a resource. No `Debug`: it is health data.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// An allergy of high criticality, or with a reaction that was severe.
    pub is_severe: bool,
    /// The statement that there are no known allergies at all.
    pub says_none: bool,
    /// In force as far as the record says: neither ended, resolved, refuted nor entered in error.
    pub is_current: bool,
    /// Written by the person in the wallet ([`crate::hand`]).
    pub is_by_hand: bool,
    /// Of a result with a number: what it has in common with the other points of its series.
    pub series: Option<String>,
    /// What is sensitive about it by its own labels and codes.
    pub sensitive: Groups,
}

/// Codes for "no known allergies" of any kind; "no known food allergy" and "no information" are not among them.
const NO_KNOWN_ALLERGIES: [&str; 2] = ["716186003", "no-known-allergies"];
const ENDED: [&str; 10] = [
    "inactive",
    "resolved",
    "remission",
    "completed",
    "stopped",
    "cancelled",
    "ended",
    "not-done",
    "not-taken",
    "entered-in-error",
];
const VOID: [&str; 2] = ["refuted", "entered-in-error"];

impl Marks {
    /// Reads a resource; of what is no JSON nothing is known.
    #[must_use]
    pub fn of(raw: &str) -> Self {
        Node::parse(raw)
            .map(|node| Self::of_node(&node))
            .unwrap_or_default()
    }

    pub(crate) fn of_node(node: &Node<'_>) -> Self {
        let is_allergy = node.word_at("resourceType").as_deref() == Some("AllergyIntolerance");
        let is_void = is_void(node);
        Self {
            is_severe: is_allergy && !is_void && is_severe(node),
            says_none: is_allergy && !is_void && says_none(node),
            is_current: !is_void && !has_ended(node),
            is_by_hand: hand::is_by_hand(node),
            series: measure::series(node),
            sensitive: sensitive::of_node(node),
        }
    }
}

fn is_severe(node: &Node<'_>) -> bool {
    let is = |word: Option<std::borrow::Cow<'_, str>>, wanted| word.as_deref() == Some(wanted);
    let mut reactions = node.each("reaction").iter();
    is(node.word_at("criticality"), "high")
        || reactions.any(|reaction| is(reaction.word_at("severity"), "severe"))
}

fn says_none(node: &Node<'_>) -> bool {
    let codes = node
        .each("code")
        .iter()
        .flat_map(|code| code.each("coding"));
    codes
        .filter_map(|coding| coding.word_at("code"))
        .any(|code| NO_KNOWN_ALLERGIES.contains(&code.as_ref()))
}

fn is_void(node: &Node<'_>) -> bool {
    let paths = ["verificationStatus.coding.code", "verificationStatus"];
    let verification = node.first_word(&paths).unwrap_or_default();
    let status = node.word_at("status").unwrap_or_default();
    VOID.contains(&verification.as_ref()) || VOID.contains(&status.as_ref())
}

/// Of results, vaccinations and procedures `completed` is the good end; only what goes on can have ended.
fn has_ended(node: &Node<'_>) -> bool {
    let kind = node.word_at("resourceType").unwrap_or_default();
    let goes_on = ["AllergyIntolerance", "Condition"].contains(&kind.as_ref())
        || kind.starts_with("Medication");
    let paths = ["clinicalStatus.coding.code", "clinicalStatus", "status"];
    let status = node.first_word(&paths).unwrap_or_default();
    goes_on && ENDED.contains(&status.as_ref())
}

#[cfg(test)]
mod tests {
    use super::Marks;

    fn allergy(rest: &str) -> Marks {
        Marks::of(&format!(r#"{{"resourceType":"AllergyIntolerance"{rest}}}"#))
    }

    #[test]
    fn an_allergy_is_severe_by_its_criticality_or_a_reaction() {
        assert!(allergy(r#","criticality":"high""#).is_severe);
        assert!(allergy(r#","reaction":[{"severity":"mild"},{"severity":"severe"}]"#).is_severe);
        assert!(!allergy(r#","criticality":"low","reaction":{"severity":"moderate"}"#).is_severe);
        let refuted =
            r#","criticality":"high","verificationStatus":{"coding":[{"code":"refuted"}]}"#;
        assert!(!allergy(refuted).is_severe && !allergy(refuted).is_current);
        let condition = Marks::of(r#"{"resourceType":"Condition","criticality":"high"}"#);
        assert!(!condition.is_severe && condition.is_current);
    }

    #[test]
    fn no_known_allergies_is_said_by_code_and_only_of_all_kinds() {
        let coded = |code| allergy(&format!(r#","code":{{"coding":[{{"code":"{code}"}}]}}"#));
        assert!(coded("716186003").says_none);
        assert!(coded("no-known-allergies").says_none);
        assert!(!coded("no-allergy-info").says_none);
        assert!(!coded("429625007").says_none);
    }

    #[test]
    fn only_what_goes_on_can_have_ended() {
        let status = |kind, status| {
            Marks::of(&format!(
                r#"{{"resourceType":"{kind}","status":"{status}"}}"#
            ))
        };
        assert!(!status("MedicationStatement", "completed").is_current);
        assert!(status("MedicationStatement", "active").is_current);
        assert!(status("Immunization", "completed").is_current);
        assert!(!status("Observation", "entered-in-error").is_current);
        let resolved = r#","clinicalStatus":{"coding":[{"code":"resolved"}]}"#;
        assert!(!allergy(resolved).is_current);
        assert!(!Marks::of("nonsense").is_current);
    }
}
