//! Status lists that are old, missing, false, or of another history, and what they say beside what was logged since.

use keepwell_protocol::{hexadecimal::to_hex, status::Bitmap};

use super::*;

fn offline_ok() -> ShareOptions {
    ShareOptions {
        offline_ok: true,
        ..ShareOptions::default()
    }
}

fn detail(opened: &Opened) -> &str {
    let found = opened
        .checks
        .iter()
        .find(|one| one.name == CheckName::Revocation);
    &found.unwrap().detail
}

fn asked(world: &World) -> usize {
    let servers = world.net.servers();
    let asked = servers.asked.iter().filter(|one| one.contains("/status/"));
    asked.count()
}

#[test]
fn a_whole_shard_is_asked_for_and_kept_for_a_minute() {
    let mut world = World::new();
    let share = granted(&world);
    let opened = world.open(&share).unwrap();
    assert!(detail(&opened).contains("by the ledger's status list of"));
    world.open(&share).unwrap();
    assert_eq!(asked(&world), 1, "it is a minute young");
    let of_it = world.net.servers();
    let others = of_it
        .asked
        .iter()
        .filter(|one| one.starts_with("GET /entries/"));
    let names: Vec<_> = others
        .filter(|one| one.contains(&to_hex(&share.statement.digest())))
        .collect();
    assert!(
        names.is_empty(),
        "nobody learns which grant is meant: {names:?}"
    );
    drop(of_it);
    world.net.servers().time = NOW.plus(61);
    world.open(&share).unwrap();
    assert_eq!(asked(&world), 2);
}

#[test]
fn a_list_with_one_bit_that_was_not_logged_is_refused() {
    for options in [ShareOptions::default(), offline_ok()] {
        let mut world = World::new();
        let share = granted_with(&world, &options);
        let mut servers = world.net.servers();
        servers.publishes = false;
        servers.log.publish_at(NOW);
        let mut flipped = Bitmap::of(&servers.log.0);
        flipped.grow(0, [1]);
        servers.log.1.as_mut().unwrap().bitmap = flipped;
        drop(servers);
        let (error, check) = world.refused(&share);
        assert_eq!((error.code(), check), ("altered", "revocation"));
        assert!(error.to_string().contains("(root)"), "{error}");
    }
}

#[test]
fn a_revocation_counts_at_once_and_by_the_list_alone_too() {
    let mut world = World::new();
    let share = granted(&world);
    world.open(&share).unwrap();
    // A ledger that lists it as revoked without having logged a revocation.
    let mut servers = world.net.servers();
    let mut bitmap = Bitmap::of(&servers.log.0);
    bitmap.grow(0, [3]);
    servers.time = NOW.plus(61);
    servers.log.publish(&bitmap, NOW.plus(61));
    drop(servers);
    assert_eq!(world.refused(&share).1, "revocation");
}

#[test]
fn an_old_list_or_none_opens_only_what_the_patient_allowed() {
    let mut world = World::new();
    let (strict, lenient) = (granted(&world), granted_with(&world, &offline_ok()));
    world.net.servers().publishes = false;
    let (error, check) = world.refused(&strict);
    assert_eq!((error.code(), check), ("status_old", "revocation"));
    assert_eq!(error.kind(), Kind::Unreachable);
    let opened = world.open(&lenient).unwrap();
    assert!(detail(&opened).contains("no status list of it here"));

    world.net.servers().log.publish_at(NOW);
    for (after, is_open) in [(900, true), (901, false)] {
        world.net.servers().time = NOW.plus(after);
        assert_eq!(world.open(&strict).is_ok(), is_open, "{after} seconds");
    }
    let (error, _) = world.refused(&strict);
    assert!(error.to_string().contains("15 minutes old"), "{error}");
    let opened = world.open(&lenient).unwrap();
    assert!(detail(&opened).contains("15 minutes old"));
}

#[test]
fn without_the_ledger_the_age_of_the_list_is_said() {
    let mut world = World::new();
    let share = granted_with(&world, &offline_ok());
    world.open(&share).unwrap();
    world.net.servers().is_ledger_away = true;
    let opened = world.open_at(&share, NOW.plus(3600)).unwrap();
    assert!(
        detail(&opened).contains("60 minutes old"),
        "{}",
        detail(&opened)
    );
}

#[test]
fn a_list_that_is_not_on_the_log_counts_for_nothing() {
    let mut world = World::new();
    let (strict, lenient) = (granted(&world), granted_with(&world, &offline_ok()));
    let mut servers = world.net.servers();
    servers.publishes = false;
    servers.log.publish_at(NOW);
    servers.log.0.pop();
    drop(servers);
    assert_eq!(world.refused(&strict).0.code(), "status_old");
    world.open(&lenient).unwrap();
}

#[test]
fn a_list_of_a_second_history_is_caught() {
    let mut world = World::new();
    let share = granted(&world);
    let mut other = world.net.servers().log.clone();
    world.open(&share).unwrap();
    other.0[1].statement = [99; 32];
    other.publish_at(NOW.plus(90));
    let mut servers = world.net.servers();
    servers.publishes = false;
    servers.time = NOW.plus(90);
    servers.log.fill(9);
    servers.lists_of = Some(other);
    drop(servers);
    assert_eq!(world.refused(&share).0.code(), "ledger_lies");
}
