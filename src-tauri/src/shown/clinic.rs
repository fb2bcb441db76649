//! Clinics, as their cards say and as the wallet judges them.

use data_encoding::BASE64;
use keepwell_wallet::{
    cards,
    edge::{Card, check_characters},
    rendezvous::Asking,
};
use serde::Serialize;
use specta::Type;

/// A clinic; `card` is the text to share with.
#[derive(Clone, Serialize, Type)]
pub(crate) struct Clinic {
    pub(crate) card: String,
    pub(crate) name: String,
    pub(crate) country: String,
    /// Check characters of its key.
    pub(crate) check: String,
    pub(crate) standing: Standing,
    pub(crate) last_shared: Option<String>,
}

/// What the wallet says of a card.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// Shared with before.
    Met,
    /// Never met.
    New,
}

/// Somebody who asks, or whose screen was scanned; `words` are the three live words.
#[derive(Clone, Serialize, Type)]
pub(crate) struct Asked {
    pub(crate) clinic: Clinic,
    pub(crate) words: [&'static str; 3],
}

impl Clinic {
    /// A clinic that was shared with before, by the card it used then; `None` when its bytes were not kept.
    ///
    /// # Errors
    /// When what was kept is another card.
    pub(crate) fn met(known: &cards::KnownCard) -> Result<Option<Self>, cards::CardError> {
        let standing = cards::Standing::MetBefore(known.first_used);
        let card = known.card()?;
        Ok(card.map(|card| Self {
            last_shared: Some(known.last_used.to_string()),
            ..Self::of(&card, standing)
        }))
    }

    /// A card that may be used.
    pub(crate) fn of(card: &Card, standing: cards::Standing) -> Self {
        let details = card.details();
        Self {
            card: BASE64.encode(card.as_bytes()),
            name: details.name.clone(),
            country: details.country.clone(),
            check: check_characters(&card.key()),
            standing: match standing {
                cards::Standing::MetBefore(_) => Standing::Met,
                cards::Standing::New => Standing::New,
            },
            last_shared: None,
        }
    }
}

impl Asked {
    /// A question of the core.
    pub(crate) fn of(asking: &Asking) -> Self {
        Self {
            clinic: Clinic::of(&asking.card, asking.standing),
            words: asking.words.as_array(),
        }
    }
}
