//! Access roots that a relay leaves out, repeats, or that somebody else puts on the log; and one that falls silent.

use keepwell_protocol::{access_root::AccessRoot, key_set::RelayKey};
use keepwell_tlog::hash::Hash;

use super::*;

fn relay() -> Origin {
    Origin::parse("https://relay.example").unwrap()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

/// Root `number` of the relay's, that of one minute each until `NOW`.
fn root(number: u64) -> AccessRoot {
    AccessRoot {
        relay: relay(),
        number,
        since: NOW.minus(600 - number * 60),
        until: NOW.minus(540 - number * 60),
        root: Hash::of_empty_tree(),
    }
}

/// A ledger that takes access roots of this key's relay.
fn named(seed: u8) -> Scene {
    let scene = Scene::new();
    name(&scene, seed);
    scene
}

fn name(scene: &Scene, seed: u8) {
    let relay = RelayKey {
        relay: relay(),
        key: key(seed).verifying_key(),
    };
    scene.line.ledger.name_relays(&[relay]).unwrap();
}

fn post(scene: &Scene, root: &AccessRoot) {
    scene.line.post(&root.sign(&key(11)));
}

fn look(scene: &Scene, monitor: &mut Monitor, now: Timestamp) -> Found {
    monitor.look(&scene.line, now, None).unwrap().found
}

#[test]
fn roots_that_follow_each_other_are_fine() {
    let scene = named(11);
    let mut monitor = scene.monitor();
    for number in 0..4 {
        post(&scene, &root(number));
        assert_eq!(look(&scene, &mut monitor, NOW), Found::Fine, "{number}");
    }
    // Goes on in the next process, and after the key set named somebody else beside it.
    drop(monitor);
    let mut monitor = scene.monitor();
    post(&scene, &root(4));
    assert_eq!(look(&scene, &mut monitor, NOW), Found::Fine);
}

#[test]
fn a_root_that_is_left_out_or_goes_back_is_told_for_good() {
    let otherwise = |since: u64| AccessRoot {
        since: NOW.minus(since),
        ..root(2)
    };
    for wrong in [root(3), otherwise(481), otherwise(479), root(0)] {
        let scene = named(11);
        let mut monitor = scene.monitor();
        post(&scene, &root(0));
        post(&scene, &root(1));
        assert_eq!(look(&scene, &mut monitor, NOW), Found::Fine);
        let wrong = AccessRoot {
            root: Hash::of_leaf(b"another"),
            ..wrong
        };
        post(&scene, &wrong);
        assert_eq!(
            look(&scene, &mut monitor, NOW),
            Found::FalseRoots,
            "{wrong:?}"
        );
        drop(monitor);
        let seen = scene.found();
        assert_eq!(seen.found, Found::FalseRoots);
        assert!(seen.words.contains("access root"), "{}", seen.words);
    }
}

#[test]
fn a_root_of_a_relay_that_says_it_is_another_is_told() {
    let scene = named(11);
    let foreign = AccessRoot {
        relay: Origin::parse("https://other.example").unwrap(),
        ..root(0)
    };
    post(&scene, &foreign);
    assert_eq!(scene.found().found, Found::FalseRoots);
}

#[test]
fn a_relay_that_falls_silent_is_told_of_until_it_is_named_no_more() {
    let scene = named(11);
    let mut monitor = scene.monitor();
    post(&scene, &root(0));
    let last = root(0).until;
    assert_eq!(look(&scene, &mut monitor, last.plus(600)), Found::Fine);
    assert_eq!(look(&scene, &mut monitor, last.plus(601)), Found::Overdue);
    post(&scene, &root(1));
    assert_eq!(look(&scene, &mut monitor, last.plus(601)), Found::Fine);
    // Set up anew it has another key.
    name(&scene, 12);
    assert_eq!(look(&scene, &mut monitor, last.plus(9000)), Found::Fine);
}

/// With its witnesses away a ledger shows what it showed before, and newer roots cannot be seen: that is not their relay's fault.
#[test]
fn a_relay_is_not_silent_where_the_witnesses_are_away() {
    let scene = named(11);
    let mut monitor = Monitor::open(scene.folder.path(), watched(&scene.line, true)).unwrap();
    post(&scene, &root(0));
    let last = root(0).until;
    for (cosigned, now, found) in [
        (0, 600, Found::Fine),
        (599, 700, Found::Fine),
        (599, 1499, Found::Fine),
        (599, 1500, Found::Neglected),
        (600, 700, Found::Overdue),
    ] {
        scene.line.cosigned(last.plus(cosigned).seconds());
        let now = last.plus(now);
        assert_eq!(look(&scene, &mut monitor, now), found, "{cosigned} {now}");
    }
}

#[test]
fn a_folder_from_before_roots_were_looked_at_reads_again() {
    let scene = named(11);
    post(&scene, &root(0));
    assert_eq!(scene.found().found, Found::Fine);
    let file = scene.folder.path().join("state.json");
    let state = std::fs::read(&file).unwrap();
    let mut state: serde_json::Value = serde_json::from_slice(&state).unwrap();
    state.as_object_mut().unwrap().remove("roots").unwrap();
    std::fs::write(&file, state.to_string()).unwrap();
    post(&scene, &root(1));
    assert_eq!(scene.found().found, Found::Fine);
    post(&scene, &root(3));
    assert_eq!(scene.found().found, Found::FalseRoots);
}
