//! A ledger on several machines with 65,536 entries that are a year old, and a few more: made once for the tests that run at the same
//! time, each of which gets a copy of its own.

use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{Arc, Mutex, Weak},
    thread,
    time::{Duration, SystemTime},
};

use keepwell_client::transport::Method;
use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    batch::{self, BATCH_PATH},
    entry::{Entry, EntryType},
    ledger_api::{ENTRIES_PATH, entry_path, statement_path},
    receipt::Receipt,
    retention::{RETENTION_PATH, RUN},
    statement::Statement,
};

use crate::{
    agreement::checkpoint,
    load::{grant, key},
    node::{Node, ask},
    waiting::wait_until,
    world::World,
};

/// The fewest days that are allowed.
pub(super) const PRUNE: [&str; 2] = ["--prune", "90"];
const BEHIND: Duration = Duration::from_secs(120);
const YEAR_S: u64 = 365 * 86_400;
/// Statements that are sent together, by so many threads.
const TOGETHER: u64 = 512;
const HANDS: u64 = 6;

/// The ledger, on which nobody works.
pub(super) struct Old {
    world: World,
    /// How many complete chunks its store has.
    chunks: u64,
    /// Its entries.
    pub(super) size: u64,
    /// Chunks among the old ones that stay: the first, that of the withdrawal, and that of the first policy on what is pruned.
    pub(super) staying: Vec<u64>,
    /// The number of a grant among those that go, and its index.
    pub(super) gone: (u64, u64),
}

/// `None` after saying what is missing.
pub(super) fn old() -> Option<Arc<Old>> {
    static MADE: Mutex<Weak<Old>> = Mutex::new(Weak::new());
    let mut made = MADE.lock().unwrap_or_else(|held| held.into_inner());
    let old = match made.upgrade() {
        Some(old) => old,
        None => Arc::new(Old::make()?),
    };
    *made = Arc::downgrade(&old);
    Some(old)
}

/// A card that was withdrawn long ago, which everybody has to know for good.
pub(super) fn withdrawal() -> Statement {
    Statement::withdrawal(&[7; 32], &key(9_000_000))
}

impl Old {
    fn make() -> Option<Self> {
        let world = World::new()?;
        let mut node = world.node_with("old", true, &PRUNE);
        register(&node.url, 0..20_000);
        assert_eq!(post(&node, &withdrawal()), 201);
        register(&node.url, 20_000..RUN + 100);
        // What the newest record begins with, nothing before it goes: the last ones are small.
        for from in (RUN + 100..RUN + 700).step_by(50) {
            register(&node.url, from..from + 50);
        }
        let size = checkpoint(&node).size();
        let chunks = || {
            let settled = world.own.ask("SELECT settled FROM head");
            settled.parse::<u64>().expect("a number") / 256
        };
        wait_until(BEHIND, "all chunks are in the store", || {
            chunks() >= size / 256
        });
        let withdrawn = withdrawal().digest();
        let withdrawn = index(&node, &of(EntryType::CardWithdrawal, withdrawn));
        let said = node
            .ask(Method::Get, RETENTION_PATH, b"")
            .expect("a policy");
        let said = sha256(&said.body);
        let said = index(&node, &of(EntryType::Policy, said));
        let mut staying = vec![0, withdrawn / 256, said / 256];
        staying.sort_unstable();
        staying.dedup();
        let mut gone = (5_000..6_000).map(|number| (number, index(&node, &entry(&grant(number)))));
        let gone = gone.find(|(_, index)| *index < RUN && !staying.contains(&(index / 256)));
        node.stop();
        let now = SystemTime::UNIX_EPOCH.elapsed().expect("a time").as_secs();
        let seen = format!("{{\"erased\":0,\"seen\":[[{},{size}]]}}", now - YEAR_S);
        world.own.ask(&format!(
            "UPDATE commits SET since = since - interval '2 minutes';
             INSERT INTO notes VALUES ('ages', convert_to('{seen}', 'UTF8')) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        ));
        Some(Self {
            chunks: chunks(),
            gone: gone.expect("one that goes"),
            staying,
            size,
            world,
        })
    }

    /// One like it.
    pub(super) fn copy(&self) -> Option<World> {
        let parts = ["tile/entries", "signers", "statements", "heads"];
        let chunks =
            (0..self.chunks).flat_map(|chunk| parts.map(|part| format!("2026/{part}/{chunk:03}")));
        let more = ["2026/tile/1/000", "2026/checkpoint"].map(str::to_owned);
        World::copy_of(&self.world, chunks.chain(more))
    }
}

/// Sends these grants.
fn register(url: &str, numbers: Range<u64>) {
    let end = numbers.end;
    let next = Mutex::new(numbers.step_by(usize::try_from(TOGETHER).expect("few")));
    thread::scope(|scope| {
        let work = || {
            let next = || next.lock().expect("not poisoned").next();
            std::iter::from_fn(next).for_each(|from| send(url, from..end.min(from + TOGETHER)));
        };
        (0..HANDS).for_each(|_| drop(scope.spawn(work)));
    });
}

/// Until they are taken.
fn send(url: &str, numbers: Range<u64>) {
    let grants: Vec<_> = numbers.map(grant).collect();
    let body = batch::encode(grants.iter().map(Statement::as_bytes)).expect("a batch");
    let sent = (0..2000).any(|_| {
        let answer = ask(url, Method::Post, BATCH_PATH, &body);
        let is_taken = answer.is_some_and(|answer| answer.status == 200);
        if !is_taken {
            thread::sleep(Duration::from_millis(50));
        }
        is_taken
    });
    assert!(sent, "it is taken in the end");
}

fn post(node: &Node, statement: &Statement) -> u16 {
    let answer = node.ask(Method::Post, ENTRIES_PATH, statement.as_bytes());
    answer.expect("an answer").status
}

fn of(kind: EntryType, statement: [u8; 32]) -> Entry {
    Entry {
        kind,
        target: 0,
        statement,
    }
}

/// Where an entry stands, by its receipt.
fn index(node: &Node, entry: &Entry) -> u64 {
    let path = entry_path(&entry.statement);
    let answer = node.ask(Method::Get, &path, b"").expect("an answer");
    let log = node.key();
    let (origin, key) = (log.name().as_str(), log.key());
    let receipt = Receipt::verify(&answer.body, entry, origin, key);
    receipt.expect("it verifies").index
}

/// Everything that must stay as it is, by its path: the digest of what a machine answers.
pub(super) fn seen(node: &Node, size: u64) -> BTreeMap<String, [u8; 32]> {
    let mut paths = Vec::new();
    for chunk in (RUN / 256..size / 256).chain([0]) {
        paths.push(format!("/tile/0/{chunk:03}"));
        paths.push(format!("/tile/entries/{chunk:03}"));
    }
    paths.extend(["/tile/1/000", "/tile/1/001.p/2", "/tile/2/000.p/1"].map(str::to_owned));
    for index in (RUN..size).step_by(61).chain(0..5) {
        paths.push(format!("/entries/{index}/proof?size={size}"));
        paths.push(format!("/entries/{index}?size={size}"));
    }
    let withdrawn = entry_path(&withdrawal().digest());
    paths.push(format!("{withdrawn}/proof?size={size}"));
    paths.push(format!("{withdrawn}?size={size}"));
    paths.push(statement_path(&withdrawal().digest()));
    let read = |path: String| {
        let answer = node.ask(Method::Get, &path, b"").expect("an answer");
        assert_eq!(answer.status, 200, "{path}");
        (path, sha256(&answer.body))
    };
    paths.into_iter().map(read).collect()
}

/// The entry that this grant becomes.
fn entry(grant: &Statement) -> Entry {
    Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: grant.digest(),
    }
}
