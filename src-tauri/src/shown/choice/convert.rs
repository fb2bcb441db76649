//! The words of a choice, between page and core.

use keepwell_wallet::{
    edge,
    records::{NotAnId, RecordId},
    share::{self, Choice},
};

use super::{Category, Preset, PresetChoice, Purpose, SensitiveGroup, ShareChoice, What};

impl TryFrom<ShareChoice> for Choice {
    type Error = NotAnId;

    /// In no language yet.
    fn try_from(choice: ShareChoice) -> Result<Self, NotAnId> {
        Ok(Self {
            what: choice.what.try_into()?,
            let_in: choice
                .sensitive
                .into_iter()
                .map(edge::SensitiveGroup::from)
                .collect(),
            purpose: choice.purpose.into(),
            minutes: choice.minutes,
            openings: choice.openings,
            offline_ok: choice.offline_ok,
            language: None,
        })
    }
}

impl PresetChoice {
    /// A preset of the core.
    pub(crate) fn of((preset, choice): (share::Preset, Choice)) -> Self {
        Self {
            preset: preset.into(),
            choice: ShareChoice {
                what: choice.what.into(),
                sensitive: choice
                    .let_in
                    .into_iter()
                    .map(SensitiveGroup::from)
                    .collect(),
                purpose: choice.purpose.into(),
                minutes: choice.minutes,
                openings: choice.openings,
                offline_ok: choice.offline_ok,
            },
        }
    }
}

impl TryFrom<What> for share::What {
    type Error = NotAnId;

    fn try_from(what: What) -> Result<Self, NotAnId> {
        let ids = |records: Vec<String>| -> Result<Vec<RecordId>, NotAnId> {
            records.iter().map(|id| id.parse()).collect()
        };
        Ok(match what {
            What::Summary => Self::Summary,
            What::Everything => Self::Everything,
            What::Chosen {
                categories,
                records,
            } => Self::Chosen {
                categories: categories.into_iter().map(edge::Category::from).collect(),
                records: ids(records)?,
            },
            What::Deidentified => Self::Deidentified,
            What::Claim { records } => Self::Claim {
                records: ids(records)?,
            },
        })
    }
}

impl From<share::What> for What {
    fn from(what: share::What) -> Self {
        let texts = |records: Vec<_>| records.iter().map(ToString::to_string).collect();
        match what {
            share::What::Summary => Self::Summary,
            share::What::Everything => Self::Everything,
            share::What::Chosen {
                categories,
                records,
            } => Self::Chosen {
                categories: categories.into_iter().map(Category::from).collect(),
                records: texts(records),
            },
            share::What::Deidentified => Self::Deidentified,
            share::What::Claim { records } => Self::Claim {
                records: texts(records),
            },
        }
    }
}

impl From<share::Preset> for Preset {
    fn from(preset: share::Preset) -> Self {
        match preset {
            share::Preset::GpVisit => Self::GpVisit,
            share::Preset::Emergency => Self::Emergency,
            share::Preset::Dentist => Self::Dentist,
            share::Preset::Pharmacy => Self::Pharmacy,
            share::Preset::SecondOpinion => Self::SecondOpinion,
            share::Preset::InsuranceClaim => Self::InsuranceClaim,
            share::Preset::Research => Self::Research,
            share::Preset::PublicHealth => Self::PublicHealth,
        }
    }
}

impl From<Purpose> for edge::Purpose {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Treat => Self::Treat,
            Purpose::Etreat => Self::Etreat,
            Purpose::Hpaymt => Self::Hpaymt,
            Purpose::Hresch => Self::Hresch,
            Purpose::Pubhlth => Self::Pubhlth,
            Purpose::Famrqt => Self::Famrqt,
        }
    }
}

impl From<edge::Purpose> for Purpose {
    fn from(purpose: edge::Purpose) -> Self {
        match purpose {
            edge::Purpose::Treat => Self::Treat,
            edge::Purpose::Etreat => Self::Etreat,
            edge::Purpose::Hpaymt => Self::Hpaymt,
            edge::Purpose::Hresch => Self::Hresch,
            edge::Purpose::Pubhlth => Self::Pubhlth,
            edge::Purpose::Famrqt => Self::Famrqt,
        }
    }
}

impl From<edge::Category> for Category {
    fn from(category: edge::Category) -> Self {
        match category {
            edge::Category::Allergies => Self::Allergies,
            edge::Category::Medicines => Self::Medicines,
            edge::Category::Problems => Self::Problems,
            edge::Category::Immunizations => Self::Immunizations,
            edge::Category::Results => Self::Results,
            edge::Category::Procedures => Self::Procedures,
            edge::Category::Documents => Self::Documents,
            edge::Category::Other => Self::Other,
        }
    }
}

impl From<Category> for edge::Category {
    fn from(category: Category) -> Self {
        match category {
            Category::Allergies => Self::Allergies,
            Category::Medicines => Self::Medicines,
            Category::Problems => Self::Problems,
            Category::Immunizations => Self::Immunizations,
            Category::Results => Self::Results,
            Category::Procedures => Self::Procedures,
            Category::Documents => Self::Documents,
            Category::Other => Self::Other,
        }
    }
}

impl From<edge::SensitiveGroup> for SensitiveGroup {
    fn from(group: edge::SensitiveGroup) -> Self {
        match group {
            edge::SensitiveGroup::Mental => Self::Mental,
            edge::SensitiveGroup::Sexual => Self::Sexual,
            edge::SensitiveGroup::Genetic => Self::Genetic,
            edge::SensitiveGroup::Substance => Self::Substance,
            edge::SensitiveGroup::Violence => Self::Violence,
        }
    }
}

impl From<SensitiveGroup> for edge::SensitiveGroup {
    fn from(group: SensitiveGroup) -> Self {
        match group {
            SensitiveGroup::Mental => Self::Mental,
            SensitiveGroup::Sexual => Self::Sexual,
            SensitiveGroup::Genetic => Self::Genetic,
            SensitiveGroup::Substance => Self::Substance,
            SensitiveGroup::Violence => Self::Violence,
        }
    }
}
