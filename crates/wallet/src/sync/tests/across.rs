//! A wallet that was away while much was logged: what it passes over takes nothing from what it checks.

use keepwell_client::{keys::LedgerKeys, ledger::Ledger, servers::LedgerKey};
use keepwell_protocol::{statement::Statement, status::Bitmap};
use keepwell_store::Batch;
use keepwell_tlog::note::{Name, Signer};
use rand_core::OsRng;

use super::*;
use crate::{
    activity::OnRecord,
    cards::{self, met},
    fixtures::sync_at,
    grants::Listed,
};

/// More than is read one by one.
const FAR: u32 = 5000;

impl Scene {
    /// A wallet that has synced, and was away while so much was logged; `between` is logged in the middle of it, and all of it listed.
    fn away(between: impl FnOnce(&Self)) -> Self {
        let scene = scene();
        scene.sync();
        scene.log_much(between);
        scene
    }

    fn log_much(&self, between: impl FnOnce(&Self)) {
        self.servers.inside().fill(FAR);
        between(self);
        let mut state = self.servers.inside();
        state.fill(FAR);
        let bitmap = Bitmap::of(&state.log.0);
        state.publish(bitmap, NOW);
        state.asked.clear();
    }

    /// How many bundles of entries were asked for.
    fn bundles(&self) -> usize {
        let state = self.servers.inside();
        let asked = state.asked.iter().filter(|line| line.contains("/entries/"));
        asked.filter(|line| line.contains("/tile/")).count()
    }

    fn codes(&self) -> Vec<String> {
        let synced = sync_at(&self.wallet.vault, &self.servers, NOW.plus(60));
        assert_eq!(synced.unreachable, None);
        synced.alerts.into_iter().map(|alert| alert.code).collect()
    }
}

#[test]
fn what_is_far_is_passed_over_and_everything_is_checked() {
    let scene = Scene::away(|_| ());
    assert_eq!(scene.codes(), [""; 0]);
    assert!(scene.bundles() <= 2, "{}", scene.bundles());
    assert_eq!(scene.failing(), []);
    // Its own entries are proved by their receipts: a stop that was passed over too.
    grants::revoke(&scene.wallet.vault, scene.id, NOW).unwrap();
    send(&scene.wallet.vault, &scene.servers);
    scene.log_much(|_| ());
    assert_eq!(scene.codes(), [""; 0]);
    assert!(scene.bundles() <= 2, "{}", scene.bundles());
    assert_eq!(scene.failing(), []);
    let grant = grants::load(&scene.wallet.vault, scene.id).unwrap();
    let stop = grant.unwrap().stop.unwrap();
    assert!(stop.recorded.unwrap().in_history);
    assert_eq!((stop.seen_at, stop.listed), (Some(10_002), Listed::Yes));
}

#[test]
fn a_newcomer_s_own_grant_is_proved_by_its_receipt() {
    let scene = scene();
    scene.log_much(|_| ());
    assert_eq!(scene.codes(), [""; 0]);
    assert!(scene.bundles() <= 2, "{}", scene.bundles());
    let grant = grants::load(&scene.wallet.vault, scene.id)
        .unwrap()
        .unwrap();
    assert!(grant.ledger.recorded.unwrap().in_history);
    assert_eq!((grant.ledger.seen_at, scene.failing()), (Some(0), vec![]));
}

#[test]
fn a_revocation_that_nobody_signed_is_caught_among_what_was_passed_over() {
    let scene = Scene::away(|scene| scene.append(EntryType::Revocation, 0, 9));
    assert_eq!(scene.codes(), ["foreign_revocation"]);
    assert_eq!(scene.failing(), [CheckName::Status]);
    assert_eq!(scene.codes(), ["foreign_revocation"], "it is told once");
}

#[test]
fn a_stop_by_another_device_is_found_among_what_was_passed_over() {
    let scene = Scene::away(|scene| {
        let (_folder, other) = other_device(&scene.wallet, &scene.servers);
        grants::revoke(&other, scene.id, NOW).unwrap();
        send(&other, &scene.servers);
    });
    assert_eq!(scene.codes(), [""; 0]);
    scene.codes();
    assert_eq!(state_of(&scene.wallet.vault, scene.id), GrantState::Revoked);
}

#[test]
fn a_grant_that_is_listed_and_not_revoked_is_a_false_list() {
    let scene = Scene::away(|_| ());
    let mut state = scene.servers.inside();
    let mut bitmap = Bitmap::of(&state.log.0);
    bitmap.grow(0, [0]);
    state.publish(bitmap, NOW.plus(30));
    drop(state);
    assert_eq!(scene.codes(), ["false_list"]);
}

#[test]
fn a_receipt_for_another_place_is_caught_however_far_away_it_is() {
    let scene = Scene::away(|scene| scene.servers.inside().log.0[0].statement = [9; 32]);
    assert_eq!(scene.codes(), ["rewritten"]);
}

#[test]
fn a_card_that_was_withdrawn_among_what_was_passed_over_is_known() {
    let withdrawn = SigningKey::generate(&mut OsRng);
    let scene = Scene::away(|scene| {
        let statement = Statement::withdrawal(&[7; 32], &withdrawn);
        scene.servers.inside().register(&statement);
    });
    scene.codes();
    let key = keepwell_protocol::relay_api::KeyText(withdrawn.verifying_key());
    let is_withdrawn = || {
        let met = met(&scene.wallet.vault).unwrap();
        met.is_withdrawn(&key)
    };
    assert!(is_withdrawn());
    // It stands on another ledger too, which keeps its statement to itself.
    let name = Name::parse("other.example").unwrap();
    let signer = Signer::new(name, SigningKey::from_seed(&[3; 32]));
    let keys = LedgerKeys::from(LedgerKey::from(signer.verifier_key().clone()));
    let ledger = Ledger::new(&scene.servers, relay_origin(), keys);
    let mut batch = Batch::new();
    let statement = Statement::withdrawal(&[7; 32], &withdrawn).digest();
    cards::note(&scene.wallet.vault, &mut batch, &ledger, &[statement]).unwrap();
    scene.wallet.vault.store().write(&batch).unwrap();
    assert!(is_withdrawn());
}

#[test]
fn a_running_grant_s_events_are_proved_under_roots_that_were_passed_over() {
    let scene = scene();
    // The relay is named, and has roots, while the wallet does not know of it.
    scene.log_much(|scene| {
        let grant = grants::load(&scene.wallet.vault, scene.id)
            .unwrap()
            .unwrap();
        let event = opened(&grant.relay.mailbox, &SigningKey::from_seed(&[7; 32]), 1);
        scene.servers.inside().name_relay();
        scene.servers.inside().close_root(NOW);
        scene.tell(event);
        scene.servers.inside().close_root(NOW.plus(60));
    });
    assert_eq!(scene.codes(), [""; 0]);
    let events = activity::list(&scene.wallet.vault).unwrap();
    let roots: Vec<_> = events.into_iter().map(|event| event.root).collect();
    assert_eq!(roots, [OnRecord::Proved]);
    // Also while it runs, little is read.
    assert!(scene.bundles() <= 2, "{}", scene.bundles());
    scene.log_much(|_| ());
    scene.codes();
    assert!(scene.bundles() <= 2, "{}", scene.bundles());
}
