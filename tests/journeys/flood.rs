//! Ten times as much as the ledger of a running program lets in, from several addresses at once, by its own rates: what is let in is
//! on the log, everything else is told when to come again, whoever asks for little is let in as without the flood and waits for no more
//! commits, and whoever floods may still stop what was shared. Everything is counted, nothing is timed.

use std::{
    collections::HashMap,
    io::Read as _,
    mem,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use keepwell_client::transport::{
    HttpOptions, HttpTransport, Method, Request, Response, Transport as _,
};
use keepwell_crypto::{hash::Digest, sign::SigningKey};
use keepwell_ledger::Limits;
use keepwell_protocol::{
    batch::{self, BATCH_PATH, BATCH_TYPE, Outcome, decode_outcomes},
    entry::{Entry, EntryType},
    ledger_api::{CHECKPOINT_PATH, ENTRIES_PATH, STATEMENT_TYPE, entry_path},
    receipt::Receipt,
    statement::Statement,
};
use keepwell_tlog::{checkpoint::SignedCheckpoint, note::VerifierKey};
use tempfile::TempDir;

use crate::world::World;

/// Whoever asks for little, and how often.
const CALM: u64 = 4;
const OFTEN: u64 = 25;
/// Whoever floods, over so many connections each.
const FLOODERS: u64 = 2;
const CONNECTIONS: u64 = 4;
/// So many times what it is let in at once each of them asks for.
const TIMES: u64 = 10;
/// So many grants in each of its requests, so that the flood is one also where a request takes long.
const TOGETHER: u64 = 100;
/// So many of what it got in each of them stops while it floods.
const STOPS: usize = 25;

/// A program that says who asks, as a proxy on its machine does.
struct Asker<'w> {
    world: &'w World,
    network: HttpTransport,
    source: String,
}

/// One that was let in, and how many commits there were before it was sent.
struct LetIn {
    statement: Statement,
    index: u64,
    before: u64,
}

/// Nobody floods any more when this is dropped, also by a test that fails.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn key(who: u64, number: u64) -> SigningKey {
    let mut seed = [0x46; 32];
    seed[..8].copy_from_slice(&who.to_be_bytes());
    seed[8..16].copy_from_slice(&number.to_be_bytes());
    SigningKey::from_seed(&seed)
}

fn grant(who: u64, number: u64) -> Statement {
    Statement::grant(&[1; 16], &[2; 32], b"terms", &key(who, number))
}

impl<'w> Asker<'w> {
    fn new(world: &'w World, source: String) -> Self {
        let network = HttpTransport::new(HttpOptions::default());
        Self {
            world,
            network,
            source,
        }
    }

    fn send(&self, method: Method, url: String, body: Vec<u8>) -> (Response, Vec<u8>) {
        self.send_as(STATEMENT_TYPE, method, url, body)
    }

    fn send_as(
        &self,
        kind: &str,
        method: Method,
        url: String,
        body: Vec<u8>,
    ) -> (Response, Vec<u8>) {
        let headers = vec![
            ("content-type", kind.to_owned()),
            ("x-forwarded-for", self.source.clone()),
        ];
        let request = Request {
            method,
            url,
            headers,
            body,
            limit: 1 << 20,
        };
        let mut answer = self.network.send(request).expect("an answer");
        let mut bytes = Vec::new();
        answer.body.read_to_end(&mut bytes).expect("its body");
        (answer, bytes)
    }

    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let url = format!("{}{path}", self.world.url);
        let (answer, bytes) = self.send(Method::Get, url, Vec::new());
        (answer.status, bytes)
    }

    /// The index that it has on the log, where it ends entry `target` unless it is a grant; `None` where it is refused for now.
    fn post(&self, statement: &Statement, target: u64) -> Option<u64> {
        let url = format!("{}{ENTRIES_PATH}", self.world.url);
        let body = statement.as_bytes().to_vec();
        let (answer, bytes) = self.send(Method::Post, url, body);
        if is_refused(&answer) {
            return None;
        }
        let told = String::from_utf8_lossy(&bytes);
        assert_eq!(answer.status, 201, "{told}");
        let log = log(self.world);
        let entry = Entry {
            kind: statement.kind(),
            target,
            statement: statement.digest(),
        };
        let receipt = Receipt::verify(&bytes, &entry, log.name().as_str(), log.key());
        Some(receipt.expect("a receipt").index)
    }

    /// The indexes that these grants have on the log; `None` where all of them are refused for now.
    fn post_together(&self, grants: &[Statement]) -> Option<Vec<u64>> {
        let url = format!("{}{BATCH_PATH}", self.world.url);
        let body = batch::encode(grants.iter().map(Statement::as_bytes)).expect("a batch");
        let (answer, bytes) = self.send_as(BATCH_TYPE, Method::Post, url, body);
        if is_refused(&answer) {
            return None;
        }
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&bytes));
        let outcomes = decode_outcomes(&bytes, grants.len()).expect("outcomes");
        let index = |one: &Outcome| match one {
            Outcome::Registered { index, .. } => *index,
            refused => panic!("{refused:?}"),
        };
        Some(outcomes.iter().map(index).collect())
    }

    /// How many commits there were so far.
    fn commits(&self) -> u64 {
        let watch = self.world.ready["watch"].as_str().expect("an address");
        let (_, page) = self.send(Method::Get, format!("{watch}/metrics"), Vec::new());
        let page = String::from_utf8(page).expect("text");
        let mut lines = page.lines();
        let line = lines.find_map(|line| line.strip_prefix("keepwell_ledger_commits_total "));
        line.expect("a figure").parse().expect("a number")
    }

    fn size(&self) -> u64 {
        let (_, note) = self.get(CHECKPOINT_PATH);
        let signed = SignedCheckpoint::open(&note, &[log(self.world)]);
        signed.expect("a checkpoint").checkpoint().size()
    }
}

/// Whether it is refused for now, which must say for how long.
fn is_refused(answer: &Response) -> bool {
    if answer.status != 429 {
        return false;
    }
    let wait = answer.header("retry-after").expect("when to come again");
    assert!(wait.parse::<u64>().expect("seconds") >= 1);
    true
}

fn log(world: &World) -> VerifierKey {
    let key = world.ready["ledger"]["key"].as_str().expect("a key");
    VerifierKey::parse(key).expect("a key")
}

/// Whoever asks for little, one after the other: all of it is let in.
fn calm(world: &World, round: u64) -> Vec<LetIn> {
    let ask = |who: u64| {
        let asker = Asker::new(world, format!("192.0.2.{}", who + 1));
        let numbers = round * OFTEN..(round + 1) * OFTEN;
        let all = numbers.map(|number| {
            let (before, statement) = (asker.commits(), grant(who, number));
            let index = asker.post(&statement, 0).expect("it asks for little");
            LetIn {
                statement,
                index,
                before,
            }
        });
        all.collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let askers: Vec<_> = (0..CALM).map(|who| scope.spawn(move || ask(who))).collect();
        let all = askers
            .into_iter()
            .flat_map(|one| one.join().expect("it ends"));
        all.collect()
    })
}

/// What one connection of a flooder got in, stops among it, and how often it was refused. It floods until it asked for its part, stopped
/// its part, and the others have what they asked for.
fn flood(
    world: &World,
    (who, connection): (u64, u64),
    (has_begun, is_over): (&AtomicBool, &AtomicBool),
) -> (Vec<(Statement, u64)>, u64) {
    let asker = Asker::new(world, format!("198.51.100.{}", who + 1));
    let part = TIMES * u64::from(Limits::default().statements.burst) / CONNECTIONS;
    let who = 1000 + who * CONNECTIONS + connection;
    let some = |from: u64| (from..from + TOGETHER).map(|number| grant(who, number));
    let (mut let_in, mut refused, mut stopped) = (Vec::new(), 0, 0);
    let (mut next, mut grants) = (0, some(0).collect::<Vec<_>>());
    while next + refused < part || stopped < STOPS || !is_over.load(Ordering::SeqCst) {
        if let Some(indexes) = asker.post_together(&grants) {
            next += TOGETHER;
            let_in.extend(
                mem::replace(&mut grants, some(next).collect())
                    .into_iter()
                    .zip(indexes),
            );
            continue;
        }
        refused += TOGETHER;
        has_begun.store(true, Ordering::SeqCst);
        // It is refused grants, and none of its stops.
        if stopped < STOPS
            && let Some((grant, at)) = let_in.get(stopped)
        {
            let key = key(who, u64::try_from(stopped).expect("a number"));
            let stop = grant.revocation(&key);
            let index = asker.post(&stop, *at).expect("stops are let in");
            let_in.push((stop, index));
            stopped += 1;
        }
    }
    (let_in, refused)
}

/// The sizes behind `from` that the log had at the end of a commit.
fn ends(asker: &Asker<'_>, from: u64) -> Vec<u64> {
    let is_end = |size: &u64| asker.get(&format!("/entries/0/proof?size={size}")).0 == 200;
    (from + 1..=asker.size()).filter(is_end).collect()
}

/// How many commits 99 of 100 waited for at most.
fn p99(all: &[LetIn], commit: impl Fn(u64) -> u64) -> u64 {
    let waited = all
        .iter()
        .map(|one| commit(one.index).saturating_sub(one.before));
    let mut waited: Vec<_> = waited.collect();
    waited.sort_unstable();
    waited[waited.len() * 99 / 100]
}

#[test]
fn a_flood_keeps_nobody_out_who_asks_for_little_and_no_stop() {
    let folder = TempDir::new().expect("a folder");
    let world = World::serving(folder, &["--watch-listen", "127.0.0.1:0"]);
    let asker = Asker::new(&world, "203.0.113.1".to_owned());
    let (first, size) = (asker.commits(), asker.size());
    let quiet = calm(&world, 0);
    let (has_begun, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
    let (flooded, disturbed) = thread::scope(|scope| {
        let (world, has_begun, is_over) = (&world, &has_begun, &is_over);
        let connections = (0..FLOODERS).flat_map(|who| (0..CONNECTIONS).map(move |n| (who, n)));
        let flooders: Vec<_> = connections
            .map(|which| scope.spawn(move || flood(world, which, (has_begun, is_over))))
            .collect();
        while !has_begun.load(Ordering::SeqCst) && !flooders.iter().all(|one| one.is_finished()) {
            thread::yield_now();
        }
        let over = Over(is_over);
        let disturbed = calm(world, 1);
        drop(over);
        let flooded = flooders.into_iter().map(|one| one.join().expect("it ends"));
        (flooded.collect::<Vec<_>>(), disturbed)
    });

    // Ten times too much, of which about a tenth was let in.
    let refused: u64 = flooded.iter().map(|(_, refused)| refused).sum();
    let let_in: Vec<_> = flooded.iter().flat_map(|(let_in, _)| let_in).collect();
    let burst = u64::from(Limits::default().statements.burst);
    let asked = refused + let_in.len() as u64;
    assert!(
        asked >= FLOODERS * TIMES * burst && refused >= asked / 2,
        "{refused} of {asked} refused: no flood"
    );
    let is_stop = |one: &&&(Statement, u64)| one.0.kind() == EntryType::Revocation;
    let stops = let_in.iter().filter(is_stop).count() as u64;
    assert_eq!(stops, FLOODERS * CONNECTIONS * STOPS as u64);
    assert!(
        let_in.len() as u64 >= FLOODERS * burst,
        "{} let in",
        let_in.len()
    );

    // All that was let in is on the log, where it was told.
    let calm = quiet.iter().chain(&disturbed);
    let calm = calm.map(|one| (one.statement.digest(), one.index));
    let all: HashMap<Digest, u64> = let_in
        .iter()
        .map(|(statement, index)| (statement.digest(), *index))
        .chain(calm)
        .collect();
    assert!(asker.size() >= size + all.len() as u64);
    for (digest, index) in &all {
        let (status, _) = asker.get(&entry_path(digest));
        assert_eq!(status, 200, "{index}");
    }

    let ends = ends(&asker, size);
    let commit = |index: u64| first + 1 + ends.partition_point(|end| *end <= index) as u64;
    let (before, during) = (p99(&quiet, commit), p99(&disturbed, commit));
    println!(
        "{refused} of {asked} refused; 99 of 100 waited for {before} commits without the flood, {during} in it"
    );
    let limits = Limits::default();
    let most = u64::try_from(2 * limits.waiting / limits.batch + 2).expect("a number");
    assert!(
        during <= before.max(1) + most,
        "{during} commits, {before} without"
    );
}
