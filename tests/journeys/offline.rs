//! Without a network: shares and stops wait, say so, survive, and are sent in order when the server is back.

use crate::world::World;

#[test]
fn a_share_made_offline_opens_after_the_sync() {
    let mut world = World::new();
    world.stop();
    let grant = world.grant(&[]);
    assert_eq!(grant["ledger"]["state"], "pending");
    assert!(
        world.root().join("code.png").exists(),
        "the code is there at once"
    );
    assert_eq!(
        world.wallet_ok(&["grants"])["grants"][0]["state"],
        "pending"
    );
    world.restart();
    let synced = world.wallet_ok(&["sync"]);
    assert_eq!(synced["waiting"], 0, "{synced}");
    assert_eq!(world.wallet_ok(&["grants"])["grants"][0]["state"], "active");
    assert_eq!(world.open("clinic", "visit").code, 0);
}

#[test]
fn a_stop_made_offline_waits_and_then_holds() {
    let mut world = World::new();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    world.stop();
    let stopped = world.wallet_ok(&["revoke", &grant]);
    assert_eq!(stopped["grants"][0]["state"], "waiting");
    world.restart();
    assert_eq!(world.wallet_ok(&["sync"])["waiting"], 0);
    assert_eq!(
        world.wallet_ok(&["grants"])["grants"][0]["state"],
        "revoked"
    );
    assert_eq!(world.open("clinic", "late").code, 3);
    world.assert_nothing_at("late");
}

#[test]
fn a_share_made_and_stopped_offline_never_opens() {
    let mut world = World::new();
    world.stop();
    let grant = world.grant(&[])["grant"].as_str().unwrap().to_owned();
    world.wallet_ok(&["revoke", &grant]);
    world.restart();
    world.wallet_ok(&["sync"]);
    assert_eq!(world.open("clinic", "never").code, 3);
}

#[test]
fn a_killed_server_keeps_what_it_acknowledged() {
    let mut world = World::new();
    world.grant(&[]);
    world.kill();
    world.restart();
    let opened = world.open("clinic", "visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    let checks = world.wallet_ok(&["check"]);
    assert!(
        checks["checks"]
            .as_array()
            .unwrap()
            .iter()
            .all(|check| check["ok"] == true),
        "{checks}"
    );
}

#[test]
fn reading_commands_work_without_a_server() {
    let mut world = World::new();
    world.grant(&[]);
    world.stop();
    for command in ["records", "grants", "activity", "cards"] {
        assert_eq!(world.wallet(&[command]).code, 0, "{command}");
    }
    let opened = world.open("clinic", "visit");
    assert_eq!(opened.code, 4, "the relay cannot be reached");
    world.assert_nothing_at("visit");
}
