//! Grants and stops on their way to servers that are away, break off, refuse or answer too late.

use keepwell_crypto::{recipient::Identity, secret::Secret32};
use keepwell_protocol::{
    entry::EntryType,
    manifest::{MANIFEST_PART, Manifest},
    part::unframe,
    relay_api::MailboxState,
    terms::{BUNDLE_PART, Terms},
};
use rand_core::OsRng;

use super::*;
use crate::{
    fixtures::{ASKED, Servers, card, send, share_with, state_of},
    grants::{self, Grant, GrantId, GrantState, Seen, StopState},
    testing::{NOW, PASSPHRASE, Wallet},
    vault::Vault,
};

/// The seed of the clinic's keys.
const CLINIC: u8 = 1;

struct Scene {
    wallet: Wallet,
    servers: Servers,
    id: GrantId,
}

/// A wallet with the sample and one grant that was not sent yet.
fn scene() -> Scene {
    let wallet = Wallet::with_sample();
    let id = share_with(&wallet.vault, &card("Harbour Clinic", CLINIC));
    Scene {
        wallet,
        servers: Servers::default(),
        id,
    }
}

impl Scene {
    fn vault(&self) -> &Vault {
        &self.wallet.vault
    }

    fn grant(&self) -> Grant {
        grants::load(self.vault(), self.id).unwrap().unwrap()
    }

    fn send(&self) -> Outcome {
        send(self.vault(), &self.servers)
    }

    /// Locks and unlocks, as a restart does.
    fn restart(mut self) -> Self {
        let phrase = self.wallet.phrase;
        let root = self.wallet.folder.path().join("home");
        drop(self.wallet.vault);
        self.wallet = Wallet {
            vault: Vault::unlock(&root, PASSPHRASE).unwrap(),
            phrase,
            folder: self.wallet.folder,
        };
        self
    }

    /// What the clinic finds in a part of the first mailbox, by version.
    fn opened(&self, part: &str) -> Vec<Vec<u8>> {
        let identity = Identity::from_secret(&Secret32::from_bytes([CLINIC; 32]));
        let state = self.servers.inside();
        let mailbox = state.mailboxes.values().next().unwrap();
        let versions = mailbox.parts.get(part).cloned().unwrap_or_default();
        let open = |sealed: &Vec<u8>| {
            let framed = identity.decrypt(sealed, 10 << 20).unwrap();
            unframe(&framed).unwrap().to_vec()
        };
        versions.iter().map(open).collect()
    }

    fn manifests(&self) -> Vec<Manifest> {
        let opened = self.opened(MANIFEST_PART);
        opened
            .iter()
            .map(|bytes| Manifest::parse(bytes).unwrap())
            .collect()
    }

    /// The paths that were asked, in the order in which they first were.
    fn steps(&self) -> Vec<&'static str> {
        let names = [
            ("PUT /v1/mailboxes", "create"),
            ("parts/bundle", "bundle"),
            ("PUT /v1/boxes", "index"),
            ("POST /entries", "register"),
            ("parts/manifest", "manifest"),
            ("/close", "close"),
        ];
        let mut steps = Vec::new();
        for line in &self.servers.inside().asked {
            let step = names.iter().find(|(part, _)| line.contains(part));
            if let Some((_, name)) = step.filter(|(_, name)| !steps.contains(name)) {
                steps.push(*name);
            }
        }
        steps
    }
}

#[test]
fn a_grant_reaches_clinic_and_ledger_in_the_right_order() {
    let scene = scene();
    assert_eq!(state_of(scene.vault(), scene.id), GrantState::Pending);
    let outcome = scene.send();
    assert_eq!((outcome.sent, outcome.waiting), (1, 0));
    assert_eq!(state_of(scene.vault(), scene.id), GrantState::Active);
    assert_eq!(
        scene.steps(),
        ["create", "bundle", "index", "register", "manifest"]
    );
    let [manifest] = scene.manifests().try_into().ok().unwrap();
    assert!(manifest.proof.is_some() && manifest.identity_signed(&scene.grant().digest()));
    let terms = Terms::parse(&manifest.terms).unwrap();
    let bundle = scene.opened(BUNDLE_PART).pop().unwrap();
    assert_eq!(
        terms.parts[0].digest,
        keepwell_crypto::hash::sha256(&bundle)
    );
    assert_eq!(
        std::fs::read_dir(scene.vault().home().outbox())
            .unwrap()
            .count(),
        0
    );
    // Another run has nothing to do.
    let asked = scene.servers.inside().asked.len();
    assert_eq!(scene.send(), Outcome::default());
    assert_eq!(scene.servers.inside().asked.len(), asked);
}

#[test]
fn a_sent_part_that_a_crash_left_behind_is_swept_and_unsent_ones_stay() {
    let scene = scene();
    let folder = scene.vault().home().outbox();
    let files = || std::fs::read_dir(&folder).unwrap().count();
    let unsent = files();
    let scene = scene.restart();
    assert_eq!(files(), unsent);
    assert_eq!(scene.send().waiting, 0);
    assert_eq!(files(), 0);
    // As when the device stopped right after it had kept that they were sent.
    let share = scene.grant().share.unwrap();
    let manifest = share.manifest.map(|manifest| manifest.file);
    let parts = share.parts.into_iter().map(|part| part.file);
    for name in parts.chain(manifest) {
        std::fs::write(folder.join(name), b"sealed").unwrap();
    }
    assert!(files() > 1);
    let _scene = scene.restart();
    assert_eq!(files(), 0);
}

#[test]
fn a_grant_made_offline_goes_out_after_a_restart() {
    let scene = scene();
    scene.servers.set_away(true);
    assert_eq!(scene.send().waiting, 1);
    let before = scene.grant().statement;
    let scene = scene.restart();
    scene.servers.set_away(false);
    assert_eq!(scene.send().sent, 1);
    assert!(scene.grant().statement == before);
    assert_eq!(state_of(scene.vault(), scene.id), GrantState::Active);
}

#[test]
fn without_the_ledger_the_clinic_gets_a_manifest_without_proof_and_later_with() {
    let scene = scene();
    scene.servers.inside().ledger_away = true;
    assert_eq!(scene.send().waiting, 1);
    assert!(scene.manifests()[0].proof.is_none());
    assert_eq!(state_of(scene.vault(), scene.id), GrantState::Pending);
    scene.servers.inside().ledger_away = false;
    assert_eq!(scene.send().sent, 1);
    let manifests = scene.manifests();
    assert_eq!(manifests.len(), 2);
    assert!(manifests[1].proof.is_some() && manifests[1].statement == manifests[0].statement);
}

#[test]
fn after_a_break_at_any_request_the_same_bytes_go_on() {
    let mut scene = scene();
    scene.send();
    let total = scene.servers.inside().asked.len();
    for broken_at in 0..total * 2 {
        scene = break_off(scene, broken_at / 2, broken_at % 2 == 0);
    }
}

/// A new grant, whose sending breaks off after some requests, and after a restart goes on.
fn break_off(mut scene: Scene, requests: usize, last_arrives: bool) -> Scene {
    grants::change(scene.vault(), scene.id, |grant| grant.share = None).unwrap();
    scene.id = share_with(scene.vault(), &card("Harbour Clinic", CLINIC));
    scene.servers = Servers::default();
    scene.servers.inside().requests_left = Some(requests);
    scene.servers.inside().last_arrives = last_arrives;
    scene.send();
    let scene = scene.restart();
    scene.servers.inside().requests_left = None;
    scene.send();
    let case = format!("{requests} requests, last arrives: {last_arrives}");
    let state = state_of(scene.vault(), scene.id);
    assert_eq!(state, GrantState::Active, "{case}");
    assert_eq!(scene.opened(BUNDLE_PART).len(), 1, "{case}");
    let manifests = scene.manifests();
    assert!(manifests.last().unwrap().proof.is_some(), "{case}");
    let grants = scene.servers.inside().entries(EntryType::Grant).len();
    assert_eq!(grants, 1, "{case}");
    scene
}

#[test]
fn a_stop_made_offline_goes_out_later_and_closes_before_it_revokes() {
    let scene = scene();
    scene.send();
    scene.servers.set_away(true);
    let stopped = grants::revoke(scene.vault(), scene.id, NOW).unwrap();
    assert_eq!(stopped.state, StopState::Waiting);
    assert_eq!(scene.send().waiting, 1);
    let scene = scene.restart();
    assert_eq!(state_of(scene.vault(), scene.id), GrantState::Pending);
    scene.servers.set_away(false);
    scene.servers.inside().asked.clear();
    assert_eq!(scene.send().sent, 1);
    assert_eq!(scene.steps(), ["close", "register", "index"]);
    assert_eq!(state_of(scene.vault(), scene.id), GrantState::Revoked);
    let state = scene.servers.inside();
    let [revocation] = state
        .entries(EntryType::Revocation)
        .try_into()
        .ok()
        .unwrap();
    assert_eq!(revocation.target, 0);
    assert!(state.are_all_closed());
}

#[test]
fn a_stop_reaches_the_relay_while_the_ledger_is_away() {
    let scene = scene();
    scene.send();
    scene.servers.inside().ledger_away = true;
    grants::revoke(scene.vault(), scene.id, NOW).unwrap();
    assert_eq!(scene.send().waiting, 1);
    assert!(scene.servers.inside().are_all_closed());
    assert_eq!(state_of(scene.vault(), scene.id), GrantState::Pending);
}

#[test]
fn a_grant_that_never_left_is_stopped_without_a_server() {
    let scene = scene();
    let stopped = grants::revoke(scene.vault(), scene.id, NOW).unwrap();
    assert_eq!(stopped.state, StopState::Revoked);
    assert_eq!(scene.send(), Outcome::default());
    assert!(scene.servers.inside().asked.is_empty());
    assert_eq!(
        std::fs::read_dir(scene.vault().home().outbox())
            .unwrap()
            .count(),
        0
    );
}

#[test]
fn stops_go_out_before_grants() {
    let scene = scene();
    scene.send();
    let other = share_with(scene.vault(), &card("Harbour Clinic", CLINIC));
    grants::revoke(scene.vault(), scene.id, NOW).unwrap();
    scene.servers.inside().asked.clear();
    scene.send();
    assert_eq!(scene.steps()[0], "close");
    assert_eq!(state_of(scene.vault(), other), GrantState::Active);
}

#[test]
fn revoking_all_leaves_what_is_over_alone() {
    let scene = scene();
    scene.send();
    let later = NOW.plus(3 * 60 * 60);
    assert_eq!(grants::revoke_all(scene.vault(), later).unwrap(), []);
    let stopped = grants::revoke_all(scene.vault(), NOW).unwrap();
    assert_eq!(stopped.len(), 1);
}

#[test]
fn revoking_all_stops_what_a_relay_calls_over() {
    for told in [MailboxState::Closed, MailboxState::Expired] {
        let scene = scene();
        scene.send();
        let seen = Seen {
            at: NOW,
            state: Some(told),
            openings: 0,
        };
        grants::change(scene.vault(), scene.id, |grant| {
            grant.relay.seen = Some(seen);
        })
        .unwrap();
        let stopped = grants::revoke_all(scene.vault(), NOW).unwrap();
        assert_eq!(stopped.len(), 1);
        scene.send();
        let inside = scene.servers.inside();
        assert_eq!(inside.entries(EntryType::Revocation).len(), 1);
    }
}

#[test]
fn when_the_time_is_over_nothing_is_asked_and_no_failure_counted() {
    let scene = scene();
    let hurried = Run {
        is_over: &|| true,
        ..ASKED
    };
    let outcome = run(scene.vault(), &scene.servers, &hurried, NOW, &mut OsRng).unwrap();
    assert_eq!(outcome.waiting, 1);
    assert!(scene.servers.inside().asked.is_empty());
    assert_eq!(scene.grant().relay.retry.failures, 0);
}

#[test]
fn by_itself_it_waits_after_a_failure_and_asks_a_silent_server_once() {
    let scene = scene();
    share_with(scene.vault(), &card("Harbour Clinic", CLINIC));
    scene.servers.set_away(true);
    let background = Run {
        pace: Pace::Background,
        ..ASKED
    };
    let run_at = |now| run(scene.vault(), &scene.servers, &background, now, &mut OsRng).unwrap();
    run_at(NOW);
    let failures = |grant: &Grant| grant.relay.retry.failures;
    let all = grants::all(scene.vault()).unwrap();
    assert_eq!(
        all.iter().map(failures).sum::<u32>(),
        1,
        "one question told enough"
    );
    scene.servers.set_away(false);
    let first = all.iter().find(|grant| failures(grant) == 1).unwrap().id;
    run_at(NOW.plus(4));
    assert_eq!(state_of(scene.vault(), first), GrantState::Pending);
    run_at(NOW.plus(5));
    assert_eq!(state_of(scene.vault(), first), GrantState::Active);
}

#[test]
fn a_refusal_is_kept_shown_and_not_repeated_but_can_be_stopped() {
    let scene = scene();
    scene.servers.inside().refuse = Some(("PATCH", 413, "too_large"));
    let outcome = scene.send();
    assert_eq!((outcome.refused, outcome.waiting), (1, 0));
    let asked = scene.servers.inside().asked.len();
    scene.send();
    assert_eq!(scene.servers.inside().asked.len(), asked);
    let lines = grants::list(scene.vault(), NOW).unwrap();
    assert!(lines[0].refused.is_some());
    grants::revoke(scene.vault(), scene.id, NOW).unwrap();
    scene.send();
    assert_eq!(state_of(scene.vault(), scene.id), GrantState::Revoked);
}

#[test]
fn a_sealed_part_that_is_gone_is_a_refusal_not_an_endless_try() {
    let scene = scene();
    for file in std::fs::read_dir(scene.vault().home().outbox()).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    scene.send();
    assert!(scene.grant().relay.retry.refused.is_some());
}
