//! What a failure means for the caller, told by every error of this crate. The sentence is the error's own `Display`;
//! the kind decides the exit code of the command line and the tone of the app.

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
