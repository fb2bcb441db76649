//! One half of a server fails while the other works: what can be done is done at once, whichever half it is.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use keepwell_wallet::{
    grants::{self, GrantState},
    outbox::{self, Pace, Run},
};
use rand_core::OsRng;

use crate::{
    stage::Stage,
    wire::{failing, is_for_ledger, silent},
};

#[test]
fn a_broken_ledger_does_not_keep_a_share_from_the_relay() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    stage.wire.hold(failing(is_for_ledger));
    let wish = stage.wish_with(&card, |choice| choice.offline_ok = true);
    let grant = patient.make(&stage, &wish);
    assert_eq!(patient.send(&stage).waiting, 1);
    assert_eq!(patient.state(&stage, grant.id), GrantState::Pending);
    clinic.opens(&stage, &grant.qr_text);
}

#[test]
fn a_stop_reaches_the_half_that_works() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    for ledger_works in [false, true] {
        let grant = patient.grant(&stage, &stage.wish(&card));
        clinic.opens(&stage, &grant.qr_text);
        stage.wire.hold(failing(move |request| {
            is_for_ledger(request) != ledger_works
        }));
        grants::revoke(&patient.vault, grant.id, stage.now()).expect("a stop");
        assert_eq!(patient.send(&stage).waiting, 1);
        assert_eq!(patient.state(&stage, grant.id), GrantState::Pending);
        stage.wire.release();
        let expected = if ledger_works {
            ("revoked", "revocation")
        } else {
            ("not_available", "relay")
        };
        assert_eq!(clinic.refusal(&stage, &grant.qr_text), expected);
        assert_eq!(patient.send(&stage).sent, 1);
        assert_eq!(patient.state(&stage, grant.id), GrantState::Revoked);
        patient.sync_well(&stage);
    }
}

#[test]
fn a_silent_ledger_does_not_hold_up_a_share_that_needs_none() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    // The time allowed is over with the first question that nobody answers.
    let is_over = Arc::new(AtomicBool::new(false));
    let seen = is_over.clone();
    stage.wire.hold(silent(move |request| {
        let asked = is_for_ledger(request);
        seen.fetch_or(asked, Ordering::SeqCst);
        asked
    }));
    let wish = stage.wish_with(&card, |choice| choice.offline_ok = true);
    let grant = patient.make(&stage, &wish);
    let run = Run {
        only: &[],
        pace: Pace::Asked,
        is_over: &|| is_over.load(Ordering::SeqCst),
    };
    let outcome = outbox::run(&patient.vault, &stage.wire, &run, stage.now(), &mut OsRng);
    assert_eq!(outcome.expect("a run").waiting, 1);
    clinic.opens(&stage, &grant.qr_text);
    stage.wire.release();
    patient.sync_well(&stage);
    assert_eq!(patient.state(&stage, grant.id), GrantState::Active);
}

#[test]
fn a_silent_ledger_does_not_keep_the_relay_from_being_asked() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    clinic.opens(&stage, &grant.qr_text);
    patient.make(&stage, &stage.wish(&card));
    stage.wire.hold(silent(is_for_ledger));
    let synced = patient.sync(&stage);
    assert!(synced.unreachable.is_some());
    let listed = grants::list(&patient.vault, stage.now()).expect("a list");
    let line = listed.iter().find(|line| line.id == grant.id);
    assert_eq!(line.expect("the grant").openings, 1);
}
