//! Shares under words: what is carried opens with the words alone, and the grant is one like any other.

use keepwell_protocol::{
    consent,
    frame::{Collector, Progress},
    parcel::Parcel,
};
use rand_core::OsRng;

use super::*;
use crate::{
    cards,
    fixtures::{Servers, card, send, state_of, wish},
    grants::{self, GrantId, GrantState},
    testing::{NOW, Wallet},
};

fn made(wallet: &Wallet) -> GrantId {
    made_for(wallet, "")
}

fn made_for(wallet: &Wallet, called: &str) -> GrantId {
    let words = NewWords::generate(&wallet.vault, called, NOW, &mut OsRng).unwrap();
    let nobody = card("Harbour Clinic", 1);
    let made = make_under_words(&wallet.vault, &words, wish(&nobody), NOW, &mut OsRng);
    made.unwrap().id
}

/// What a desk has that looked long enough, and what the person says there.
fn received(wallet: &Wallet, id: GrantId) -> (Parcel, SpokenWords) {
    let handed = grants::hand_over(&wallet.vault, id, NOW).unwrap();
    let mut collector = Collector::default();
    for number in 0.. {
        if let Progress::Whole(object) = collector.take(handed.frames.frame(number)) {
            return (Parcel::parse(&object).unwrap(), handed.words.unwrap());
        }
    }
    unreachable!("frames have no end")
}

#[test]
fn what_is_carried_opens_with_the_words_and_with_no_others() {
    let wallet = Wallet::with_sample();
    let id = made(&wallet);
    let (parcel, words) = received(&wallet, id);
    let spoken = parcel.spoken.unwrap();
    let desk = spoken.desk(&words, &parcel.code.relay).unwrap();
    let content = parcel.open(&desk.identity).unwrap();
    let grant = grants::load(&wallet.vault, id).unwrap().unwrap();
    assert!(content.manifest().unwrap().statement == grant.statement.0);
    let terms = grant.terms().unwrap();
    assert_eq!(
        (terms.card, terms.card_key),
        (desk.card.digest(), desk.card.key())
    );
    assert!(terms.offline_ok && grant.clinic.name == NAME);
    let others = SpokenWords::generate(&mut OsRng);
    let others = spoken.desk(&others, &parcel.code.relay).unwrap();
    assert!(parcel.open(&others.identity).is_err());
}

#[test]
fn the_same_words_are_said_each_time_and_no_two_shares_have_the_same() {
    let wallet = Wallet::with_sample();
    let (one, other) = (made(&wallet), made(&wallet));
    let (first, words) = received(&wallet, one);
    let (again, same) = received(&wallet, one);
    assert!(words == same && first.spoken == again.spoken);
    let (second, others) = received(&wallet, other);
    assert!(words != others && first.spoken != second.spoken);
    assert!(grants::is_under_words(&wallet.vault, one).unwrap());
    let clinic = card("Harbour Clinic", 1);
    let named = grants::make_parcel(&wallet.vault, wish(&clinic), NOW, &mut OsRng);
    assert!(!grants::is_under_words(&wallet.vault, named.unwrap().id).unwrap());
}

#[test]
fn it_reaches_the_ledger_and_is_stopped_as_any_other_and_nobody_was_met() {
    let wallet = Wallet::with_sample();
    let vault = &wallet.vault;
    let servers = Servers::default();
    let id = made(&wallet);
    send(vault, &servers);
    assert_eq!(state_of(vault, id), GrantState::Active);
    let (parcel, words) = received(&wallet, id);
    let spoken = parcel.spoken.unwrap();
    let desk = spoken.desk(&words, &parcel.code.relay).unwrap();
    let manifest = parcel.open(&desk.identity).unwrap().manifest().unwrap();
    assert!(manifest.proof.is_some());
    assert!(cards::known(vault).unwrap().is_empty());
    let repeated = grants::again(vault, id, 60, NOW, &mut OsRng);
    assert!(matches!(repeated, Err(GrantError::NotRepeatable)));
    grants::revoke(vault, id, NOW).unwrap();
    send(vault, &servers);
    assert_eq!(state_of(vault, id), GrantState::Revoked);
    assert!(matches!(
        grants::hand_over(vault, id, NOW),
        Err(GrantError::Over)
    ));
}

#[test]
fn the_lists_call_it_in_the_person_s_language_and_the_consent_as_the_card_does() {
    let wallet = Wallet::with_sample();
    let named = |called: &str| {
        let id = made_for(&wallet, called);
        grants::load(&wallet.vault, id).unwrap().unwrap()
    };
    let grant = named("Wer die sechs Wörter kennt");
    assert_eq!(grant.clinic.name, "Wer die sechs Wörter kennt");
    let consent = &grant.share.as_ref().unwrap().consent.0;
    assert_eq!(consent::parse(consent).unwrap().clinic, NAME);
    for none in ["", "two\nlines", &"x".repeat(MAX_TEXT + 1)] {
        assert_eq!(named(none).clinic.name, NAME);
    }
}
