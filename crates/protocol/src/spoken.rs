//! A desk that has no key to show: a card for one share, made from six words that the patient says there, and from a salt and a
//! time that travel beside the share. Wallet and desk make the same card of them, so that such a share is one like any other: the
//! terms name the card, the seal is for its recipient, and the same checks are made of it.

use keepwell_crypto::{
    agree::AgreementSecret,
    recipient::Identity,
    spoken::{NoMemory, SALT_LEN, SpokenWords},
};
use rand_core::CryptoRngCore;

use crate::{
    FormatError,
    card::{Card, CardDetails, NOWHERE},
    origin::Origin,
    time::Timestamp,
};

/// The name on every such card.
pub const NAME: &str = "Whoever was told the six words";
/// How long such a card lasts, in seconds: a day more than the longest grant.
pub const LASTS_S: u64 = 31 * 24 * 60 * 60;

/// What of such a card travels in the open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    salt: [u8; SALT_LEN],
    issued: Timestamp,
}

/// The card, and the private halves of the keys in it.
pub struct SpokenDesk {
    /// The card.
    pub card: Card,
    /// Opens shares.
    pub identity: Identity,
    /// Makes access keys.
    pub agreement: AgreementSecret,
}

impl Spoken {
    /// For a new share.
    pub fn generate(now: Timestamp, rng: &mut dyn CryptoRngCore) -> Self {
        let mut salt = [0; SALT_LEN];
        rng.fill_bytes(&mut salt);
        Self { salt, issued: now }
    }

    /// These parts; `issued` in seconds since 1970.
    ///
    /// # Errors
    /// [`FormatError`] for a time after which no such card could end.
    pub fn from_parts(
        what: &'static str,
        salt: [u8; SALT_LEN],
        issued: u64,
    ) -> Result<Self, FormatError> {
        let expires = issued.saturating_add(LASTS_S);
        if Timestamp::from_seconds(expires).seconds() == expires {
            let issued = Timestamp::from_seconds(issued);
            Ok(Self { salt, issued })
        } else {
            Err(FormatError::malformed(what, "issued"))
        }
    }

    /// The salt, used for one share alone.
    #[must_use]
    pub fn salt(&self) -> &[u8; SALT_LEN] {
        &self.salt
    }

    /// When the card was made.
    #[must_use]
    pub fn issued(&self) -> Timestamp {
        self.issued
    }

    /// The card that these words make for shares at `relay`; other words make another one. Slow on purpose.
    ///
    /// # Errors
    /// [`NoMemory`].
    pub fn desk(&self, words: &SpokenWords, relay: &Origin) -> Result<SpokenDesk, NoMemory> {
        let keys = words.keys(&self.salt)?;
        let details = CardDetails {
            name: NAME.to_owned(),
            country: NOWHERE.to_owned(),
            contact: None,
            recipient: keys.identity.recipient(),
            agreement: keys.agreement.public(),
            relay: relay.clone(),
            // There is none; a card has to name one.
            page: relay.clone(),
            issued: self.issued,
            expires: self.issued.plus(LASTS_S),
        };
        Ok(SpokenDesk {
            card: Card::sign(details, &keys.signing),
            identity: keys.identity,
            agreement: keys.agreement,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

    fn relay() -> Origin {
        Origin::parse("https://relay.example").unwrap()
    }

    #[test]
    fn the_same_words_make_the_same_card_and_nothing_else_does() {
        let spoken = Spoken::generate(NOW, &mut OsRng);
        let words = SpokenWords::generate(&mut OsRng);
        let read = SpokenWords::parse(&words.expose()).unwrap();
        let desk = spoken.desk(&words, &relay()).unwrap();
        let again = spoken.desk(&read, &relay()).unwrap();
        assert_eq!(desk.card.as_bytes(), again.card.as_bytes());
        assert!(Card::parse(desk.card.as_bytes()).is_ok());
        assert!(desk.card.is_current(NOW) && !desk.card.is_current(NOW.plus(LASTS_S)));
        let later = Spoken::from_parts("test", *spoken.salt(), NOW.seconds() + 1).unwrap();
        let elsewhere = Origin::parse("https://other.example").unwrap();
        for other in [
            spoken.desk(&SpokenWords::generate(&mut OsRng), &relay()),
            Spoken::generate(NOW, &mut OsRng).desk(&words, &relay()),
            later.desk(&words, &relay()),
            spoken.desk(&words, &elsewhere),
        ] {
            assert_ne!(other.unwrap().card.digest(), desk.card.digest());
        }
    }

    #[test]
    fn a_time_at_the_end_of_all_times_is_refused() {
        let last = Timestamp::from_seconds(u64::MAX).seconds();
        let at = |issued| Spoken::from_parts("test", [0; SALT_LEN], issued);
        assert!(at(last - LASTS_S).is_ok());
        for issued in [last - LASTS_S + 1, u64::MAX] {
            assert_eq!(at(issued), Err(FormatError::malformed("test", "issued")));
        }
    }
}
