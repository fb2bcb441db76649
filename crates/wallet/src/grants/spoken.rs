//! A share for a desk that has no code to show: under six new words, which the person says there. The words stand for a card of
//! this share alone, so that it is a grant like any other; only that nobody can be given it again, since the desk keeps no key.

use keepwell_crypto::spoken::SpokenWords;
use keepwell_protocol::{
    card::{Card, MAX_TEXT},
    spoken::{NAME, Spoken},
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use crate::{
    grants::{GrantError, Made, Wish},
    share::Form,
    vault::Vault,
};

/// Six new words for one share, and the card that they make. No `Debug`.
pub struct NewWords {
    pub(super) words: SpokenWords,
    pub(super) spoken: Spoken,
    pub(super) called: String,
    card: Card,
}

impl NewWords {
    /// New words for a share by way of this wallet's relay, which this wallet's lists call `called`: a name as a card has one, in
    /// the person's language, or else the card's own. Slow on purpose, as the words are at the desk.
    ///
    /// # Errors
    /// [`GrantError::Words`] where there is too little memory.
    pub fn generate(
        vault: &Vault,
        called: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, GrantError> {
        let words = SpokenWords::generate(rng);
        let spoken = Spoken::generate(now, rng);
        let desk = spoken.desk(&words, &vault.settings().relay)?;
        Ok(Self {
            words,
            spoken,
            called: name(called).to_owned(),
            card: desk.card,
        })
    }

    /// Whom the share is for.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }
}

fn name(called: &str) -> &str {
    let is_name = (1..=MAX_TEXT).contains(&called.len()) && !called.contains(char::is_control);
    if is_name { called } else { NAME }
}

/// Makes a grant as [`super::make_parcel`] does, for whoever is told the words; [`super::hand_over`] gives them with the frames.
///
/// # Errors
/// As [`super::make_parcel`].
pub fn make_under_words(
    vault: &Vault,
    words: &NewWords,
    wish: Wish<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Made, GrantError> {
    let mut wish = Wish {
        card: words.card(),
        ..wish
    };
    wish.choice.offline_ok = true;
    super::make::make_as(vault, &wish, (Form::Parcel, Some(words)), now, rng)
}

#[cfg(test)]
mod tests;
