//! Whose record it is, typed in by the person: a Patient resource with a name and a birth date and nothing else.

use serde_json::json;
use time::OffsetDateTime;

use super::{HandError, LONGEST_NAME, line, meta, since};
use crate::document::set;

/// A person as they type themselves. No `Debug`: it is personal data.
#[derive(Clone)]
pub struct TypedPerson {
    /// The whole name; one line.
    pub name: String,
    /// Born: `1971`, `1971-03` or `1971-03-14`.
    pub birth_date: Option<String>,
}

impl TypedPerson {
    /// The FHIR R4 resource, JSON; `now` is when it is written.
    ///
    /// # Errors
    /// [`HandError`] when the name is missing or too long, or the birth date is none.
    pub fn resource(&self, now: OffsetDateTime) -> Result<String, HandError> {
        let name = line(&self.name, LONGEST_NAME)?;
        if name.is_empty() {
            return Err(HandError::NoName);
        }
        let mut resource = json!({
            "resourceType": "Patient",
            "meta": meta(),
            "name": [{ "use": "usual", "text": name }],
        });
        if let Some(date) = &self.birth_date {
            set(&mut resource, "birthDate", since(date, now)?.into());
        }
        Ok(resource.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        person::Person,
        view::{Marks, View},
    };

    fn now() -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(1_795_165_200).expect("a time")
    }

    fn typed(name: &str, birth_date: Option<&str>) -> TypedPerson {
        TypedPerson {
            name: name.to_owned(),
            birth_date: birth_date.map(str::to_owned),
        }
    }

    #[test]
    fn a_person_reads_back_as_typed_and_as_their_own() {
        let raw = typed("  Mira \u{7}Okonjo ", Some(" 1984-02-03 ")).resource(now());
        let raw = raw.expect("a resource");
        let person = Person::of_patient(&raw).expect("a person");
        assert_eq!(person.display_name().as_deref(), Some("Mira Okonjo"));
        assert_eq!(person.birth_date.as_deref(), Some("1984-02-03"));
        assert!(Marks::of(&raw).is_by_hand && raw.contains("PATAST"));
        assert_eq!(View::of(&raw, &|_| None).title, "Mira Okonjo");
        let nameless = typed("Mira Okonjo", None).resource(now()).expect("one");
        assert!(!nameless.contains("birthDate"));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |name: &str, date: Option<&str>| typed(name, date).resource(now()).err();
        assert_eq!(refused(" \n", None), Some(HandError::NoName));
        assert_eq!(refused(&"x".repeat(201), None), Some(HandError::TooLong));
        for date in ["", "3 February", "1984-13", "2027", "1700"] {
            let error = refused("Mira Okonjo", Some(date));
            assert_eq!(error, Some(HandError::NotADate), "{date}");
        }
    }
}
