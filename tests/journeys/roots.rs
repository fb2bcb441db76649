//! A relay that binds itself each minute to what happened, by a root on the ledger: what it then tells is proved to the patient, and
//! where it tells something else the wallet notices, and keeps the evidence.

use std::time::{Duration, Instant};

use keepwell_protocol::relay_api::mailbox_path;
use keepwell_wallet::activity::{self, OnRecord};
use serde_json::Value;

use crate::{
    stage::{MINUTE, Patient, Stage},
    wire::{altering, path},
};

/// How long the relay and the ledger may take for a root, in real time.
const PATIENCE: Duration = Duration::from_secs(30);

/// Lets minutes pass until `is_so` after a sync.
fn until(stage: &Stage, patient: &Patient, what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    loop {
        stage.clock.pass(MINUTE);
        std::thread::sleep(Duration::from_millis(300));
        patient.sync(stage);
        if is_so() {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}");
    }
}

fn roots(patient: &Patient) -> Vec<OnRecord> {
    let events = activity::list(&patient.vault).expect("events");
    events.into_iter().map(|event| event.root).collect()
}

#[test]
fn what_happened_is_proved_by_a_root_on_the_ledger() {
    let stage = Stage::bound();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    patient.sync_well(&stage);
    let grant = patient.grant(&stage, &stage.wish(&card));
    clinic.opens(&stage, &grant.qr_text);
    let is_proved = || {
        let roots = roots(&patient);
        !roots.is_empty() && roots.iter().all(|root| *root == OnRecord::Proved)
    };
    until(&stage, &patient, "the events are proved", is_proved);
    patient.sync_well(&stage);
    // The relay goes on while nothing happens, and over a restart.
    let mut stage = stage;
    stage.server.stop();
    stage.server.restart();
    until(&stage, &patient, "they are proved still", is_proved);
    patient.sync_well(&stage);
}

#[test]
fn an_event_that_the_relay_altered_raises_the_alarm_with_evidence() {
    let stage = Stage::bound();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    patient.sync_well(&stage);
    let grant = patient.grant(&stage, &stage.wish(&card));
    clinic.opens(&stage, &grant.qr_text);
    let mailbox = mailbox_path(&patient.mailbox(grant.id));
    // The relay tells another hour than it has bound itself to; nothing else in the event says when it was.
    stage.wire.hold(altering(
        move |request| path(request) == mailbox,
        |body| {
            let mut status: Value = serde_json::from_slice(body).expect("JSON");
            status["events"][0]["time"] = "2026-11-20T09:00:59Z".into();
            *body = serde_json::to_vec(&status).expect("JSON");
        },
    ));
    let is_noticed = || {
        let alerts = patient.sync(&stage).alerts;
        alerts.iter().any(|alert| alert.code == "altered_event")
    };
    until(&stage, &patient, "the altered event is noticed", is_noticed);
    let alerts = patient.sync(&stage).alerts;
    let alert = alerts.iter().find(|alert| alert.code == "altered_event");
    let evidence = patient.evidence(alert.expect("an alert"));
    assert_eq!(evidence["found"], "altered_event");
    assert!(
        evidence["event"].is_object() && evidence["proof"].is_object(),
        "{evidence}"
    );
    assert!(roots(&patient).contains(&OnRecord::Missing));
}
