//! Shares once more with the clinic of a grant: the same choice, fresh keys, its newest card judged again. Where the old
//! grant goes on, it is stopped once the new one is kept, so that a clinic never holds two.

use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;

use crate::{
    cards::{self, KnownCard},
    grants::{self, GrantError, GrantId, GrantState, Made, Wish, state},
    share::Choice,
    vault::Vault,
};

/// Makes a new grant for the clinic and with the choice of an old one, for `minutes` from now, and stops the old one where
/// it goes on. Both are durable on return, nothing is sent yet; the stop goes out first.
///
/// # Errors
/// [`GrantError::NotRepeatable`] when the choice or the card was not kept on this device, or the clinic was forgotten;
/// [`GrantError::Card`] when the card must not be used any more; or as [`grants::make`]. Then the old grant stays as it is.
pub fn again(
    vault: &Vault,
    id: GrantId,
    minutes: u32,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Made, GrantError> {
    let old = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let choice = old.choice.clone().ok_or(GrantError::NotRepeatable)?;
    let same = |known: &KnownCard| known.key == old.clinic.key;
    let known = cards::known(vault)?.into_iter().find(same);
    let card = known.ok_or(GrantError::NotRepeatable)?.card()?;
    let card = card.ok_or(GrantError::NotRepeatable)?;
    let wish = Wish::at_once(&card, Choice { minutes, ..choice }, now);
    let made = grants::make(vault, &wish, now, rng)?;
    if !matches!(state(&old, now), GrantState::Expired | GrantState::Revoked) {
        grants::revoke(vault, id, now)?;
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cards::CardError,
        fixtures::{Servers, card, card_issued, send, share_with, state_of, wish},
        testing::{NOW, Wallet},
    };
    use rand_core::OsRng;

    const HOUR_S: u64 = 60 * 60;

    #[test]
    fn the_same_is_shared_again_under_fresh_keys_and_the_old_one_is_stopped() {
        let (wallet, servers) = (Wallet::with_sample(), Servers::default());
        let vault = &wallet.vault;
        let mut first = wish(&card("Harbour Clinic", 1)).choice;
        first.openings = Some(3);
        let clinic = card("Harbour Clinic", 1);
        let old = grants::make(vault, &Wish::at_once(&clinic, first, NOW), NOW, &mut OsRng);
        let old = old.unwrap();
        send(vault, &servers);
        let new = again(vault, old.id, 120, NOW.plus(60), &mut OsRng).unwrap();
        assert_eq!(new.expires, NOW.plus(60 + 2 * HOUR_S));
        assert_eq!(
            (new.records, new.qr_text == old.qr_text),
            (old.records, false)
        );
        let kept = |id| grants::load(vault, id).unwrap().unwrap();
        assert!(kept(new.id).access != kept(old.id).access);
        assert_eq!(kept(new.id).openings, Some(3));
        assert!(kept(old.id).stop.is_some());
        send(vault, &servers);
        assert_eq!(state_of(vault, old.id), GrantState::Revoked);
        assert_eq!(state_of(vault, new.id), GrantState::Active);
    }

    #[test]
    fn what_is_over_is_shared_again_without_a_stop() {
        let wallet = Wallet::with_sample();
        let vault = &wallet.vault;
        let id = share_with(vault, &card("Harbour Clinic", 1));
        let late = NOW.plus(9 * HOUR_S);
        again(vault, id, 60, late, &mut OsRng).unwrap();
        assert!(grants::load(vault, id).unwrap().unwrap().stop.is_none());
        assert_eq!(grants::all(vault).unwrap().len(), 2);
    }

    #[test]
    fn a_card_that_must_not_be_used_leaves_everything_as_it_was() {
        let wallet = Wallet::with_sample();
        let vault = &wallet.vault;
        let clinic = card_issued("Harbour Clinic", 1, NOW.minus(HOUR_S));
        let id = share_with(vault, &clinic);
        let expired = clinic.details().expires;
        let refused = again(vault, id, 60, expired, &mut OsRng);
        assert!(matches!(
            refused,
            Err(GrantError::Card(CardError::Expired { .. }))
        ));
        let known = cards::known(vault).unwrap();
        cards::forget(vault, &known[0].key).unwrap();
        let refused = again(vault, id, 60, NOW, &mut OsRng);
        assert!(matches!(refused, Err(GrantError::NotRepeatable)));
        grants::change(vault, id, |grant| grant.choice = None).unwrap();
        assert!(again(vault, id, 60, NOW, &mut OsRng).is_err());
        let [only] = grants::all(vault).unwrap().try_into().ok().unwrap();
        assert!(only.stop.is_none());
    }
}
