//! A clinic card kept on the relay, for codes that hold only its digest (protocol §2). The box's id and the key that
//! seals it both come from the card's digest, so whoever scanned the code finds and opens it, and the relay, which
//! never sees a digest, learns neither the clinic nor how long its name is.

use keepwell_crypto::{
    hash::Digest,
    label::Label,
    seal::{DataKey, Place},
    secret::Secret32,
};
use rand_core::CryptoRngCore;

use crate::{
    FormatError,
    card::{Card, MAX_BYTES},
    mailbox::BoxId,
};

const WHAT: &str = "clinic card on the relay";

/// The box that holds the card with this digest: the first 16 bytes of HKDF(digest, L).
pub fn id(card: &Digest) -> BoxId {
    let name = Secret32::derive(card, Label::CARD_MAILBOX, &[]);
    let (id, _) = name.expose().split_first_chunk().unwrap_or((&[0; 16], &[]));
    BoxId::from_bytes(*id)
}

/// What goes into the box: length (u16) ‖ card ‖ zeros up to [`MAX_BYTES`], sealed under HKDF(digest, L).
pub fn seal(card: &Card, rng: &mut dyn CryptoRngCore) -> Vec<u8> {
    let bytes = card.as_bytes();
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    let mut padded = length.to_be_bytes().to_vec();
    padded.extend_from_slice(bytes);
    padded.resize(2 + MAX_BYTES, 0);
    key(&card.digest()).seal(place(&card.digest()), &padded, rng)
}

/// Opens what [`seal`] made for the card with this digest, and checks that it is that very card.
///
/// # Errors
/// [`FormatError`] when it is another card, or none.
pub fn open(digest: &Digest, sealed: &[u8]) -> Result<Card, FormatError> {
    let padded = key(digest)
        .open(place(digest), sealed)
        .map_err(|_| FormatError::malformed(WHAT, "seal"))?;
    let wrong = FormatError::malformed(WHAT, "length");
    let (length, rest) = padded.split_first_chunk().ok_or(wrong)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (bytes, _) = rest.split_at_checked(length).ok_or(wrong)?;
    let card = Card::parse(bytes)?;
    if card.digest() == *digest {
        Ok(card)
    } else {
        Err(FormatError::malformed(WHAT, "digest"))
    }
}

fn key(digest: &Digest) -> DataKey {
    DataKey::from_secret(Secret32::derive(digest, Label::CARD_KEY, &[]))
}

fn place(digest: &Digest) -> Place<'_> {
    Place {
        table: "card",
        key: digest,
        version: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;
    use rand_core::OsRng;

    fn card(name: &str) -> Card {
        let mut details = crate::card::tests::example();
        details.name = name.to_owned();
        Card::sign(details, &SigningKey::from_seed(&[1; 32]))
    }

    #[test]
    fn whoever_has_the_digest_gets_the_card_back() {
        let card = card("Harbour Clinic");
        let sealed = seal(&card, &mut OsRng);
        let opened = open(&card.digest(), &sealed).unwrap();
        assert_eq!(opened.as_bytes(), card.as_bytes());
        assert_ne!(id(&card.digest()), id(&[0; 32]));
    }

    #[test]
    fn another_card_or_a_changed_byte_is_refused() {
        let (one, other) = (card("Harbour Clinic"), card("Another"));
        let mut sealed = seal(&one, &mut OsRng);
        assert!(open(&other.digest(), &sealed).is_err());
        // Sealed under the right key, but not the card that was asked for.
        let digest = one.digest();
        let length = u16::try_from(other.as_bytes().len()).unwrap();
        let content = [length.to_be_bytes().as_slice(), other.as_bytes()].concat();
        let planted = key(&digest).seal(place(&digest), &content, &mut OsRng);
        assert_eq!(
            open(&digest, &planted).err(),
            Some(FormatError::malformed(WHAT, "digest"))
        );
        sealed[40] ^= 1;
        assert!(open(&digest, &sealed).is_err());
    }

    #[test]
    fn the_size_tells_nothing_about_the_clinic() {
        let (short, long) = (card("A"), card(&"a".repeat(100)));
        assert_eq!(
            seal(&short, &mut OsRng).len(),
            seal(&long, &mut OsRng).len()
        );
    }
}
