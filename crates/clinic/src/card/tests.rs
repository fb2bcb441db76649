//! Cards month after month, short enough for a code of their own or kept on the relay.

use keepwell_protocol::link::CardLink;
use rand_core::OsRng;

use super::*;
use crate::testing::{DAY, NOW, World, clinic};

fn issue_at(world: &mut World, days: u64) -> IssuedCard {
    let now = NOW.plus(days * DAY);
    world.net.servers().time = now;
    issue(&mut world.desk, &world.net, now, &mut OsRng).unwrap()
}

#[test]
fn a_card_stays_for_a_month_and_is_then_renewed_under_the_same_identity() {
    let mut world = World::new();
    let first = issue_at(&mut world, 0);
    assert_eq!(first.card.details().name, "Harbour Clinic");
    assert_eq!(first.card.details().country, "IE");
    assert_eq!(first.check.len(), 9);
    assert!(first.card.is_current(NOW.plus(31 * DAY - 1)));
    assert!(!first.card.is_current(NOW.plus(31 * DAY)));
    let later = issue_at(&mut world, 29);
    assert_eq!(later.card.digest(), first.card.digest());
    let renewed = issue_at(&mut world, 30);
    assert_ne!(renewed.card.digest(), first.card.digest());
    assert_eq!(
        (renewed.card.key(), renewed.check),
        (first.card.key(), first.check)
    );
    let [new, old] = [&renewed.card, &first.card].map(Card::details);
    assert_ne!(new.recipient.to_string(), old.recipient.to_string());
    assert_ne!(new.agreement, old.agreement);
}

#[test]
fn old_keys_are_kept_for_31_days_and_then_destroyed() {
    let mut world = World::new();
    issue_at(&mut world, 30);
    assert_eq!(world.desk.generations().len(), 2);
    issue_at(&mut world, 59);
    assert_eq!(world.desk.generations().len(), 2);
    issue_at(&mut world, 61);
    // Renewed a second time, and the first keys are gone, also from the disk.
    let unlocked = Desk::unlock(world.desk.home().root(), "open sesame").unwrap();
    for desk in [&world.desk, &unlocked] {
        assert_eq!(desk.generations().len(), 2);
    }
}

#[test]
fn the_ledger_s_time_counts_and_not_a_wrong_clock() {
    let mut world = World::new();
    let far = NOW.plus(10_000 * DAY);
    let card = issue(&mut world.desk, &world.net, far, &mut OsRng).unwrap();
    assert_eq!(card.card.details().issued, NOW);
    world.net.servers().is_ledger_away = true;
    let offline = issue(&mut world.desk, &world.net, NOW.plus(DAY), &mut OsRng).unwrap();
    assert_eq!(offline.card.digest(), card.card.digest());
}

#[test]
fn a_short_card_is_its_own_code_and_a_long_one_is_kept_on_the_relay() {
    let mut world = World::new();
    let short = issue_at(&mut world, 0);
    assert_eq!(
        CardLink::parse(&short.link),
        Ok(CardLink::Card(short.card.as_bytes().to_vec()))
    );
    let home = world.folder.path().join("long");
    world.desk = clinic(&home, &"Harbour Clinic ".repeat(7), &world.net);
    let long = issue_at(&mut world, 0);
    let Ok(CardLink::Digest(_, digest)) = CardLink::parse(&long.link) else {
        panic!("a digest expected");
    };
    let id = card_box::id(&digest).to_string();
    let sealed = world.net.servers().boxes[&id].clone();
    let stored = card_box::open(&digest, &sealed).unwrap();
    assert_eq!(stored.as_bytes(), long.card.as_bytes());
    // Asked for again it is not written again; lost by the relay, it is.
    issue_at(&mut world, 0);
    assert_eq!(world.net.servers().boxes[&id], sealed);
    world.net.servers().boxes.clear();
    issue_at(&mut world, 0);
    assert!(world.net.servers().boxes.contains_key(&id));
    world.net.servers().boxes.clear();
    world.net.servers().is_relay_away = true;
    let away = issue(&mut world.desk, &world.net, NOW, &mut OsRng)
        .err()
        .unwrap();
    assert_eq!(
        (away.kind(), away.code()),
        (Kind::Unreachable, "unreachable")
    );
}
