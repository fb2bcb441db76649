//! Choices that are made often, to start from. Each can be changed before it is used; none lets a sensitive group in.

use std::{fmt, str::FromStr};

use keepwell_protocol::consent::Purpose;
use keepwell_records::{sensitive::Groups, view::Category};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Choice;
use crate::records::What;

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// An occasion to share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// A visit to the family doctor.
    GpVisit,
    /// An emergency.
    Emergency,
    /// A visit to the dentist.
    Dentist,
    /// A pharmacy.
    Pharmacy,
    /// Another doctor's opinion.
    SecondOpinion,
    /// A claim to an insurer; the person names the records.
    InsuranceClaim,
    /// Research.
    Research,
    /// Public health.
    PublicHealth,
}

/// A name that is no preset.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error(
    "this is no preset; choose from gp_visit, emergency, dentist, pharmacy, second_opinion, insurance_claim, research, public_health"
)]
pub struct UnknownPreset;

impl Preset {
    /// All presets, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::GpVisit,
        Self::Emergency,
        Self::Dentist,
        Self::Pharmacy,
        Self::SecondOpinion,
        Self::InsuranceClaim,
        Self::Research,
        Self::PublicHealth,
    ];

    /// Its name, as in the app.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GpVisit => "gp_visit",
            Self::Emergency => "emergency",
            Self::Dentist => "dentist",
            Self::Pharmacy => "pharmacy",
            Self::SecondOpinion => "second_opinion",
            Self::InsuranceClaim => "insurance_claim",
            Self::Research => "research",
            Self::PublicHealth => "public_health",
        }
    }

    /// What it fills in.
    #[must_use]
    pub fn choice(self) -> Choice {
        let (what, purpose, minutes, openings) = match self {
            Self::GpVisit => (What::Summary, Purpose::Treat, 5 * HOUR, None),
            Self::Emergency => (What::Summary, Purpose::Etreat, DAY, None),
            Self::Dentist => (dentistry(), Purpose::Treat, 5 * HOUR, None),
            Self::Pharmacy => (pharmacy(), Purpose::Treat, HOUR, None),
            Self::SecondOpinion => (What::Everything, Purpose::Treat, 3 * DAY, None),
            Self::InsuranceClaim => (no_claim(), Purpose::Hpaymt, 3 * DAY, Some(3)),
            Self::Research => (What::Deidentified, Purpose::Hresch, 3 * DAY, Some(1)),
            Self::PublicHealth => (What::Deidentified, Purpose::Pubhlth, 3 * DAY, Some(1)),
        };
        Choice {
            what,
            let_in: Groups::new(),
            purpose,
            minutes,
            openings,
            // In an emergency, waiting for a log can cost more than it protects.
            offline_ok: self == Self::Emergency,
            language: None,
        }
    }
}

/// All presets with what they fill in, in the order they are shown.
#[must_use]
pub fn presets() -> Vec<(Preset, Choice)> {
    Preset::ALL
        .into_iter()
        .map(|preset| (preset, preset.choice()))
        .collect()
}

fn dentistry() -> What {
    chosen(vec![
        Category::Allergies,
        Category::Medicines,
        Category::Problems,
    ])
}

fn pharmacy() -> What {
    chosen(vec![Category::Allergies, Category::Medicines])
}

fn chosen(categories: Vec<Category>) -> What {
    What::Chosen {
        categories,
        records: Vec::new(),
    }
}

fn no_claim() -> What {
    What::Claim {
        records: Vec::new(),
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Preset {
    type Err = UnknownPreset;

    fn from_str(name: &str) -> Result<Self, UnknownPreset> {
        let mut all = Self::ALL.into_iter();
        all.find(|preset| preset.as_str() == name)
            .ok_or(UnknownPreset)
    }
}

#[cfg(test)]
mod tests {
    use keepwell_protocol::time::LONGEST_GRANT_S;

    use super::*;

    #[test]
    fn every_preset_can_be_used_and_holds_everything_sensitive_back() {
        for (preset, choice) in presets() {
            assert!(choice.let_in.is_empty(), "{preset}");
            assert!(
                u64::from(choice.minutes) * 60 <= LONGEST_GRANT_S,
                "{preset}"
            );
            assert_ne!(choice.openings, Some(0), "{preset}");
            assert_eq!(preset.as_str().parse(), Ok(preset));
            let json = serde_json::to_string(&preset).unwrap();
            assert_eq!(json, format!("\"{preset}\""));
        }
        assert_eq!("doctor".parse::<Preset>(), Err(UnknownPreset));
    }
}
