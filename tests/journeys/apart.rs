//! Relay and ledger run by two operators: the ledger's server names the relay as its public address, and neither ever
//! gets what is meant for the other.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use keepwell_client::transport::Transport as _;
use keepwell_protocol::discovery::PATH;
use keepwell_wallet::grants::GrantState;

use crate::{
    stage::Stage,
    wire::{is_for_ledger, path},
};

#[test]
fn a_share_goes_its_way_between_two_operators() {
    let stage = Stage::apart();
    let (relay, ledger) = (stage.server.url.clone(), stage.url.clone());
    assert_ne!(relay, ledger);
    let is_astray = Arc::new(AtomicBool::new(false));
    let seen = is_astray.clone();
    stage.wire.hold(move |network, request| {
        let server = if is_for_ledger(&request) || path(&request) == PATH {
            &ledger
        } else {
            &relay
        };
        if !request.url.starts_with(server.as_str()) {
            seen.store(true, Ordering::SeqCst);
        }
        network.send(request)
    });
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let address = stage.server.url.as_str().to_ascii_uppercase();
    assert!(grant.qr_text.starts_with(&address), "{}", grant.qr_text);
    clinic.opens(&stage, &grant.qr_text);
    patient.sync_well(&stage);
    patient.stop(&stage, grant.id);
    assert_eq!(patient.state(&stage, grant.id), GrantState::Revoked);
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("not_available", "relay")
    );
    patient.sync_well(&stage);
    assert!(!is_astray.load(Ordering::SeqCst));
}

#[test]
fn a_stop_reaches_the_ledger_while_the_relay_is_away() {
    let mut stage = Stage::apart();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let shelf = stage.shelf(&patient.mailbox(grant.id));
    stage.server.stop();
    keepwell_wallet::grants::revoke(&patient.vault, grant.id, stage.now()).expect("a stop");
    assert_eq!(patient.send(&stage).waiting, 1);
    stage.server.restart();
    // The relay was not told yet, and serves.
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("revoked", "revocation")
    );
    assert_eq!(patient.send(&stage).sent, 1);
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("not_available", "relay")
    );
    stage.wire.hold(shelf.serving());
    assert_eq!(
        clinic.refusal(&stage, &grant.qr_text),
        ("revoked", "revocation")
    );
}
