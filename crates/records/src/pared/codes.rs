//! Codes that mean the same to everybody. A code of a hospital's own, or one that is not in the form of its system, could
//! be anybody's name, so it does not stay where nobody is to be told from a record.

/// The form of a system's codes.
type Form = fn(&str) -> bool;

/// What is in a public system's address, and the form of its codes. The first that fits counts.
const PUBLIC: [(&str, Form); 21] = [
    ("http://snomed.info/sct", is_number),
    ("urn:oid:2.16.840.1.113883.6.96", is_number),
    ("http://loinc.org", is_loinc),
    ("urn:oid:2.16.840.1.113883.6.1", is_loinc),
    ("http://hl7.org/fhir/sid/icd-", is_short),
    ("http://fhir.de/CodeSystem/bfarm/icd-10-gm", is_short),
    ("http://fhir.de/CodeSystem/dimdi/icd-10-gm", is_short),
    ("http://www.cms.gov/Medicare/Coding/ICD10", is_short),
    ("urn:oid:2.16.840.1.113883.6.3", is_short),
    ("urn:oid:2.16.840.1.113883.6.90", is_short),
    ("http://id.who.int/icd/release/11", is_short),
    ("http://www.whocc.no/atc", is_short),
    ("urn:oid:2.16.840.1.113883.6.73", is_short),
    ("http://www.nlm.nih.gov/research/umls/rxnorm", is_number),
    ("http://hl7.org/fhir/sid/cvx", is_number),
    ("http://hl7.org/fhir/sid/ndc", is_number),
    ("http://standardterms.edqm.eu", is_number),
    ("http://www.orpha.net", is_number),
    ("http://unitsofmeasure.org", is_unit),
    ("http://terminology.hl7.org/CodeSystem/", is_word),
    ("http://hl7.org/fhir/", is_word),
];

/// Units that are safe to repeat where a Quantity has words only.
const UNITS: [&str; 38] = [
    "%",
    "/min",
    "10*3/uL",
    "10*9/L",
    "IU/L",
    "U/L",
    "beats/min",
    "bpm",
    "cm",
    "d",
    "fL",
    "g",
    "g/L",
    "g/dL",
    "h",
    "kg",
    "kg/m2",
    "m",
    "mEq/L",
    "mL",
    "mL/min",
    "mcg",
    "mg",
    "mg/L",
    "mg/dL",
    "mm",
    "mm[Hg]",
    "mmHg",
    "mmol/L",
    "mmol/mol",
    "months",
    "ng/mL",
    "pg",
    "tablet",
    "tablets",
    "ug",
    "umol/L",
    "years",
];

/// Whether the code is one of a public system.
pub(super) fn is_public(system: &str, code: &str) -> bool {
    let form = PUBLIC.iter().find(|(start, _)| system.starts_with(start));
    // The rest of an address of many systems is part of it, and could hold anything.
    system.len() <= 100
        && system.bytes().all(is_address_letter)
        && form.is_some_and(|(_, has_form)| has_form(code))
}

/// Whether the text is a unit that is safe to repeat.
pub(super) fn is_known_unit(text: &str) -> bool {
    UNITS.contains(&text)
}

/// A unit in UCUM's letters.
pub(super) fn is_unit(code: &str) -> bool {
    is_made_of(code, 1..=24, |byte| {
        byte.is_ascii_alphanumeric() || b"[]{}*/^.%'\"_-+".contains(&byte)
    })
}

/// A word of one of FHIR's own lists.
pub(super) fn is_word(code: &str) -> bool {
    is_made_of(code, 1..=40, |byte| {
        byte.is_ascii_alphanumeric() || b"-_.:<>=+".contains(&byte)
    })
}

/// An address of a profile that everybody knows.
pub(super) fn is_public_profile(url: &str) -> bool {
    url.len() <= 200
        && url.starts_with("http://hl7.org/fhir/")
        && url.bytes().all(is_address_letter)
}

fn is_address_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b":/._-|".contains(&byte)
}

fn is_number(code: &str) -> bool {
    is_made_of(code, 1..=18, |byte| byte.is_ascii_digit() || byte == b'-')
}

fn is_loinc(code: &str) -> bool {
    is_made_of(code, 3..=10, |byte| {
        byte.is_ascii_digit() || b"-LAP".contains(&byte)
    })
}

/// A letter or a digit, and then digits soon: no name looks so.
fn is_short(code: &str) -> bool {
    let letters = is_made_of(code, 3..=12, |byte| {
        byte.is_ascii_alphanumeric() || b".+*!-".contains(&byte)
    });
    letters && code.bytes().take(3).any(|byte| byte.is_ascii_digit())
}

fn is_made_of(
    code: &str,
    length: std::ops::RangeInclusive<usize>,
    allowed: fn(u8) -> bool,
) -> bool {
    length.contains(&code.len()) && code.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn codes_of_public_systems_are_known() {
        for (system, code) in [
            ("http://snomed.info/sct", "44054006"),
            ("http://snomed.info/sct/900000000000207008", "44054006"),
            ("http://loinc.org", "4548-4"),
            ("http://loinc.org", "LA6576-8"),
            ("http://hl7.org/fhir/sid/icd-10", "E11.9"),
            ("http://www.whocc.no/atc", "A10BA02"),
            ("http://unitsofmeasure.org", "mm[Hg]"),
            (
                "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
                "H",
            ),
        ] {
            assert!(is_public(system, code), "{system} {code}");
        }
    }

    #[test]
    fn what_could_be_a_name_is_not() {
        for (system, code) in [
            ("http://snomed.info/sct", "Haddad"),
            ("http://loinc.org", "Haddad"),
            ("http://hl7.org/fhir/sid/icd-10", "Haddad"),
            (
                "http://terminology.hl7.org/CodeSystem/v3-ActCode",
                "Amina Haddad",
            ),
            ("http://terminology.hl7.org/CodeSystem/Amina Haddad", "H"),
            ("https://clinic.example/codes", "1"),
            ("", "44054006"),
        ] {
            assert!(!is_public(system, code), "{system} {code}");
        }
    }
}
