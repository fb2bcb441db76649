//! More time, or the same once more: a new code for a clinic met before, without its card; the old share is over.

use crate::world::World;

#[test]
fn a_clinic_gets_more_time_by_a_new_code_and_the_old_one_is_over() {
    let world = World::new();
    let first = world.grant(&["--openings", "2"]);
    let old = first["grant"].as_str().unwrap();
    std::fs::rename(world.path("code.png"), world.path("old.png")).unwrap();
    // The card is not needed any more: the wallet kept it.
    std::fs::remove_file(world.path("clinic.card")).unwrap();
    let code = world.path("code.png");
    let again = world.wallet_ok(&["again", old, "--for", "3h", "--qr", &code]);
    assert_eq!(again["records"], first["records"]);
    assert_ne!(again["qr_text"], first["qr_text"]);
    assert_eq!(again["ledger"]["state"], "recorded");
    assert_eq!(world.open("clinic", "visit").code, 0);
    std::fs::rename(world.path("old.png"), world.path("code.png")).unwrap();
    assert_eq!(world.open("clinic", "late").code, 3);
    let states = |id: &serde_json::Value| {
        let listed = world.wallet_ok(&["grants"]);
        let grants = listed["grants"].as_array().unwrap();
        let found = grants.iter().find(|grant| grant["id"] == *id).unwrap();
        found["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(states(&first["grant"]), "revoked");
    assert_eq!(states(&again["grant"]), "active");
    let longest = world.wallet(&["again", old, "--for", "31d"]);
    assert_eq!(longest.code, 2, "{}", longest.err);
}

#[test]
fn a_share_that_came_back_from_the_words_is_not_repeated() {
    let world = World::new();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    let words = world.path("words");
    let line = ["restore", "--server", &world.url, "--phrase-file", &words];
    assert_eq!(world.run("wallet", "second", &line).code, 0);
    let refused = world.run("wallet", "second", &["again", &grant, "--for", "1h"]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert_eq!(
        world.open("clinic", "visit").code,
        0,
        "it goes on as it was"
    );
}
