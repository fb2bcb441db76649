//! The same grant at different moments: too early, in time, over, used up, in the middle of a month's change of keys,
//! and while the ledger is away. Where the relay itself refuses, a second relay that obeys nobody shows that the clinic
//! refuses too.

use std::sync::atomic::{AtomicBool, Ordering};

use keepwell_client::transport::Transport as _;
use keepwell_clinic::{kind::Kind, open::CheckName};
use keepwell_wallet::{
    cards,
    grants::{GrantState, Wish},
};

use crate::{
    stage::{DAY, HOUR, MINUTE, Stage, detail},
    wire::is_download,
};

#[test]
fn a_share_ends_with_its_time() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let shelf = stage.shelf(&patient.mailbox(grant.id));
    stage.clock.pass(2 * HOUR - 1);
    clinic.opens(&stage, &grant.qr_text);
    assert_eq!(patient.state(&stage, grant.id), GrantState::Active);
    stage.clock.pass(1);
    let refused = clinic.refused(&stage, &grant.qr_text);
    assert_eq!((refused.code, refused.check), ("not_available", "relay"));
    assert_eq!(refused.kind, Kind::Refused);
    stage.wire.hold(shelf.serving());
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("expired", "window")
    );
    stage.wire.release();
    patient.sync_well(&stage);
    assert_eq!(patient.state(&stage, grant.id), GrantState::Expired);
}

#[test]
fn a_share_that_begins_tomorrow_is_closed_today() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let wish = Wish {
        from: Some(stage.now().plus(DAY)),
        until: stage.now().plus(2 * DAY),
        ..stage.wish(&card)
    };
    let grant = patient.grant(&stage, &wish);
    stage.clock.pass(DAY - 1);
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("not_available", "relay")
    );
    stage
        .wire
        .hold(stage.shelf(&patient.mailbox(grant.id)).serving());
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("too_early", "window")
    );
    stage.wire.release();
    stage.clock.pass(1);
    clinic.opens(&stage, &grant.qr_text);
}

#[test]
fn the_last_opening_is_the_last() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let wish = stage.wish_with(&card, |choice| choice.openings = Some(2));
    let grant = patient.grant(&stage, &wish);
    clinic.opens(&stage, &grant.qr_text);
    patient.sync_well(&stage);
    assert_eq!(patient.state(&stage, grant.id), GrantState::Active);
    clinic.opens(&stage, &grant.qr_text);
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("not_available", "relay")
    );
    patient.sync_well(&stage);
    assert_eq!(patient.state(&stage, grant.id), GrantState::UsedUp);
    assert_eq!(patient.known(grant.id).relay.seen.unwrap().openings, 2);
}

#[test]
fn an_opening_lasts_fifteen_minutes() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    for (openings, seconds, lasts) in [
        (Some(1), 15 * MINUTE - 1, true),
        (Some(1), 15 * MINUTE, false),
        (None, 15 * MINUTE, false),
    ] {
        let wish = stage.wish_with(&card, |choice| choice.openings = openings);
        let grant = patient.grant(&stage, &wish);
        // The line is slow: so much time goes by between the manifest and the record.
        let (clock, is_first) = (stage.clock.clone(), AtomicBool::new(true));
        stage.wire.hold(move |network, request| {
            if is_download(&request, "bundle") && is_first.swap(false, Ordering::SeqCst) {
                clock.pass(seconds);
            }
            network.send(request)
        });
        if lasts {
            clinic.opens(&stage, &grant.qr_text);
        } else {
            assert_eq!(
                clinic.refusal(&stage, &grant.qr_text),
                ("not_available", "parts")
            );
        }
        stage.wire.release();
    }
}

#[test]
fn a_wrong_clock_at_the_desk_is_noticed_and_not_obeyed() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let shelf = stage.shelf(&patient.mailbox(grant.id));
    for (wrong, minutes) in [
        (stage.now().plus(DAY), "1440 minutes off"),
        (stage.now().minus(3 * HOUR), "180 minutes off"),
    ] {
        let opened = clinic.open_at(&stage, &grant.qr_text, wrong);
        let opened = opened.unwrap_or_else(|error| panic!("{error}"));
        assert!(detail(&opened, CheckName::Window).contains(minutes));
    }
    let right = clinic.opens(&stage, &grant.qr_text);
    assert!(!detail(&right, CheckName::Window).contains("off"));
    let in_time = stage.now();
    stage.clock.pass(2 * HOUR);
    stage.wire.hold(shelf.serving());
    let refused = clinic.open_at(&stage, &grant.qr_text, in_time);
    assert_eq!(refused.err().unwrap().code(), "expired");
}

#[test]
fn without_the_ledger_only_what_the_patient_allowed_is_opened() {
    let mut stage = Stage::apart();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let lenient = stage.wish_with(&card, |choice| choice.offline_ok = true);
    let strict = patient.grant(&stage, &stage.wish(&card));
    let recorded = patient.grant(&stage, &lenient);
    let opened = clinic.opens(&stage, &strict.qr_text);
    assert!(detail(&opened, CheckName::Window).contains("by the ledger's time"));

    stage.ledger.as_mut().unwrap().stop();
    stage.clock.pass(20 * MINUTE);
    let refused = clinic.refused(&stage, &strict.qr_text);
    assert_eq!(
        (refused.code, refused.check),
        ("ledger_unreachable", "receipt")
    );
    assert_eq!(refused.kind, Kind::Unreachable);
    let opened = clinic.opens(&stage, &recorded.qr_text);
    for (check, said) in [
        (CheckName::Receipt, "20 minutes ago"),
        (CheckName::Window, "by this computer's clock"),
        (CheckName::Revocation, "20 minutes ago"),
    ] {
        let found = detail(&opened, check);
        assert!(found.contains("ledger could not be reached"), "{found}");
        assert!(found.contains(said), "{found}");
    }

    let waiting = patient.make(&stage, &lenient);
    assert_eq!(patient.send(&stage).waiting, 1);
    assert_eq!(patient.state(&stage, waiting.id), GrantState::Pending);
    let opened = clinic.opens(&stage, &waiting.qr_text);
    assert!(detail(&opened, CheckName::Receipt).starts_with("waiting"));

    stage.ledger.as_mut().unwrap().restart();
    assert_eq!(patient.send(&stage).sent, 1);
    patient.sync_well(&stage);
    for grant in [&strict, &recorded, &waiting] {
        let opened = clinic.opens(&stage, &grant.qr_text);
        assert!(detail(&opened, CheckName::Receipt).starts_with("the grant is entry"));
        assert!(detail(&opened, CheckName::Revocation).contains("status list of"));
    }
}

#[test]
fn a_month_s_keys_open_what_was_granted_to_them_and_are_then_destroyed() {
    let stage = Stage::new();
    let (mut clinic, old) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    stage.clock.pass(30 * DAY - 1);
    assert_eq!(clinic.card(&stage).digest(), old.digest());
    let month = Wish {
        until: stage.now().plus(30 * DAY),
        ..stage.wish(&old)
    };
    let grant = patient.grant(&stage, &month);
    let shelf = stage.shelf(&patient.mailbox(grant.id));
    stage.clock.pass(1);
    let new = clinic.card(&stage);
    assert_ne!(new.digest(), old.digest());
    assert_eq!(new.key(), old.key(), "the clinic is the same");
    let other = patient.grant(&stage, &stage.wish(&new));
    for code in [&grant.qr_text, &other.qr_text] {
        clinic.opens(&stage, code);
    }
    let refused = keepwell_wallet::grants::make(
        &patient.vault,
        &stage.wish(&old),
        stage.now(),
        &mut rand_core::OsRng,
    );
    assert!(matches!(
        refused,
        Err(keepwell_wallet::grants::GrantError::Card(
            cards::CardError::Older { .. }
        ))
    ));
    stage.clock.pass(30 * DAY - 2);
    clinic.opens(&stage, &grant.qr_text);

    stage.clock.pass(DAY + 1);
    clinic.card(&stage);
    stage.wire.hold(shelf.serving());
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("not_for_this_clinic", "decrypt")
    );
}
