//! What a person chose when sharing.

mod convert;

use serde::{Deserialize, Serialize};
use specta::Type;

/// A shelf of the record.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Category {
    /// Allergies and intolerances.
    Allergies,
    /// Medicines.
    Medicines,
    /// Diagnoses and complaints.
    Problems,
    /// Vaccinations.
    Immunizations,
    /// Laboratory values, vital signs, reports.
    Results,
    /// Operations and other procedures.
    Procedures,
    /// Letters and files.
    Documents,
    /// Everything else.
    Other,
}

/// Records that are held back until they are chosen.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SensitiveGroup {
    /// Mental health.
    Mental,
    /// Sexual health.
    Sexual,
    /// Genetic results.
    Genetic,
    /// Alcohol and drugs.
    Substance,
    /// Violence.
    Violence,
}

/// A choice made ready for an occasion.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Preset {
    /// A visit to a practice.
    GpVisit,
    /// An emergency.
    Emergency,
    /// The dentist.
    Dentist,
    /// The pharmacy.
    Pharmacy,
    /// A second opinion.
    SecondOpinion,
    /// A claim to an insurer.
    InsuranceClaim,
    /// Research, without names.
    Research,
    /// Public health, without names.
    PublicHealth,
}

/// What is shown.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum What {
    /// The summary of what matters now.
    Summary,
    /// All of it.
    Everything,
    /// Shelves and single records.
    Chosen {
        categories: Vec<Category>,
        records: Vec<String>,
    },
    /// Without names and exact dates.
    Deidentified,
    /// What a claim needs.
    Claim { records: Vec<String> },
}

/// Why it is shown, as FHIR's purposes of use.
#[derive(Clone, Copy, Serialize, Deserialize, Type)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Purpose {
    /// Treatment.
    Treat,
    /// Emergency treatment.
    Etreat,
    /// Payment.
    Hpaymt,
    /// Research.
    Hresch,
    /// Public health.
    Pubhlth,
    /// The person's own request.
    Famrqt,
}

/// All of a choice. `sensitive` names the groups that are let in.
#[derive(Clone, Serialize, Deserialize, Type)]
pub(crate) struct ShareChoice {
    pub(crate) what: What,
    pub(crate) sensitive: Vec<SensitiveGroup>,
    pub(crate) purpose: Purpose,
    pub(crate) minutes: u32,
    pub(crate) openings: Option<u32>,
    pub(crate) offline_ok: bool,
}

/// What a preset fills in.
#[derive(Serialize, Type)]
pub(crate) struct PresetChoice {
    pub(crate) preset: Preset,
    pub(crate) choice: ShareChoice,
}
