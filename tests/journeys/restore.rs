//! Losing the device: words and backup bring every byte back; words alone bring back every share so that it can be
//! stopped.

use crate::world::World;

#[test]
fn words_and_backup_restore_every_record_byte_for_byte() {
    let world = World::new();
    let backup = world.path("mine.keepwell");
    let made = world.wallet_ok(&["backup", "--out", &backup]);
    let ids: Vec<String> = world.wallet_ok(&["records"])["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(made["records"], ids.len());
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
    assert_eq!(restored.json()["records"], ids.len());
    for id in ids {
        let first = world.wallet(&["show", &id, "--raw"]);
        let second = world.run("wallet", "second", &["show", &id, "--raw"]);
        assert_eq!((second.code, second.out), (0, first.out));
    }
}

#[test]
fn words_alone_bring_back_an_old_share_and_stop_it() {
    let world = World::new();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    let words = world.path("words");
    let restored = world.run(
        "wallet",
        "second",
        &["restore", "--server", &world.url, "--phrase-file", &words],
    );
    assert_eq!(restored.code, 0, "{}", restored.err);
    let restored = restored.json();
    assert_eq!(
        (restored["records"].as_u64(), restored["grants"].as_u64()),
        (Some(0), Some(1))
    );
    let stopped = world.run("wallet", "second", &["revoke", &grant]);
    assert_eq!(stopped.code, 0, "{}", stopped.err);
    assert_eq!(stopped.json()["grants"][0]["state"], "revoked");
    assert_eq!(world.open("clinic", "late").code, 3);
    world.assert_nothing_at("late");
}

#[test]
fn other_words_open_no_backup() {
    let world = World::new();
    let backup = world.path("mine.keepwell");
    world.wallet_ok(&["backup", "--out", &backup]);
    let other = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    std::fs::write(world.root().join("other"), other).unwrap();
    let line = [
        "restore",
        "--server",
        &world.url,
        "--phrase-file",
        &world.path("other"),
        "--backup",
        &backup,
    ];
    let refused = world.run("wallet", "second", &line);
    assert_eq!(refused.code, 3, "{}", refused.err);
    world.assert_nothing_at("second");
}
