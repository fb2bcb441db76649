//! Stops that reach the ledger's status list, that it leaves out, and grants that it lists as stopped without a stop.

use keepwell_protocol::status::Bitmap;

use super::*;
use crate::{fixtures::sync_at, grants::Listed};

impl Scene {
    /// A grant that was stopped: entry 0 is the grant, entry 1 its revocation, both seen a minute after the tests begin.
    fn stopped() -> Self {
        let scene = scene();
        scene.sync();
        grants::revoke(&scene.wallet.vault, scene.id, NOW).unwrap();
        scene.sync();
        scene
    }

    /// Publishes the list that follows from the log without these entries' revocations.
    fn publish(&self, without: &[usize]) {
        let mut state = self.servers.inside();
        let mut entries = state.log.0.clone();
        for at in without {
            entries[*at].kind = EntryType::Grant;
        }
        state.publish(Bitmap::of(&entries), NOW);
    }

    fn codes_after(&self, seconds: u64) -> Vec<String> {
        let synced = sync_at(&self.wallet.vault, &self.servers, NOW.plus(seconds));
        synced.alerts.into_iter().map(|alert| alert.code).collect()
    }

    fn listed(&self) -> Listed {
        let grant = grants::load(&self.wallet.vault, self.id);
        grant.unwrap().unwrap().stop.unwrap().listed
    }

    fn lists_asked_for(&self) -> usize {
        let state = self.servers.inside();
        let asked = state.asked.iter().filter(|line| line.contains("/status/"));
        asked.count()
    }
}

#[test]
fn a_stop_is_looked_for_until_a_list_has_it() {
    let scene = Scene::stopped();
    assert_eq!(scene.listed(), Listed::Awaited(NOW.plus(60)));
    let details = check(&scene.wallet.vault, NOW.plus(60)).unwrap();
    assert!(details[3].ok && details[3].detail.contains("not in the ledger's list"));
    scene.publish(&[]);
    assert_eq!(scene.codes_after(90), [""; 0]);
    assert_eq!(scene.listed(), Listed::Yes);
    let asked = scene.lists_asked_for();
    scene.codes_after(600);
    assert_eq!(scene.lists_asked_for(), asked, "nothing is waited for");
    assert_eq!(scene.failing(), []);
}

#[test]
fn a_list_that_leaves_a_stop_out_raises_the_alarm_at_once_and_once() {
    let scene = Scene::stopped();
    scene.publish(&[1]);
    assert_eq!(scene.codes_after(90), ["omitted_revocation"]);
    assert_eq!(scene.listed(), Listed::Missing);
    assert_eq!(scene.failing(), [CheckName::Status]);
    scene.publish(&[1]);
    assert_eq!(
        scene.codes_after(120),
        ["omitted_revocation"],
        "it is told once"
    );
    let folder = scene.wallet.vault.home().evidence();
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    let found = std::fs::read(file.path()).unwrap();
    let found: serde_json::Value = serde_json::from_slice(&found).unwrap();
    assert_eq!((&found["target"], &found["index"]), (&0.into(), &1.into()));
    assert!(found["list"].is_string() && found["checkpoint"].is_string());
}

#[test]
fn no_list_for_two_intervals_raises_the_alarm() {
    for is_old in [true, false] {
        let scene = scene();
        scene.sync();
        if is_old {
            // It was made before the stop, and none came after it.
            scene.publish(&[]);
        }
        grants::revoke(&scene.wallet.vault, scene.id, NOW).unwrap();
        scene.sync();
        assert_eq!(scene.codes_after(179), [""; 0]);
        assert_eq!(scene.codes_after(180), ["omitted_revocation"], "{is_old}");
    }
}

#[test]
fn a_ledger_that_is_away_is_not_accused() {
    let scene = Scene::stopped();
    scene.servers.set_away(true);
    assert_eq!(scene.codes_after(9000), [""; 0]);
}

#[test]
fn a_grant_that_is_listed_without_a_stop_raises_the_alarm() {
    let scene = scene();
    scene.sync();
    let mut state = scene.servers.inside();
    let mut bitmap = Bitmap::of(&state.log.0);
    bitmap.grow(0, [0]);
    state.publish(bitmap, NOW);
    drop(state);
    assert_eq!(scene.codes_after(60), ["false_list"]);
    assert_eq!(scene.failing(), [CheckName::Status]);
    assert_eq!(scene.codes_after(120), ["false_list"], "it is told once");
}

#[test]
fn a_list_with_a_bit_that_was_not_logged_is_none() {
    let scene = Scene::stopped();
    scene.publish(&[1]);
    let mut state = scene.servers.inside();
    let (bitmap, _, _) = state.published.as_mut().unwrap();
    bitmap.grow(0, [0]);
    drop(state);
    assert_eq!(scene.codes_after(179), [""; 0]);
    assert_eq!(scene.codes_after(180), ["omitted_revocation"]);
}
