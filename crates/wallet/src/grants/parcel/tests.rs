//! Shares that are handed over: before anything was sent, with the receipt once it has come, and what is refused.

use keepwell_crypto::{hash::sha256, recipient::Identity, secret::Secret32};
use keepwell_protocol::{
    entry::EntryType,
    frame::{Collector, Progress},
    terms::{BUNDLE_PART, PDF_PART},
};
use rand_core::OsRng;

use super::*;
use crate::{
    activity::{RowKind, rows},
    fixtures::{self, Servers, card, send, wish},
    grants::{StopState, access},
    outbox::Parting,
    testing::{NOW, Wallet},
};

fn made(wallet: &Wallet) -> GrantId {
    let card = card("Harbour Clinic", 1);
    make_parcel(&wallet.vault, wish(&card), NOW, &mut OsRng)
        .unwrap()
        .id
}

/// What a clinic has when it has looked long enough, and missed two of three frames.
fn received(frames: &Frames) -> Parcel {
    let mut collector = Collector::default();
    for number in (0..).step_by(3) {
        if let Progress::Whole(object) = collector.take(frames.frame(number)) {
            return Parcel::parse(&object).unwrap();
        }
    }
    unreachable!("frames have no end")
}

#[test]
fn a_share_is_handed_over_before_anything_was_sent_and_noted() {
    let wallet = Wallet::with_sample();
    let vault = &wallet.vault;
    let id = made(&wallet);
    let parcel = received(&hand_over(vault, id, NOW).unwrap().frames);
    let grant = grants::load(vault, id).unwrap().unwrap();
    assert_eq!(Some(parcel.code.to_text()), code(vault, id, NOW).unwrap());
    let content = parcel.open(&clinic_identity()).unwrap();
    let manifest = content.manifest().unwrap();
    assert!(manifest.proof.is_none() && manifest.statement == grant.statement.0);
    let terms = grant.terms().unwrap();
    assert!(terms.offline_ok);
    let [part] = terms.parts.as_slice() else {
        panic!("{} parts", terms.parts.len())
    };
    let bundle = parcel::unpack(&content.packed, part.size).unwrap();
    assert_eq!(
        (part.name.as_str(), sha256(&bundle)),
        (BUNDLE_PART, part.digest)
    );
    let told = rows(vault, NOW).unwrap().rows;
    let handed = told
        .iter()
        .find(|row| row.what == RowKind::HandedOver)
        .unwrap();
    assert_eq!(
        (handed.grant, handed.clinic.as_deref()),
        (Some(id), Some("Harbour Clinic"))
    );
}

#[test]
fn it_reaches_the_ledger_later_and_then_has_its_receipt() {
    let wallet = Wallet::with_sample();
    let servers = Servers::default();
    let id = made(&wallet);
    hand_over(&wallet.vault, id, NOW).unwrap();
    send(&wallet.vault, &servers);
    let grant = grants::load(&wallet.vault, id).unwrap().unwrap();
    assert!(grant.log_index().is_some());
    let parcel = received(&hand_over(&wallet.vault, id, NOW).unwrap().frames);
    let manifest = parcel.open(&clinic_identity()).unwrap().manifest().unwrap();
    let recorded = grant.ledger.recorded.as_ref().unwrap();
    assert_eq!(manifest.proof.unwrap().receipt, recorded.receipt.0);
}

#[test]
fn its_stop_stands_on_the_ledger_although_no_server_had_heard_of_it() {
    let wallet = Wallet::with_sample();
    let (vault, servers) = (&wallet.vault, Servers::default());
    let id = made(&wallet);
    hand_over(vault, id, NOW).unwrap();
    let now = access(vault, NOW).unwrap();
    assert!(now.open[0].can_open, "whoever filmed the code has it");
    let stopped = grants::revoke(vault, id, NOW).unwrap();
    assert_eq!(stopped.state, StopState::Waiting);
    assert!(!Parting::of(vault).unwrap().is_empty());
    send(vault, &servers);
    let entries = |kind| servers.inside().entries(kind).len();
    let both = (entries(EntryType::Grant), entries(EntryType::Revocation));
    assert_eq!(both, (1, 1));
    let stopped = grants::stops(vault, &[id]).unwrap();
    assert_eq!(stopped[0].state, StopState::Revoked);
    let now = access(vault, NOW).unwrap();
    assert_eq!((now.open.len(), now.left.count), (0, 1));
}

#[test]
fn a_share_that_may_be_opened_without_the_ledger_can_be_handed_over_without_its_pdf() {
    let wallet = Wallet::with_sample();
    let vault = &wallet.vault;
    let card = card("Harbour Clinic", 1);
    let mut wish = wish(&card);
    wish.choice.offline_ok = true;
    let id = grants::make(vault, &wish, NOW, &mut OsRng).unwrap().id;
    assert!(can_hand_over(vault, id).unwrap());
    let parcel = received(&hand_over(vault, id, NOW).unwrap().frames);
    let content = parcel.open(&clinic_identity()).unwrap();
    let terms = grants::load(vault, id).unwrap().unwrap().terms().unwrap();
    let [bundle, pdf] = terms.parts.as_slice() else {
        panic!("{} parts", terms.parts.len())
    };
    assert_eq!(
        (bundle.name.as_str(), pdf.name.as_str()),
        (BUNDLE_PART, PDF_PART)
    );
    let unpacked = parcel::unpack(&content.packed, bundle.size).unwrap();
    assert_eq!(sha256(&unpacked), bundle.digest);
}

#[test]
fn only_what_was_made_for_it_and_is_not_over_is_handed_over() {
    let wallet = Wallet::with_sample();
    let vault = &wallet.vault;
    let other = fixtures::share_with(vault, &card("Hill Clinic", 2));
    assert!(!can_hand_over(vault, other).unwrap());
    assert!(matches!(
        hand_over(vault, other, NOW),
        Err(GrantError::NoParcel)
    ));
    let nobody = GrantId::from_bytes([9; 16]);
    assert!(matches!(
        hand_over(vault, nobody, NOW),
        Err(GrantError::NotFound)
    ));
    let id = made(&wallet);
    grants::revoke(vault, id, NOW).unwrap();
    assert!(matches!(hand_over(vault, id, NOW), Err(GrantError::Over)));
    let told = rows(vault, NOW).unwrap().rows;
    assert!(told.iter().all(|row| row.what != RowKind::HandedOver));
}

#[test]
fn more_than_a_code_holds_is_refused() {
    let mut chance = 1_u32;
    let mut noise = |length: usize| {
        let next = || {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            chance.to_be_bytes()[0]
        };
        std::iter::repeat_with(next)
            .take(length)
            .collect::<Vec<u8>>()
    };
    assert!(pack(&noise(MAX_OBJECT - ROOM - 1000)).is_ok());
    assert!(matches!(
        pack(&noise(MAX_OBJECT)),
        Err(ShareError::TooMuchForFrames)
    ));
    let long = vec![b' '; parcel::MAX_BUNDLE + 1];
    assert!(matches!(pack(&long), Err(ShareError::TooMuchForFrames)));
}

/// What opens what is sealed to the card of this seed.
fn clinic_identity() -> Identity {
    Identity::from_secret(&Secret32::from_bytes([1; 32]))
}
