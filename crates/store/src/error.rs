//! Why the store could not do something, each as one sentence for a person. Only kinds and the system's own words for a
//! disk error are in it: no path, key or value.

use std::io;

use thiserror::Error;

/// Why a store cannot be opened, read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// An export that was cut or changed, or is not one.
    #[error("this copy is incomplete or damaged: use another copy")]
    BadExport,
    /// An expectation of the batch does not hold; nothing was written.
    #[error("the data was changed in the meantime: look at it again and repeat the change")]
    Conflict,
    /// Neither `sled` nor the copy holds everything that was acknowledged.
    #[error(
        "the stored data is damaged beyond repair: restore it from a backup (a wallet: with its recovery words and backup file)"
    )]
    Damaged,
    /// No space is left.
    #[error("the disk is full: free some space and try again")]
    Full,
    /// Another process, or another [`Store`](crate::Store) of this one, has the folder open.
    #[error("this folder is in use by another Keepwell: close that one first")]
    InUse,
    /// The system refused to read or write, for another reason than those above.
    #[error("the disk could not be read or written ({0}): check the disk and try again")]
    Io(#[source] io::Error),
    /// The folder's format is newer than this program.
    #[error("this data was written by a newer Keepwell: update this one")]
    NewerVersion,
    /// The folder or disk does not allow writing.
    #[error("this folder cannot be written to: allow it, or choose another folder")]
    ReadOnly,
    /// A key, value or batch above its limit; nothing was written.
    #[error("this is too large for the store: keep it as a file of its own")]
    TooLarge,
    /// The data key does not open the store.
    #[error("this data was stored under another key, or is damaged: use the key it was made with")]
    WrongKey,
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            _ if is_full(&error) => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}

/// What went wrong inside: damage, which a rebuild may heal, or a disk that does not let us, which it will not.
#[derive(Debug)]
pub(crate) enum Fault {
    Damaged,
    Disk(io::Error),
}

impl Fault {
    /// Whether space would help.
    pub(crate) fn is_full_disk(&self) -> bool {
        matches!(self, Self::Disk(error) if is_full(error))
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Damaged => Self::Damaged,
            Fault::Disk(error) => error.into(),
        }
    }
}

impl From<io::Error> for Fault {
    /// A read that fails for the data's sake (cut, unreadable sector, not authentic) is damage; one that fails for want
    /// of space or permission would fail again after any repair.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::ResourceBusy
            | io::ErrorKind::OutOfMemory => Self::Disk(error),
            _ => Self::Damaged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_and_a_read_only_disk_are_told_apart() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(StoreError::from(full), StoreError::Full));
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(matches!(StoreError::from(denied), StoreError::ReadOnly));
        let cut = io::Error::from(io::ErrorKind::UnexpectedEof);
        assert!(matches!(Fault::from(cut), Fault::Damaged));
    }
}
