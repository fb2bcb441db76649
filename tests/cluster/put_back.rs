//! PostgreSQL and the store, both put back to an older state, or both lost: only the witnesses know that there was more, and no
//! machine signs anything over it. A machine that was asleep while another one went on is not taken for such a thing.

use std::time::Duration;

use keepwell_client::transport::Method;
use serde_json::Value;

use crate::{
    load::grant,
    node::Node,
    proxy::{Cut, Proxy},
    waiting::wait_until,
    witnesses::Witnesses,
    world::World,
};

const SOON: Duration = Duration::from_secs(90);

/// A ledger that its witnesses have cosigned with these grants, stopped, and how it is started.
struct Cosigned {
    world: World,
    witnesses: Witnesses,
}

impl Cosigned {
    /// `None` after saying what is missing.
    fn with(grants: u64) -> Option<Self> {
        let world = World::new()?;
        let mut node = world.node("one", true);
        let witnesses = Witnesses::of(&world, &node.key());
        node.stop();
        let this = Self { world, witnesses };
        this.grow(0..grants);
        Some(this)
    }

    /// Takes these grants, until the witnesses have cosigned them.
    fn grow(&self, grants: std::ops::Range<u64>) {
        let mut node = self.machine(&self.world, "one");
        wait_until(SOON, "it takes statements", || {
            grants
                .clone()
                .all(|one| matches!(node.post(&grant(one)), 200 | 201))
        });
        let size = 2 + grants.end;
        wait_until(SOON, "they are cosigned", || shows(&node, size));
        node.stop();
    }

    /// A machine of `world` that asks these witnesses.
    fn machine(&self, world: &World, name: &str) -> Node {
        world.node_with(name, true, &["--witness-policy", &self.witnesses.file])
    }

    /// What it was, in another database and another store: few enough entries that no chunk of 256 is complete.
    fn copy(&self) -> World {
        let checkpoint = "2026/checkpoint".to_owned();
        World::copy_of(&self.world, [checkpoint].into_iter()).expect("services that run")
    }

    /// Whether it says that a witness cosigned a state with the second three of six grants in it: the log's first two entries,
    /// the grants, and what the ledger itself may have added each minute.
    fn is_cosigned(&self, why: &str) -> bool {
        let (_, size) = why.split_once("has cosigned a state of ").expect(why);
        let (size, _) = size.split_once(" entries").expect(why);
        let size: u64 = size.parse().expect("a number");
        (2 + 6..=self::size(&self.world)).contains(&size)
    }
}

/// How much is committed.
fn size(world: &World) -> u64 {
    let size = world.own.ask("SELECT size FROM head");
    size.parse().expect("a number")
}

fn shows(node: &Node, size: u64) -> bool {
    let shown = node.shown();
    shown.is_some_and(|shown| shown.checkpoint().size() >= size)
}

/// What `/health` answers, and what it says that a witness showed.
fn health(node: &Node) -> (u16, Option<String>) {
    let answer = node.ask(Method::Get, "/health", b"").expect("an answer");
    let said: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let why = said.pointer("/witnessing/contradicted");
    (
        answer.status,
        why.and_then(Value::as_str).map(str::to_owned),
    )
}

#[test]
fn what_was_put_back_with_its_store_is_stopped_by_its_witnesses() {
    let Some(newest) = Cosigned::with(3) else {
        return;
    };
    let old = newest.copy();
    newest.grow(3..6);
    let (size, epoch) = (size(&old), old.epoch());
    for name in ["one", "two"] {
        let node = newest.machine(&old, name);
        let (status, why) = health(&node);
        let why = why.expect("a reason");
        assert_eq!(status, 503, "{why}");
        assert!(newest.is_cosigned(&why), "{why}");
        for part in [
            &format!("which has {size}:"),
            "/checkpoint/",
            "put the newest state of PostgreSQL and the store back",
        ] {
            assert!(why.contains(part), "{part}: {why}");
        }
        assert_eq!(node.post(&grant(7)), 503);
    }
    assert_eq!(old.epoch(), epoch, "nobody stood for election");
    // The newest state goes on.
    newest.grow(6..7);
}

#[test]
fn a_witness_that_was_away_at_the_start_stops_it_when_it_is_back() {
    let Some(newest) = Cosigned::with(3) else {
        return;
    };
    let old = newest.copy();
    newest.grow(3..6);
    newest.witnesses.pause();
    let node = newest.machine(&old, "one");
    wait_until(SOON, "it goes on without them", || {
        matches!(node.post(&grant(7)), 200 | 201)
    });
    newest.witnesses.wake();
    wait_until(SOON, "it is stopped", || health(&node).0 == 503);
    let why = health(&node).1.expect("a reason");
    assert!(newest.is_cosigned(&why), "{why}");
    assert_eq!(node.post(&grant(8)), 503);
}

#[test]
fn what_was_lost_with_its_store_is_not_begun_again() {
    let Some(newest) = Cosigned::with(1) else {
        return;
    };
    let empty = World::emptied(&newest.world).expect("services that run");
    let mut command = empty.command("vain");
    command.args(["--witness-policy", &newest.witnesses.file]);
    let ended = command.output().expect("it runs");
    let told = String::from_utf8_lossy(&ended.stderr);
    assert!(!ended.status.success(), "it started");
    assert!(told.contains("it has 0 entries, but "), "{told}");
    assert_eq!(size(&empty), 0);
}

#[test]
fn a_machine_that_was_asleep_while_another_went_on_is_not_stopped() {
    let Some(ledger) = Cosigned::with(1) else {
        return;
    };
    let world = &ledger.world;
    let epoch = world.epoch();
    let first = ledger.machine(world, "first");
    wait_until(SOON, "it is elected", || world.epoch() > epoch);
    let second = ledger.machine(world, "second");
    let epoch = world.epoch();
    first.pause();
    wait_until(SOON, "another one is elected", || world.epoch() > epoch);
    wait_until(SOON, "it goes on", || {
        (10..13).all(|one| matches!(second.post(&grant(one)), 200 | 201))
    });
    wait_until(SOON, "the witnesses are ahead", || shows(&second, 6));
    first.wake();
    wait_until(SOON, "it follows", || shows(&first, 6));
    assert_eq!([&first, &second].map(|node| health(node).0), [200, 200]);
    assert_eq!(first.post(&grant(13)), 201);
}

/// Exchanges what is in PostgreSQL for the copy, to which nobody is connected.
fn put_back(world: &World, old: &World) {
    let postgres = &world.own.services.postgres;
    let (name, old) = (&world.own.name, &old.own.name);
    postgres.ask("postgres", &format!("DROP DATABASE {name} WITH (FORCE)"));
    let renamed = format!("ALTER DATABASE {old} RENAME TO {name}");
    postgres.ask("postgres", &renamed);
}

/// Without witnesses only a machine that showed the newer state can tell.
#[test]
fn a_machine_that_was_away_for_long_goes_on_only_from_what_it_has_shown() {
    let Some(world) = World::new() else { return };
    let takes = |node: &Node, grants: std::ops::Range<u64>| {
        wait_until(SOON, "it takes statements", || node.takes(grants.clone()));
    };
    let mut node = world.node("one", true);
    takes(&node, 0..3);
    node.stop();
    let checkpoint = "2026/checkpoint";
    let old = World::copy_of(&world, [checkpoint.to_owned()].into_iter()).expect("services");
    let (postgres, store) = world.own.ports();
    let line = Proxy::to(postgres);
    let mut node = world.node("one", true);
    let front = world.node_by("front", false, (line.port, store), &[]);
    takes(&node, 3..20);
    let shown = size(&world);
    wait_until(SOON, "it is shown", || shows(&front, shown));
    line.cut(Cut::Closed);
    node.stop();
    let before = old.own.object(checkpoint).expect("an object");
    world.own.overwrite(checkpoint, &before);
    put_back(&world, &old);
    let node = world.node("one", true);
    takes(&node, 1000..1300);
    let is_settled = || world.own.ask("SELECT settled >= 256 FROM head") == "t";
    wait_until(SOON, "a chunk is in the store", is_settled);
    world
        .own
        .ask("DELETE FROM commits WHERE next <= (SELECT settled FROM head)");
    line.mend();
    wait_until(SOON, "it takes nothing more", || health(&front).0 == 503);
    wait_until(SOON, "it is stopped", || front.post(&grant(2000)) == 503);
    std::thread::sleep(Duration::from_secs(3));
    assert!(!shows(&front, 300), "another history");
    assert_eq!(front.post(&grant(2001)), 503);
}
