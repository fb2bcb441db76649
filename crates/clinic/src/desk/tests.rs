//! Clinics made, unlocked, and told about other operators' servers.

use keepwell_crypto::{sign::SigningKey, slot::Cost};
use keepwell_tlog::note::{Name, Signer};
use rand_core::OsRng;

use super::*;
use crate::testing::{NOW, Net, SERVER, World, ledger_key};

fn init<'a>(world: &'a World, change: impl FnOnce(&mut NewClinic<'a>)) -> Result<Desk, DeskError> {
    let mut new = NewClinic {
        name: "Harbour Clinic",
        country: "IE",
        server: &world.desk.own_servers().ledger_url,
        ledger_key: None,
        witnesses: None,
    };
    change(&mut new);
    let lock = ("open sesame", Cost::TEST_ONLY);
    let home = world.folder.path().join("another");
    let desk = Desk::init(&home, &new, lock, &world.net, NOW, &mut OsRng);
    assert_eq!(home.exists(), desk.is_ok(), "a folder exactly on success");
    desk
}

#[test]
fn a_clinic_comes_back_with_its_passphrase() {
    let world = World::new();
    let root = world.desk.home().root();
    let desk = Desk::unlock(root, "open sesame").unwrap();
    assert_eq!(desk.key(), world.desk.key());
    assert_eq!(desk.name(), "Harbour Clinic");
    assert_eq!(desk.own_servers(), world.desk.own_servers());
    let wrong = Desk::unlock(root, "shut").err().unwrap();
    assert_eq!(wrong.kind(), Kind::Refused);
}

#[test]
fn nothing_in_the_folder_says_whose_it_is() {
    let world = World::new();
    for file in std::fs::read_dir(world.desk.home().root()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Harbour") && !text.contains("keepwell.example"));
    }
}

#[test]
fn what_is_given_is_checked_before_anything_is_made() {
    let long = "a".repeat(121);
    let world = World::new();
    for name in ["", "  ", "a\nb", &long] {
        let error = init(&world, |new| new.name = name).err().unwrap();
        assert!(matches!(error, DeskError::BadName), "{name:?}");
    }
    for country in ["", "I", "IRL", "1E", "é"] {
        let error = init(&world, |new| new.country = country).err().unwrap();
        assert!(matches!(error, DeskError::BadCountry), "{country:?}");
    }
    assert!(init(&world, |new| new.country = "de").is_ok());
}

#[test]
fn the_ledger_s_key_must_be_the_one_that_was_given() {
    let name = Name::parse("ledger.example/log").unwrap();
    let other = Signer::new(name, SigningKey::from_seed(&[2; 32]));
    let (other, right) = (other.verifier_key().clone().into(), ledger_key());
    let world = World::new();
    let error = init(&world, |new| new.ledger_key = Some(&other))
        .err()
        .unwrap();
    assert!(matches!(error, DeskError::OtherLedgerKey));
    assert_eq!(error.kind(), Kind::Refused);
    assert!(init(&world, |new| new.ledger_key = Some(&right)).is_ok());
}

#[test]
fn without_its_server_there_is_no_clinic() {
    let world = World::new();
    world.net.servers().is_ledger_away = true;
    let error = init(&world, |_| ()).err().unwrap();
    assert_eq!(error.kind(), Kind::Unreachable);
}

#[test]
fn other_operators_are_allowed_and_withdrawn() {
    let mut world = World::new();
    let text = format!("https://other.example={}", ledger_key());
    let other = parse_allowed(&text).unwrap();
    world.desk.allow(other.clone(), &mut OsRng).unwrap();
    world.desk.allow(other.clone(), &mut OsRng).unwrap();
    let desk = Desk::unlock(world.desk.home().root(), "open sesame").unwrap();
    assert_eq!(desk.servers().skip(1).collect::<Vec<_>>(), [&other]);
    let own = parse_allowed(&format!("{SERVER}={}", ledger_key())).unwrap();
    let error = world.desk.allow(own, &mut OsRng).err().unwrap();
    assert!(matches!(error, DeskError::OwnServer));
    assert!(world.desk.disallow(&other.relay, &mut OsRng).unwrap());
    assert!(!world.desk.disallow(&other.relay, &mut OsRng).unwrap());
    assert_eq!(world.desk.servers().count(), 1);
    for text in [
        "",
        "https://a.example",
        "https://a.example=x",
        "http://a.example=x",
    ] {
        assert_eq!(parse_allowed(text).err(), Some(NotAServer), "{text}");
    }
}

#[test]
fn an_allowed_ledger_may_be_elsewhere_than_its_relay() {
    let text = format!(
        "https://relay.example={}@https://2026.example",
        ledger_key()
    );
    let servers = parse_allowed(&text).unwrap();
    assert_eq!(servers.relay.as_str(), "https://relay.example");
    assert_eq!(servers.ledger_url.as_str(), "https://2026.example");
    assert_eq!(servers.ledger, ledger_key());
    let plain = text.replace("@https", "@http");
    assert_eq!(parse_allowed(&plain).err(), Some(NotAServer));
}

#[test]
fn a_clinic_moves_nowhere_where_it_is_already_or_cannot_know_where() {
    let mut world = World::new();
    let name = Name::parse("ledger.example/log").unwrap();
    let other = Signer::new(name, SigningKey::from_seed(&[2; 32]));
    let other = other.verifier_key().clone().into();
    let server = world.desk.own_servers().ledger_url.clone();
    let before = load(world.desk.home()).unwrap().encode();
    let refused = |world: &mut World, ledger_key| {
        let to = NewServer {
            server: &server,
            ledger_key,
            witnesses: None,
        };
        let moved = world.desk.move_to(&to, &world.net, NOW, &mut OsRng);
        moved.err().unwrap().code()
    };
    assert_eq!(refused(&mut world, None), "own_server");
    assert_eq!(refused(&mut world, Some(&other)), "ledger_key_changed");
    world.net.servers().is_ledger_away = true;
    assert_eq!(refused(&mut world, None), "unreachable");
    let after = load(world.desk.home()).unwrap().encode();
    assert_eq!(after.as_slice(), before.as_slice(), "it stays where it is");
}

#[test]
fn two_programs_with_one_home_keep_each_other_s_changes() {
    let mut world = World::new();
    let mut second = Desk::unlock(world.desk.home().root(), "open sesame").unwrap();
    let servers =
        |host: &str| parse_allowed(&format!("https://{host}.example={}", ledger_key())).unwrap();
    world.desk.allow(servers("one"), &mut OsRng).unwrap();
    second.allow(servers("two"), &mut OsRng).unwrap();
    assert_eq!(second.servers().count(), 3);
}

#[test]
fn a_state_with_an_altered_byte_is_damaged_or_says_something_else_but_never_panics() {
    let world = World::new();
    let whole = load(world.desk.home()).unwrap().encode();
    assert!(State::parse(&whole).is_some());
    for at in 0..whole.len() {
        assert!(State::parse(&whole[..at]).is_none());
        let mut altered = whole.to_vec();
        // X25519 ignores the lowest bits of a key, so another one is turned.
        altered[at] ^= 8;
        // Keys that are not those of the card are noticed.
        assert!(at >= 98 || State::parse(&altered).is_none(), "{at}");
    }
}

#[test]
fn a_net_is_only_needed_to_set_up() {
    let world = World::new();
    drop::<Net>(world.net);
    assert!(Desk::unlock(world.desk.home().root(), "open sesame").is_ok());
}
