//! A ledger that has grown long. Whoever is new, or was away meanwhile, takes hashes, the newest list and the log's end instead of
//! everything, and is told the same as whoever read it all.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use keepwell_client::transport::{Method, Request, Transport as _};
use keepwell_clinic::withdraw::withdraw;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    batch::{self, BATCH_PATH, BATCH_TYPE},
    statement::Statement,
};
use keepwell_wallet::{
    cards::CardError,
    grants::{self, GrantError, GrantState},
};
use rand_core::OsRng;

use crate::{
    stage::{MINUTE, Patient, Stage},
    wire::path,
};

/// More than anybody reads one by one.
const FAR: u32 = 5000;
/// Bundles at the end of the log: a list, and what was logged since.
const FEW: usize = 3;

/// Registers that many grants of other people, of round `round`.
fn fill(stage: &Stage, round: u8) {
    let mut seed = [round; 32];
    let statements: Vec<_> = (0..FAR)
        .map(|number| {
            seed[..4].copy_from_slice(&number.to_be_bytes());
            let key = SigningKey::from_seed(&seed);
            Statement::grant(&[round; 16], &[2; 32], b"terms", &key)
        })
        .collect();
    for some in statements.chunks(512) {
        let body = batch::encode(some.iter().map(Statement::as_bytes)).expect("a batch");
        let request = Request {
            method: Method::Post,
            url: format!("{}{BATCH_PATH}", stage.url),
            headers: vec![("content-type", BATCH_TYPE.to_owned())],
            body,
            limit: 1 << 20,
        };
        assert_eq!(stage.wire.send(request).expect("an answer").status, 200);
    }
}

/// Lets the next list be published.
fn listed(stage: &Stage) {
    stage.clock.pass(6 * MINUTE);
    stage.settle();
}

/// Counts the bundles that are asked for from now on.
fn counting(stage: &Stage) -> Arc<AtomicUsize> {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    stage.wire.hold(move |network, request| {
        if path(&request).starts_with("/tile/entries/") {
            counted.fetch_add(1, Ordering::SeqCst);
        }
        network.send(request)
    });
    count
}

fn expect_few(count: &AtomicUsize, who: &str) {
    let asked = count.swap(0, Ordering::SeqCst);
    assert!((1..=FEW).contains(&asked), "{who} read {asked} bundles");
}

#[test]
fn who_was_away_for_long_and_who_is_new_read_the_end_alone_and_miss_nothing() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let (hill, hill_card) = stage.clinic("Hill Clinic");
    let patient = stage.patient("away");
    let share = patient.grant(&stage, &stage.wish(&card));
    clinic.opens(&stage, &share.qr_text);
    patient.sync_well(&stage);
    fill(&stage, 1);
    withdraw(&hill.desk, &stage.wire, &mut OsRng).expect("a withdrawal");
    fill(&stage, 2);
    listed(&stage);

    let count = counting(&stage);
    patient.sync_well(&stage);
    expect_few(&count, "a wallet that was away");
    let stranger = stage.patient("new");
    stranger.sync_well(&stage);
    expect_few(&count, "a new wallet");
    for one in [&patient, &stranger] {
        let made = grants::make(&one.vault, &stage.wish(&hill_card), stage.now(), &mut OsRng);
        let error = made.expect_err("nobody shares with it");
        assert!(matches!(
            error,
            GrantError::Card(CardError::Withdrawn { .. })
        ));
    }
    clinic.opens(&stage, &share.qr_text);
    expect_few(&count, "a desk that was away");
    let (mut fresh, fresh_card) = stage.clinic("New Clinic");
    let other = stranger.grant(&stage, &stage.wish(&fresh_card));
    count.store(0, Ordering::SeqCst);
    fresh.opens(&stage, &other.qr_text);
    expect_few(&count, "a new desk");
    stage.wire.release();
    stops(&stage, &patient, share.id);
}

/// A stop that everybody passes over is known all the same.
fn stops(stage: &Stage, patient: &Patient, grant: grants::GrantId) {
    patient.stop(stage, grant);
    fill(stage, 3);
    listed(stage);
    let count = counting(stage);
    patient.sync_well(stage);
    expect_few(&count, "a wallet that stopped");
    assert_eq!(patient.state(stage, grant), GrantState::Revoked);
    assert!(patient.failing(stage).is_empty());
}
