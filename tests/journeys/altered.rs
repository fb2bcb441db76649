//! One altered byte in everything that travels, on its way over the wire: the check that should catch it does, by its
//! name, nothing is written, and without the alteration the same thing works.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use data_encoding::BASE32_NOPAD;
use keepwell_clinic::kind::Kind;
use keepwell_protocol::{link::CardLink, relay_api::mailbox_path};
use keepwell_wallet::{
    activity::{self, What},
    cards, error,
    evidence::CheckName,
    grants::GrantState,
    share,
};
use serde_json::Value;

use crate::{
    stage::{Patient, Stage},
    wire::{altering, is_download, path},
};

/// The text of a code or link with one bit of its payload turned, for each byte of it.
fn altered_texts(text: &str) -> Vec<String> {
    let (address, payload) = text.split_once('#').expect("a payload");
    let payload = BASE32_NOPAD.decode(payload.as_bytes()).expect("Base32");
    (0..payload.len())
        .map(|at| {
            let mut altered = payload.clone();
            altered[at] ^= 1;
            format!("{address}#{}", BASE32_NOPAD.encode(&altered))
        })
        .collect()
}

/// From now on one bit is turned in each answer from a path that begins like this; counts them.
fn turn(stage: &Stage, start: &'static str, at: usize) -> Arc<AtomicU64> {
    let count = Arc::new(AtomicU64::new(0));
    let counter = count.clone();
    stage.wire.hold(altering(
        move |request| path(request).starts_with(start),
        move |body| {
            if let Some(byte) = body.get_mut(at) {
                *byte ^= 1;
                counter.fetch_add(1, Ordering::SeqCst);
            }
        },
    ));
    count
}

#[test]
fn every_altered_byte_of_a_card_is_refused() {
    let stage = Stage::new();
    let (_, card) = stage.clinic("Harbour Clinic");
    let file = stage.path("altered.card");
    let named = file.to_str().expect("a path");
    let mut bytes = card.as_bytes().to_vec();
    for at in 0..bytes.len() {
        bytes[at] ^= 1;
        std::fs::write(&file, &bytes).expect("written");
        let refused = cards::open(named, &stage.wire).err().expect("a refusal");
        assert_eq!(refused.kind(), error::Kind::Damaged, "byte {at}");
        bytes[at] ^= 1;
    }
    let (link, _) = CardLink::for_card(&stage.url, &bytes, &card.digest());
    for text in altered_texts(&link) {
        assert!(cards::open(&text, &stage.wire).is_err(), "{text}");
    }
    std::fs::write(&file, &bytes).expect("written");
    for named in [named, &link] {
        let read = cards::open(named, &stage.wire);
        let read = read.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(read.digest(), card.digest());
    }
}

#[test]
fn a_card_that_the_relay_keeps_is_refused_when_a_byte_of_it_or_of_its_digest_is_altered() {
    let stage = Stage::new();
    let (_, card) = stage.clinic(&"Harbour Clinic ".repeat(8));
    let (link, kind) = CardLink::for_card(&stage.url, card.as_bytes(), &card.digest());
    assert!(matches!(kind, CardLink::Digest(..)), "too long for a code");
    for text in altered_texts(&link) {
        assert!(cards::open(&text, &stage.wire).is_err(), "{text}");
    }
    let mut altered = 0;
    for at in (0..2048).step_by(11) {
        let count = turn(&stage, "/v1/boxes/", at);
        let read = cards::open(&link, &stage.wire);
        let was_altered = count.load(Ordering::SeqCst);
        assert_eq!(read.is_err(), was_altered == 1, "byte {at}");
        altered += was_altered;
    }
    assert!(altered > 30);
}

#[test]
fn every_altered_byte_of_a_code_leads_nowhere() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    for (at, text) in altered_texts(&grant.qr_text).iter().enumerate() {
        let expected = if at == 0 {
            ("not_a_code", "qr")
        } else {
            ("not_available", "relay")
        };
        assert_eq!(clinic.refusal(&stage, text), expected, "byte {at}");
    }
    let torn = grant.qr_text.trim_end_matches(|last| last != '#');
    let (_, headless) = grant.qr_text.split_at(1);
    for text in [torn, &grant.qr_text.replace('#', "#1"), headless] {
        assert_eq!(clinic.refusal(&stage, text), ("not_a_code", "qr"));
    }
    let elsewhere = grant.qr_text.replace("127.0.0.1", "127.0.0.2");
    assert_eq!(
        clinic.refusal(&stage, &elsewhere),
        ("relay_not_allowed", "relay")
    );
    patient.sync_well(&stage);
    let seen = patient.known(grant.id).relay.seen.expect("asked");
    assert_eq!(seen.openings, 0, "nobody was let in");
    clinic.opens(&stage, &grant.qr_text);
}

/// A patient whose letter travels as a part of its own.
fn with_a_letter(stage: &Stage) -> Patient {
    let patient = stage.patient("patient");
    let line = b"Nothing of note was found.\n";
    let letter: Vec<u8> = line.iter().copied().cycle().take(300_000).collect();
    let report = patient.import(stage, "letter.txt", &letter);
    assert_eq!(report.imported, 1);
    patient
}

#[test]
fn an_altered_or_cut_ciphertext_is_caught() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = with_a_letter(&stage);
    let wish = stage.wish_with(&card, |choice| choice.what = share::What::Everything);
    let grant = patient.grant(&stage, &wish);
    let shelf = stage.shelf(&patient.mailbox(grant.id));
    assert_eq!(shelf.parts.len(), 4);
    for (part, bytes) in &shelf.parts {
        let check = if part == "manifest" {
            "decrypt"
        } else {
            "parts"
        };
        let last = bytes.len() - 1;
        for at in [0, 30, 100, 250, 400, last / 2, last] {
            let name = part.clone();
            stage.wire.hold(altering(
                move |request| is_download(request, &name),
                move |body| body[at] ^= 1,
            ));
            let refused = clinic.refused(&stage, &grant.qr_text);
            assert_eq!(refused.check, check, "byte {at} of {part}");
            assert_eq!(refused.kind, Kind::Refused, "byte {at} of {part}");
        }
        let name = part.clone();
        stage.wire.hold(altering(
            move |request| is_download(request, &name),
            move |body| body.truncate(last),
        ));
        assert_eq!(
            clinic.refusal(&stage, &grant.qr_text),
            ("altered", check),
            "{part} was cut"
        );
    }
    stage.wire.release();
    let opened = clinic.opens(&stage, &grant.qr_text);
    assert!(opened.files.iter().any(|file| file.ends_with("letter.txt")));
}

#[test]
fn an_altered_byte_of_what_the_ledger_says_is_caught() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    // The log has four entries now, and the grant's receipt speaks of three: comparing the two takes every hash.
    patient.grant(&stage, &stage.wish(&card));
    // Somebody between may have done it, so nobody is accused.
    let away = ("ledger_unreachable", Kind::Unreachable);
    // In a bundle an entry has 43 bytes: length, type, target, digest. The grant's is the third.
    let entry = 2 * 43;
    for (start, places) in [
        ("/checkpoint", vec![0, 20, 40, 60, 90, 150]),
        ("/time", vec![0, 5, 60, 90, 130, 150]),
        ("/tile/entries/", vec![0, 1, entry + 1]),
        ("/tile/entries/", vec![entry + 2, entry + 11, entry + 42]),
        ("/tile/0/", vec![0, 31, 40, 70, 127]),
    ] {
        for at in places {
            let count = turn(&stage, start, at);
            let refused = clinic.refused(&stage, &grant.qr_text);
            assert!(count.load(Ordering::SeqCst) > 0, "{start} {at}");
            assert_eq!(refused.check, "receipt", "{start} {at}");
            assert_eq!((refused.code, refused.kind), away, "{start} {at}");
        }
    }
    for at in [0, 40, 150] {
        turn(&stage, "/checkpoint", at);
        let synced = patient.sync(&stage);
        assert!(synced.unreachable.is_some() && synced.checkpoint.is_none());
        assert_eq!(patient.failing(&stage), [], "it is no lie of the ledger");
    }
    stage.wire.release();
    patient.sync_well(&stage);
    clinic.opens(&stage, &grant.qr_text);
    patient.grant(&stage, &stage.wish(&card));
    turn(&stage, "/tile/entries/", 5 * 43 + 11);
    let synced = patient.sync(&stage);
    let told = synced.unreachable.expect("a sentence");
    assert!(told.contains("somebody between"), "{told}");
    assert_eq!(patient.failing(&stage), [], "nothing is proved");
    stage.wire.release();
    patient.sync_well(&stage);
}

#[test]
fn a_wallet_believes_no_altered_receipt() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    for start in ["/entries", "/entries/"] {
        for at in [3, 30, 80, 120, 150] {
            let grant = patient.make(&stage, &stage.wish(&card));
            let count = turn(&stage, start, at);
            assert_eq!(patient.send(&stage).waiting, 1, "{start} {at}");
            assert!(count.load(Ordering::SeqCst) > 0, "{start} {at}");
            assert_eq!(patient.state(&stage, grant.id), GrantState::Pending);
            assert!(patient.known(grant.id).ledger.recorded.is_none());
            stage.wire.release();
            assert_eq!(patient.send(&stage).sent, 1);
            assert_eq!(patient.state(&stage, grant.id), GrantState::Active);
            clinic.opens(&stage, &grant.qr_text);
        }
    }
}

#[test]
fn an_altered_event_or_report_is_not_taken_for_the_clinic_s() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    for (what, field, alters) in [
        ("opened", "/evidence/signature", What::Opened),
        ("opened", "/evidence/target_uri", What::Opened),
        ("opened", "/opening", What::Opened),
        ("reported", "/report/ciphertext", What::Shown),
        ("reported", "/report/enc", What::Shown),
    ] {
        let grant = patient.grant(&stage, &stage.wish(&card));
        clinic.opens(&stage, &grant.qr_text);
        let mailbox = mailbox_path(&patient.mailbox(grant.id));
        stage.wire.hold(altering(
            move |request| path(request) == mailbox,
            move |body| turn_event(body, what, field),
        ));
        let unreadable = activity::unreadable(&patient.vault).expect("a number");
        patient.sync(&stage);
        let events = activity::list(&patient.vault).expect("events");
        let mut verified: Vec<_> = events
            .iter()
            .filter(|event| event.grant == grant.id)
            .map(|event| (event.what, event.verified))
            .collect();
        let untouched = [What::Opened, What::Shown, What::Saved];
        assert!(!verified.contains(&(alters, true)), "{field}");
        verified.retain(|(what, _)| *what != alters);
        let expected = untouched.into_iter().filter(|what| *what != alters);
        let expected: Vec<_> = expected.map(|what| (what, true)).collect();
        assert_eq!(verified, expected, "{field}");
        let now_unreadable = activity::unreadable(&patient.vault).expect("a number");
        let more = usize::from(what == "reported");
        assert_eq!(now_unreadable, unreadable + more, "{field}");
    }
    assert_eq!(patient.failing(&stage), [CheckName::Status]);
}

/// Turns one bit of a field of the first event of this kind.
fn turn_event(body: &mut Vec<u8>, what: &str, field: &str) {
    let mut status: Value = serde_json::from_slice(body).expect("JSON");
    let events = status["events"].as_array_mut().expect("events");
    let mut of_kind = events.iter_mut().filter(|event| event["what"] == what);
    let event = of_kind.next().expect("an event");
    let text = event.pointer_mut(field).expect("a field");
    let altered = text.as_str().expect("text").to_owned();
    let (start, end) = altered.split_at(altered.len() / 2);
    let (turned, end) = end.split_at(1);
    let turned = if turned == "1" { "2" } else { "1" };
    *text = format!("{start}{turned}{end}").into();
    *body = serde_json::to_vec(&status).expect("JSON");
}

#[test]
fn an_event_that_was_shown_once_cannot_be_taken_back() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    clinic.opens(&stage, &grant.qr_text);
    patient.sync_well(&stage);
    let mailbox = mailbox_path(&patient.mailbox(grant.id));
    stage.wire.hold(altering(
        move |request| path(request) == mailbox,
        |body| {
            let mut status: Value = serde_json::from_slice(body).expect("JSON");
            status["events"].as_array_mut().expect("events").remove(0);
            *body = serde_json::to_vec(&status).expect("JSON");
        },
    ));
    let alerts = patient.sync(&stage).alerts;
    assert_eq!(alerts.len(), 1);
    assert_eq!(patient.evidence(&alerts[0])["found"], "lost_event");
    stage.wire.release();
    assert_eq!(patient.sync(&stage).alerts, alerts, "the alert stays");
    assert_eq!(patient.failing(&stage), [CheckName::Status]);
    assert_eq!(activity::list(&patient.vault).expect("events").len(), 3);
}
