//! The whole story on several machines: a wallet shares, a clinic opens, the sequencer is killed, the share is stopped, and a monitor
//! that asks for witnesses finds nothing wrong. All of them know one address.

use std::time::Duration;

use serde_json::Value;

use crate::{
    command::{Ended, keepwell},
    proxy::Proxy,
    waiting::wait_until,
    witnesses::Witnesses,
    world::World,
};

const SOON: Duration = Duration::from_secs(60);

/// People, who know one address.
struct People<'w> {
    world: &'w World,
    url: String,
    policy: String,
}

impl People<'_> {
    fn run(&self, side: &str, arguments: &[&str]) -> Ended {
        let home = self.world.path(side);
        keepwell(&[&[side], arguments, &["--home", &home]].concat())
    }

    fn ok(&self, side: &str, arguments: &[&str]) -> Value {
        let ended = self.run(side, arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
        ended.json()
    }

    /// A wallet with the sample record, and a clinic with its card in `clinic.card`.
    fn settle(&self) {
        let at = ["--server", &self.url, "--witness-policy", &self.policy];
        let named = ["init", "--name", "Harbour Clinic", "--country", "IE"];
        self.ok("clinic", &[named.as_slice(), &at].concat());
        self.ok(
            "clinic",
            &["card", "--out", &self.world.path("clinic.card")],
        );
        self.ok("wallet", &[["init"].as_slice(), &at].concat());
        self.ok("wallet", &["import", "--sample"]);
    }

    /// Shares for two hours; `code.png` is the code.
    fn grant(&self) -> Value {
        let (card, code) = (self.world.path("clinic.card"), self.world.path("code.png"));
        let line = ["grant", "--to", &card, "--for", "2h", "--qr", &code];
        self.ok("wallet", &line)
    }

    fn open(&self, out: &str) -> Ended {
        let (code, out) = (self.world.path("code.png"), self.world.path(out));
        self.run("clinic", &["open", &code, "--out", &out])
    }

    fn monitor(&self, log: &str) -> Ended {
        let data = self.world.path("monitor");
        let at = ["monitor", "--data", &data, "--url", &self.url, "--log", log];
        keepwell(&[at.as_slice(), &["--once", "--witness-policy", &self.policy]].concat())
    }
}

#[test]
fn a_share_goes_its_way_over_several_machines() {
    let door = Proxy::closed();
    let Some(world) = World::running("ledger,relay", &door.url()) else {
        return;
    };
    let secret = world.path("ledger.key");
    let relay = ["--relay-secret", secret.as_str()];
    let mut alone = world.node_with("one", true, &relay);
    let log = alone.key();
    let witnesses = Witnesses::of(&world, &log);
    alone.stop();
    let more = [relay.as_slice(), &["--witness-policy", &witnesses.file]].concat();
    let mut one = world.node_with("one", true, &more);
    let two = world.node_with("two", true, &more);
    [&one, &two].iter().for_each(|node| door.add(node.port()));
    let people = People {
        world: &world,
        url: door.url(),
        policy: witnesses.file.clone(),
    };
    people.settle();
    let first = people.grant();
    let opened = people.open("visit");
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert!(world.folder.path().join("visit/bundle.json").is_file());
    // What docs/SCALING.md computes with.
    let rows = "SELECT count(*), sum(length(key) + length(value)), sum(pg_column_size(relay_rows.*)) FROM relay_rows WHERE kind <> 'boxes'";
    println!(
        "cluster: rows of a share that was opened: {}",
        world.own.ask(rows)
    );
    println!("cluster: its objects: {}", world.own.count("2026/parts/"));

    let epoch = world.epoch();
    one.kill();
    wait_until(SOON, "another one is elected", || world.epoch() > epoch);
    let id = first["grant"].as_str().expect("an id");
    people.ok("wallet", &["revoke", id]);
    wait_until(SOON, "the stop is everywhere", || {
        people.ok("wallet", &["sync"]);
        people.ok("wallet", &["grants"])["grants"][0]["state"] == "revoked"
    });
    let refused = people.open("again");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert_eq!(world.own.count("2026/parts/"), 0, "its ciphertext is gone");

    people.grant();
    let opened = people.open("second");
    assert_eq!(opened.code, 0, "{}", opened.err);
    let seen = people.monitor(&log.to_string());
    assert_eq!(seen.code, 0, "{}{}", seen.out, seen.err);
}
