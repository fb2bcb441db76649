//! A desk that is new, or was away while much was logged: it takes little, and opens nothing that was taken back.

use keepwell_protocol::{
    entry::{Entry, EntryType},
    status::Bitmap,
};

use super::*;

/// May be opened without the ledger, for a week.
fn for_a_week() -> ShareOptions {
    ShareOptions {
        offline_ok: true,
        end: NOW.plus(7 * 24 * 60 * 60),
        ..ShareOptions::default()
    }
}

/// Grants of other people, more than are read one by one, and a list of all.
fn log_much(world: &World, revoked: Option<u64>) {
    let mut servers = world.net.servers();
    for round in 0..40 {
        servers.log.fill(250);
        if let (Some(target), 20) = (revoked, round) {
            servers.log.0.push(Entry {
                kind: EntryType::Revocation,
                target,
                statement: [77; 32],
            });
        }
    }
    let bitmap = Bitmap::of(&servers.log.0);
    let now = servers.time;
    servers.log.publish(&bitmap, now);
    servers.asked.clear();
}

fn bundles(world: &World) -> usize {
    let servers = world.net.servers();
    let asked = servers.asked.iter();
    asked.filter(|one| one.contains("/tile/entries/")).count()
}

fn index_of(world: &World, share: &Share) -> u64 {
    let servers = world.net.servers();
    let digest = share.statement.digest();
    let at = servers.log.0.iter().position(|one| one.statement == digest);
    u64::try_from(at.unwrap()).unwrap()
}

#[test]
fn a_new_desk_opens_on_a_long_log_and_reads_its_end_alone() {
    let mut world = World::new();
    let share = granted(&world);
    log_much(&world, None);
    world.open(&share).unwrap();
    assert!(bundles(&world) <= 3, "{}", bundles(&world));
    // And again after it was away, with what was logged meanwhile.
    world.net.servers().time = NOW.plus(120);
    log_much(&world, None);
    world.open(&share).unwrap();
    assert!(bundles(&world) <= 3, "{}", bundles(&world));
}

#[test]
fn what_was_taken_back_among_what_was_passed_over_is_refused() {
    let mut world = World::new();
    let share = granted(&world);
    let index = index_of(&world, &share);
    log_much(&world, Some(index));
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("revoked", "revocation"));
    assert!(bundles(&world) <= 3, "{}", bundles(&world));
}

#[test]
fn what_is_taken_back_behind_the_list_counts_at_once() {
    let mut world = World::new();
    let share = granted(&world);
    let target = index_of(&world, &share);
    log_much(&world, None);
    let mut servers = world.net.servers();
    servers.publishes = false;
    servers.log.0.push(Entry {
        kind: EntryType::Revocation,
        target,
        statement: [77; 32],
    });
    drop(servers);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("revoked", "revocation"));
}

/// Opens the share; then much is logged, whose newest list leads on, and an older one is shown, which is young enough by its time.
fn show_an_older_list(world: &mut World, share: &Share) {
    world.open(share).unwrap();
    let before = world.net.servers().log.clone();
    log_much(world, None);
    let mut servers = world.net.servers();
    servers.publishes = false;
    servers.lists_of = Some(before);
}

#[test]
fn a_list_from_before_what_was_passed_over_opens_nothing() {
    let mut world = World::new();
    let share = granted(&world);
    show_an_older_list(&mut world, &share);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("status_old", "revocation"));
}

#[test]
fn what_was_passed_over_behind_the_list_is_called_unknown() {
    let mut world = World::new();
    let share = granted_with(&world, &for_a_week());
    show_an_older_list(&mut world, &share);
    let checks = world.open(&share).unwrap().checks;
    let found = checks
        .iter()
        .find(|one| one.name == CheckName::Revocation)
        .unwrap();
    assert!(found.detail.starts_with("unknown"), "{}", found.detail);
}

#[test]
fn what_a_list_has_taken_back_stays_so_when_the_list_is_over() {
    let mut world = World::new();
    let share = granted_with(&world, &for_a_week());
    let index = index_of(&world, &share);
    log_much(&world, Some(index));
    assert_eq!(world.refused(&share).0.code(), "revoked");
    world.net.servers().is_ledger_away = true;
    let error = world.open_at(&share, NOW.plus(2 * 24 * 60 * 60)).err();
    assert_eq!(error.expect("a refusal").code(), "revoked");
}
