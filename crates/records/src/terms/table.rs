//! The lines of the term list's files: an identifier, codes, and a column for each language, in which names stand between
//! `|`, the one that is shown first.

use super::Language;

/// Each code system as the files write it and as FHIR names it. Those of HL7 are `hl7:` and the last step of their address.
const SYSTEMS: [(&str, &str); 8] = [
    ("snomed:", "http://snomed.info/sct"),
    ("rxnorm:", "http://www.nlm.nih.gov/research/umls/rxnorm"),
    ("atc:", "http://www.whocc.no/atc"),
    ("loinc:", "http://loinc.org"),
    ("cvx:", "http://hl7.org/fhir/sid/cvx"),
    ("icd10:", "http://hl7.org/fhir/sid/icd-10"),
    ("unii:", "http://fdasis.nlm.nih.gov"),
    ("ucum:", "http://unitsofmeasure.org"),
];
const HL7: [&str; 2] = [
    "http://terminology.hl7.org/CodeSystem/",
    "http://hl7.org/fhir/",
];

/// One concept's line.
pub(super) struct Row {
    pub(super) id: &'static str,
    codes: &'static str,
    /// For each language its names between `|`.
    pub(super) languages: [&'static str; Language::ALL.len()],
}

/// The lines of a file after its header. A line of another shape is passed over; the tests see to it that there is none.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    table.lines().skip(1).filter_map(row)
}

fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t');
    let (id, codes) = (cells.next()?, cells.next()?);
    let languages: Vec<&'static str> = cells.collect();
    Some(Row {
        id,
        codes,
        languages: languages.try_into().ok()?,
    })
}

impl Row {
    /// As `system:code`.
    pub(super) fn codes(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.codes.split_whitespace()
    }

    /// All names in all languages.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.languages.iter().flat_map(|cell| cell.split('|'))
    }
}

/// How the files write the beginning of a code of the system with this address.
pub(super) fn short_system(address: &str) -> Option<String> {
    if let Some((short, _)) = SYSTEMS.iter().find(|(_, long)| *long == address) {
        return Some((*short).to_owned());
    }
    let name = HL7.iter().find_map(|base| address.strip_prefix(base))?;
    Some(format!("hl7:{name}/"))
}
