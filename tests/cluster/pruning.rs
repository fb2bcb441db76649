//! Pruning where several machines are one ledger: what is old goes from the store by a policy on the log, every front end tells the same,
//! also one that was cut off and one that is started afterwards; every other proof stays the same to the byte; and a removal that was
//! broken off is gone on with by whoever is elected.

mod old;

use std::{thread, time::Duration};

use keepwell_client::transport::Method;
use keepwell_protocol::{
    ledger_api::entry_path,
    retention::{KEPT_PATH, Kept, RETENTION_PATH, RUN, Retention},
    statement::Statement,
};

use self::old::{Old, PRUNE, old, seen, withdrawal};
use crate::{
    command::keepwell,
    load::{grant, key},
    node::Node,
    proxy::{Cut, Proxy},
    waiting::wait_until,
    world::World,
};

const SOON: Duration = Duration::from_secs(120);
/// The chunks of the run that goes.
const CHUNKS: u64 = RUN / 256;

/// Status and body.
fn get(node: &Node, path: &str) -> (u16, Vec<u8>) {
    let answer = node.ask(Method::Get, path, b"").expect("an answer");
    (answer.status, answer.body)
}

/// The policy that a machine shows.
fn policy(node: &Node) -> Option<Retention> {
    let (status, bytes) = get(node, RETENTION_PATH);
    let statement = (status == 200).then(|| Statement::parse(&bytes).expect("a statement"))?;
    let log = node.key();
    Some(Retention::read(&statement, log.name().as_str(), log.key()).expect("a policy"))
}

fn announces(node: &Node) {
    wait_until(SOON, "the policy is on the log", || {
        policy(node).is_some_and(|policy| policy.minimum == RUN)
    });
}

/// A minute passes after the policy was put on the log.
fn everybody_knows(world: &World) {
    world
        .own
        .ask("UPDATE retention SET since = since - interval '2 minutes'");
}

/// How many entries were gone through.
fn removed(world: &World) -> u64 {
    let removed = world.own.ask("SELECT removed FROM retention");
    removed.parse().expect("a number")
}

fn bundles(world: &World) -> usize {
    world.own.count("2026/tile/entries/")
}

/// What a machine says of what is gone.
fn says_it_is_gone(node: &Node, old: &Old) {
    let (index, size) = (old.gone.1, old.size);
    let chunk = index / 256;
    for path in [
        format!("/tile/entries/{chunk:03}"),
        format!("/tile/0/{chunk:03}"),
        format!("/tile/0/{chunk:03}.p/7"),
        format!("/entries/{index}"),
        format!("/entries/{index}/proof?size={size}"),
        format!("/entries/{index}/statement"),
    ] {
        assert_eq!(get(node, &path).0, 410, "{path}");
    }
    let policy = policy(node).expect("a policy");
    let kept = Kept::of(&policy, get(node, KEPT_PATH).1).expect("its list");
    let staying = (0..CHUNKS).filter(|chunk| !kept.is_pruned(*chunk));
    assert_eq!(staying.collect::<Vec<_>>(), old.staying);
}

#[test]
fn every_front_end_tells_what_is_gone_and_every_other_proof_stays_to_the_byte() {
    let Some(old) = old() else { return };
    let Some(world) = old.copy() else { return };
    let (postgres, store) = world.own.ports();
    let line = Proxy::to(postgres);
    let front = world.node_with("front", false, &PRUNE);
    let away = world.node_by("away", false, (line.port, store), &PRUNE);
    let before = seen(&front, old.size);
    line.cut(Cut::Closed);
    let first = world.node_with("first", true, &PRUNE);
    let second = world.node_with("second", true, &PRUNE);
    announces(&front);
    let full = bundles(&world);
    let path = format!("/tile/entries/{:03}", old.gone.1 / 256);
    thread::sleep(Duration::from_secs(12));
    assert_eq!(
        bundles(&world),
        full,
        "somebody may not know it for a minute"
    );
    let gone = grant(old.gone.0);
    assert_eq!(get(&front, &path).0, 410);

    everybody_knows(&world);
    let left = full - usize::try_from(CHUNKS).expect("few") + old.staying.len();
    wait_until(SOON, "it is removed", || bundles(&world) == left);
    wait_until(SOON, "and noted", || removed(&world) == RUN);
    for part in ["statements", "heads"] {
        assert_eq!(world.own.count(&format!("2026/{part}/")), left, "{part}");
    }
    assert_eq!(world.own.count("2026/signers/"), full);
    // Whoever was cut off does not take what is gone for damage.
    assert_eq!(get(&away, &path).0, 503);
    line.mend();
    wait_until(SOON, "it knows", || get(&away, &path).0 == 410);
    let late = world.node_with("late", false, &PRUNE);
    for node in [&first, &second, &front, &away, &late] {
        assert_eq!(seen(node, old.size), before);
        says_it_is_gone(node, &old);
        // Nothing is registered again.
        let other = Statement::grant(&[9; 16], &[2; 32], b"another", &key(old.gone.0));
        let end = gone.revocation(&key(old.gone.0));
        let posted = [&gone, &other, &end, &withdrawal()].map(|one| node.post(one));
        assert_eq!(posted, [410, 410, 410, 200]);
    }
    assert_eq!(late.post(&grant(777_777)), 201);
    // Of a grant that is gone nothing but its signer is known.
    let staying: Vec<_> = old.staying.iter().map(u64::to_string).collect();
    let staying = staying.join(",");
    let rows = format!(
        "SELECT count(*) FROM statements JOIN grants USING (index) WHERE index < {RUN} AND index / 256 NOT IN ({staying})"
    );
    assert_eq!(world.own.ask(&rows), "0");
    assert_eq!(get(&late, &entry_path(&gone.digest())).0, 404);
    let (data, log) = (world.path("monitor"), late.key().to_string());
    let look = [
        "monitor", "--data", &data, "--url", &late.url, "--log", &log,
    ];
    let looked = keepwell(&[look.as_slice(), &["--once"]].concat());
    assert_eq!(looked.code, 0, "{} {}", looked.err, looked.out);
    assert_eq!(looked.json()["found"], "fine");
}

#[test]
fn a_removal_that_was_broken_off_is_gone_on_with_by_whoever_is_elected() {
    let Some(old) = old() else { return };
    let Some(world) = old.copy() else { return };
    let (postgres, store) = world.own.ports();
    let line = Proxy::to(store);
    let mut first = world.node_by("first", true, (postgres, line.port), &PRUNE);
    announces(&first);
    let second = world.node_with("second", true, &PRUNE);
    let before = seen(&second, old.size);
    everybody_knows(&world);
    // The store is cut in the middle; the log goes on.
    wait_until(SOON, "some of it is removed", || removed(&world) > 0);
    line.cut(Cut::Closed);
    let size = || world.own.ask("SELECT size FROM head");
    let before_it = size();
    // Its receipt has to wait for the store.
    first.post(&grant(700_000));
    wait_until(SOON, "the log goes on", || size() != before_it);
    let then = removed(&world);
    thread::sleep(Duration::from_secs(6));
    assert_eq!(removed(&world), then, "nothing is noted that was not done");
    line.mend();
    wait_until(SOON, "it goes on", || removed(&world) > then);
    // The machine dies; another one goes on, and is deposed.
    let (epoch, then) = (world.epoch(), removed(&world));
    first.kill();
    wait_until(SOON, "another one is elected", || world.epoch() > epoch);
    if then < RUN {
        wait_until(SOON, "it goes on", || removed(&world) > then);
    }
    world.own.ask(
        "UPDATE head SET epoch = epoch + 1, held_until = clock_timestamp() + interval '1 hour'",
    );
    thread::sleep(Duration::from_secs(1));
    let there = (removed(&world), bundles(&world));
    thread::sleep(Duration::from_secs(12));
    assert_eq!(
        (removed(&world), bundles(&world)),
        there,
        "it removes nothing"
    );
    world.own.ask("UPDATE head SET held_until = '-infinity'");
    wait_until(SOON, "all of it is removed", || removed(&world) == RUN);
    let log = std::fs::read_to_string(world.path("second.log")).expect("a log");
    assert!(log.contains("another sequencer was elected"), "{log}");
    let late = world.node_with("late", false, &PRUNE);
    for node in [&second, &late] {
        assert_eq!(seen(node, old.size), before);
        says_it_is_gone(node, &old);
    }
    let there = (0..CHUNKS).filter(|chunk| {
        let path = format!("2026/tile/entries/{chunk:03}");
        world.own.object(&path).is_some()
    });
    assert_eq!(there.collect::<Vec<_>>(), old.staying);
}

#[test]
fn a_machine_that_keeps_entries_for_another_time_says_so_and_does_not_start() {
    let Some(world) = World::new() else { return };
    // Tables of an older version, of a ledger that kept everything.
    world.node("one", true).stop();
    world
        .own
        .ask("DROP TABLE retention; UPDATE head SET version = 2");
    let mut node = world.node_with("one", true, &PRUNE);
    assert_eq!(world.own.ask("SELECT version FROM head"), "3");
    wait_until(SOON, "the policy is on the log", || {
        policy(&node).is_some_and(|policy| policy.days == 90 && policy.minimum == 0)
    });
    let refused = |more: &[&str]| {
        let ended = world.command("vain").args(more).output().expect("it runs");
        assert!(!ended.status.success(), "it started");
        String::from_utf8_lossy(&ended.stderr).into_owned()
            + &String::from_utf8_lossy(&ended.stdout)
    };
    for more in [&[][..], &["--prune", "91"]] {
        let told = refused(more);
        assert!(told.contains("were started with --prune 90"), "{told}");
    }
    drop(world.node_with("front", false, &PRUNE));
    node.stop();
    // All were stopped, and begin anew.
    let other = ["--prune", "91"];
    let mut node = world.node_with("one", true, &other);
    wait_until(SOON, "another policy is on the log", || {
        policy(&node).is_some_and(|policy| policy.days == 91)
    });
    node.stop();
    let node = world.node("one", true);
    let told = refused(&PRUNE);
    assert!(told.contains("were started without --prune"), "{told}");
    assert_eq!(policy(&node).expect("what was said").days, 91);
}
