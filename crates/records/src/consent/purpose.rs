//! What a grant is for: the part of HL7's `PurposeOfUse` a patient can choose from.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// A purpose of use (HL7 v3-ActReason).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Purpose {
    /// Emergency treatment.
    Etreat,
    /// Family requested.
    Famrqt,
    /// Healthcare payment.
    Hpaymt,
    /// Healthcare research.
    Hresch,
    /// Public health.
    Pubhlth,
    /// Treatment.
    Treat,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 6] = [
        Self::Etreat,
        Self::Famrqt,
        Self::Hpaymt,
        Self::Hresch,
        Self::Pubhlth,
        Self::Treat,
    ];

    /// Its code, such as `TREAT`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Etreat => "ETREAT",
            Self::Famrqt => "FAMRQT",
            Self::Hpaymt => "HPAYMT",
            Self::Hresch => "HRESCH",
            Self::Pubhlth => "PUBHLTH",
            Self::Treat => "TREAT",
        }
    }

    /// HL7's own words for it.
    #[must_use]
    pub fn display(self) -> &'static str {
        match self {
            Self::Etreat => "Emergency Treatment",
            Self::Famrqt => "family requested",
            Self::Hpaymt => "healthcare payment",
            Self::Hresch => "healthcare research",
            Self::Pubhlth => "public health",
            Self::Treat => "treatment",
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// A code that is no purpose of a grant.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("This is no purpose; choose from TREAT, ETREAT, HPAYMT, HRESCH, PUBHLTH, FAMRQT.")]
pub struct UnknownPurpose;

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.code() == code)
            .ok_or(UnknownPurpose)
    }
}
