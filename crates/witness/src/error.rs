//! What can keep a witness from working. Each sentence tells its operator what to do; a witness that is unsure of what it
//! has signed refuses to sign more.

use std::{io, path::PathBuf};

use thiserror::Error;

/// Why a witness does not open or does not go on.
#[derive(Debug, Error)]
pub enum WitnessError {
    /// Another process has the folder.
    #[error("another witness is running on this folder: stop it first")]
    Busy,
    /// A file of the folder is missing or does not read.
    #[error(
        "{0} is damaged or missing. A witness that has forgotten what it signed must not go on: bring the folder back whole \
         from a copy that is not older than its last cosignature, or begin a new witness with a new name"
    )]
    Damaged(PathBuf),
    /// The disk.
    #[error(
        "the folder of the witness cannot be read or written ({0}): check the disk, its space and its permissions"
    )]
    Disk(#[from] io::Error),
    /// The folder belongs to a witness of another name.
    #[error("this folder belongs to the witness {0}: give that name, or another folder")]
    OtherName(String),
    /// No logs, or too many.
    #[error("a witness follows from 1 to 64 logs: give each one's key with --log")]
    Logs,
}
