//! `wallet revoke`, killed: a stop that was reported holds, one that was kept goes out later, and the log has each once.

use keepwell_wallet::grants::{self, Grant};

use crate::{
    chance::Killer,
    logged::{self, Logged},
    place::{Place, nothing_unfinished},
    stage::{Clinic, Patient},
};

#[test]
fn a_stop_that_is_killed_holds_once_it_was_reported_and_is_logged_once() {
    let place = Place::new();
    let (mut clinic, card) = place.stage.clinic("clinic");
    place.take_in(1);
    let before = logged::size(&place);
    let (mut killer, mut logged, mut reported) = (Killer::new(), Logged::default(), 0);
    let mut stopped = 0;
    let wanted = super::cycles();
    for cycle in 0.. {
        if killer.killed == wanted {
            break;
        }
        let patient = place.unlock();
        let made = patient.grant(&place.stage, &place.stage.wish(&card));
        drop(patient);
        let id = made.id.to_string();
        let answer = killer.spare_first(cycle, &mut place.wallet(&["revoke", &id]));
        if let Some(answer) = &answer {
            reported += 1;
            assert_eq!(answer["grants"][0]["state"], "revoked");
            assert_eq!(refusal(&mut clinic, &place, &made.qr_text), "not_available");
        }
        let patient = place.unlock();
        let kept = known(&patient, &id).stop.is_some();
        assert!(kept || answer.is_none(), "a reported stop is lost");
        if !kept {
            grants::revoke(&patient.vault, made.id, place.stage.now()).expect("a stop");
        }
        let outcome = patient.send(&place.stage);
        assert_eq!((outcome.waiting, outcome.refused), (0, 0));
        assert!(known(&patient, &id).is_stop_sent());
        assert_eq!(refusal(&mut clinic, &place, &made.qr_text), "not_available");
        logged.look(&patient);
        nothing_unfinished(&place.home());
        stopped += 1;
    }
    let size = logged::size(&place);
    assert_eq!(size, before + logged.count() + stopped, "one entry a deed");
    println!("revoke: {} killed, {reported} reported", killer.killed);
}

fn known(patient: &Patient, id: &str) -> Grant {
    grants::find(&patient.vault, id).expect("the grant")
}

fn refusal(clinic: &mut Clinic, place: &Place, code: &str) -> &'static str {
    clinic.refusal(&place.stage, code).0
}
