//! Why a relay does not open, for the operator who starts it.

use std::io;

use keepwell_cluster::ClusterError;
use keepwell_store::StoreError;
use thiserror::Error;

/// Why a relay does not open.
#[derive(Debug, Error)]
pub enum RelayOpenError {
    /// A file or folder of the data folder cannot be used.
    #[error(
        "the relay's data folder cannot be used ({0}): check that it exists and may be written to"
    )]
    Disk(#[from] io::Error),
    /// The file with the store's key is not one.
    #[error("the relay's key file is damaged: put back an undamaged copy of the whole data folder")]
    KeyDamaged,
    /// Rows are there that this program cannot read.
    #[error(
        "the relay's data was written by another version, or is damaged: update this program, or put back a copy"
    )]
    Rows,
    /// PostgreSQL or the object store that several front ends share.
    #[error(transparent)]
    Shared(#[from] ClusterError),
    /// The store does not open.
    #[error("the relay's store cannot be opened: {0}")]
    Store(#[from] StoreError),
}
