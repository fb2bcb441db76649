//! A backup: the whole vault in one age file that only the recovery words open, so that words and file bring back every
//! record byte for byte. The words alone bring back the keys. It says nothing about its content but its size
//! (docs/formats/backup.md).

mod frame;
mod restore;
mod state;
mod write;

use std::io;

use keepwell_crypto::recipient::OpenError;
use keepwell_protocol::FormatError;
use keepwell_store::StoreError;
use thiserror::Error;

use crate::{error::of_disk, records::RecordsError, vault::VaultError};

pub use restore::restore;
pub(crate) use state::note_words;
pub use state::{BackupState, state};
pub use write::{BackupReport, backup};

/// Why a backup cannot be made or restored.
#[derive(Debug, Error)]
pub enum BackupError {
    /// It was cut or changed; nothing of it was restored.
    #[error("this backup is incomplete or was changed: use another copy of it")]
    Damaged,
    /// The backup's file, or the disk, cannot be read or written.
    #[error("the backup’s file could not be read or written ({0}): check its place and try again")]
    Io(#[source] io::Error),
    /// A later program made it.
    #[error("this backup was made by a newer version of Keepwell: update this program")]
    NewerVersion,
    /// Something else.
    #[error("this file is not a backup of a Keepwell wallet: choose the file that was backed up")]
    NotABackup,
    /// A record cannot be read to be backed up.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// The wallet cannot be read or made.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Valid words, but the backup is for others.
    #[error(
        "this backup was made with other recovery words, or its beginning was changed: check the words and the file"
    )]
    WrongPhrase,
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        of_disk(error).map_or_else(Self::Io, |full| Self::Vault(full.into()))
    }
}

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotForThisKey => Self::WrongPhrase,
            OpenError::Damaged | OpenError::TooLarge => Self::Damaged,
        }
    }
}

impl From<FormatError> for BackupError {
    fn from(error: FormatError) -> Self {
        match error {
            FormatError::UnknownVersion { .. } => Self::NewerVersion,
            _ => Self::Damaged,
        }
    }
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::BadExport => Self::Damaged,
            other => Self::Vault(other.into()),
        }
    }
}

#[cfg(test)]
mod tests;
