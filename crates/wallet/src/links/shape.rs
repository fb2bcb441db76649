//! The two shapes of a link. No one link serves both kinds of reader: those in the USA refuse a document, and the rest of the
//! world asks for one.

use std::{fmt, str::FromStr};

use keepwell_smart::link::Flags;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a link is made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// An International Patient Summary behind a manifest, with a passcode where the person wants one.
    Travel,
    /// A collection and its PDF in a single file (CMS “Kill the Clipboard”).
    ClinicUs,
}

/// Text that names no shape.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("write the shape of a link as travel or clinic-us")]
pub struct UnknownShape;

impl Shape {
    /// What the link says of itself.
    #[must_use]
    pub fn flags(self, has_passcode: bool) -> Flags {
        Flags {
            is_long_term: self == Self::Travel,
            has_passcode,
            is_single_file: self == Self::ClinicUs,
        }
    }

    /// Whether the link itself says when it ends. A traveller's does not, so that one on paper goes on when it is given a new
    /// end; the relay ends it either way.
    #[must_use]
    pub fn says_its_end(self) -> bool {
        self == Self::ClinicUs
    }

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Travel => "travel",
            Self::ClinicUs => "clinic-us",
        }
    }

    /// Its number in the grant index.
    pub(crate) fn number(self) -> u64 {
        match self {
            Self::Travel => 0,
            Self::ClinicUs => 1,
        }
    }

    pub(crate) fn of_number(number: u64) -> Option<Self> {
        [Self::Travel, Self::ClinicUs]
            .into_iter()
            .find(|shape| shape.number() == number)
    }
}

impl FromStr for Shape {
    type Err = UnknownShape;

    fn from_str(text: &str) -> Result<Self, UnknownShape> {
        [Self::Travel, Self::ClinicUs]
            .into_iter()
            .find(|shape| shape.as_str() == text)
            .ok_or(UnknownShape)
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
