//! Reads a Consent back, strictly: exactly the members this format has, once each, with the codes it uses. A Consent
//! that says more than this version understands must not be taken for one that says less.

use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    ConsentError, POLICY_URI, Permission,
    build::{LOINC, REASON, ROLE, SCOPE, SOURCE},
};
use crate::{instant, limits};

/// What the bytes of a Consent permit.
///
/// # Errors
/// [`ConsentError::NotUnderstood`] for anything but a Consent of this format, other variants for one that makes no sense.
pub fn parse(bytes: &[u8]) -> Result<Permission, ConsentError> {
    if bytes.len() > limits::CONSENT_BYTES {
        return Err(ConsentError::NotUnderstood);
    }
    let consent: Consent =
        serde_json::from_slice(bytes).map_err(|_| ConsentError::NotUnderstood)?;
    consent.check_constants()?;
    let ([performer], [organization]) = (consent.performer, consent.organization);
    let Provision {
        period,
        actor: [actor],
        purpose: [purpose],
        ..
    } = consent.provision;
    if performer != consent.patient || organization != actor.reference {
        return Err(ConsentError::Contradiction);
    }
    let permission = Permission {
        patient: consent.patient.display,
        clinic: organization.display,
        purpose: purpose
            .code
            .parse()
            .map_err(|_| ConsentError::NotUnderstood)?,
        granted: time(&consent.date_time)?,
        start: time(&period.start)?,
        end: time(&period.end)?,
    };
    permission.check()?;
    Ok(permission)
}

/// Only the form this format writes: whole seconds, UTC.
fn time(text: &str) -> Result<OffsetDateTime, ConsentError> {
    let time = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| ConsentError::NotUnderstood)?;
    if instant::format(time) == text {
        Ok(time)
    } else {
        Err(ConsentError::NotUnderstood)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consent {
    #[serde(rename = "resourceType")]
    resource_type: String,
    status: String,
    scope: Concept,
    category: [Concept; 1],
    patient: Party,
    #[serde(rename = "dateTime")]
    date_time: String,
    performer: [Party; 1],
    organization: [Party; 1],
    #[serde(rename = "sourceAttachment")]
    source: Source,
    policy: [Policy; 1],
    provision: Provision,
}

impl Consent {
    fn check_constants(&self) -> Result<(), ConsentError> {
        let Self {
            category: [category],
            policy: [policy],
            provision,
            ..
        } = self;
        let Provision {
            actor: [actor],
            purpose: [purpose],
            ..
        } = provision;
        let parties = [&self.patient.kind, &actor.reference.kind];
        let holds = self.resource_type == "Consent"
            && self.status == "active"
            && self.scope.is(SCOPE, "patient-privacy")
            && category.is(LOINC, "59284-0")
            && self.source.title == SOURCE
            && policy.uri == POLICY_URI
            && provision.kind == "permit"
            && actor.role.is(ROLE, "IRCP")
            && purpose.system == REASON
            && parties == ["Patient", "Organization"];
        if holds {
            Ok(())
        } else {
            Err(ConsentError::NotUnderstood)
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Provision {
    #[serde(rename = "type")]
    kind: String,
    period: Period,
    actor: [Actor; 1],
    purpose: [Coding; 1],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Period {
    start: String,
    end: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Actor {
    role: Concept,
    reference: Party,
}

#[derive(Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Party {
    #[serde(rename = "type")]
    kind: String,
    display: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    uri: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Concept {
    coding: [Coding; 1],
}

impl Concept {
    fn is(&self, system: &str, code: &str) -> bool {
        let [coding] = &self.coding;
        coding.system == system && coding.code == code
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Coding {
    system: String,
    code: String,
    /// Words for a reader; the code is what counts.
    #[serde(rename = "display")]
    _display: String,
}
