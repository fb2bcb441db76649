//! A share: the chosen records encrypted for one clinic. Its parts are sealed when the grant is made, its manifest when
//! the ledger's proof is there; both into files of the outbox, so that what is uploaded is the same after a restart.

mod choice;
mod compose;
mod manifest;
mod pdf;
mod preset;
mod preview;

use keepwell_protocol::part::PartError;
use thiserror::Error;

use crate::{
    error::{Kind, of_disk},
    records::RecordsError,
};

pub use choice::Choice;
pub use preset::{Preset, UnknownPreset, presets};
pub use preview::{Attachment, HeldBack, Line, Preview, Section, preview};

pub use keepwell_records::sensitive::{Groups, SensitiveGroup};

pub use crate::records::What;

pub(crate) use compose::{Composed, Form, compose};
pub(crate) use manifest::{manifest, seal_manifest, wallet_key};
pub(crate) use pdf::of as pdf;

/// Why records cannot be made into a share.
#[derive(Debug, Error)]
pub enum ShareError {
    /// The bundle that was just made cannot be read: a fault of this program.
    #[error("what would be shared cannot be shown: update this program")]
    Bundle,
    /// The outbox folder cannot be written to.
    #[error("the share could not be written to this device ({0}): check the disk and try again")]
    Io(#[source] std::io::Error),
    /// A record changed or was damaged while it was sealed.
    #[error(transparent)]
    Part(PartError),
    /// The card's recipient, which read well when the grant was made, does not any more.
    #[error("a stored grant cannot be read: update this program, or restore from a backup")]
    Recipient,
    /// The records cannot be chosen or read.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// More than an animated code holds, or a document too large to be in its bundle.
    #[error(
        "this is too much for an animated code: share a summary or fewer records, without large documents"
    )]
    TooMuchForFrames,
    /// More documents than one grant can name.
    #[error("these are too many large documents for one share: choose fewer")]
    TooMany,
}

impl From<std::io::Error> for ShareError {
    fn from(error: std::io::Error) -> Self {
        of_disk(error).map_or_else(Self::Io, |full| Self::Records(full.into()))
    }
}

impl From<PartError> for ShareError {
    fn from(error: PartError) -> Self {
        match error {
            PartError::Io(error) => error.into(),
            other => Self::Part(other),
        }
    }
}

impl ShareError {
    /// What it means for the caller.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Records(
                RecordsError::NothingSelected
                | RecordsError::NoSuchRecord(_)
                | RecordsError::NotForAClaim(_),
            ) => Kind::Usage,
            Self::Part(PartError::NotAsGranted | PartError::Damaged) => Kind::Damaged,
            Self::TooMany => Kind::Damaged,
            Self::TooMuchForFrames => Kind::Refused,
            Self::Bundle | Self::Io(_) | Self::Part(_) | Self::Recipient | Self::Records(_) => {
                Kind::Other
            }
        }
    }
}
