//! The grant index: one padded sealed box on the relay whose id and keys come from the recovery words. Written before a
//! grant becomes active, merged with what another device of the same wallet wrote, and read after a restore, so that a
//! wallet that came back from its words alone can still list and stop every grant.

mod adopt;
mod content;
mod merge;
mod restore;
mod write;

use keepwell_client::ClientError;
use keepwell_protocol::FormatError;
use thiserror::Error;

use crate::{error::Kind, grants::GrantError};

pub use content::{IndexEntry, IndexFull, open, seal};
pub use merge::merge;
pub use restore::{Restored, restore};
pub(crate) use write::forget;
pub use write::write;

/// Why the index cannot be read or written.
#[derive(Debug, Error)]
pub enum IndexError {
    /// What is on the relay is not what a wallet of these words wrote.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// It holds no more grants.
    #[error(transparent)]
    Full(#[from] IndexFull),
    /// The grants on this device.
    #[error(transparent)]
    Grants(#[from] GrantError),
    /// The relay.
    #[error(transparent)]
    Relay(#[from] ClientError),
}

impl IndexError {
    /// What it means for the caller.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Format(_) => Kind::Damaged,
            Self::Full(_) => Kind::Refused,
            Self::Grants(error) => error.kind(),
            Self::Relay(error) if error.is_unreachable() => Kind::Unreachable,
            Self::Relay(_) => Kind::Refused,
        }
    }
}

#[cfg(test)]
mod tests;
