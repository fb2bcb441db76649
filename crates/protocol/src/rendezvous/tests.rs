//! Both audiences from code to outcome, and everybody who might come in between.

use keepwell_crypto::{
    agree::{AgreementKey, AgreementSecret},
    label::Label,
    secret::Secret32,
    sign::SigningKey,
};
use rand_core::OsRng;

use super::{
    message::{Claim, Share, Step, encode_outcome},
    session::{Session, Side},
    *,
};
use crate::{
    card::Card,
    link::{FirstLink, GrantLink, ScreenLink},
    mailbox::{MailboxId, RendezvousId},
    origin::Origin,
};

fn relay() -> Origin {
    Origin::parse("https://relay.example").unwrap()
}

fn card(name: &str) -> Card {
    let mut details = crate::card::tests::example();
    details.name = name.to_owned();
    Card::sign(details, &SigningKey::from_seed(&[1; 32]))
}

fn grant() -> GrantLink {
    GrantLink {
        relay: relay(),
        mailbox: MailboxId::from_bytes([1; 16]),
        access_point: [2; 32],
        statement: [3; 32],
    }
}

fn id() -> RendezvousId {
    RendezvousId::generate(&mut OsRng)
}

fn first_offer() -> (first::Offer, FirstLink) {
    let offer = first::Offer::make(relay(), id(), &mut OsRng);
    let link = FirstLink::parse(&offer.link().to_text()).unwrap();
    (offer, link)
}

fn screen_offer(card: &Card) -> (screen::Offer, ScreenLink) {
    let offer = screen::Offer::make(relay(), id(), card.clone(), &mut OsRng);
    let link = ScreenLink::parse(&offer.link().to_text()).unwrap();
    (offer, link)
}

/// Both sides of (b), up to the question.
fn met_first() -> (Question, Wait) {
    let (offer, link) = first_offer();
    let (claimed, claim) = first::claim(&link, card("Harbour Clinic"), &mut OsRng).unwrap();
    let (answered, answer) = offer.answer(&claim, &mut OsRng).unwrap();
    let (wait, reveal) = claimed.reveal(&answer, &mut OsRng).unwrap();
    (answered.reveal(&reveal).unwrap(), wait)
}

/// Both sides of (c), up to the question.
fn met_screen() -> (Question, Wait) {
    let (offer, link) = screen_offer(&card("Harbour Clinic"));
    let (claimed, claim) = screen::claim(&link, &mut OsRng).unwrap();
    let (answered, answer) = offer.answer(&claim, &mut OsRng).unwrap();
    let (question, reveal) = claimed.reveal(&answer, &mut OsRng).unwrap();
    (question, answered.reveal(&reveal).unwrap())
}

#[test]
fn both_sides_see_the_same_words_and_the_grant_arrives() {
    for (question, wait) in [met_first(), met_screen()] {
        assert_eq!(question.card().details().name, "Harbour Clinic");
        assert_eq!(question.words(), wait.words());
        let message = question.yes(&grant(), &mut OsRng).unwrap();
        assert_eq!(wait.outcome(&message), Ok(Outcome::Granted(grant())));
    }
}

#[test]
fn words_differ_every_time() {
    assert_ne!(met_first().0.words(), met_first().0.words());
    assert_ne!(met_screen().0.words(), met_screen().0.words());
}

#[test]
fn a_no_looks_like_a_yes_on_its_way() {
    let ((one, wait), (other, _)) = (met_first(), met_first());
    let (no, yes) = (
        one.no(&mut OsRng).unwrap(),
        other.yes(&grant(), &mut OsRng).unwrap(),
    );
    assert_eq!((no.len(), yes.len()), (MESSAGE_BYTES, MESSAGE_BYTES));
    assert_eq!(wait.outcome(&no), Ok(Outcome::Refused));
}

/// A claimer that the test moves by hand: its session, its random bytes, and the claim for `card`.
fn by_hand(
    side: Side,
    code: Vec<u8>,
    key: AgreementKey,
    card: &Card,
) -> (Session, Secret32, Vec<u8>) {
    let session = Session {
        side,
        code,
        own: AgreementSecret::generate(&mut OsRng),
        other: key,
    };
    let random = Secret32::generate(&mut OsRng);
    let claim = Claim {
        key: session.own.public(),
        commitment: session.commitment(&random, &card.digest()),
    };
    let message = session
        .seal(Label::RENDEZVOUS_CLAIM, &claim.encode(), &mut OsRng)
        .unwrap();
    (session, random, message)
}

#[test]
fn a_clinic_that_changes_its_mind_after_the_answer_is_a_mismatch() {
    let (harbour, other) = (card("Harbour Clinic"), card("Another"));
    let reveal = |card: &Card, random: Option<Secret32>| {
        let (offer, link) = first_offer();
        let bound = link.to_bound();
        let (session, committed, claim) = by_hand(Side::Clinic, bound, link.key, &harbour);
        let (answered, _) = offer.answer(&claim, &mut OsRng).unwrap();
        let plain = Share::encode(&random.unwrap_or(committed), Some(card));
        let message = session.seal(Label::RENDEZVOUS_REVEAL, &plain, &mut OsRng);
        answered.reveal(&message.unwrap()).map(drop)
    };
    assert_eq!(reveal(&harbour, None), Ok(()));
    assert_eq!(reveal(&other, None), Err(RendezvousError::Mismatch));
    let random = Some(Secret32::from_bytes([7; 32]));
    assert_eq!(reveal(&harbour, random), Err(RendezvousError::Mismatch));
}

#[test]
fn a_wallet_that_changes_its_mind_after_the_answer_is_a_mismatch() {
    let harbour = card("Harbour Clinic");
    for (random, expected) in [
        (None, Ok(())),
        (
            Some(Secret32::from_bytes([7; 32])),
            Err(RendezvousError::Mismatch),
        ),
    ] {
        let (offer, link) = screen_offer(&harbour);
        let bound = link.to_bound();
        let (session, committed, claim) = by_hand(Side::Wallet, bound, link.key, &harbour);
        let (answered, _) = offer.answer(&claim, &mut OsRng).unwrap();
        let plain = Share::encode(&random.unwrap_or(committed), None);
        let message = session.seal(Label::RENDEZVOUS_REVEAL, &plain, &mut OsRng);
        assert_eq!(answered.reveal(&message.unwrap()).map(drop), expected);
    }
}

#[test]
fn another_card_than_that_of_the_screen_is_a_mismatch() {
    let (harbour, other) = (card("Harbour Clinic"), card("Another"));
    for (shown, expected) in [(&harbour, true), (&other, false)] {
        let own = AgreementSecret::generate(&mut OsRng);
        let link = ScreenLink {
            relay: relay(),
            id: id(),
            key: own.public(),
            card: harbour.digest(),
        };
        let (claimed, claim) = screen::claim(&link, &mut OsRng).unwrap();
        let code = link.to_bound();
        let step = Step {
            label: Label::RENDEZVOUS_CLAIM,
            code: &code,
            transcript: None,
        };
        let claim = Claim::parse(&step.open(&own, &claim).unwrap()).unwrap();
        let plain = Share::encode(&Secret32::generate(&mut OsRng), Some(shown));
        let answer = Step {
            label: Label::RENDEZVOUS_ANSWER,
            ..step
        };
        let message = answer.seal(&claim.key, &plain, &mut OsRng).unwrap();
        let mismatch = claimed.reveal(&message, &mut OsRng).err();
        assert_eq!(mismatch, (!expected).then_some(RendezvousError::Mismatch));
    }
}

#[test]
fn nobody_who_only_saw_the_code_answers_for_the_patient() {
    let (offer, link) = screen_offer(&card("Harbour Clinic"));
    let (claimed, claim) = screen::claim(&link, &mut OsRng).unwrap();
    let (answered, answer) = offer.answer(&claim, &mut OsRng).unwrap();
    let (_, reveal) = claimed.reveal(&answer, &mut OsRng).unwrap();
    let wait = answered.reveal(&reveal).unwrap();
    // The clinic's key stands in the code, so anybody can seal to it; the words' bytes they do not know.
    let guess = Secret32::from_bytes([0; 32]);
    let code = link.to_bound();
    let step = Step {
        label: Label::RENDEZVOUS_OUTCOME,
        code: &code,
        transcript: Some(&guess),
    };
    let forged = step
        .seal(&link.key, &encode_outcome(Some(&grant())), &mut OsRng)
        .unwrap();
    assert!(matches!(
        wait.outcome(&forged),
        Err(RendezvousError::Message(_))
    ));
}

#[test]
fn a_message_counts_for_its_step_and_its_code_only() {
    let (offer, link) = first_offer();
    let (_, claim) = first::claim(&link, card("Harbour Clinic"), &mut OsRng).unwrap();
    let (elsewhere, _) = first_offer();
    assert!(elsewhere.answer(&claim, &mut OsRng).is_err());
    let (answered, answer) = offer.answer(&claim, &mut OsRng).unwrap();
    for wrong in [&claim, &answer] {
        let (offer, link) = first_offer();
        let (_, claim) = first::claim(&link, card("Harbour Clinic"), &mut OsRng).unwrap();
        let (other, _) = offer.answer(&claim, &mut OsRng).unwrap();
        assert!(other.reveal(wrong).is_err());
    }
    assert!(answered.reveal(&claim).is_err());
}

#[test]
fn what_is_padded_with_anything_but_zeros_is_refused() {
    let (offer, link) = first_offer();
    let code = link.to_bound();
    let step = Step {
        label: Label::RENDEZVOUS_CLAIM,
        code: &code,
        transcript: None,
    };
    let (_, claim) = first::claim(&link, card("Harbour Clinic"), &mut OsRng).unwrap();
    for length in [0, MESSAGE_BYTES - 1] {
        let cut = claim.get(..length).unwrap();
        assert!(first_offer().0.answer(cut, &mut OsRng).is_err());
    }
    // Longer inside than any message: the length does not fit what is there.
    let long = step.seal(&link.key, &[0; 5000], &mut OsRng).unwrap();
    assert!(offer.answer(&long, &mut OsRng).is_err());
}

#[test]
fn words_are_compared_as_people_type_them() {
    let words = met_first().0.words();
    let [one, two, three] = words.as_array();
    assert!(words.are(&words.to_string()));
    assert!(words.are(&format!("  {} {two}\t{three}\n", one.to_uppercase())));
    for wrong in [
        String::new(),
        format!("{one} {two}"),
        format!("{one} {two} {three} {three}"),
        format!("{one}{two} {three}"),
    ] {
        assert!(!words.are(&wrong), "{wrong}");
    }
}
