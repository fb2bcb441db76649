//! A patient's device learns of an opening while it happens: through the relay's stream, and by asking where something in
//! between lets no stream through.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
};

use keepwell_client::transport::{Method, Request, Transport as _};
use keepwell_protocol::relay_api::{EVENT_STREAM, EventKind, MailboxState};
use keepwell_wallet::following::{Told, Watch, watch};

use crate::{
    stage::Stage,
    wire::{answer, path},
};

/// Whether this asks for a stream.
fn streams(request: &Request) -> bool {
    let mut headers = request.headers.iter();
    headers.any(|(name, value)| *name == "accept" && value == EVENT_STREAM)
}

/// Whether this asks where a mailbox stands.
fn asks(request: &Request) -> bool {
    let rest = path(request).strip_prefix("/v1/mailboxes/");
    request.method == Method::Get && rest.is_some_and(|rest| !rest.contains('/'))
}

/// Passes on what is told, until somebody opened.
fn pass_on(tell: &mpsc::Sender<Told>, news: Told) -> ControlFlow<()> {
    let opened = matches!(&news, Told::Happened(_, event)
        if matches!(event.what, EventKind::Opened { .. }));
    let _ = tell.send(news);
    if opened {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// What a watch tells until the clinic's first opening, after the clinic opens as soon as the watch listens.
fn learns_of_the_opening(stage: &Stage, watch: &Watch, open: impl FnOnce()) {
    let (tell, told) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut passed_on = |news| pass_on(&tell, news);
            let clock = || stage.now();
            watch.follow(&stage.wire, &clock, &|_| (), &mut passed_on)
        });
        let listens = told
            .iter()
            .find(|news| *news == Told::State(MailboxState::Open));
        assert!(listens.is_some());
        open();
        assert!(told.iter().any(|news| matches!(news, Told::Happened(0, _))));
    });
}

#[test]
fn an_opening_is_told_through_the_stream_and_nobody_asks() {
    let stage = Stage::new();
    let patient = stage.patient("mine");
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let made = patient.grant(&stage, &stage.wish(&card));
    let watch = watch(&patient.vault, made.id).expect("a watch");
    let asked = Arc::new(AtomicU32::new(0));
    let count = asked.clone();
    stage.wire.hold(move |network, request| {
        count.fetch_add(u32::from(asks(&request)), Ordering::Relaxed);
        if streams(&request) {
            network.stream(request)
        } else {
            network.send(request)
        }
    });
    learns_of_the_opening(&stage, &watch, || {
        clinic.open(&stage, &made.qr_text).expect("opened");
    });
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[test]
fn where_no_stream_comes_through_it_is_learnt_by_asking() {
    let stage = Stage::new();
    let patient = stage.patient("mine");
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let made = patient.grant(&stage, &stage.wish(&card));
    let watch = watch(&patient.vault, made.id).expect("a watch");
    stage.wire.hold(|network, request| {
        if streams(&request) {
            return Ok(answer(
                502,
                Vec::new(),
                b"<html>no streams here</html>".to_vec(),
            ));
        }
        network.send(request)
    });
    learns_of_the_opening(&stage, &watch, || {
        clinic.open(&stage, &made.qr_text).expect("opened");
    });
}
