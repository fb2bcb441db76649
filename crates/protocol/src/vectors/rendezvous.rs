//! Both audiences of a rendezvous with randomness that counts: keys, codes, every message and the words.

use keepwell_crypto::{agree::AgreementSecret, secret::Secret32};
use serde_json::{Value, json};

use super::{Counting, MAILBOX, access_point, check, clinic_card, grant_statement, relay, to_hex};
use crate::{
    link::GrantLink,
    mailbox::RendezvousId,
    rendezvous::{LiveWords, Outcome, first, screen},
};

/// Where the counting of each side begins: its key and then its random bytes are the next 32 bytes each.
const MAKER: u8 = 0x10;
const CLAIMER: u8 = 0x60;
const ID: RendezvousId = RendezvousId::from_bytes([11; 16]);

/// The 32 bytes that count up from `first`.
fn counted(first: u8) -> [u8; 32] {
    std::array::from_fn(|at| first.wrapping_add(u8::try_from(at).unwrap()))
}

fn public(secret: [u8; 32]) -> String {
    let secret = AgreementSecret::from_secret(&Secret32::from_bytes(secret));
    to_hex(secret.public().as_bytes())
}

fn grant() -> GrantLink {
    GrantLink {
        relay: relay(),
        mailbox: MAILBOX,
        access_point: access_point().to_bytes(),
        statement: grant_statement().digest(),
    }
}

/// One meeting as a vector: the maker's secret and random bytes, the claimer's, and what went between.
fn meeting(link: &str, bound: &[u8], messages: [&[u8]; 4], words: LiveWords) -> Value {
    let [claim, answer, reveal, outcome] = messages.map(to_hex);
    json!({
        "link": link,
        "bound": to_hex(bound),
        "maker_secret": to_hex(&counted(MAKER)),
        "maker_key": public(counted(MAKER)),
        "maker_random": to_hex(&counted(MAKER + 32)),
        "claimer_secret": to_hex(&counted(CLAIMER)),
        "claimer_key": public(counted(CLAIMER)),
        "claimer_random": to_hex(&counted(CLAIMER + 32)),
        "claim": claim,
        "answer": answer,
        "reveal": reveal,
        "outcome": outcome,
        "words": words.to_string(),
    })
}

fn first() -> Value {
    let (mut maker, mut claimer) = (Counting(MAKER), Counting(CLAIMER));
    let offer = first::Offer::make(relay(), ID, &mut maker);
    let (link, text) = (offer.link().clone(), offer.link().to_text());
    let (claimed, claim) = first::claim(&link, clinic_card(), &mut claimer).unwrap();
    let (answered, answer) = offer.answer(&claim, &mut maker).unwrap();
    let (wait, reveal) = claimed.reveal(&answer, &mut claimer).unwrap();
    let question = answered.reveal(&reveal).unwrap();
    let words = question.words();
    assert_eq!(words, wait.words());
    let outcome = question.yes(&grant(), &mut maker).unwrap();
    assert_eq!(wait.outcome(&outcome), Ok(Outcome::Granted(grant())));
    let messages = [&claim[..], &answer, &reveal, &outcome];
    meeting(&text, &link.to_bound(), messages, words)
}

fn screen() -> Value {
    let (mut maker, mut claimer) = (Counting(MAKER), Counting(CLAIMER));
    let offer = screen::Offer::make(relay(), ID, clinic_card(), &mut maker);
    let (link, text) = (offer.link().clone(), offer.link().to_text());
    let (claimed, claim) = screen::claim(&link, &mut claimer).unwrap();
    let (answered, answer) = offer.answer(&claim, &mut maker).unwrap();
    let (question, reveal) = claimed.reveal(&answer, &mut claimer).unwrap();
    let wait = answered.reveal(&reveal).unwrap();
    let words = question.words();
    assert_eq!(words, wait.words());
    let outcome = question.no(&mut claimer).unwrap();
    assert_eq!(wait.outcome(&outcome), Ok(Outcome::Refused));
    let messages = [&claim[..], &answer, &reveal, &outcome];
    meeting(&text, &link.to_bound(), messages, words)
}

#[test]
fn rendezvous() {
    check(
        "rendezvous.json",
        &json!({
            "card": to_hex(clinic_card().as_bytes()),
            "grant": grant().to_text(),
            "first": first(),
            "screen": screen(),
        }),
    );
}
