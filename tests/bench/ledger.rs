//! The ledger at work: `keepwell serve` as a process on this disk, loaded from this one, on the same processors; a peer under
//! the same load; the ledger in this process; and what the machine itself can do, all in the same run. Everything that answers
//! was flushed; every answer is a receipt or an outcome, and some are verified.

mod connection;
mod grown;
mod load;
mod machine;
mod peer;
mod reader;
mod serve;
mod shared;
mod within;

use std::path::Path;

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    batch::{BATCH_PATH, BATCH_TYPE, MAX_STATEMENTS, decode_outcomes},
    entry::{Entry, EntryType},
    ledger_api::{ENTRIES_PATH, STATEMENT_TYPE},
    receipt::Receipt,
    statement::Statement,
};
use rand_core::{OsRng, RngCore as _};

use crate::{
    median::middle,
    row::{Row, Rows, Target},
    skip, whole,
};
pub(crate) use grown::grow;
use load::{Load, Run};
pub(crate) use machine::verification_us;
use peer::Peer;
use serve::Served;
pub(crate) use shared::rows as machines;
use within::{Within, bodies};

/// Threads and connections of each, under full load.
const FULL: (usize, usize) = (4, 64);
/// The same where ten times as many come at once.
const MANY: (usize, usize) = (4, 640);
/// Posts of a run. One run is not counted: the server takes its memory, the connections open.
const POSTS: usize = 20_480;
const RUNS: usize = 3;
/// Threads with a connection each that keep a rate.
const PACED: usize = 64;
/// Statements in batches of a run.
const BATCHED: usize = 102_400;

pub(crate) fn rows() -> Rows {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(server) = Served::start(&folder.path().join("server")) else {
        skip("keepwell is not built: cargo build --release -p keepwell-cli");
        return Vec::new();
    };
    let together = machine::verified_together();
    let mut rows = singles(&server, folder.path());
    rows.push(batches(&server, together));
    drop(server);
    rows.push(inside(folder.path(), together));
    rows.extend(readers());
    rows.push(Row::new(
        "machine: SHA-256 of a node, one core",
        machine::hashes(),
        "/s",
    ));
    rows.extend(grown::rows());
    rows
}

/// Single posts, beside the same posts to a peer.
fn singles(server: &Served, folder: &Path) -> Rows {
    let mut ours = Vec::new();
    let mut cost = Vec::new();
    for _ in 0..=RUNS {
        let used = server.processor_s();
        ours.push(post_all(server));
        cost.push((server.processor_s() - used) * 1e6 / whole(POSTS));
    }
    let all = u64::try_from(ours.len() * POSTS).expect("a size");
    assert!(server.size() >= all, "all are on the log");
    let rate = middle(ours.iter().skip(1).map(per_second).collect());
    let half = paced(server, rate / 2.0);
    let (flush, verification) = (machine::flush_ms(folder), verification_us());
    let few = ours.iter().skip(1).map(|run| run.within(0.99)).collect();
    let posts = Row::new("ledger: single posts, 256 connections", rate, "posts/s");
    let mut rows = vec![
        match peer(&folder.join("peer")) {
            Some(peer) => posts
                .beside("siglog, which verifies nothing", peer)
                .reach(Target::Times(3.0)),
            None => posts.beside("Ed25519 verifications on one core", 1e6 / verification),
        },
        Row::new(
            "ledger: 99 of 100 receipts at half that load within",
            half.within(0.99),
            "ms",
        )
        .beside("one flush to this disk", flush)
        .reach(Target::AtMost(50.0)),
        Row::new(
            "ledger: half of the receipts at half that load within",
            half.within(0.5),
            "ms",
        )
        .beside("one flush to this disk", flush),
        Row::new(
            "ledger: the server's processor time a post",
            middle(cost),
            "µs",
        )
        .beside("one Ed25519 verification", verification),
    ];
    rows.extend(crowd(server, middle(few)));
    rows
}

/// How long ten times as many connections wait, beside those that took `few` ms; nothing where not so many files may be open.
fn crowd(server: &Served, few: f64) -> Option<Row> {
    let connections = MANY.0 * MANY.1;
    if open_files().is_some_and(|most| most < connections + 200) {
        skip("so many files may not be open: ulimit -n 4096");
        return None;
    }
    let run = || post_over(server, MANY).within(0.99);
    let many = middle((0..=RUNS).map(|_| run()).skip(1).collect());
    let name = "ledger: 99 of 100 accepted answers at 2,560 connections within";
    Some(Row::new(name, many, "ms").beside("the same at 256 connections", few))
}

/// How many files a process may have open here; `None` where the system does not tell.
fn open_files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}

fn batches(server: &Served, together: f64) -> Row {
    let run = || {
        let requests: Vec<_> = bodies(BATCHED)
            .iter()
            .map(|body| request(server, BATCH_PATH, BATCH_TYPE, body))
            .collect();
        let load = Load {
            server: server.address(),
            requests: &requests,
            status: "200",
        };
        let run = load.full(2, 6);
        let outcomes = decode_outcomes(&run.last, MAX_STATEMENTS).expect("outcomes");
        assert!(outcomes.iter().all(|one| one.status() == 201));
        whole(requests.len() * MAX_STATEMENTS) / run.took
    };
    let rate = middle((0..=RUNS).map(|_| run()).skip(1).collect());
    Row::new(
        "ledger: statements in batches of 512, over HTTP",
        rate,
        "/s",
    )
    .beside("batch verification on all cores", together)
    .reach(Target::Times(0.6))
}

fn inside(folder: &Path, together: f64) -> Row {
    let log = Within::open(&folder.join("within"));
    let run = || whole(BATCHED) / log.register(bodies(BATCHED));
    let rate = middle((0..=RUNS).map(|_| run()).skip(1).collect());
    assert!(log.folder.is_dir());
    Row::new("ledger: the same in process, without HTTP", rate, "/s")
        .beside("batch verification on all cores", together)
        .reach(Target::Times(0.8))
}

fn readers() -> Rows {
    let (with, without) = reader::Tiles::new().proofs();
    let receipt = whole(reader::receipt_bytes());
    vec![
        Row::new("reader: proofs from tiles it keeps, checked", with, "/s")
            .reach(Target::AtLeast(20_000.0)),
        Row::new("reader: the same, keeping no tile", without, "/s"),
        Row::new(
            "receipt in a log of 10^9 entries, computed",
            receipt,
            "bytes",
        )
        .reach(Target::AtMost(1300.0)),
    ]
}

/// Posts a second to `siglog` under the same load; `None` when it is not installed.
fn peer(folder: &Path) -> Option<f64> {
    let Some(peer) = Peer::start(folder) else {
        skip(&format!(
            "the peer siglog is not installed: {}",
            peer::INSTALL
        ));
        return None;
    };
    let run = || {
        let requests: Vec<_> = (0..POSTS).map(|_| peer.add(grant().as_bytes())).collect();
        let load = Load {
            server: peer.address(),
            requests: &requests,
            // Under load it fails some with 500; those do not count.
            status: "",
        };
        per_second(&load.full(FULL.0, FULL.1))
    };
    Some(middle((0..=RUNS).map(|_| run()).skip(1).collect()))
}

fn per_second(run: &Run) -> f64 {
    whole(run.good) / run.took
}

/// Posts new grants as fast as answers come, and verifies the last receipt.
fn post_all(server: &Served) -> Run {
    post_over(server, FULL)
}

fn post_over(server: &Served, (threads, connections): (usize, usize)) -> Run {
    let statements: Vec<_> = (0..POSTS).map(|_| grant()).collect();
    post(server, &statements, |load| load.full(threads, connections))
}

/// Posts new grants for about five seconds at this rate.
fn paced(server: &Served, rate: f64) -> Run {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of posts"
    )]
    let count = (rate * 5.0) as usize;
    let statements: Vec<_> = (0..count).map(|_| grant()).collect();
    post(server, &statements, |load| load.paced(PACED, rate))
}

fn post(server: &Served, statements: &[Statement], run: impl Fn(Load<'_>) -> Run) -> Run {
    let requests: Vec<_> = statements
        .iter()
        .map(|one| request(server, ENTRIES_PATH, STATEMENT_TYPE, one.as_bytes()))
        .collect();
    let run = run(Load {
        server: server.address(),
        requests: &requests,
        status: "201",
    });
    verify(server, statements.last().expect("a statement"), &run.last);
    run
}

fn request(server: &Served, path: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let (address, length) = (server.address(), body.len());
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn verify(server: &Served, statement: &Statement, receipt: &[u8]) {
    let entry = Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: statement.digest(),
    };
    let key = server.key();
    let verified = Receipt::verify(receipt, &entry, key.name().as_str(), key.key());
    assert!(verified.is_ok(), "a receipt");
}

/// A grant of nothing, by a key of its own, as each real one is.
fn grant() -> Statement {
    let (mut grant, mut salt) = ([0; 16], [0; 32]);
    OsRng.fill_bytes(&mut grant);
    OsRng.fill_bytes(&mut salt);
    Statement::grant(&grant, &salt, b"terms", &SigningKey::generate(&mut OsRng))
}
