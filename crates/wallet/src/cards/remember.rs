//! The cards this wallet has shared with, one for each clinic key: the newest, whole, so that the clinic can be shared with
//! again without its code. What stands here decides whether a clinic was met before.

use keepwell_crypto::{fingerprint::check_characters, hash::Digest};
use keepwell_protocol::{
    card::{Card, NOWHERE},
    hexadecimal::base64_array,
    relay_api::KeyText,
    time::Timestamp,
};
use keepwell_store::{Batch, Table};
use serde::{Deserialize, Serialize};

use crate::{cards::CardError, grants::Blob, vault::Vault};

const CARDS: Table = Table::new("cards");
/// The first byte of every value: the version of its format.
const VERSION: u8 = 2;
/// The version before, which did not have the card's bytes.
const BEFORE: u8 = 1;

/// A clinic that this wallet has shared with. No `Debug`: it names a clinic.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownCard {
    /// The clinic's verification key.
    pub key: KeyText,
    /// Its name, as on its newest card.
    pub name: String,
    /// Its country.
    pub country: String,
    /// SHA-256 of its newest card.
    #[serde(with = "base64_array")]
    pub card: Digest,
    /// When that card was issued.
    pub issued: Timestamp,
    /// When that card expires.
    pub expires: Timestamp,
    /// When this wallet first shared with this key.
    pub first_used: Timestamp,
    /// When it last did.
    pub last_used: Timestamp,
    /// That card's exact bytes; `None` when it was last used by a version of this program that did not keep them.
    #[serde(default)]
    pub bytes: Option<Blob>,
}

impl KnownCard {
    /// What is kept of a card first used at `now`.
    pub fn of(card: &Card, now: Timestamp) -> Self {
        let details = card.details();
        Self {
            key: KeyText(card.key()),
            name: details.name.clone(),
            country: details.country.clone(),
            card: card.digest(),
            issued: details.issued,
            expires: details.expires,
            first_used: now,
            last_used: now,
            bytes: Some(Blob(card.as_bytes().to_vec())),
        }
    }

    /// The card itself, its signature checked again; `None` when its bytes were not kept.
    ///
    /// # Errors
    /// [`CardError::Unreadable`] when they are another card's.
    pub fn card(&self) -> Result<Option<Card>, CardError> {
        let Some(bytes) = &self.bytes else {
            return Ok(None);
        };
        let card = Card::parse(&bytes.0).map_err(|_| CardError::Unreadable)?;
        if card.digest() == self.card && card.key() == self.key.0 {
            Ok(Some(card))
        } else {
            Err(CardError::Unreadable)
        }
    }

    /// Not the key of one visit, which its screen forgets when the visit is over.
    pub fn is_lasting(&self) -> bool {
        self.country != NOWHERE
    }

    /// The check characters to compare at the desk.
    pub fn check(&self) -> String {
        check_characters(&self.key.0)
    }
}

/// Every clinic this wallet has shared with, in the order of their names.
///
/// # Errors
/// [`CardError::Store`] or [`CardError::Unreadable`].
pub fn known(vault: &Vault) -> Result<Vec<KnownCard>, CardError> {
    let rows = vault.store().scan(CARDS);
    let mut known = rows
        .map(|row| decode(&row?.1))
        .collect::<Result<Vec<_>, CardError>>()?;
    known.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(known)
}

/// The clinics that can be shared with again without their code.
///
/// # Errors
/// As [`known`].
pub fn lasting(vault: &Vault) -> Result<Vec<KnownCard>, CardError> {
    let mut known = known(vault)?;
    known.retain(KnownCard::is_lasting);
    Ok(known)
}

/// Keeps that this card was used at `now`; durable on return.
///
/// # Errors
/// As [`known`].
pub fn remember(vault: &Vault, card: &Card, now: Timestamp) -> Result<(), CardError> {
    let key = card.key();
    let mut kept = KnownCard::of(card, now);
    if let Some(value) = vault.store().get(CARDS, key.as_bytes())? {
        kept.first_used = decode(&value)?.first_used;
    }
    let mut value = vec![VERSION];
    serde_json::to_writer(&mut value, &kept).map_err(|_| CardError::Unreadable)?;
    let mut batch = Batch::new();
    batch.put(CARDS, key.as_bytes(), value);
    Ok(vault.store().write(&batch)?)
}

/// Forgets a clinic, so that another key may use its name; for a person who asked at the clinic.
///
/// # Errors
/// [`CardError::Store`].
pub fn forget(vault: &Vault, key: &KeyText) -> Result<(), CardError> {
    let mut batch = Batch::new();
    batch.delete(CARDS, key.0.as_bytes());
    Ok(vault.store().write(&batch)?)
}

fn decode(value: &[u8]) -> Result<KnownCard, CardError> {
    match value.split_first() {
        Some((&(VERSION | BEFORE), json)) => {
            serde_json::from_slice(json).map_err(|_| CardError::Unreadable)
        }
        _ => Err(CardError::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cards::{Standing, standing::by_use as judge},
        fixtures::{CARD_ISSUED, card, card_issued, vault},
    };

    #[test]
    fn a_card_is_known_from_its_first_use_until_it_is_forgotten() {
        let (_home, vault) = vault();
        let now = CARD_ISSUED.plus(100);
        let clinic = card("Harbour Clinic", 1);
        remember(&vault, &clinic, now).unwrap();
        let newer = card_issued("Harbour Clinic", 1, CARD_ISSUED.plus(200));
        remember(&vault, &newer, now.plus(200)).unwrap();
        let [kept] = known(&vault).unwrap().try_into().ok().unwrap();
        assert_eq!((kept.first_used, kept.last_used), (now, now.plus(200)));
        assert_eq!(kept.card, newer.digest());
        let whole = kept.card().unwrap().unwrap();
        assert_eq!(whole.as_bytes(), newer.as_bytes());
        assert_eq!(kept.check(), check_characters(&newer.key()));

        let pretender = card("Harbour Clinic", 2);
        assert!(judge(&pretender, std::slice::from_ref(&kept), now).is_err());
        forget(&vault, &kept.key).unwrap();
        let known = known(&vault).unwrap();
        assert_eq!(judge(&pretender, &known, now).unwrap(), Standing::New);
    }

    #[test]
    fn a_screen_of_one_visit_is_known_but_not_shared_with_again() {
        let (_home, vault) = vault();
        remember(&vault, &card("Harbour Clinic", 1), CARD_ISSUED).unwrap();
        let mut screen = KnownCard::of(&card("This screen", 2), CARD_ISSUED);
        assert!(screen.is_lasting());
        screen.country = NOWHERE.to_owned();
        let mut value = vec![VERSION];
        serde_json::to_writer(&mut value, &screen).unwrap();
        let mut batch = Batch::new();
        batch.put(CARDS, screen.key.0.as_bytes(), value);
        vault.store().write(&batch).unwrap();
        assert_eq!(known(&vault).unwrap().len(), 2);
        let [again] = lasting(&vault).unwrap().try_into().ok().unwrap();
        assert_eq!(again.name, "Harbour Clinic");
    }

    #[test]
    fn a_card_of_the_version_before_is_known_without_its_bytes() {
        let clinic = card("Harbour Clinic", 1);
        let mut json = serde_json::to_value(KnownCard::of(&clinic, CARD_ISSUED)).unwrap();
        json.as_object_mut().unwrap().remove("bytes");
        let mut value = vec![BEFORE];
        serde_json::to_writer(&mut value, &json).unwrap();
        let kept = decode(&value).unwrap();
        assert!(kept.bytes.is_none() && kept.card().unwrap().is_none());
        assert_eq!(kept.card, clinic.digest());
    }

    #[test]
    fn bytes_of_another_card_are_not_taken_for_this_one() {
        let mut kept = KnownCard::of(&card("Harbour Clinic", 1), CARD_ISSUED);
        kept.bytes = KnownCard::of(&card("Harbour Clinic", 2), CARD_ISSUED).bytes;
        assert!(matches!(kept.card(), Err(CardError::Unreadable)));
    }
}
