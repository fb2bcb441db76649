//! The ledger at work: `keepwell serve` as a process on this disk, single signed grants posted over 64 connections from this
//! one, on the same processors. Everything that answers was flushed; every answer is a receipt, and some are verified.

mod connection;
mod serve;

use std::{
    fs::OpenOptions,
    io::Write as _,
    path::Path,
    sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    entry::{Entry, EntryType},
    ledger_api::{ENTRIES_PATH, STATEMENT_TYPE},
    receipt::Receipt,
    statement::Statement,
};
use rand_core::{OsRng, RngCore as _};

use crate::{
    median::{median, middle, seconds},
    row::{Row, Rows, Target},
    skip, tell, whole,
};
use connection::Connection;
use serve::Served;

const CONNECTIONS: usize = 64;
/// Posts that are not counted: the server takes its memory, the connections open.
const BEFORE: usize = 4000;
const COUNTED: usize = 40_000;
/// What one commit of 64 statements writes, about.
const COMMIT_BYTES: usize = 24 << 10;
const FLUSHES: usize = 101;
const VERIFICATIONS: usize = 2000;

pub(crate) fn rows() -> Rows {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(server) = Served::start(&folder.path().join("server")) else {
        skip("keepwell is not built: cargo build --release -p keepwell-cli");
        return Vec::new();
    };
    let statements: Vec<Statement> = (0..BEFORE + COUNTED).map(|_| grant()).collect();
    let (before, counted) = statements.split_at(BEFORE);
    post_all(&server, before);
    let used = server.processor_s();
    let run = post_all(&server, counted);
    let used = server.processor_s() - used;
    let size = server.size();
    assert!(
        size >= u64::try_from(statements.len()).expect("a size"),
        "all are on the log"
    );
    let flush = flush_ms(folder.path());
    let verification = verification_us();
    let posts = whole(COUNTED);
    vec![
        Row::new(
            "ledger: single posts over 64 connections",
            posts / run.took,
            "posts/s",
        )
        .beside("Ed25519 verifications on one core", 1e6 / verification)
        .reach(Target::AtLeast(4000.0)),
        Row::new("ledger: 99 of 100 receipts within", run.within(0.99), "ms")
            .beside("one flush to this disk", flush)
            .reach(Target::AtMost(100.0)),
        Row::new("ledger: half of the receipts within", run.within(0.5), "ms")
            .beside("one flush to this disk", flush),
        Row::new(
            "ledger: the server's processor time a post",
            used * 1e6 / posts,
            "µs",
        )
        .beside("one Ed25519 verification", verification),
    ]
}

/// Fills a ledger and gives, at each of these sizes, microseconds of the server's processor time for one post; `None` when the
/// program is not built.
pub(crate) fn processor_us(sizes: &[usize]) -> Option<Vec<(f64, f64)>> {
    const AT_ONCE: usize = 10_000;
    let folder = tempfile::tempdir().expect("a folder");
    let server = Served::start(&folder.path().join("server"))?;
    let post = |count: usize| {
        let statements: Vec<Statement> = (0..count).map(|_| grant()).collect();
        let before = server.processor_s();
        post_all(&server, &statements);
        server.processor_s() - before
    };
    let (mut points, mut have) = (Vec::new(), 0);
    for size in sizes {
        // What is measured is the last fifth before the size, of at most as many as are made at once.
        let last = (size / 5).min(AT_ONCE);
        while have + last < *size {
            let count = (size - last - have).min(AT_ONCE);
            post(count);
            have += count;
        }
        points.push((whole(*size), post(last) * 1e6 / whole(last)));
        have += last;
        tell(&format!("  {have} entries …"));
    }
    Some(points)
}

struct Run {
    /// Seconds for all.
    took: f64,
    /// Milliseconds of each, sorted.
    each: Vec<f64>,
}

impl Run {
    /// Within so many milliseconds this part of the answers was there.
    fn within(&self, part: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a list"
        )]
        let at = (self.each.len() as f64 * part) as usize;
        *self.each.get(at).expect("answers")
    }
}

/// Posts each statement once, as fast as the answers come, and verifies the last receipt of each connection.
fn post_all(server: &Served, statements: &[Statement]) -> Run {
    let requests: Vec<Vec<u8>> = statements.iter().map(|one| request(server, one)).collect();
    let next = AtomicUsize::new(0);
    let (ready, done) = (Barrier::new(CONNECTIONS + 1), Barrier::new(CONNECTIONS + 1));
    let work = || {
        let mut connection = Connection::open(server.address());
        let (mut each, mut last) = (Vec::new(), None);
        ready.wait();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = requests.get(at) else {
                break;
            };
            let (taken, receipt) = seconds(|| connection.ask(request, "201"));
            each.push(taken * 1000.0);
            last = Some((at, receipt));
        }
        done.wait();
        if let Some((at, receipt)) = last {
            verify(server, statements.get(at).expect("a statement"), &receipt);
        }
        each
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
        ready.wait();
        let begun = Instant::now();
        done.wait();
        let took = begun.elapsed().as_secs_f64();
        let mut each: Vec<f64> = threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("answers"))
            .collect();
        each.sort_by(f64::total_cmp);
        Run { took, each }
    })
}

fn request(server: &Served, statement: &Statement) -> Vec<u8> {
    let body = statement.as_bytes();
    let mut request = format!(
        "POST {ENTRIES_PATH} HTTP/1.1\r\nhost: {}\r\ncontent-type: {STATEMENT_TYPE}\r\ncontent-length: {}\r\n\r\n",
        server.address(),
        body.len()
    )
    .into_bytes();
    request.extend_from_slice(body);
    request
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

/// Milliseconds to append what a commit has and to flush it, where the ledger's files are.
fn flush_ms(folder: &Path) -> f64 {
    let mut options = OpenOptions::new();
    let file = options.append(true).create(true);
    let mut file = file.open(folder.join("flushed")).expect("a file");
    let commit = vec![7; COMMIT_BYTES];
    let flush = |_| {
        let (taken, ()) = seconds(|| {
            file.write_all(&commit).expect("written");
            file.sync_data().expect("flushed");
        });
        taken * 1000.0
    };
    middle((0..FLUSHES).map(flush).collect())
}

/// Microseconds of one verification on one core.
pub(crate) fn verification_us() -> f64 {
    let statement = grant();
    let key = SigningKey::generate(&mut OsRng);
    let message = statement.as_bytes();
    let signature = key.sign(message);
    let public = key.verifying_key();
    let all = median(5, || {
        for _ in 0..VERIFICATIONS {
            public.verify(message, &signature).expect("a signature");
        }
    });
    all * 1e6 / whole(VERIFICATIONS)
}
