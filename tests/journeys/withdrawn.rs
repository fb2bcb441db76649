//! A clinic whose key somebody else may have withdraws its card, and no wallet shares with it any more: neither one that
//! met it before, nor one that never did, also after the ledger held the statement back for a while.

use keepwell_client::transport::Transport as _;
use keepwell_clinic::{card, withdraw::withdraw};
use keepwell_protocol::card::Card;
use keepwell_wallet::{
    cards::{self, CardError},
    grants::{self, GrantError},
};
use rand_core::OsRng;

use crate::{
    stage::{Patient, Stage},
    wire::{answer, path},
};

fn refusal(stage: &Stage, patient: &Patient, card: &Card) -> CardError {
    let made = grants::make(&patient.vault, &stage.wish(card), stage.now(), &mut OsRng);
    match made {
        Err(GrantError::Card(error)) => error,
        Err(error) => panic!("another refusal: {error}"),
        Ok(_) => panic!("the wallet shared with a card that was withdrawn"),
    }
}

#[test]
fn nobody_shares_with_a_card_that_was_withdrawn() {
    let stage = Stage::new();
    let (met, stranger) = (stage.patient("met"), stage.patient("stranger"));
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let shared = met.grant(&stage, &stage.wish(&card));
    withdraw(&clinic.desk, &stage.wire, &mut OsRng).expect("a withdrawal");
    for patient in [&met, &stranger] {
        patient.sync_well(&stage);
        let error = refusal(&stage, patient, &card);
        assert!(matches!(&error, CardError::Withdrawn { name } if name == "Harbour Clinic"));
        assert!(
            error
                .to_string()
                .starts_with("Harbour Clinic has withdrawn")
        );
    }
    let [known] = &cards::met(&met.vault).expect("clinics").known[..] else {
        panic!("one clinic was met");
    };
    let again = grants::again(&met.vault, shared.id, 60, stage.now(), &mut OsRng);
    assert!(matches!(
        again,
        Err(GrantError::Card(CardError::Withdrawn { .. }))
    ));
    assert!(
        cards::met(&met.vault)
            .expect("clinics")
            .is_withdrawn(&known.key)
    );
    // The clinic itself shows no card any more, and still opens what came before.
    let issued = card::issue(&mut clinic.desk, &stage.wire, stage.now(), &mut OsRng);
    assert!(matches!(issued, Err(card::CardError::Withdrawn)));
    clinic.opens(&stage, &shared.qr_text);
    let (_, other) = stage.clinic("Hill Clinic");
    met.grant(&stage, &stage.wish(&other));
}

#[test]
fn a_ledger_that_holds_the_statement_back_is_asked_again() {
    let stage = Stage::new();
    let patient = stage.patient("mine");
    let (clinic, card) = stage.clinic("Harbour Clinic");
    withdraw(&clinic.desk, &stage.wire, &mut OsRng).expect("a withdrawal");
    stage.wire.hold(|network, request| {
        if path(&request).ends_with("/statement") {
            Ok(answer(404, Vec::new(), Vec::new()))
        } else {
            network.send(request)
        }
    });
    patient.sync(&stage);
    stage.wire.release();
    patient.sync_well(&stage);
    assert!(matches!(
        refusal(&stage, &patient, &card),
        CardError::Withdrawn { .. }
    ));
}
