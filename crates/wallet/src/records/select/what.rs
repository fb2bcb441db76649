//! What a person shares: how they say it in the app, on the command line and in a grant that is kept.

use std::str::FromStr;

use keepwell_records::view::Category;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::records::RecordId;

/// What to share. As JSON it is `{"kind":"summary"}` and so on, the app's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// A patient summary: what matters to somebody who treats the person.
    #[default]
    Summary,
    /// Every record of the wallet's person.
    Everything,
    /// Every record of the wallet's person in some categories, and some records one by one.
    Chosen {
        /// The categories.
        #[serde(default)]
        categories: Vec<Category>,
        /// The records.
        #[serde(default)]
        records: Vec<RecordId>,
    },
    /// Every record of the wallet's person, without what tells who it is.
    Deidentified,
    /// What an insurer needs of these diagnoses, procedures, visits and insurances.
    Claim {
        /// The records.
        #[serde(default)]
        records: Vec<RecordId>,
    },
}

/// Text that does not say what to share.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error(
    "write what to share as summary, all, category:NAME,…, id:ID,…, deidentified or claim:ID,…"
)]
pub struct NotASelection;

impl FromStr for What {
    type Err = NotASelection;

    /// Reads `summary`, `all`, `category:allergies,medicines`, `id:7k3m0x9q2d,…`, `deidentified` or `claim:7k3m0x9q2d,…`.
    fn from_str(text: &str) -> Result<Self, NotASelection> {
        match text.split_once(':') {
            None if text == "summary" => Ok(Self::Summary),
            None if text == "all" => Ok(Self::Everything),
            None if text == "deidentified" => Ok(Self::Deidentified),
            Some(("category", names)) => Ok(Self::Chosen {
                categories: list(names)?,
                records: Vec::new(),
            }),
            Some(("id", ids)) => Ok(Self::Chosen {
                categories: Vec::new(),
                records: list(ids)?,
            }),
            Some(("claim", ids)) => list(ids).map(|records| Self::Claim { records }),
            _ => Err(NotASelection),
        }
    }
}

fn list<T: FromStr>(text: &str) -> Result<Vec<T>, NotASelection> {
    text.split(',')
        .map(|item| item.trim().parse().map_err(|_| NotASelection))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_command_line_read_back_from_json() {
        for text in [
            "summary",
            "all",
            "category:allergies,medicines",
            "id:7k3m0x9q2d",
            "deidentified",
            "claim:7k3m0x9q2d,7k3m0x9q2e",
        ] {
            let what: What = text.parse().expect("words of the command line");
            let json = serde_json::to_string(&what).expect("JSON");
            assert_eq!(
                serde_json::from_str::<What>(&json).ok(),
                Some(what),
                "{json}"
            );
        }
        for wrong in [
            "",
            "every",
            "all:x",
            "category:",
            "category:teeth",
            "id:",
            "claim",
        ] {
            assert_eq!(wrong.parse::<What>(), Err(NotASelection), "{wrong}");
        }
    }

    #[test]
    fn the_words_of_the_app_are_understood() {
        let chosen = r#"{"kind":"chosen","categories":["allergies"],"records":["7k3m0x9q2d"]}"#;
        let what: What = serde_json::from_str(chosen).expect("the app's words");
        assert_eq!(serde_json::to_string(&what).expect("JSON"), chosen);
        assert!(serde_json::from_str::<What>(r#"{"kind":"claim","records":["?"]}"#).is_err());
    }
}
