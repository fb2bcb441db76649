//! Documents that are sealed for somebody: age files, boxes on a relay, reports, the messages of a rendezvous.

use keepwell_crypto::{
    keys::WalletKeys,
    phrase::Phrase,
    recipient::{Identity, Recipient},
    secret::Secret32,
};
use keepwell_protocol::{
    card::Card,
    card_box,
    mailbox::RendezvousId,
    origin::Origin,
    part,
    rendezvous::{Outcome, first},
    report::{Report, SealedReport},
};
use keepwell_wallet::index;
use rand_core::OsRng;

use super::{Row, must, named, row, text};
use crate::{
    targets::rendezvous::Counting,
    vector::{self, Vector, unhex},
};

pub(super) fn rows() -> Vec<Row> {
    [age(), boxes(), report(), rendezvous()]
        .into_iter()
        .flatten()
        .collect()
}

fn identity() -> Identity {
    Identity::from_secret(&Secret32::from_bytes([7; 32]))
}

/// What every part of a share, every backup and every kept document is.
fn age() -> Vec<Row> {
    let recipient = identity().recipient();
    let file = recipient.encrypt(b"record").unwrap();
    let mut part = Vec::new();
    let digest = keepwell_crypto::hash::sha256(b"record");
    part::write_part(&mut b"record".as_slice(), 6, &mut part).unwrap();
    vec![
        row("age file", file, |bytes| {
            named(identity().decrypt(bytes, 1 << 16)).map(drop)
        }),
        row("age recipient", recipient.to_string().into(), |bytes| {
            named(text(bytes)?.parse::<Recipient>()).map(drop)
        }),
        row("part", part, move |bytes| {
            let mut out = Vec::new();
            let mut input = bytes;
            named(part::read_part(&mut input, 6, &digest, &mut out))
        }),
    ]
}

fn boxes() -> Vec<Row> {
    let card = Card::parse(&Vector::read("protocol/card").bytes("card")).unwrap();
    let digest = card.digest();
    let phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    let keys = WalletKeys::derive(&Phrase::parse(phrase).unwrap()).index();
    let sealed = index::seal(&[], &keys, &mut OsRng).unwrap();
    vec![
        row(
            "card in its box",
            card_box::seal(&card, &mut OsRng),
            move |bytes| named(card_box::open(&digest, bytes)).map(drop),
        ),
        row("grant index", sealed, move |bytes| {
            named(index::open(bytes, &keys)).map(drop)
        }),
    ]
}

fn report() -> Vec<Row> {
    let (card, grant) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    let sealed = Vector::read("protocol/share")
        .value("sealed_report")
        .clone();
    let sealed: SealedReport = serde_json::from_value(sealed).unwrap();
    let (secret, clinic) = (card.agreement("agreement_seed"), card.public("clinic_seed"));
    let digest = grant.array("digest");
    let report = [sealed.enc.as_slice(), &sealed.ciphertext].concat();
    vec![row("sealed report", report, move |bytes| {
        let (enc, ciphertext) = bytes.split_first_chunk().ok_or("Length")?;
        let sealed = SealedReport {
            enc: *enc,
            ciphertext: ciphertext.to_vec(),
        };
        named(Report::open(&sealed, &secret, &digest, &clinic)).map(drop)
    })]
}

/// The messages of a meeting by the patient's code, each as the side that reads it does; those of a clinic's screen are sealed
/// by the same rule.
fn rendezvous() -> Vec<Row> {
    let message = |name: &str| {
        let vector = Vector::read("protocol/rendezvous");
        unhex(vector::text(&vector.value("first")[name]))
    };
    let card = Card::parse(&Vector::read("protocol/rendezvous").bytes("card")).unwrap();
    let offer = || {
        let relay = Origin::parse("https://relay.example").unwrap();
        let id = RendezvousId::from_bytes([11; 16]);
        first::Offer::make(relay, id, &mut Counting(0x10))
    };
    let (link, claim) = (offer().link().clone(), message("claim"));
    let claimed = move || {
        let claimed = first::claim(&link, card.clone(), &mut Counting(CLAIMER)).unwrap();
        claimed.0
    };
    let to_outcome = claimed.clone();
    let answer = message("answer");
    vec![
        row("claim", message("claim"), move |bytes| {
            named(offer().answer(bytes, &mut OsRng)).map(drop)
        }),
        row("answer", message("answer"), move |bytes| {
            named(claimed().reveal(bytes, &mut OsRng)).map(drop)
        }),
        row("reveal", message("reveal"), move |bytes| {
            let (answered, _) = offer().answer(&claim, &mut Counting(0x30)).unwrap();
            named(answered.reveal(bytes)).map(drop)
        }),
        row("outcome", message("outcome"), move |bytes| {
            let (waiting, _) = to_outcome().reveal(&answer, &mut OsRng).unwrap();
            let outcome = named(waiting.outcome(bytes))?;
            must(matches!(outcome, Outcome::Granted(_)), "Refused")
        }),
    ]
}

/// Where the claimer's randomness of the vectors begins.
const CLAIMER: u8 = 0x60;
