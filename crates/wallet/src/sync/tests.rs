//! A wallet that follows honest servers, and servers that break their word.

mod across;
mod listed;
mod roots;

use keepwell_crypto::{hash::sha256, sign::SigningKey};
use keepwell_protocol::{
    entry::{Entry, EntryType},
    http_signature::{Covered, Evidence, sign},
    mailbox::{MailboxId, OpeningId},
    relay_api::{EventKind, MailboxEvent, part_path},
};

use super::*;
use crate::{
    activity,
    check::check,
    evidence::CheckName,
    fixtures::{Servers, card, other_device, relay_origin, send, share_with, state_of, sync},
    grants::{self, GrantId, GrantState},
    testing::{NOW, Wallet},
};

struct Scene {
    wallet: Wallet,
    servers: Servers,
    id: GrantId,
}

/// A wallet whose one grant was sent.
fn scene() -> Scene {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    send(&wallet.vault, &servers);
    Scene {
        wallet,
        servers,
        id,
    }
}

impl Scene {
    fn sync(&self) -> Synced {
        sync(&self.wallet.vault, &self.servers)
    }

    fn append(&self, kind: EntryType, target: u64, seed: u8) {
        let entry = Entry {
            kind,
            target,
            statement: [seed; 32],
        };
        self.servers.inside().log.0.push(entry);
    }

    fn failing(&self) -> Vec<CheckName> {
        let checks = check(&self.wallet.vault, NOW.plus(60)).unwrap();
        let failing = checks.into_iter().filter(|check| !check.ok);
        failing.map(|check| check.name).collect()
    }

    fn tell(&self, event: MailboxEvent) {
        let mut state = self.servers.inside();
        let mailbox = state.mailboxes.values_mut().next().unwrap();
        mailbox.openings += 1;
        mailbox.events.push(event);
    }
}

/// An opening that `key` signed.
pub(super) fn opened(mailbox: &MailboxId, key: &SigningKey, seed: u8) -> MailboxEvent {
    let opening = OpeningId::from_bytes([seed; 16]);
    let target_uri = format!("{}{}", relay_origin(), part_path(mailbox, "manifest"));
    let covered = Covered {
        method: "GET",
        target_uri: &target_uri,
        body: sha256(b""),
        opening: Some(opening),
    };
    let fields = sign(&covered, key, NOW, "nonce");
    MailboxEvent {
        time: NOW.plus(30),
        what: EventKind::Opened { opening },
        evidence: Some(Evidence::new(&covered, &fields)),
    }
}

#[test]
fn honest_servers_pass_every_check() {
    let scene = scene();
    let synced = scene.sync();
    let checkpoint = synced.checkpoint.unwrap();
    assert_eq!((checkpoint.size, synced.waiting), (1, 0));
    assert!(synced.alerts.is_empty() && synced.unreachable.is_none());
    scene.append(EntryType::Grant, 0, 9);
    grants::revoke(&scene.wallet.vault, scene.id, NOW).unwrap();
    let synced = scene.sync();
    assert_eq!((synced.sent, synced.checkpoint.unwrap().size), (1, 3));
    assert_eq!(scene.failing(), []);
    let grant = grants::load(&scene.wallet.vault, scene.id)
        .unwrap()
        .unwrap();
    assert!(grant.ledger.recorded.unwrap().in_history);
    assert_eq!(grant.stop.unwrap().seen_at, Some(2));
}

#[test]
fn servers_that_are_away_are_no_failure() {
    let scene = scene();
    scene.sync();
    scene.servers.set_away(true);
    let synced = scene.sync();
    assert!(synced.unreachable.is_some());
    assert_eq!(synced.checkpoint.unwrap().size, 1);
    assert_eq!(scene.failing(), []);
}

#[test]
fn a_revocation_that_nobody_signed_is_caught_with_evidence() {
    let scene = scene();
    scene.sync();
    scene.append(EntryType::Revocation, 0, 9);
    let [alert] = scene.sync().alerts.try_into().unwrap();
    assert_eq!(scene.failing(), [CheckName::Status]);
    let folder = scene.wallet.vault.home().evidence();
    let evidence = std::fs::read_to_string(folder.join(&alert.file)).unwrap();
    assert!(evidence.contains("foreign_revocation") && evidence.contains("ledger.example"));
    // It is still there, once, after the next sync.
    assert_eq!(scene.sync().alerts, [alert]);
}

#[test]
fn a_ledger_that_rewrites_shrinks_or_forks_is_caught() {
    let changes: [fn(&mut Vec<Entry>); 3] = [
        |log| log[0].statement = [9; 32],
        |log| log.truncate(1),
        |log| {
            log[0].statement = [9; 32];
            log.push(log[0]);
        },
    ];
    for change in changes {
        let scene = scene();
        scene.append(EntryType::Grant, 0, 8);
        let before = scene.sync().checkpoint;
        change(&mut scene.servers.inside().log.0);
        let synced = scene.sync();
        assert_eq!(synced.alerts.len(), 1);
        assert_eq!(synced.checkpoint, before, "the lie is not followed");
        assert_eq!(scene.failing(), [CheckName::Checkpoints]);
    }
}

#[test]
fn a_receipt_from_another_history_is_caught() {
    let scene = scene();
    // What is shown to the wallet from now on begins with other entries.
    scene.servers.inside().log.0[0].statement = [9; 32];
    scene.append(EntryType::Grant, 0, 8);
    assert_eq!(scene.sync().alerts.len(), 1);
    assert_eq!(scene.failing(), [CheckName::Receipts]);
}

#[test]
fn a_stop_by_another_device_is_no_alarm() {
    let scene = scene();
    scene.sync();
    let (_folder, other) = other_device(&scene.wallet, &scene.servers);
    grants::revoke(&other, scene.id, NOW).unwrap();
    send(&other, &scene.servers);
    assert!(scene.sync().alerts.is_empty());
    // The relay said closed, the ledger showed the revocation; what is left is this device's own request to close.
    scene.sync();
    assert_eq!(state_of(&scene.wallet.vault, scene.id), GrantState::Revoked);
}

#[test]
fn what_the_clinic_did_is_told_and_cannot_be_taken_back() {
    let scene = scene();
    let grant = grants::load(&scene.wallet.vault, scene.id)
        .unwrap()
        .unwrap();
    let stranger = SigningKey::from_seed(&[9; 32]);
    scene.tell(opened(&grant.relay.mailbox, &stranger, 1));
    scene.tell(opened(&grant.relay.mailbox, &stranger, 2));
    assert!(scene.sync().alerts.is_empty());
    let lines = activity::list(&scene.wallet.vault).unwrap();
    assert_eq!(lines.len(), 2);
    assert!(!lines[0].verified, "not the clinic's key");
    let json = serde_json::to_value(&lines[0]).unwrap();
    assert_eq!(
        (&json["what"], &json["clinic"]),
        (&"opened".into(), &"Harbour Clinic".into())
    );
    assert_eq!(
        grants::list(&scene.wallet.vault, NOW).unwrap()[0].openings,
        2
    );

    scene
        .servers
        .inside()
        .mailboxes
        .values_mut()
        .next()
        .unwrap()
        .events
        .remove(0);
    assert_eq!(scene.sync().alerts.len(), 1);
    assert_eq!(scene.failing(), [CheckName::Status]);
    assert_eq!(activity::list(&scene.wallet.vault).unwrap().len(), 2);
}

#[test]
fn a_relay_that_forgot_a_share_is_noticed() {
    let scene = scene();
    scene.servers.inside().mailboxes.clear();
    scene.sync();
    assert_eq!(scene.failing(), [CheckName::Status]);
}
