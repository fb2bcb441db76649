//! What a failure means for the caller, told by every error of this crate. The sentence is the error's own `Display`;
//! the kind decides the exit code of the command line and the tone of the app.

use std::io;

use keepwell_store::StoreError;

/// The kinds of failure that a caller treats differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The input is damaged, unreadable, or over a limit.
    Damaged,
    /// Anything else: a full disk, a newer version's file.
    Other,
    /// A rule says no.
    Refused,
    /// The other side cannot be reached or makes no sense.
    Unreachable,
    /// What was asked for makes no sense.
    Usage,
}

/// What the store says of a disk that is full or may only be read, so that every part of a wallet says it in the same
/// words; any other error comes back as it is.
pub(crate) fn of_disk(error: io::Error) -> Result<StoreError, io::Error> {
    match StoreError::from(error) {
        StoreError::Io(error) => Err(error),
        known => Ok(known),
    }
}
