//! A server that asks for work: a patient and a clinic notice nothing but a moment of waiting, and a stop asks nobody.

use tempfile::TempDir;

use crate::world::World;

#[test]
fn the_whole_story_with_work() {
    let folder = TempDir::new().expect("a folder");
    let mut world = World::serving(folder, &["--admission", "work"]);
    world.make_clinic("clinic", "Harbour Clinic");
    world.make_patient();
    world.wallet_ok(&["import", "--sample"]);
    let grant = world.grant(&[]);
    assert_eq!(grant["ledger"]["state"], "recorded", "{grant}");
    let opened = world.open("clinic", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    let id = grant["grant"].as_str().expect("a grant");
    let stopped = world.wallet_ok(&["revoke", id]);
    assert_eq!(stopped["grants"][0]["state"], "revoked", "{stopped}");
    let refused = world.open("clinic", "again");
    assert_eq!(refused.code, 3, "{}", refused.err);
    world.assert_nothing_at("again");
}

#[test]
fn what_was_made_while_the_server_was_away_is_worked_for_later() {
    let folder = TempDir::new().expect("a folder");
    let mut world = World::serving(folder, &["--admission", "work"]);
    world.make_clinic("clinic", "Harbour Clinic");
    world.make_patient();
    world.wallet_ok(&["import", "--sample"]);
    world.stop();
    assert_eq!(world.grant(&[])["ledger"]["state"], "pending");
    world.restart();
    let synced = world.wallet_ok(&["sync"]);
    assert_eq!(synced["waiting"], 0, "{synced}");
    assert_eq!(world.open("clinic", "visit").code, 0);
}
