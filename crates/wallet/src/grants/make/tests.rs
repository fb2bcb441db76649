//! What a grant may be, and what is in it.

use keepwell_protocol::link::GrantLink;
use rand_core::OsRng;

use super::*;
use crate::{
    cards::{CardError, KnownCard},
    fixtures::{card, relay_origin},
    records::What,
    testing::{NOW, Wallet, letter},
};

const HOUR_S: u64 = 60 * 60;

fn wish(card: &Card) -> Wish<'_> {
    Wish {
        card,
        choice: Choice::default(),
        from: None,
        until: NOW.plus(2 * HOUR_S),
    }
}

fn refusal(change: impl Fn(&mut Wish<'_>)) -> GrantError {
    let (wallet, card) = (Wallet::with_sample(), card("Harbour Clinic", 1));
    let mut wish = wish(&card);
    change(&mut wish);
    let error = make(&wallet.vault, &wish, NOW, &mut OsRng).unwrap_err();
    assert!(grants::all(&wallet.vault).unwrap().is_empty());
    error
}

#[test]
fn what_was_granted_is_bound_together() {
    let (wallet, card) = (Wallet::with_sample(), card("Harbour Clinic", 1));
    let made = make(&wallet.vault, &wish(&card), NOW, &mut OsRng).unwrap();
    let grant = grants::load(&wallet.vault, made.id).unwrap().unwrap();
    let link = GrantLink::parse(&made.qr_text).unwrap();
    let statement = grant.statement().unwrap();
    let terms_bytes = grant.terms.unwrap().0;
    let terms = Terms::parse(&terms_bytes).unwrap();
    let keys = wallet.vault.keys().grant(made.id.as_bytes());

    assert!(statement.commits_to(&keys.salt, &terms_bytes));
    assert_eq!(statement.signer(), keys.signing.verifying_key());
    assert_eq!(link.statement, statement.digest());
    assert_eq!((link.relay, link.mailbox), (relay_origin(), terms.mailbox));
    assert_eq!(link.access_point, terms.access_point);
    assert_eq!((terms.card, terms.card_key), (card.digest(), card.key()));
    let share = grant.share.unwrap();
    assert_eq!(
        terms.consent,
        keepwell_crypto::hash::sha256(&share.consent.0)
    );
    let permission = consent::parse(&share.consent.0).unwrap();
    assert_eq!(
        (permission.clinic.as_str(), permission.end),
        ("Harbour Clinic", made.expires)
    );
    assert!(
        made.records > 0 && made.bytes == terms.parts.iter().map(|part| part.size).sum::<u64>()
    );

    let [known] = cards::known(&wallet.vault)
        .unwrap()
        .try_into()
        .ok()
        .unwrap();
    assert!(known == KnownCard::of(&card, NOW));
}

#[test]
fn the_clinic_makes_the_access_key_that_the_relay_is_told() {
    let (wallet, card) = (Wallet::with_sample(), card("Harbour Clinic", 1));
    let made = make(&wallet.vault, &wish(&card), NOW, &mut OsRng).unwrap();
    let grant = grants::load(&wallet.vault, made.id).unwrap().unwrap();
    let link = GrantLink::parse(&made.qr_text).unwrap();
    let secret = keepwell_crypto::secret::Secret32::from_bytes([1; 32]);
    let key = keepwell_protocol::access::access_key(
        &keepwell_crypto::agree::AgreementSecret::from_secret(&secret),
        &card.digest(),
        &link.access_point,
        &link.relay,
        &link.mailbox,
        &link.statement,
    );
    assert_eq!(key.unwrap().verifying_key(), grant.access.0);
}

#[test]
fn no_two_grants_share_anything_a_server_sees() {
    let (wallet, card) = (Wallet::with_sample(), card("Harbour Clinic", 1));
    let made = [(); 2].map(|()| make(&wallet.vault, &wish(&card), NOW, &mut OsRng).unwrap());
    let [one, other] = made.map(|made| grants::load(&wallet.vault, made.id).unwrap().unwrap());
    assert!(one.statement != other.statement && one.access != other.access);
    assert_ne!(one.relay.mailbox, other.relay.mailbox);
    let signer = |grant: &Grant| grant.statement().unwrap().signer();
    assert_ne!(signer(&one), signer(&other));
    let digest = |grant: &Grant| {
        Terms::parse(&grant.terms.as_ref().unwrap().0)
            .unwrap()
            .parts[0]
            .digest
    };
    assert_ne!(
        digest(&one),
        digest(&other),
        "the bundles' own names differ"
    );
}

#[test]
fn times_and_limits_are_checked_before_anything_is_sealed() {
    let late = |wish: &mut Wish<'_>| wish.until = NOW.plus(LONGEST_S + 1);
    assert!(matches!(refusal(late), GrantError::EndsTooLate { .. }));
    let past = |wish: &mut Wish<'_>| wish.until = NOW;
    assert!(matches!(refusal(past), GrantError::EndsTooEarly));
    let backwards = |wish: &mut Wish<'_>| wish.from = Some(wish.until);
    assert!(matches!(refusal(backwards), GrantError::EndsTooEarly));
    let never = |wish: &mut Wish<'_>| wish.choice.openings = Some(0);
    assert!(matches!(refusal(never), GrantError::NoOpenings));
}

#[test]
fn a_grant_that_begins_at_once_allows_for_a_clock_that_is_ahead() {
    let (wallet, card) = (Wallet::with_sample(), card("Harbour Clinic", 1));
    let from = |wish: &Wish<'_>| {
        let made = make(&wallet.vault, wish, NOW, &mut OsRng).unwrap();
        grants::load(&wallet.vault, made.id).unwrap().unwrap().from
    };
    assert_eq!(from(&wish(&card)), NOW.minus(CLOCK_DIFFERENCE_S));
    // Never longer than a grant may last in all.
    let until = NOW.plus(LONGEST_S);
    assert_eq!(
        from(&Wish {
            until,
            ..wish(&card)
        }),
        NOW
    );
    let later = Some(NOW.plus(HOUR_S));
    assert_eq!(
        from(&Wish {
            from: later,
            ..wish(&card)
        }),
        NOW.plus(HOUR_S)
    );
}

#[test]
fn a_card_that_must_not_be_used_stops_it() {
    let wallet = Wallet::with_sample();
    let (clinic, pretender) = (card("Harbour Clinic", 1), card("Harbour Clinic", 2));
    make(&wallet.vault, &wish(&clinic), NOW, &mut OsRng).unwrap();
    let error = make(&wallet.vault, &wish(&pretender), NOW, &mut OsRng).unwrap_err();
    assert!(matches!(
        error,
        GrantError::Card(CardError::KeyChanged { .. })
    ));
}

#[test]
fn an_empty_wallet_has_nothing_to_share() {
    let (wallet, card) = (Wallet::new(), card("Harbour Clinic", 1));
    let error = make(&wallet.vault, &wish(&card), NOW, &mut OsRng).unwrap_err();
    assert_eq!(error.kind(), crate::error::Kind::Usage);
}

#[test]
fn large_documents_are_parts_of_their_own() {
    let wallet = Wallet::with_sample();
    let letters = [letter(1, 300_000), letter(2, 400_000)];
    wallet.import("one.txt", &letters[0]);
    wallet.import("two.txt", &letters[1]);
    let made = share(&wallet, What::Everything);
    let grant = grants::load(&wallet.vault, made.id).unwrap().unwrap();
    let terms = Terms::parse(&grant.terms.unwrap().0).unwrap();
    let names: Vec<_> = terms.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["bundle", "summary", "a1", "a2"]);
    let digests = letters.map(|letter| keepwell_crypto::hash::sha256(&letter));
    assert_eq!([terms.parts[2].digest, terms.parts[3].digest], digests);
    let files = std::fs::read_dir(wallet.vault.home().outbox()).unwrap();
    assert_eq!(files.count(), 4);
}

#[test]
fn what_names_nobody_is_bound_to_nobody() {
    let wallet = Wallet::with_sample();
    let made = share(&wallet, What::Deidentified);
    let grant = grants::load(&wallet.vault, made.id).unwrap().unwrap();
    let consent = consent::parse(&grant.share.unwrap().consent.0).unwrap();
    assert_eq!(consent.patient, NAME_NOT_SHARED);
    let terms = Terms::parse(&grant.terms.unwrap().0).unwrap();
    let names: Vec<_> = terms.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["bundle"], "no PDF, no documents");
    let keys = wallet.vault.keys().grant(made.id.as_bytes());
    let keys_of = |identity| wallet_keys(&identity, &keys.report.public());
    assert_eq!(terms.wallet_keys, keys_of(keys.signing.verifying_key()));
    let identity = wallet.vault.keys().identity().verifying_key();
    assert_ne!(terms.wallet_keys, keys_of(identity));
}

#[test]
fn a_grant_remembers_what_was_chosen() {
    let wallet = Wallet::with_sample();
    for what in [What::Summary, What::Everything, What::Deidentified] {
        let made = share(&wallet, what.clone());
        let grant = grants::load(&wallet.vault, made.id).unwrap().unwrap();
        assert_eq!(grant.choice.map(|choice| choice.what), Some(what));
    }
}

fn share(wallet: &Wallet, what: What) -> Made {
    let card = card("Harbour Clinic", 1);
    let choice = Choice {
        what,
        ..Choice::default()
    };
    let wish = Wish {
        choice,
        ..wish(&card)
    };
    make(&wallet.vault, &wish, NOW, &mut OsRng).unwrap()
}

#[test]
fn names_from_records_fit_a_consent() {
    assert_eq!(consent_name("Mira\u{7} Okonjo"), "Mira Okonjo");
    assert_eq!(consent_name(" \n"), NO_NAME);
    assert_eq!(consent_name(&"é".repeat(300)).chars().count(), LONGEST_NAME);
}
