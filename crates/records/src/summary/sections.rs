//! The sections of a patient summary and which records belong in which. Three are always there; the others only where
//! there is something to put in them.

use crate::json::Node;

/// A section.
pub(super) struct Section {
    /// LOINC code.
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    /// There also when it is empty.
    pub(super) is_required: bool,
}

/// All sections, in the order of the document.
pub(super) const SECTIONS: [Section; 13] = [
    required("48765-2", "Allergies and intolerances"),
    required("11450-4", "Problems"),
    required("10160-0", "Medications"),
    optional("11369-6", "Immunizations"),
    optional("30954-2", "Results"),
    optional("8716-3", "Vital signs"),
    optional("47519-4", "Procedures"),
    optional("46264-8", "Medical devices"),
    optional("11348-0", "Past problems"),
    optional("104605-1", "Alerts"),
    optional("42348-3", "Advance directives"),
    optional("18776-5", "Plan of care"),
    optional("29762-2", "Social history"),
];

const fn required(code: &'static str, title: &'static str) -> Section {
    Section {
        code,
        title,
        is_required: true,
    }
}

const fn optional(code: &'static str, title: &'static str) -> Section {
    Section {
        code,
        title,
        is_required: false,
    }
}

/// The code of the section a resource belongs in. `None` for what has no place in a summary, also for what was entered
/// in error: it must not be read as true.
pub(super) fn section_of(node: &Node<'_>) -> Option<&'static str> {
    let has = |path: &str, codes: &[&str]| has_code(node, path, codes);
    if has("status", &["entered-in-error"]) || has("verificationStatus", &["entered-in-error"]) {
        return None;
    }
    let kind = node.word_at("resourceType")?;
    match kind.as_ref() {
        "AllergyIntolerance" => Some("48765-2"),
        "Condition" if has("clinicalStatus", &["inactive", "remission", "resolved"]) => {
            Some("11348-0")
        }
        "Condition" => Some("11450-4"),
        "MedicationStatement"
        | "MedicationRequest"
        | "MedicationAdministration"
        | "MedicationDispense" => Some("10160-0"),
        "Immunization" => Some("11369-6"),
        "Observation" if has("category", &["vital-signs"]) => Some("8716-3"),
        "Observation" if has("category", &["social-history"]) => Some("29762-2"),
        "Observation" | "DiagnosticReport" => Some("30954-2"),
        "Procedure" => Some("47519-4"),
        "DeviceUseStatement" => Some("46264-8"),
        "Flag" => Some("104605-1"),
        "Consent" if has("scope", &["adr"]) => Some("42348-3"),
        "CarePlan" => Some("18776-5"),
        _ => None,
    }
}

/// Whether the code or concept at `key` is one of `codes`, in any of its codings.
fn has_code(node: &Node<'_>, key: &str, codes: &[&str]) -> bool {
    let is_one = |word: Option<_>| {
        word.is_some_and(|word: std::borrow::Cow<'_, str>| codes.contains(&word.trim()))
    };
    node.each(key).iter().any(|concept| {
        let coded = concept
            .each("coding")
            .iter()
            .any(|coding| is_one(coding.word_at("code")));
        coded || is_one(concept.word())
    })
}
