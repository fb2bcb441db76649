//! A person types in what no file says: it is found, shared with its marks, comes back from a backup, and goes again.

use serde_json::Value;

use crate::{command::Ended, world::World};

const WASPS: [&str; 9] = [
    "add",
    "allergy",
    "--name",
    "Wasp venom",
    "--detail",
    "swollen throat",
    "--severe",
    "--since",
    "2019-03",
];

fn found(world: &World, home: &str, search: &str) -> Vec<Value> {
    let ended = world.run("wallet", home, &["records", "--search", search]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    ended.json()["records"].as_array().unwrap().clone()
}

#[test]
fn what_is_typed_in_is_shared_as_the_patients_own_and_can_be_removed() {
    let world = World::new();
    let id = world.wallet_ok(&WASPS)["id"].as_str().unwrap().to_owned();
    let records = found(&world, "mine", "throat");
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["id"], id.as_str());
    assert_eq!(records[0]["category"], "allergies");
    world.grant(&[]);
    assert_eq!(world.open("clinic", "visit").code, 0);
    let bundle = std::fs::read_to_string(world.root().join("visit/bundle.json")).unwrap();
    assert!(bundle.contains("Wasp venom") && bundle.contains("added-by-patient"));
    world.wallet_ok(&["remove", &id]);
    assert!(found(&world, "mine", "throat").is_empty());
    assert!(!found(&world, "mine", "penicillin").is_empty());
}

#[test]
fn what_is_typed_in_comes_back_from_a_backup_byte_for_byte() {
    let world = World::new();
    let id = world.wallet_ok(&WASPS)["id"].as_str().unwrap().to_owned();
    let raw =
        |home: &str, id: &str| world.run("wallet", home, &["show", id]).json()["resource"].clone();
    let before = raw("mine", &id);
    assert_eq!(before["meta"]["tag"][0]["code"], "added-by-patient");
    let backup = world.path("mine.keepwell");
    world.wallet_ok(&["backup", "--out", &backup]);
    let words = world.path("words");
    let line = [
        "restore",
        "--server",
        &world.url,
        "--phrase-file",
        &words,
        "--backup",
        &backup,
    ];
    let restored = world.run("wallet", "second", &line);
    assert_eq!(restored.code, 0, "{}", restored.err);
    let again = found(&world, "second", "wasp venom");
    assert_eq!(raw("second", again[0]["id"].as_str().unwrap()), before);
}

#[test]
fn nonsense_is_refused_with_a_sentence() {
    let world = World::new();
    let add = |more: &[&str]| -> Ended { world.wallet(&[&["add"], more].concat()) };
    for more in [
        &["allergy", "--name", " "][..],
        &["allergy", "--name", "Cats", "--since", "yesterday"],
        &["medicine", "--name", "Ibuprofen", "--severe"],
    ] {
        let refused = add(more);
        assert_eq!(refused.code, 2, "{more:?}");
        assert_eq!(refused.error()["code"], "by_hand");
        assert!(!refused.error()["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(add(&["illness", "--name", "x"]).code, 2);
}

#[test]
fn the_card_of_a_locked_wallet_follows_what_is_typed_in_and_goes_with_the_wallet() {
    let world = World::new();
    let file = world.root().join("mine/emergency-card.json");
    let card = || std::fs::read_to_string(&file).unwrap_or_default();
    let id = world.wallet_ok(&WASPS)["id"].as_str().unwrap().to_owned();
    assert!(!file.exists(), "nobody turned it on");
    let on = ["emergency", "--when-locked", "on"];
    assert_eq!(world.wallet_ok(&on)["when_locked"], true);
    assert!(card().contains("Wasp venom"));
    world.wallet_ok(&["remove", &id]);
    assert!(!card().contains("Wasp venom") && card().contains("KEEPWELL1"));
    world.wallet_ok(&WASPS);
    assert!(card().contains("Wasp venom"));
    let off = world.wallet_ok(&["emergency", "--when-locked", "off"]);
    assert_eq!(off["when_locked"], false);
    assert!(!file.exists());
    world.wallet_ok(&on);
    assert!(file.exists());
    world.wallet_ok(&["erase", "--yes"]);
    assert!(!file.exists());
}
