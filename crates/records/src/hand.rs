//! What a person types in: an allergy, a medicine, or who they are, made into a FHIR resource like those of a hospital. A tag of ours and
//! the label "patient asserted" go with it wherever it goes, so that nobody takes it for a clinician's finding.

mod person;

use serde_json::{Value, json};
use thiserror::Error;
use time::OffsetDateTime;

use crate::{document::set, instant, json::Node};

pub use person::TypedPerson;

const TAG_SYSTEM: &str = "urn:keepwell:tag";
const TAG_CODE: &str = "added-by-patient";

/// Longest name, in letters.
pub const LONGEST_NAME: usize = 200;
/// Longest detail, in letters.
pub const LONGEST_DETAIL: usize = 1000;

/// What is typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something the person does not tolerate.
    Allergy,
    /// Something the person takes.
    Medicine,
}

/// An allergy or a medicine as a person types it. No `Debug`: it is health data.
#[derive(Clone)]
pub struct HandWritten {
    /// Which of the two.
    pub kind: Kind,
    /// Of what; one line.
    pub name: String,
    /// How it shows, or the dose; may be empty.
    pub detail: String,
    /// Of an allergy: it was or could become dangerous.
    pub severe: bool,
    /// Since when: `2019`, `2019-03` or `2019-03-14`.
    pub since: Option<String>,
}

/// Who writes.
#[derive(Clone, Default)]
pub struct Author {
    /// The person's name, if the wallet knows it.
    pub name: Option<String>,
    /// The address of the person's Patient resource, if the wallet has one.
    pub patient: Option<String>,
}

/// Why it cannot be kept as typed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum HandError {
    /// No name.
    #[error("write what it is: the name is empty")]
    NoName,
    /// Too long.
    #[error("this is too long: keep the name under 200 letters and the rest under 1,000")]
    TooLong,
    /// Not a date, or one to come.
    #[error("write the date as 2019, 2019-03 or 2019-03-14, and not one that is still to come")]
    NotADate,
    /// A severe medicine.
    #[error("only an allergy can be severe")]
    NotAnAllergy,
}

impl HandWritten {
    /// The FHIR R4 resource, JSON; `now` is when it is written.
    ///
    /// # Errors
    /// [`HandError`] when something is missing, too long or no date.
    pub fn resource(&self, author: &Author, now: OffsetDateTime) -> Result<String, HandError> {
        let name = line(&self.name, LONGEST_NAME)?;
        if name.is_empty() {
            return Err(HandError::NoName);
        }
        if self.severe && self.kind == Kind::Medicine {
            return Err(HandError::NotAnAllergy);
        }
        let detail = line(&self.detail, LONGEST_DETAIL)?;
        let since = self
            .since
            .as_deref()
            .map(|date| since(date, now))
            .transpose()?;
        let mut resource = match self.kind {
            Kind::Allergy => allergy(&name, &detail, self.severe, since),
            Kind::Medicine => medicine(&name, &detail, since),
        };
        let (about, by, when) = match self.kind {
            Kind::Allergy => ("patient", "asserter", "recordedDate"),
            Kind::Medicine => ("subject", "informationSource", "dateAsserted"),
        };
        set(&mut resource, "meta", meta());
        set(&mut resource, about, author.reference());
        set(&mut resource, by, author.reference());
        set(&mut resource, when, instant::format(now).into());
        Ok(resource.to_string())
    }
}

impl Author {
    fn reference(&self) -> Value {
        // Without a Patient resource, a name that a summary replaces by the patient it makes.
        let patient = self.patient.as_deref().unwrap_or("Patient/me");
        let mut reference = json!({ "reference": patient, "type": "Patient" });
        if let Some(name) = &self.name {
            set(&mut reference, "display", name.as_str().into());
        }
        reference
    }
}

/// Whether a resource carries our tag.
pub(crate) fn is_by_hand(node: &Node<'_>) -> bool {
    let mut tags = node.each("meta").iter().flat_map(|meta| meta.each("tag"));
    tags.any(|tag| {
        tag.word_at("system").as_deref() == Some(TAG_SYSTEM)
            && tag.word_at("code").as_deref() == Some(TAG_CODE)
    })
}

fn allergy(name: &str, detail: &str, severe: bool, since: Option<&str>) -> Value {
    let terminology = "http://terminology.hl7.org/CodeSystem/allergyintolerance";
    let coded = |what: &str, code: &str| json!({ "coding": [{ "system": format!("{terminology}-{what}"), "code": code }] });
    let mut resource = json!({
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": coded("clinical", "active"),
        "verificationStatus": coded("verification", "unconfirmed"),
        "code": { "text": name },
    });
    if severe {
        set(&mut resource, "criticality", "high".into());
    }
    if !detail.is_empty() {
        let mut reaction = json!({ "manifestation": [{ "text": detail }] });
        if severe {
            set(&mut reaction, "severity", "severe".into());
        }
        set(&mut resource, "reaction", json!([reaction]));
    }
    if let Some(date) = since {
        set(&mut resource, "onsetDateTime", date.into());
    }
    resource
}

fn medicine(name: &str, detail: &str, since: Option<&str>) -> Value {
    let mut resource = json!({
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": { "text": name },
    });
    if !detail.is_empty() {
        set(&mut resource, "dosage", json!([{ "text": detail }]));
    }
    if let Some(date) = since {
        set(&mut resource, "effectivePeriod", json!({ "start": date }));
    }
    resource
}

fn meta() -> Value {
    json!({
        "tag": [{ "system": TAG_SYSTEM, "code": TAG_CODE, "display": "Added by the patient" }],
        "security": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
            "code": "PATAST",
            "display": "patient asserted"
        }],
    })
}

/// One line without control characters and needless blanks.
fn line(text: &str, longest: usize) -> Result<String, HandError> {
    let blank = |letter: char| if letter.is_control() { ' ' } else { letter };
    let text: String = text.chars().map(blank).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() > longest {
        return Err(HandError::TooLong);
    }
    Ok(text)
}

/// A FHIR date without a time, from 1850 on and not after `now`.
fn since(date: &str, now: OffsetDateTime) -> Result<&str, HandError> {
    let date = date.trim();
    let is_shaped = [4, 7, 10].contains(&date.len())
        && date
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    let seconds = crate::view::seconds(date).filter(|_| is_shaped);
    let begins = OffsetDateTime::from_unix_timestamp(seconds.ok_or(HandError::NotADate)?);
    let begins = begins.map_err(|_| HandError::NotADate)?;
    // East of here it may be tomorrow already.
    let latest = now.saturating_add(time::Duration::hours(14));
    if begins.year() < 1850 || begins > latest {
        return Err(HandError::NotADate);
    }
    Ok(date)
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::{Author, HandError, HandWritten, Kind};
    use crate::view::{Category, Marks, View};

    fn now() -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(1_795_165_200).expect("a time")
    }

    fn allergy() -> HandWritten {
        HandWritten {
            kind: Kind::Allergy,
            name: " Wasp\u{7} venom ".to_owned(),
            detail: "swollen throat".to_owned(),
            severe: true,
            since: Some("2019-03".to_owned()),
        }
    }

    #[test]
    fn an_allergy_reads_back_as_typed_and_as_the_patients_own() {
        let author = Author {
            name: Some("Mira Okonjo".to_owned()),
            patient: Some("urn:uuid:p".to_owned()),
        };
        let raw = allergy().resource(&author, now()).expect("a resource");
        let (view, marks) = (View::of(&raw, &|_| None), Marks::of(&raw));
        assert_eq!(view.title, "Wasp venom");
        assert_eq!(
            view.detail.as_deref(),
            Some("swollen throat; severe; criticality high")
        );
        assert_eq!(view.date.expect("a date").text, "2019-03");
        assert_eq!(view.source.as_deref(), Some("Mira Okonjo"));
        assert!(view.category == Category::Allergies && marks.is_severe && marks.is_by_hand);
        assert!(raw.contains("PATAST") && raw.contains("urn:uuid:p"));
        assert!(raw.contains(r#""recordedDate":"2026-11-20T09:00:00Z""#));
    }

    #[test]
    fn a_medicine_keeps_its_dose_as_typed() {
        let wish = HandWritten {
            kind: Kind::Medicine,
            severe: false,
            detail: "2.50 mg at night".to_owned(),
            ..allergy()
        };
        let raw = wish
            .resource(&Author::default(), now())
            .expect("a resource");
        let view = View::of(&raw, &|_| None);
        assert!(view.category == Category::Medicines && Marks::of(&raw).is_current);
        assert_eq!(view.detail.as_deref(), Some("2.50 mg at night"));
        assert!(raw.contains("Patient/me"));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |change: &dyn Fn(&mut HandWritten)| {
            let mut wish = allergy();
            change(&mut wish);
            wish.resource(&Author::default(), now()).err()
        };
        assert_eq!(
            refused(&|wish| wish.name = "\n ".to_owned()),
            Some(HandError::NoName)
        );
        assert_eq!(
            refused(&|wish| wish.name = "x".repeat(201)),
            Some(HandError::TooLong)
        );
        assert_eq!(
            refused(&|wish| wish.detail = "x".repeat(1001)),
            Some(HandError::TooLong)
        );
        assert_eq!(
            refused(&|wish| wish.kind = Kind::Medicine),
            Some(HandError::NotAnAllergy)
        );
        for date in [
            "",
            "19",
            "2019-13",
            "2019-3",
            "2027",
            "1700",
            "2019-03-14T10:00",
            "heute",
        ] {
            let error = refused(&|wish| wish.since = Some(date.to_owned()));
            assert_eq!(error, Some(HandError::NotADate), "{date}");
        }
    }
}
