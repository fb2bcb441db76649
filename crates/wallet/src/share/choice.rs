//! What a person chose when sharing: kept with the grant, so that it can be repeated. Its JSON is the app's own words.

use std::str::FromStr;

use keepwell_protocol::{consent::Purpose, time::Timestamp};
use keepwell_records::sensitive::{Groups, SensitiveGroup};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::records::{Selection, What};

/// A choice. Who may open it is not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which records.
    pub what: What,
    /// The sensitive groups that are let in; all others are held back.
    #[serde(rename = "sensitive")]
    pub let_in: Groups,
    /// What for.
    #[serde(with = "purpose_code")]
    pub purpose: Purpose,
    /// For how long, in minutes.
    pub minutes: u32,
    /// The most openings; `None` is no limit.
    pub openings: Option<u32>,
    /// Whether the clinic may open while the ledger cannot be reached.
    pub offline_ok: bool,
    /// The language of the PDF, as `pt-BR`; `None` is English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Default for Choice {
    /// What the command line shares where nothing else was said: a summary for treatment with nothing held back, for a day.
    fn default() -> Self {
        Self {
            what: What::Summary,
            let_in: SensitiveGroup::ALL.into(),
            purpose: Purpose::Treat,
            minutes: 24 * 60,
            openings: None,
            offline_ok: false,
            language: None,
        }
    }
}

impl Choice {
    /// When a grant of this choice ends that begins at `start`.
    #[must_use]
    pub fn until(&self, start: Timestamp) -> Timestamp {
        start.plus(u64::from(self.minutes) * 60)
    }

    /// Which records it chooses.
    #[must_use]
    pub fn selection(&self) -> Selection {
        Selection {
            what: self.what.clone(),
            let_in: self.let_in.clone(),
            to_months: self.purpose == Purpose::Pubhlth,
        }
    }

    /// Whether nobody is to be told from the share: then its Consent and its manifest do not tell either.
    #[must_use]
    pub fn is_deidentified(&self) -> bool {
        self.what == What::Deidentified
    }
}

/// A purpose by its code.
mod purpose_code {
    use super::*;

    pub(super) fn serialize<S: Serializer>(purpose: &Purpose, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(purpose.code())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Purpose, D::Error> {
        let code = String::deserialize(from)?;
        Purpose::from_str(&code).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_s_words_read_back() {
        let words = r#"{"what":{"kind":"summary"},"sensitive":["mental","genetic"],"purpose":"ETREAT","minutes":90,"openings":null,"offline_ok":true}"#;
        let choice: Choice = serde_json::from_str(words).unwrap();
        assert_eq!(serde_json::to_string(&choice).unwrap(), words);
        assert_eq!(
            choice.until(Timestamp::from_seconds(60)),
            Timestamp::from_seconds(5460)
        );
        let wrong = words.replace("ETREAT", "MARKETING");
        assert!(serde_json::from_str::<Choice>(&wrong).is_err());
    }

    #[test]
    fn public_health_gets_months_only() {
        let choice = Choice {
            what: What::Deidentified,
            purpose: Purpose::Pubhlth,
            ..Choice::default()
        };
        assert!(choice.selection().to_months && choice.is_deidentified());
        let research = Choice {
            purpose: Purpose::Hresch,
            ..choice
        };
        assert!(!research.selection().to_months);
    }
}
