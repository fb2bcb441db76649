//! The Consent of a grant: FHIR R4, shaped to IHE Privacy Consent on FHIR. It says who may read what is shared, for which
//! purpose and until when. Its exact bytes are hashed into the grant, so it is made once, kept, and never written again
//! from what was read. See `docs/formats/consent.md`.

mod build;
mod parse;
mod purpose;

use thiserror::Error;
use time::OffsetDateTime;

pub use build::build;
pub use parse::parse;
pub use purpose::{Purpose, UnknownPurpose};

/// The policy every Consent of this format is made under.
pub const POLICY_URI: &str = "urn:keepwell:policy:share:2026-11";

/// What a Consent says. Times are whole seconds. No `Debug`: it names a patient.
#[derive(Clone, PartialEq, Eq)]
pub struct Permission {
    /// The patient's name, as it is shown to the clinic; 1 to 200 letters.
    pub patient: String,
    /// The clinic's name, as on its card; 1 to 200 letters.
    pub clinic: String,
    /// What for.
    pub purpose: Purpose,
    /// When the patient granted it.
    pub granted: OffsetDateTime,
    /// From when.
    pub start: OffsetDateTime,
    /// Until when; after `start`.
    pub end: OffsetDateTime,
}

/// Why a Consent cannot be made or read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ConsentError {
    /// Before the year 0 or after 9999.
    #[error("A time of the consent is out of range; check the clock and the dates.")]
    TimeOutOfRange,
    /// Nothing could ever be read under it.
    #[error("The consent ends before it begins; choose a later end.")]
    EndsBeforeStart,
    /// Empty, too long, or with control characters.
    #[error(
        "The patient's or the clinic's name is empty or too long for a consent; correct the name."
    )]
    BadName,
    /// Not the JSON of a Consent of this format, or one with more in it than this format knows.
    #[error("The consent is not in a form this version understands; ask for a new grant.")]
    NotUnderstood,
    /// Its parts name different patients or clinics: a fault of its maker.
    #[error("The consent contradicts itself; ask for a new grant.")]
    Contradiction,
}

impl Permission {
    /// Checks what both making and reading promise.
    fn check(&self) -> Result<(), ConsentError> {
        let fits = |name: &str| {
            let is_blank = name.trim().is_empty();
            !is_blank && name.chars().count() <= 200 && !name.chars().any(char::is_control)
        };
        if !fits(&self.patient) || !fits(&self.clinic) {
            return Err(ConsentError::BadName);
        }
        let in_range = |time: &OffsetDateTime| (0..=9999).contains(&time.year());
        if ![self.granted, self.start, self.end].iter().all(in_range) {
            return Err(ConsentError::TimeOutOfRange);
        }
        if self.start >= self.end {
            Err(ConsentError::EndsBeforeStart)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, OffsetDateTime};

    use super::{ConsentError, Permission, Purpose, build, parse};

    fn permission() -> Permission {
        let granted = OffsetDateTime::from_unix_timestamp(1_795_000_000).expect("a time");
        Permission {
            patient: "Amina \"Mina\" Haddad".to_owned(),
            clinic: "Clínica São João".to_owned(),
            purpose: Purpose::Treat,
            granted,
            start: granted,
            end: granted + Duration::hours(2),
        }
    }

    fn text() -> String {
        String::from_utf8(build(&permission()).expect("a consent")).expect("UTF-8")
    }

    #[test]
    fn what_was_built_reads_back() {
        for purpose in Purpose::ALL {
            let permission = Permission {
                purpose,
                ..permission()
            };
            let bytes = build(&permission).expect("a consent");
            assert!(parse(&bytes) == Ok(permission));
        }
    }

    #[test]
    fn the_bytes_stay_as_they_are() {
        let expected = include_str!("../tests/fixtures/consent.json");
        assert_eq!(text(), expected.trim_end());
    }

    #[test]
    fn what_it_must_not_hold_is_refused() {
        let with = |from: &str, to: &str| {
            let text = text();
            assert!(text.contains(from), "{from}");
            parse(text.replace(from, to).as_bytes()).err()
        };
        let refused = Some(ConsentError::NotUnderstood);
        assert_eq!(
            with(r#""status":"active""#, r#""status":"inactive""#),
            refused
        );
        assert_eq!(with(r#""type":"permit""#, r#""type":"deny""#), refused);
        assert_eq!(
            with(r#""type":"permit""#, r#""type":"permit","action":[]"#),
            refused
        );
        assert_eq!(
            with(r#""type":"permit""#, r#""type":"permit","type":"permit""#),
            refused
        );
        assert_eq!(with(r#""code":"IRCP""#, r#""code":"PRCP""#), refused);
        assert_eq!(with(r#""code":"TREAT""#, r#""code":"HMARKT""#), refused);
        assert_eq!(with("patient-privacy", "research"), refused);
        assert_eq!(
            with(r#""status":"#, r#""verification":[],"status":"#),
            refused
        );
        assert_eq!(
            with(
                r#""organization":[{"#,
                r#""organization":[{"type":"Organization","display":"X"},{"#
            ),
            refused
        );
    }

    #[test]
    fn contradictions_are_found() {
        let text = text().replacen("Clínica São João", "Other", 1);
        assert_eq!(
            parse(text.as_bytes()).err(),
            Some(ConsentError::Contradiction)
        );
        let backwards = Permission {
            end: permission().start,
            ..permission()
        };
        assert_eq!(build(&backwards).err(), Some(ConsentError::EndsBeforeStart));
        let nameless = Permission {
            clinic: " ".to_owned(),
            ..permission()
        };
        assert_eq!(build(&nameless).err(), Some(ConsentError::BadName));
    }
}
