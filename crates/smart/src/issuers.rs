//! The issuers of SMART Health Cards that somebody vouches for: a directory in the form that the VCI publishes its own in, JSON
//! with an address and a name for each. Whether an issuer signed a card and whether one trusts it are two facts; this is the
//! second.

use std::collections::HashMap;

use serde::Deserialize;
use thiserror::Error;

/// The most bytes of a directory.
pub const MAX_DIRECTORY: usize = 4 << 20;

/// Issuers by their addresses, each with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issuers {
    names: HashMap<String, String>,
}

/// Why there is no directory.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum IssuersError {
    /// No JSON, or of another shape.
    #[error("this is no directory of issuers: get it again from where it is published")]
    Damaged,
    /// Over [`MAX_DIRECTORY`].
    #[error("this directory is larger than allowed")]
    TooLarge,
}

#[derive(Deserialize)]
struct Directory {
    participating_issuers: Vec<Issuer>,
}

#[derive(Deserialize)]
struct Issuer {
    iss: String,
    #[serde(default)]
    name: String,
}

impl Issuers {
    /// Reads a directory.
    ///
    /// # Errors
    /// [`IssuersError`].
    pub fn read(bytes: &[u8]) -> Result<Self, IssuersError> {
        if bytes.len() > MAX_DIRECTORY {
            return Err(IssuersError::TooLarge);
        }
        let found: Directory = serde_json::from_slice(bytes).map_err(|_| IssuersError::Damaged)?;
        let issuers = found.participating_issuers.into_iter();
        Ok(Self {
            names: issuers.map(|issuer| (issuer.iss, issuer.name)).collect(),
        })
    }

    /// The name of the issuer with exactly this address; `None` where nobody vouches for it.
    #[must_use]
    pub fn name(&self, address: &str) -> Option<&str> {
        self.names.get(address).map(String::as_str)
    }

    /// These and others: what several directories say.
    pub fn add(&mut self, others: Self) {
        self.names.extend(others.names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_found_by_its_exact_address() {
        let json = br#"{"participating_issuers":[{"iss":"https://a.example/x","name":"A Clinic"},{"iss":"https://b.example","website":"-"}]}"#;
        let mut issuers = Issuers::read(json).unwrap();
        assert_eq!(issuers.name("https://a.example/x"), Some("A Clinic"));
        assert_eq!(issuers.name("https://b.example"), Some(""));
        for other in [
            "https://a.example",
            "https://a.example/x/",
            "http://a.example/x",
        ] {
            assert_eq!(issuers.name(other), None, "{other}");
        }
        let more = br#"{"participating_issuers":[{"iss":"https://c.example","name":"C"}]}"#;
        issuers.add(Issuers::read(more).unwrap());
        assert_eq!(issuers.name("https://c.example"), Some("C"));
    }

    #[test]
    fn what_is_none_or_too_large_is_refused() {
        for bad in [
            b"{}".as_slice(),
            b"[]",
            br#"{"participating_issuers":[{}]}"#,
        ] {
            assert_eq!(Issuers::read(bad), Err(IssuersError::Damaged));
        }
        let large = " ".repeat(MAX_DIRECTORY + 1);
        assert_eq!(Issuers::read(large.as_bytes()), Err(IssuersError::TooLarge));
    }
}
