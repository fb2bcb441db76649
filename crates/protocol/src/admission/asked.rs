//! What a server asks for, whichever of the ways it has.

use super::{Challenge, TokenChallenge};
use crate::FormatError;

/// A challenge of either kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Work.
    Work(Challenge),
    /// A token.
    Token(TokenChallenge),
}

impl Asked {
    /// Reads the value of `WWW-Authenticate`.
    ///
    /// # Errors
    /// [`FormatError`] when it is neither.
    pub fn from_header(value: &str) -> Result<Self, FormatError> {
        TokenChallenge::from_header(value)
            .map(Self::Token)
            .or_else(|_| Challenge::from_header(value).map(Self::Work))
    }
}
