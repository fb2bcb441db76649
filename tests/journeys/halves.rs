//! One half of a server fails while the other works: what can be done is done at once, whichever half it is.

use keepwell_wallet::grants::{self, GrantState, Wish};

use crate::{
    stage::Stage,
    wire::{failing, is_for_ledger},
};

#[test]
fn a_broken_ledger_does_not_keep_a_share_from_the_relay() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    stage.wire.hold(failing(is_for_ledger));
    let wish = Wish {
        offline_ok: true,
        ..stage.wish(&card)
    };
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
