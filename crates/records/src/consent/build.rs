//! Makes the bytes of a Consent. The order of members is fixed, so the same permission always gives the same bytes.

use serde_json::{Value, json};

use super::{ConsentError, POLICY_URI, Permission};
use crate::instant;

/// The Consent for a permission, as compact UTF-8 JSON. Times are cut to whole seconds.
///
/// # Errors
/// When the permission makes no sense: see [`ConsentError`].
pub fn build(permission: &Permission) -> Result<Vec<u8>, ConsentError> {
    permission.check()?;
    let patient = json!({ "type": "Patient", "display": permission.patient });
    let clinic = json!({ "type": "Organization", "display": permission.clinic });
    let [granted, start, end] =
        [permission.granted, permission.start, permission.end].map(instant::format);
    if start == end {
        return Err(ConsentError::EndsBeforeStart);
    }
    let purpose = coding(
        REASON,
        permission.purpose.code(),
        permission.purpose.display(),
    );
    let consent = json!({
        "resourceType": "Consent",
        "status": "active",
        "scope": { "coding": [coding(SCOPE, "patient-privacy", "Privacy Consent")] },
        "category": [{ "coding": [coding(LOINC, "59284-0", "Patient Consent")] }],
        "patient": patient,
        "dateTime": granted,
        "performer": [patient],
        "organization": [clinic],
        "sourceAttachment": { "title": SOURCE },
        "policy": [{ "uri": POLICY_URI }],
        "provision": {
            "type": "permit",
            "period": { "start": start, "end": end },
            "actor": [{
                "role": { "coding": [coding(ROLE, "IRCP", "information recipient")] },
                "reference": clinic
            }],
            "purpose": [purpose]
        }
    });
    Ok(consent.to_string().into_bytes())
}

/// PCF wants to know where the consent was given; the signed grant around it is the proof.
pub(super) const SOURCE: &str = "Given by the patient in Keepwell";
pub(super) const LOINC: &str = "http://loinc.org";
pub(super) const REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
pub(super) const ROLE: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
pub(super) const SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";

fn coding(system: &str, code: &str, display: &str) -> Value {
    json!({ "system": system, "code": code, "display": display })
}
