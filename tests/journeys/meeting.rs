//! Meetings that somebody disturbs: a second scan, a relay that alters or plays both sides, time, and a restart.

use std::sync::mpsc;

use keepwell_client::transport::{Method, Transport as _};
use keepwell_clinic::{
    open::Code,
    rendezvous::{Outcome, RendezvousError as ClinicError, first as clinic_first},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    card::Card, link::FirstLink, mailbox::RendezvousId, relay_api::UNCLAIMED_LASTS_S,
    rendezvous::first as protocol_first,
};
use keepwell_wallet::{
    grants,
    rendezvous::{
        Asking, Given, RendezvousError,
        first::{self, First, State},
    },
};
use rand_core::OsRng;

use crate::{
    stage::{Clinic, Patient, Stage},
    wire::{altering, path},
};

/// How long the wallet waits for something to happen, in seconds; it is there much sooner.
const WAIT_S: u32 = 20;

fn begin(stage: &Stage, patient: &Patient) -> First {
    first::begin(&patient.vault, &stage.wire, stage.now(), &mut OsRng).expect("a code")
}

fn text(first: &First) -> String {
    match first.state() {
        Some(State::Waiting { text, .. }) => text,
        _ => panic!("a code is shown"),
    }
}

fn poll(stage: &Stage, first: &mut First) -> Result<State, RendezvousError> {
    first::poll(first, &stage.wire, WAIT_S, stage.now(), &mut OsRng)
}

/// Looks until a clinic asks.
fn asked(stage: &Stage, first: &mut First) -> Asking {
    loop {
        match poll(stage, first).expect("no disturbance") {
            State::Asked(asking) => return *asking,
            State::Waiting { .. } => {}
        }
    }
}

fn claim(
    stage: &Stage,
    clinic: &mut Clinic,
    code: &str,
) -> Result<keepwell_clinic::rendezvous::Asked, ClinicError> {
    let code = Code::Text(code);
    clinic_first::claim(&mut clinic.desk, &stage.wire, code, stage.now(), &mut OsRng)
}

fn say_yes(stage: &Stage, patient: &Patient, first: First) -> Given {
    let mut make = |card: &Card| {
        let made = grants::make(&patient.vault, &stage.wish(card), stage.now(), &mut OsRng)?;
        patient.send(stage);
        Ok(made)
    };
    let given = first::answer(first, &stage.wire, Some(&mut make), stage.now(), &mut OsRng);
    given.expect("an answer").expect("a grant")
}

#[test]
fn a_second_scan_takes_the_code_from_both() {
    let stage = Stage::new();
    let patient = stage.patient("mine");
    let (mut one, _) = stage.clinic("Harbour Clinic");
    let (mut two, _) = stage.clinic("Another Clinic");
    let mut first = begin(&stage, &patient);
    let code = text(&first);
    let (tell, claimed) = mpsc::channel();
    stage.wire.hold(move |network, request| {
        let claims = path(&request).ends_with("/claim");
        let answer = network.send(request);
        if claims {
            let _ = tell.send(());
        }
        answer
    });
    let (earlier, later) = std::thread::scope(|scope| {
        let earlier = scope.spawn(|| claim(&stage, &mut one, &code).map(drop));
        claimed.recv().expect("a claim");
        let later = claim(&stage, &mut two, &code).map(drop);
        (earlier.join().expect("a thread"), later)
    });
    assert_eq!(earlier.unwrap_err().code(), "scanned_twice");
    assert_eq!(later.unwrap_err().code(), "code_over");
    assert_eq!(
        poll(&stage, &mut first).err().unwrap().code(),
        "scanned_twice"
    );
    assert!(first.state().is_none());
}

/// Looks until the meeting ends, without anybody having been named.
fn ends(stage: &Stage, first: &mut First) -> RendezvousError {
    loop {
        match poll(stage, first) {
            Ok(State::Waiting { .. }) => {}
            Ok(State::Asked(_)) => panic!("nobody may be named"),
            Err(error) => return error,
        }
    }
}

#[test]
fn a_relay_that_alters_what_is_said_ends_the_meeting() {
    for number in [0, 1] {
        let stage = Stage::new();
        let patient = stage.patient("mine");
        let (mut clinic, _) = stage.clinic("Harbour Clinic");
        let mut first = begin(&stage, &patient);
        let code = text(&first);
        let end = format!("/messages/{number}");
        let fetched = move |request: &keepwell_client::transport::Request| {
            request.method == Method::Get && path(request).ends_with(&end)
        };
        stage.wire.hold(altering(fetched, |body| {
            if let Some(byte) = body.get_mut(2000) {
                *byte ^= 1;
            }
        }));
        let wallet = std::thread::scope(|scope| {
            let clinic = scope.spawn(|| claim(&stage, &mut clinic, &code).map(drop));
            let wallet = ends(&stage, &mut first);
            // The clinic is told that it is over, or got its own altered message.
            let _ = clinic.join().expect("a thread");
            wallet
        });
        assert_eq!(wallet.code(), "mismatch");
        assert!(first.state().is_none());
        assert!(grants::all(&patient.vault).expect("grants").is_empty());
    }
}

#[test]
fn somebody_who_plays_both_sides_shows_them_different_words() {
    let stage = Stage::new();
    let patient = stage.patient("mine");
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let mut shown = begin(&stage, &patient);
    // They saw the patient's code, claim it under the clinic's own card, and show the clinic a code of theirs.
    let relay = keepwell_client::relay::Relay::new(&stage.wire, stage.url.clone());
    let (key, now) = (SigningKey::generate(&mut OsRng), stage.now());
    let link = FirstLink::parse(&text(&shown)).expect("a code");
    let id = RendezvousId::generate(&mut OsRng);
    relay
        .create_rendezvous(&key, &id, now)
        .expect("a rendezvous");
    let theirs = protocol_first::Offer::make(stage.url.clone(), id, &mut OsRng);
    let theirs_text = theirs.link().to_text();
    let receive = |id, number| {
        let received = relay.receive_message(&key, id, (number, WAIT_S), now);
        received.expect("the relay").expect("a message")
    };
    let (to_clinic, to_patient) = std::thread::scope(|scope| {
        let at_clinic = scope.spawn(|| claim(&stage, &mut clinic, &theirs_text));
        let (answered, answer) = theirs
            .answer(&receive(&id, 0), &mut OsRng)
            .expect("a claim");
        relay
            .send_message(&key, &id, (0, &answer), now)
            .expect("sent");
        let question = answered
            .reveal(&receive(&id, 1))
            .expect("the clinic's card");
        assert_eq!(question.card().digest(), card.digest());
        let (claimed, message) = protocol_first::claim(&link, card, &mut OsRng).expect("a claim");
        relay
            .claim_rendezvous(&key, &link.id, &message, now)
            .expect("claimed");
        assert!(matches!(
            poll_once(&stage, &mut shown),
            State::Waiting { .. }
        ));
        let (wait, reveal) = claimed
            .reveal(&receive(&link.id, 0), &mut OsRng)
            .expect("an answer");
        relay
            .send_message(&key, &link.id, (1, &reveal), now)
            .expect("sent");
        assert_eq!(asked(&stage, &mut shown).words, wait.words());
        let at_clinic = at_clinic.join().expect("a thread").expect("asked");
        (at_clinic.words(), wait.words())
    });
    assert_ne!(to_clinic, to_patient);
}

/// Looks once without waiting.
fn poll_once(stage: &Stage, first: &mut First) -> State {
    first::poll(first, &stage.wire, 0, stage.now(), &mut OsRng).expect("no disturbance")
}

#[test]
fn a_code_that_is_over_is_renewed_and_the_new_one_works() {
    let stage = Stage::new();
    let patient = stage.patient("mine");
    let (mut clinic, _) = stage.clinic("Harbour Clinic");
    let mut first = begin(&stage, &patient);
    let before = text(&first);
    stage.clock.pass(UNCLAIMED_LASTS_S);
    let late = claim(&stage, &mut clinic, &before).map(drop);
    assert_eq!(late.unwrap_err().code(), "code_over");
    poll_once(&stage, &mut first);
    let code = text(&first);
    assert_ne!(code, before);
    let words = std::thread::scope(|scope| {
        let clinic = scope.spawn(|| claim(&stage, &mut clinic, &code).expect("asked").words());
        let words = asked(&stage, &mut first).words;
        assert_eq!(clinic.join().expect("a thread"), words);
        words
    });
    assert_ne!(words.to_string(), "");
}

#[test]
fn a_meeting_goes_on_after_the_relay_was_restarted() {
    let mut stage = Stage::new();
    let patient = stage.patient("mine");
    let (mut clinic, _) = stage.clinic("Harbour Clinic");
    let mut first = begin(&stage, &patient);
    let code = text(&first);
    let mut waiting = std::thread::scope(|scope| {
        let clinic = scope.spawn(|| claim(&stage, &mut clinic, &code).expect("asked"));
        asked(&stage, &mut first);
        clinic.join().expect("a thread")
    });
    stage.server.stop();
    stage.server.restart();
    let given = say_yes(&stage, &patient, first);
    assert!(given.delivered);
    let outcome = waiting
        .outcome(&stage.wire, 0, stage.now())
        .expect("the relay");
    let Some(Outcome::Granted(link)) = outcome else {
        panic!("a grant expected")
    };
    assert_eq!(link.to_text(), given.made.qr_text);
    clinic.open(&stage, &link.to_text()).expect("opened");
}
