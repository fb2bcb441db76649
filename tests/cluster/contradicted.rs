//! PostgreSQL or a store that was put back to an older state, or written to by somebody else: the ledger signs nothing more.

use std::{process::Command, time::Duration};

use keepwell_client::transport::Method;

use crate::{load::Load, waiting::wait_until, world::World};

const SOON: Duration = Duration::from_secs(90);

#[test]
fn a_database_that_was_put_back_is_not_written_on() {
    let Some(world) = World::new() else { return };
    let mut node = world.node("one", true);
    let some = |count| {
        Load::on(&[node.url.as_str()], node.key()).during(move |load| {
            wait_until(SOON, "there is load", || load.count() > count);
        })
    };
    some(50);
    world.own.ask("CREATE TABLE old AS SELECT * FROM head");
    some(300);
    // The newest checkpoint is in the store by now.
    node.stop();
    let newer = "DELETE FROM commits WHERE first >= (SELECT size FROM old); DELETE FROM statements WHERE index >= (SELECT size FROM old);
                 UPDATE head SET (size, note, settled, held_until) = (SELECT size, note, settled, '-infinity'::timestamptz FROM old)";
    world.own.ask(newer);
    let told = start_in_vain(&world);
    assert!(told.contains("rolled back"), "{told}");
}

#[test]
fn a_store_with_other_bytes_stops_the_sequencer() {
    let Some(world) = World::new() else { return };
    world
        .own
        .overwrite("2026/tile/entries/000", b"somebody else's");
    let node = world.node("one", true);
    let load = Load::on(&[node.url.as_str()], node.key());
    load.until_refused();
    wait_until(SOON, "it says so", || {
        let health = node.ask(Method::Get, "/health", b"").expect("an answer");
        health.status == 503 && String::from_utf8_lossy(&health.body).contains("stopped")
    });
    let log = std::fs::read_to_string(world.folder.path().join("one.log")).expect("a log");
    assert!(log.contains("has other bytes than the log gives"), "{log}");
}

#[test]
fn a_database_that_may_lose_commits_is_not_used() {
    let Some(world) = World::new() else { return };
    let off = format!(
        "ALTER DATABASE {} SET synchronous_commit = off",
        world.own.name
    );
    world.own.ask(&off);
    let told = start_in_vain(&world);
    assert!(told.contains("synchronous_commit"), "{told}");
}

#[test]
fn a_server_that_may_lose_or_tear_what_it_wrote_is_not_used() {
    let Some(world) = World::alone() else { return };
    for setting in ["fsync", "full_page_writes"] {
        let set = |sql: &str, to: &str| {
            world.own.ask(sql);
            world.own.ask("SELECT pg_reload_conf()");
            wait_until(SOON, "it is set", || {
                world.own.ask(&format!("SHOW {setting}")) == to
            });
        };
        set(&format!("ALTER SYSTEM SET {setting} = off"), "off");
        let told = start_in_vain(&world);
        assert!(
            told.contains(setting) && told.contains("turn it on"),
            "{told}"
        );
        set(&format!("ALTER SYSTEM RESET {setting}"), "on");
    }
    // As it should be, it starts.
    world.node("one", true);
}

#[test]
fn another_ledgers_database_is_left_alone() {
    let Some(world) = World::new() else { return };
    let node = world.node("one", true);
    let key = world.folder.path().join("ledger.key");
    std::fs::remove_file(&key).expect("removed");
    let made = Command::new(crate::command::binary())
        .args(["ledger", "new-key"])
        .arg(key)
        .status();
    assert!(made.expect("it runs").success());
    let told = start_in_vain(&world);
    assert!(
        told.contains("belongs to the ledger ledger.example/ledger"),
        "{told}"
    );
    drop(node);
}

#[test]
fn what_is_too_long_is_no_connection_and_no_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str, bytes: usize| {
        let path = folder.path().join(name);
        std::fs::write(&path, vec![b' '; bytes]).expect("written");
        path
    };
    for (connection, key, said) in [(4097, 32, "too long"), (4096, 33, "32 bytes")] {
        let mut command = Command::new(crate::command::binary());
        command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--store",
                "s3://ledger",
                "--data",
            ])
            .arg(folder.path());
        command
            .arg("--postgres-file")
            .arg(at("connection", connection));
        let ended = command
            .arg("--ledger-key")
            .arg(at("key", key))
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&ended.stderr);
        assert!(!ended.status.success() && told.contains(said), "{told}");
    }
}

/// What a machine says that does not start.
fn start_in_vain(world: &World) -> String {
    let mut command = world.command("vain");
    let ended = command.output().expect("it runs");
    assert!(!ended.status.success(), "it started");
    String::from_utf8_lossy(&ended.stderr).into_owned() + &String::from_utf8_lossy(&ended.stdout)
}
