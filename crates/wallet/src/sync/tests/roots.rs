//! Events that are held against the relay's access roots on the ledger: honest ones pass; what was altered, left out, moved or made
//! up after its minute, and a relay that binds itself to nothing, raise the alarm with evidence. That a root stands on the ledger must be
//! proved for the very state that was checked.

use std::sync::Arc;

use keepwell_client::events::Told;
use keepwell_protocol::access_root::{EventProof, LoggedRoot, MAX_PROOFS};

use super::*;
use crate::{
    activity::OnRecord,
    fixtures::{Alter, Mailbox, sync_at},
};

impl Scene {
    /// A grant on a relay that the ledger takes access roots of, with a first root that is on the ledger.
    fn rooted() -> Self {
        let scene = scene();
        scene.servers.inside().name_relay();
        scene.servers.inside().close_root(NOW);
        scene.sync();
        scene
    }

    /// An event that the clinic caused.
    fn event(&self, seed: u8) -> MailboxEvent {
        let grant = grants::load(&self.wallet.vault, self.id).unwrap().unwrap();
        opened(&grant.relay.mailbox, &SigningKey::from_seed(&[7; 32]), seed)
    }

    /// Closes the root of the minute from `NOW` on.
    fn close(&self) {
        self.servers.inside().close_root(NOW.plus(60));
    }

    fn alter(&self, how: impl FnOnce(&mut Mailbox)) {
        how(self.servers.inside().mailboxes.values_mut().next().unwrap());
    }

    fn lie(&self, alter: Option<Alter>) {
        self.servers.inside().roots.as_mut().unwrap().alter = alter;
    }

    fn alter_proof(&self, number: usize, how: impl FnOnce(&mut EventProof)) {
        self.alter(|mailbox| how(&mut mailbox.proofs.as_mut().unwrap().proofs[number]));
    }

    fn after(&self, seconds: u64) -> Vec<String> {
        let synced = sync_at(&self.wallet.vault, &self.servers, NOW.plus(seconds));
        assert_eq!(synced.unreachable, None);
        synced.alerts.into_iter().map(|alert| alert.code).collect()
    }

    /// Syncs every five minutes until patience is over, while the relay goes on closing roots or not.
    fn after_patience(&self, goes_on: bool) -> Vec<String> {
        for minutes in [2, 7, 13] {
            if goes_on {
                self.servers.inside().close_root(NOW.plus(minutes * 60));
            }
            self.after(minutes * 60 + 5);
        }
        self.after(13 * 60 + 10)
    }

    fn roots(&self) -> Vec<OnRecord> {
        let events = activity::list(&self.wallet.vault).unwrap();
        events.into_iter().map(|event| event.root).collect()
    }
}

#[test]
fn an_honest_relay_s_events_are_proved_and_raise_no_alarm() {
    let scene = Scene::rooted();
    scene.tell(scene.event(1));
    scene.tell(scene.event(2));
    assert_eq!(scene.after(40), [""; 0]);
    assert_eq!(scene.roots(), [OnRecord::Waiting; 2]);
    scene.close();
    assert_eq!(scene.after(65), [""; 0]);
    assert_eq!(scene.roots(), [OnRecord::Proved; 2]);
    assert_eq!(scene.after_patience(true), [""; 0]);
    assert_eq!(scene.failing(), []);
}

/// What a relay alters.
type AlterScene<'a> = &'a dyn Fn(&Scene);

#[test]
fn what_differs_from_what_the_relay_bound_itself_to_raises_the_alarm_with_evidence() {
    let cases: [(&str, AlterScene<'_>); 6] = [
        ("altered", &|scene| {
            scene.alter(|mailbox| mailbox.events[1].time = NOW.plus(10));
        }),
        ("altered with its proof", &|scene| {
            let mut event = scene.event(2);
            event.time = NOW.plus(10);
            let bytes = serde_json::to_vec(&event).unwrap();
            scene.alter(|mailbox| mailbox.events[1] = event);
            scene.alter_proof(1, |proof| proof.event = bytes);
        }),
        ("moved", &|scene| {
            scene.alter(|mailbox| mailbox.events.swap(0, 1));
        }),
        ("moved with its proof", &|scene| {
            scene.alter(|mailbox| {
                mailbox.events.swap(0, 1);
                let proofs = &mut mailbox.proofs.as_mut().unwrap().proofs;
                proofs.swap(0, 1);
                (proofs[0].number, proofs[1].number) = (0, 1);
            });
        }),
        ("left out", &|scene| {
            scene.alter(|mailbox| drop(mailbox.events.remove(0)));
        }),
        ("by another key", &|scene| {
            let mut state = scene.servers.inside();
            state.mailboxes.values_mut().next().unwrap().proofs = None;
            let roots = state.roots.as_mut().unwrap();
            (roots.key, roots.number) = (SigningKey::from_seed(&[99; 32]), 1);
            state.close_root(NOW.plus(60));
        }),
    ];
    for (name, alter) in cases {
        let scene = Scene::rooted();
        scene.tell(scene.event(1));
        scene.tell(scene.event(2));
        scene.close();
        alter(&scene);
        let found = scene.after(65);
        assert!(
            found.contains(&"altered_event".to_owned()),
            "{name}: {found:?}"
        );
        assert_eq!(scene.failing(), [CheckName::Status]);
        assert!(scene.roots().contains(&OnRecord::Missing), "{name}");
        let folder = scene.wallet.vault.home().evidence();
        let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
        let kept = std::fs::read(file.path()).unwrap();
        let kept: serde_json::Value = serde_json::from_slice(&kept).unwrap();
        assert!(
            kept["event"].is_object() && kept["proof"].is_object(),
            "{name}"
        );
        assert!(
            kept["checkpoint"]
                .as_str()
                .unwrap()
                .contains("ledger.example")
        );
        assert_eq!(
            scene.after(125).len(),
            found.len(),
            "{name}: it is told once"
        );
    }
}

#[test]
fn an_event_that_is_put_in_long_after_it_happened_raises_the_alarm() {
    let scene = Scene::rooted();
    scene.servers.inside().close_root(NOW.plus(600));
    scene.tell(scene.event(1));
    scene.servers.inside().close_root(NOW.plus(660));
    assert_eq!(scene.after(665), ["altered_event"]);
}

#[test]
fn an_event_without_a_root_and_a_root_that_is_not_on_the_ledger_raise_the_alarm_after_a_while() {
    let scene = Scene::rooted();
    scene.tell(scene.event(1));
    scene.close();
    // The relay gives none for it.
    scene.alter_proof(0, |proof| proof.number = 99);
    assert_eq!(scene.after(65), [""; 0]);
    assert!(
        scene
            .after_patience(true)
            .contains(&"altered_event".to_owned())
    );

    let scene = Scene::rooted();
    scene.tell(scene.event(1));
    scene.servers.inside().close_root_unseen(NOW.plus(60));
    assert_eq!(scene.after(65), [""; 0]);
    let found = scene.after_patience(false);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.contains(&"altered_event".to_owned()));
    assert!(found.contains(&"missing_root".to_owned()));
}

#[test]
fn a_relay_that_closes_no_roots_is_noticed_and_one_that_was_away_is_not_accused() {
    let scene = Scene::rooted();
    assert_eq!(scene.after(65), [""; 0]);
    assert_eq!(scene.after_patience(false), ["missing_root"]);
    assert_eq!(scene.failing(), [CheckName::Status]);

    let scene = Scene::rooted();
    scene.after(65);
    scene.servers.set_away(true);
    sync_at(&scene.wallet.vault, &scene.servers, NOW.plus(3000));
    scene.servers.set_away(false);
    // It came back a moment ago, and closes its root right after.
    assert_eq!(scene.after(9000), [""; 0]);
    scene.servers.inside().close_root(NOW.plus(9010));
    assert_eq!(scene.after(9065), [""; 0]);
    assert_eq!(scene.failing(), []);
}

/// How what proves roots is altered: those of two, given what proved the first in an older state.
type AlterLogged = fn(&mut Vec<LoggedRoot>, &LoggedRoot);

#[test]
fn a_root_that_is_not_proved_for_the_state_that_was_checked_does_not_count() {
    let cases: [(&str, AlterLogged); 5] = [
        ("none", |logged, _| logged.clear()),
        ("no whole hash", |logged, _| logged[0].path.truncate(31)),
        ("of another root", |logged, _| logged[1].number = 1),
        ("in another place", |logged, _| logged[0].index ^= 1),
        ("of an older state", |logged, older| {
            logged[0] = older.clone()
        }),
    ];
    for (name, alter) in cases {
        let scene = Scene::rooted();
        scene.tell(scene.event(1));
        scene.close();
        let older = {
            let mut state = scene.servers.inside();
            let older = LoggedRoot::new(1, &state.log.inclusion(state.log.0.len() - 1));
            state.close_root(NOW.plus(61));
            older
        };
        let lie = move |logged: &mut Vec<LoggedRoot>| alter(logged, &older);
        scene.lie(Some(Arc::new(lie)));
        assert_eq!(scene.after(65), [""; 0], "{name}");
        assert_eq!(scene.roots(), [OnRecord::Waiting], "{name}");
        scene.lie(None);
        assert_eq!(scene.after(130), [""; 0], "{name}");
        assert_eq!(scene.roots(), [OnRecord::Proved], "{name}");
    }
}

#[test]
fn a_relay_that_fails_to_prove_now_and_then_is_not_accused_and_one_that_never_does_is() {
    let scene = Scene::rooted();
    let lie = |logged: &mut Vec<LoggedRoot>| logged.clear();
    // Once in a while one of its roots cannot be proved, and the next one can.
    for hours in 1..6 {
        scene.servers.inside().close_root(NOW.plus(hours * 3600));
        scene.lie(Some(Arc::new(lie)));
        assert_eq!(scene.after(hours * 3600 + 5), [""; 0]);
        scene.lie(None);
        assert_eq!(scene.after(hours * 3600 + 70), [""; 0]);
    }

    let scene = Scene::rooted();
    scene.tell(scene.event(1));
    scene.servers.inside().refuse = Some(("/proofs/", 500, "internal"));
    let at = |seconds| sync_at(&scene.wallet.vault, &scene.servers, NOW.plus(seconds)).alerts;
    for hours in [1, 10, 24] {
        assert!(at(hours * 3600).is_empty());
    }
    let found: Vec<_> = at(25 * 3600).into_iter().map(|one| one.code).collect();
    assert_eq!(found, ["missing_root"]);
}

#[test]
fn what_a_relay_told_is_judged_although_the_ledger_gives_no_list() {
    let scene = Scene::rooted();
    scene.tell(scene.event(1));
    scene.tell(scene.event(2));
    scene.close();
    scene.alter(|mailbox| mailbox.events.swap(0, 1));
    scene.append(EntryType::StatusRoot, 0, 9);
    scene.servers.inside().refuse = Some(("/status/", 500, "internal"));
    let synced = sync_at(&scene.wallet.vault, &scene.servers, NOW.plus(65));
    let found: Vec<_> = synced.alerts.into_iter().map(|one| one.code).collect();
    assert_eq!(found, ["altered_event"; 2]);
}

#[test]
fn a_relay_does_not_wait_until_nobody_asks_any_more() {
    let scene = Scene::rooted();
    scene.tell(scene.event(1));
    scene.servers.inside().close_root_unseen(NOW.plus(60));
    assert_eq!(scene.after(65), [""; 0]);
    // The share is over since two days, and its relay was asked once.
    for hours in [50, 51] {
        scene.after(hours * 3600);
    }
    let found = scene.after(52 * 3600);
    assert!(found.contains(&"altered_event".to_owned()), "{found:?}");
}

#[test]
fn two_openings_of_one_second_are_two_and_each_is_proved() {
    let scene = Scene::rooted();
    let (event, later) = (scene.event(1), scene.event(2));
    let vault = &scene.wallet.vault;
    for (number, event) in [(0, &event), (1, &event), (2, &later), (2, &later)] {
        hear(
            vault,
            scene.id,
            &Told::Happened(number, Box::new(event.clone())),
            NOW,
        )
        .unwrap();
    }
    for event in [&event, &event, &later] {
        scene.tell(event.clone());
    }
    scene.close();
    assert_eq!(scene.after(65), [""; 0]);
    assert_eq!(scene.roots(), [OnRecord::Proved; 3]);
}

#[test]
fn more_events_than_one_answer_holds_are_all_proved() {
    let scene = Scene::rooted();
    let event = scene.event(1);
    let many = MAX_PROOFS + 1;
    scene.alter(|mailbox| mailbox.events.extend(vec![event; many]));
    scene.close();
    assert_eq!(scene.after(65), [""; 0]);
    assert_eq!(scene.roots(), vec![OnRecord::Proved; many]);
    let asked = scene.servers.inside().asked.clone();
    let asked = asked.iter().filter(|line| line.contains("/proofs/"));
    // The newest root at first, then both pages.
    assert_eq!(asked.count(), 3);
}

#[test]
fn a_relay_without_roots_is_not_judged_where_the_ledger_knows_none() {
    let scene = scene();
    scene.tell(scene.event(1));
    assert_eq!(scene.after_patience(false), [""; 0]);
    assert_eq!(scene.roots(), [OnRecord::Unchecked]);
    let asked = scene.servers.inside().asked.clone();
    assert!(!asked.iter().any(|line| line.contains("/proofs/")));
    // An older relay at an address that the ledger takes roots of has broken its word.
    scene.servers.inside().name_relay();
    scene.after(900);
    for minutes in [16, 21, 27] {
        scene.after(minutes * 60);
    }
    let found = scene.after(1700);
    assert!(found.contains(&"missing_root".to_owned()), "{found:?}");
}
