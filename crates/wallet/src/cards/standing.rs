//! What the wallet thinks of a card: whether the clinic was met before, and whether this card may be used at all. Judged
//! from the card, the keys withdrawn, the cards used before and the time. A host is no identity here, because clinics share an operator's
//! page; a name is what the patient reads, so a name under another key stops everything. Only a key of one visit leaves its
//! name free: all screens that have no key call themselves the same.

use keepwell_protocol::{card::Card, relay_api::KeyText, time::Timestamp};

use crate::cards::{CardError, KnownCard, Met};

/// What the wallet says of a card that may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A clinic with this key was shared with before, first at this time.
    MetBefore(Timestamp),
    /// Never met.
    New,
}

/// Judges a card by what was withdrawn, by those used before and by the time.
///
/// # Errors
/// [`CardError::Withdrawn`], [`CardError::Expired`], [`CardError::NotYet`], [`CardError::Older`] or
/// [`CardError::KeyChanged`]: it must not be used.
pub fn judge(card: &Card, met: &Met, now: Timestamp) -> Result<Standing, CardError> {
    if met.is_withdrawn(&KeyText(card.key())) {
        let name = card.details().name.clone();
        return Err(CardError::Withdrawn { name });
    }
    by_use(card, &met.known, now)
}

/// Judges a card by those used before, and by the time.
pub(super) fn by_use(
    card: &Card,
    known: &[KnownCard],
    now: Timestamp,
) -> Result<Standing, CardError> {
    let details = card.details();
    if now >= details.expires {
        return Err(CardError::Expired {
            on: details.expires,
        });
    }
    if !card.is_current(now) {
        return Err(CardError::NotYet {
            from: details.issued,
        });
    }
    let same = known.iter().find(|known| known.key.0 == card.key());
    if let Some(same) = same.filter(|same| details.issued < same.issued) {
        return Err(CardError::Older {
            name: same.name.clone(),
        });
    }
    let name = comparable(&details.name);
    let other = known
        .iter()
        .filter(|known| known.is_lasting())
        .find(|known| known.key.0 != card.key() && comparable(&known.name) == name);
    if let Some(other) = other {
        return Err(CardError::KeyChanged {
            name: other.name.clone(),
            met: other.first_used,
        });
    }
    Ok(same.map_or(Standing::New, |same| Standing::MetBefore(same.first_used)))
}

/// A name as two people would call it the same: without accents, case, punctuation and doubled spaces.
fn comparable(name: &str) -> String {
    let folded = keepwell_records::fold::fold(name);
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use keepwell_protocol::card::NOWHERE;

    use super::{by_use as judge, *};
    use crate::fixtures::{CARD_ISSUED, card, card_issued};

    const NOW: Timestamp = CARD_ISSUED.plus(1000);

    fn met(name: &str, seed: u8) -> KnownCard {
        KnownCard::of(&card(name, seed), NOW.minus(500))
    }

    #[test]
    fn a_clinic_is_new_once() {
        let clinic = card("Harbour Clinic", 1);
        assert_eq!(judge(&clinic, &[], NOW).unwrap(), Standing::New);
        let known = [met("Other", 2), met("Harbour Clinic", 1)];
        assert_eq!(
            judge(&clinic, &known, NOW).unwrap(),
            Standing::MetBefore(NOW.minus(500))
        );
    }

    #[test]
    fn a_known_name_under_another_key_is_refused_however_it_is_spelt() {
        let known = [met("Clínica São João", 1)];
        for name in ["Clínica São João", "CLINICA SAO JOAO", "Clinica  Sao-Joao "] {
            let error = judge(&card(name, 2), &known, NOW).unwrap_err();
            assert!(matches!(error, CardError::KeyChanged { .. }), "{name}");
        }
        assert!(judge(&card("Clínica São José", 2), &known, NOW).is_ok());
        // The clinic itself may take another name, unless it is somebody else's.
        assert!(judge(&card("Hospital", 1), &known, NOW).is_ok());
        let known = [met("Clínica São João", 1), met("Hospital", 2)];
        assert!(judge(&card("Hospital", 1), &known, NOW).is_err());
    }

    #[test]
    fn a_key_of_one_visit_leaves_its_name_to_the_next_and_takes_no_clinics() {
        let screen = "This screen, not checked by anyone";
        let mut visit = met(screen, 1);
        visit.country = NOWHERE.to_owned();
        let known = [visit, met("Harbour Clinic", 2)];
        assert_eq!(judge(&card(screen, 3), &known, NOW).unwrap(), Standing::New);
        let pretender = judge(&card("Harbour Clinic", 3), &known, NOW);
        assert!(matches!(pretender, Err(CardError::KeyChanged { .. })));
    }

    #[test]
    fn an_older_card_after_a_newer_one_is_refused() {
        let newer = card_issued("Harbour Clinic", 1, CARD_ISSUED.plus(500));
        let known = [KnownCard::of(&newer, NOW)];
        let older = card("Harbour Clinic", 1);
        assert!(matches!(
            judge(&older, &known, NOW),
            Err(CardError::Older { .. })
        ));
        assert!(judge(&newer, &known, NOW).is_ok());
    }

    #[test]
    fn a_card_counts_within_its_dates_only() {
        let clinic = card("Harbour Clinic", 1);
        let expires = clinic.details().expires;
        assert!(judge(&clinic, &[], expires.minus(1)).is_ok());
        assert!(matches!(
            judge(&clinic, &[], expires),
            Err(CardError::Expired { .. })
        ));
        assert!(judge(&clinic, &[], CARD_ISSUED.minus(300)).is_ok());
        let early = judge(&clinic, &[], CARD_ISSUED.minus(301));
        assert!(matches!(early, Err(CardError::NotYet { .. })));
    }
}
