//! What is read of the revocations in PostgreSQL, which may be a hundred million: some at a time, when a machine starts, and not again when
//! it is elected.

use std::{collections::BTreeSet, thread, time::Duration};

use keepwell_cluster::{Database, Following};

use crate::{load::Load, postgres::Postgres, waiting::wait_until, world::World};

const SOON: Duration = Duration::from_secs(90);

/// Rows of revocations, in no order of their targets.
fn insert(world: &World, many: u32, below: u32) {
    let sql = format!(
        "INSERT INTO revocations SELECT 1000000 + (g::bigint * 7919) % {many}, g % {below}, decode(repeat('5a', 32), 'hex')
         FROM generate_series(0, {many} - 1) AS g"
    );
    world.own.ask(&sql);
}

#[test]
fn they_are_read_some_at_a_time_and_all_of_them() {
    let Some(world) = World::new() else { return };
    let (port, _) = world.own.ports();
    let connection = Postgres::connection(port, &world.own.name);
    let database = Database::parse(&connection, None).expect("a connection");
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    runtime
        .block_on(database.prepare("ledger.example/ledger+00000000+AA=="))
        .expect("tables");
    insert(&world, 5000, 2000);
    let reading = async {
        let following = Following::open(&database).await?;
        let mut revocations = following.revocations(1500, 8).await?;
        let (mut all, mut pages) = (Vec::new(), Vec::new());
        while let Some(some) = revocations.next().await? {
            pages.push(some.len());
            all.extend(some);
        }
        // The connection is as it was, and what is empty is read to its end at once.
        following.wait(Duration::from_millis(1)).await?;
        following.head().await?;
        let mut none = following.revocations(0, u32::MAX).await?;
        while let Some(some) = none.next().await? {
            assert!(some.is_empty());
        }
        Ok::<_, keepwell_cluster::ClusterError>((all, pages))
    };
    let (all, pages) = runtime.block_on(reading).expect("they are read");
    assert!(
        pages.len() > 5 && pages.iter().all(|some| *some < 1000),
        "{pages:?}"
    );
    let read: BTreeSet<(u64, u64)> = all.iter().copied().collect();
    let there = (0..5000).map(|g| (g % 2000, 1_000_000 + (g * 7919) % 5000));
    let there: BTreeSet<_> = there.filter(|(index, _)| *index < 1500).collect();
    assert_eq!((all.len(), &read), (there.len(), &there));
}

#[test]
fn an_election_reads_none_of_them_again() {
    let Some(world) = World::new() else { return };
    let first = world.node("first", true);
    let many = Load::on(&[first.url.as_str()], first.key()).during(|load| {
        wait_until(SOON, "a chunk is complete", || load.count() > 600);
    });
    let settled = || world.own.ask("SELECT settled FROM head");
    wait_until(SOON, "it stands in the store", || settled() != "0");
    drop(first);
    insert(&world, 5000, 256);
    let rows = || {
        let sql = "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'revocations'";
        let read: u64 = world.own.ask(sql).parse().expect("a number");
        read
    };
    let mut first = world.node("first", true);
    let second = world.node("second", true);
    wait_until(SOON, "both have read them", || rows() >= 10_000);
    let (before, epoch) = (rows(), world.epoch());
    first.kill();
    wait_until(SOON, "somebody is elected", || world.epoch() > epoch);
    let after = Load::after(&[second.url.as_str()], second.key(), 1_000_000).during(|load| {
        wait_until(SOON, "it goes on", || load.count() > 100);
    });
    // PostgreSQL counts what was read a second after.
    thread::sleep(Duration::from_secs(3));
    assert_eq!(rows(), before, "they were read again");
    assert!(many.len() > 600 && after.len() > 100);
}

/// What starting costs with two million of them, for docs/SCALING.md: `KEEPWELL_LONG=1`.
#[test]
fn two_million_of_them_are_read_in_seconds() {
    if std::env::var_os("KEEPWELL_LONG").is_none_or(|set| set != "1") {
        println!("cluster: two million revocations are read with KEEPWELL_LONG=1 only");
        return;
    }
    let Some(world) = World::new() else { return };
    let mut first = world.node("first", true);
    Load::on(&[first.url.as_str()], first.key()).during(|load| {
        wait_until(SOON, "a chunk is complete", || load.count() > 600);
    });
    first.stop();
    for many in [0, 2_000_000] {
        if many > 0 {
            insert(&world, many, 256);
        }
        let begun = std::time::Instant::now();
        let node = world.node("again", false);
        let memory = node.memory();
        println!(
            "cluster: {many} revocations: ready after {:?}, {memory}",
            begun.elapsed()
        );
    }
}
