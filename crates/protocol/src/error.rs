//! Why foreign bytes are not what they should be. One type for all formats, since a caller only ever branches on the
//! kind; it names the format and the field, never their contents.

use thiserror::Error;

/// Bytes that are not a valid instance of the format named in `what`.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FormatError {
    /// A later version made this.
    #[error("this {what} was made by a newer version of Keepwell: update this program")]
    UnknownVersion {
        /// The format.
        what: &'static str,
    },
    /// It is cut, changed, or something else altogether.
    #[error("this {what} is damaged or is something else ({field}): ask for a new one")]
    Malformed {
        /// The format.
        what: &'static str,
        /// The field that was not right.
        field: &'static str,
    },
    /// It is larger than any honest one.
    #[error("this {what} is larger than allowed")]
    TooLarge {
        /// The format.
        what: &'static str,
    },
    /// Its signature does not match.
    #[error("the signature of this {what} does not match: it was changed or made by somebody else")]
    BadSignature {
        /// The format.
        what: &'static str,
    },
}

impl FormatError {
    /// Shorthand for [`Self::Malformed`].
    pub const fn malformed(what: &'static str, field: &'static str) -> Self {
        Self::Malformed { what, field }
    }
}
