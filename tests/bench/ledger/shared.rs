//! The ledger on PostgreSQL and an S3 double, all of it on this machine and its one disk: what one front end takes in, and how fast
//! that stands in the store too. The double is written in Python and runs on the same processors.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use super::{POSTS, RUNS, post_all, serve::Served};
use crate::{
    median::middle,
    postgres::Postgres,
    row::{Row, Rows, Target},
    skip,
    store::Store,
    waiting::wait_until,
    whole,
};

/// How long writing to the store may take.
const BEHIND: Duration = Duration::from_secs(600);

pub(crate) fn rows() -> Rows {
    let folder = tempfile::tempdir().expect("a folder");
    let (Some(postgres), Some(store)) = (Postgres::start(folder.path()), Store::start()) else {
        skip("PostgreSQL or moto is not here");
        return Vec::new();
    };
    store.make("ledger");
    let (key, connection) = (
        folder.path().join("ledger.key"),
        folder.path().join("connection"),
    );
    let program = crate::app::release().join("keepwell");
    let made = Command::new(program)
        .args(["ledger", "new-key"])
        .arg(&key)
        .status();
    assert!(made.is_ok_and(|made| made.success()), "a key");
    std::fs::write(&connection, Postgres::connection(postgres.port, "postgres")).expect("written");
    let server = Served::start_with(&folder.path().join("server"), |command| {
        command.args([
            "--roles",
            "ledger",
            "--store",
            "s3://ledger/bench",
            "--postgres-file",
        ]);
        command.arg(&connection).arg("--ledger-key").arg(&key);
        command.envs(Store::environment(store.port));
    });
    let server = server.expect("it is built");
    let begun = Instant::now();
    let mut took = Vec::new();
    for _ in 0..=RUNS {
        took.push(post_all(&server).took);
    }
    let all = (RUNS + 1) * POSTS;
    wait_until(BEHIND, "the store has all complete chunks", || {
        let settled = postgres.ask("postgres", "SELECT settled FROM head");
        settled
            .parse::<usize>()
            .is_ok_and(|settled| settled + 256 > all)
    });
    let until_stored = whole(all) / begun.elapsed().as_secs_f64();
    let rates = took.iter().skip(1).map(|took| whole(POSTS) / took);
    vec![
        Row::new(
            "ledger: single posts, durable in PostgreSQL, 256 connections",
            middle(rates.collect()),
            "posts/s",
        )
        .reach(Target::AtLeast(4000.0)),
        Row::new(
            "ledger: the same, until all stand in the S3 double too",
            until_stored,
            "posts/s",
        ),
    ]
}
