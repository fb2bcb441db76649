//! The shelves of a medical record, and which resource types stand on which. A type no shelf was made for stands under
//! other, so that nothing is invisible.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A shelf.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// Allergies and intolerances, also the statement that there are none.
    Allergies,
    /// Products and their taking, prescribing, giving and handing out.
    Medicines,
    /// Diagnoses and complaints.
    Problems,
    /// Vaccinations.
    Immunizations,
    /// Laboratory values, vital signs, reports.
    Results,
    /// Operations and other procedures.
    Procedures,
    /// Letters, files, and the covers of summaries.
    Documents,
    /// Everything else: people, places, devices, plans.
    Other,
}

impl Category {
    /// All shelves, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::Allergies,
        Self::Medicines,
        Self::Problems,
        Self::Immunizations,
        Self::Results,
        Self::Procedures,
        Self::Documents,
        Self::Other,
    ];

    /// The shelf of a resource type.
    #[must_use]
    pub fn of_kind(kind: &str) -> Self {
        match kind {
            "AllergyIntolerance" => Self::Allergies,
            "Condition" => Self::Problems,
            "Immunization" => Self::Immunizations,
            "Observation" | "DiagnosticReport" => Self::Results,
            "Procedure" => Self::Procedures,
            "DocumentReference" | "DocumentManifest" | "Binary" | "Composition" | "Media" => {
                Self::Documents
            }
            kind if kind.starts_with("Medication") => Self::Medicines,
            _ => Self::Other,
        }
    }

    /// Its name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allergies => "allergies",
            Self::Medicines => "medicines",
            Self::Problems => "problems",
            Self::Immunizations => "immunizations",
            Self::Results => "results",
            Self::Procedures => "procedures",
            Self::Documents => "documents",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A name that is no category.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "This is no category; choose from allergies, medicines, problems, immunizations, results, procedures, documents, other."
)]
pub struct UnknownCategory;

impl FromStr for Category {
    type Err = UnknownCategory;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|category| category.as_str() == name)
            .ok_or(UnknownCategory)
    }
}

#[cfg(test)]
mod tests {
    use super::Category;

    #[test]
    fn names_read_back() {
        for category in Category::ALL {
            assert_eq!(category.to_string().parse(), Ok(category));
        }
        assert!("Allergies".parse::<Category>().is_err());
    }

    #[test]
    fn every_type_has_a_shelf() {
        assert_eq!(Category::of_kind("MedicationDispense"), Category::Medicines);
        assert_eq!(Category::of_kind("OperationOutcome"), Category::Other);
    }
}
