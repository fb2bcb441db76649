//! Ten times as many statements at once as there are places: each is registered or told to come again, none waits for more
//! commits than the places allow, and revocations all get in. Everything is counted, nothing is timed.

use std::collections::HashMap;
use std::time::Duration;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::statement::Statement;
use tokio::task::JoinSet;

use crate::Limits;
use crate::tests::fixture::{GENESIS, Running, grant, key, open, open_with, post, quick, send};
use crate::tests::following::bundles;

const PLACES: usize = 32;
const BATCH: usize = 16;
const ROUNDS: u64 = 4;

/// What became of one, and how many commits there were before it was handed in.
struct Ended {
    is_urgent: bool,
    digest: Digest,
    status: u16,
    says_when: bool,
    before: u64,
}

/// Posts all at the same time.
fn flood(running: &Running, statements: &[(bool, Statement)]) -> Vec<Ended> {
    running.runtime.block_on(async {
        let mut posts = JoinSet::new();
        for (is_urgent, statement) in statements {
            let request = post(statement.as_bytes());
            let (router, ledger) = (running.router.clone(), running.ledger.clone());
            let (is_urgent, digest) = (*is_urgent, statement.digest());
            posts.spawn(async move {
                let before = ledger.figures().commits;
                let answer = send(router, request).await;
                Ended {
                    is_urgent,
                    digest,
                    status: answer.status,
                    says_when: answer.headers.contains_key("retry-after"),
                    before,
                }
            });
        }
        posts.join_all().await
    })
}

/// For each entry of the log after the first `from` the number of the commit that it came in, from 1.
fn commits(running: &Running, from: u64) -> HashMap<Digest, u64> {
    let size = running.size();
    let ends_at = |size: &u64| running.get(&format!("/entries/0/proof?size={size}")).status == 200;
    let ends: Vec<_> = (from + 1..=size).filter(ends_at).collect();
    let commit = |index: u64| 1 + ends.partition_point(|end| *end <= index) as u64;
    let entries = bundles(running, from, size);
    let each = (from..).zip(entries);
    each.map(|(index, entry)| (entry.statement, commit(index)))
        .collect()
}

#[test]
fn ten_times_too_much_makes_nobody_wait_longer_and_keeps_no_revocation_out() {
    let dir = tempfile::tempdir().unwrap();
    let stops = u64::try_from(PLACES).unwrap();
    {
        let running = open(dir.path());
        let granted: Vec<_> = (0..ROUNDS * stops).map(grant).collect();
        running.post_together(&granted);
    }
    let limits = Limits {
        waiting: PLACES,
        waiting_urgent: PLACES,
        batch: BATCH,
        window: Duration::from_millis(2),
        ..quick()
    };
    let running = open_with(dir.path(), limits).unwrap();
    let mut all = Vec::new();
    for round in 0..ROUNDS {
        let grants = (0..10 * stops).map(|n| (false, grant(10_000 * (round + 1) + n)));
        let revoke = |n| (true, grant(n).revocation(&key(n)));
        let stops = (round * stops..(round + 1) * stops).map(revoke);
        // One stop after each ten grants.
        let (mut grants, mut together) = (grants.collect::<Vec<_>>(), Vec::new());
        for stop in stops {
            together.extend(grants.split_off(grants.len() - 10));
            together.push(stop);
        }
        all.extend(flood(&running, &together));
    }
    let refused = all.iter().filter(|one| one.status == 429);
    assert!(refused.clone().all(|one| one.says_when && !one.is_urgent));
    let refused = refused.count();
    assert!(refused > all.len() / 4, "{refused} refused: no overload");
    let registered: Vec<_> = all.iter().filter(|one| one.status == 201).collect();
    assert_eq!(registered.len() + refused, all.len());
    let stopped = registered.iter().filter(|one| one.is_urgent).count();
    assert_eq!(u64::try_from(stopped).unwrap(), ROUNDS * stops);
    let size = GENESIS + ROUNDS * stops + u64::try_from(registered.len()).unwrap();
    assert_eq!(running.size(), size, "nothing acknowledged is missing");
    // Whoever has a place is behind no more than the places, so many of which each commit empties; a thread that was held up
    // before it took its place counts a little more. How long the answer takes afterwards does not count.
    let commits = commits(&running, GENESIS + ROUNDS * stops);
    let waited = registered.iter();
    let mut waited: Vec<_> = waited
        .map(|one| commits[&one.digest] - one.before)
        .collect();
    waited.sort_unstable();
    let most = u64::try_from(2 * PLACES / BATCH + 2).unwrap();
    let p99 = waited[waited.len() * 99 / 100];
    assert!(p99 <= 2 * most, "p99 {p99} commits of {most}");
}
