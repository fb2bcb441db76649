//! The name of a key, which for a log is also its origin: by custom a URL without its scheme. Read from notes and from
//! configuration by one rule, so that a name never needs escaping where it is written.

use std::fmt;

use thiserror::Error;

/// The longest name, in bytes.
pub const MAX_NAME_BYTES: usize = 255;

/// This text cannot be the name of a ledger or a witness.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("this is not the name of a ledger: it must be 1 to 255 bytes without spaces and without +")]
pub struct BadName;

/// The name of a key: 1 to 255 bytes of UTF-8 without spaces, control characters and `+`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// Reads a name.
    ///
    /// # Errors
    /// [`BadName`].
    pub fn parse(text: &str) -> Result<Self, BadName> {
        let allowed = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
        if text.is_empty() || text.len() > MAX_NAME_BYTES || !text.chars().all(allowed) {
            return Err(BadName);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_spaces_and_no_plus() {
        assert!(Name::parse("ledger.example/2026").is_ok());
        assert!(Name::parse("è").is_ok());
        assert!(Name::parse(&"a".repeat(255)).is_ok());
        for text in [
            "",
            " ",
            "a b",
            "a+b",
            "a\nb",
            "a\u{a0}b",
            "a\u{2003}",
            "a\u{7f}",
            "\u{0}",
        ] {
            assert_eq!(Name::parse(text), Err(BadName), "{text:?}");
        }
        assert_eq!(Name::parse(&"a".repeat(256)), Err(BadName));
    }
}
