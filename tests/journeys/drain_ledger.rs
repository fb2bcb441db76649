//! A ledger that is told to stop while statements come in, one by one and many at once: whoever was told that a statement is on the log
//! finds it there after the next start, everybody else gets an answer or a closed connection, and the program ends well and in time.

use std::{
    io::Read as _,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    batch::{self, BATCH_PATH, BATCH_TYPE},
    ledger_api::{ENTRIES_PATH, STATEMENT_TYPE, entry_path},
    statement::Statement,
};

use crate::world::{World, terminate};

const POSTERS: u64 = 8;
const IN_A_BATCH: u64 = 200;
/// After so many were taken in, it is told to stop.
const ENOUGH: usize = 300;
/// Ten seconds for requests under way (docs/OPERATIONS.md), and what a loaded machine needs to write and to end.
const IN_TIME: Duration = Duration::from_secs(20);

/// Who posts, until nobody answers: what was acknowledged, and how many answers said no.
struct Ended {
    acknowledged: Vec<Statement>,
    refused: usize,
}

fn grant(who: u64, number: u64) -> Statement {
    let mut seed = [0x77; 32];
    seed[..8].copy_from_slice(&who.to_be_bytes());
    seed[8..16].copy_from_slice(&number.to_be_bytes());
    Statement::grant(&[1; 16], &[2; 32], b"terms", &SigningKey::from_seed(&seed))
}

/// Status and body; `None` where the connection was closed.
fn send(url: &str, kind: &str, body: Vec<u8>) -> Option<(u16, Vec<u8>)> {
    let network = HttpTransport::new(HttpOptions::default());
    let request = Request {
        method: Method::Post,
        url: url.to_owned(),
        headers: vec![("content-type", kind.to_owned())],
        body,
        limit: 1 << 20,
    };
    let mut answer = network.send(request).ok()?;
    let mut bytes = Vec::new();
    answer.body.read_to_end(&mut bytes).ok()?;
    Some((answer.status, bytes))
}

/// One after the other.
fn post(url: String, who: u64, taken: Arc<AtomicUsize>) -> JoinHandle<Ended> {
    thread::spawn(move || {
        let (mut acknowledged, mut refused) = (Vec::new(), 0);
        for number in 0.. {
            let statement = grant(who, number);
            let bytes = statement.as_bytes().to_vec();
            match send(&format!("{url}{ENTRIES_PATH}"), STATEMENT_TYPE, bytes) {
                Some((201, _)) => {
                    taken.fetch_add(1, Ordering::SeqCst);
                    acknowledged.push(statement);
                }
                Some((503, _)) => refused += 1,
                Some((status, _)) => panic!("{status}"),
                None => break,
            }
        }
        Ended {
            acknowledged,
            refused,
        }
    })
}

/// Many at once.
fn post_many(url: String, who: u64) -> JoinHandle<Ended> {
    thread::spawn(move || {
        let (mut acknowledged, mut refused) = (Vec::new(), 0);
        for turn in 0.. {
            let numbers = turn * IN_A_BATCH..(turn + 1) * IN_A_BATCH;
            let many: Vec<_> = numbers.map(|number| grant(who, number)).collect();
            let body = batch::encode(many.iter().map(Statement::as_bytes)).expect("a batch");
            let Some((status, outcomes)) = send(&format!("{url}{BATCH_PATH}"), BATCH_TYPE, body)
            else {
                break;
            };
            if status == 503 {
                refused += 1;
                continue;
            }
            assert_eq!(status, 200);
            let mut rest = outcomes.as_slice();
            for statement in many {
                let (status, more) = rest.split_first_chunk().expect("a status");
                let (length, more) = more.split_first_chunk().expect("a length");
                rest = &more[usize::from(u16::from_be_bytes(*length))..];
                match u16::from_be_bytes(*status) {
                    201 => acknowledged.push(statement),
                    503 => refused += 1,
                    other => panic!("{other}"),
                }
            }
        }
        Ended {
            acknowledged,
            refused,
        }
    })
}

#[test]
fn a_ledger_that_is_told_to_stop_under_load_keeps_what_it_acknowledged_and_leaves_nobody_waiting() {
    let mut world = World::with_server();
    let taken = Arc::new(AtomicUsize::new(0));
    let mut posters: Vec<_> = (0..POSTERS)
        .map(|who| post(world.url.clone(), who, taken.clone()))
        .collect();
    posters.extend([100, 101].map(|who| post_many(world.url.clone(), who)));
    let patience = Instant::now();
    while taken.load(Ordering::SeqCst) < ENOUGH {
        assert!(patience.elapsed() < Duration::from_secs(60), "no load");
        thread::yield_now();
    }
    let told = Instant::now();
    terminate(world.server_id());
    // It ends with 0.
    world.wait();
    assert!(told.elapsed() < IN_TIME, "{:?}", told.elapsed());
    let ended: Vec<Ended> = posters
        .into_iter()
        .map(|poster| poster.join().expect("it was left waiting"))
        .collect();
    assert!(
        told.elapsed() < IN_TIME,
        "somebody waited: {:?}",
        told.elapsed()
    );

    world.restart();
    let acknowledged: Vec<&Statement> = ended.iter().flat_map(|one| &one.acknowledged).collect();
    assert!(acknowledged.len() >= ENOUGH);
    let network = HttpTransport::new(HttpOptions::default());
    for statement in &acknowledged {
        let request = Request {
            method: Method::Get,
            url: format!("{}{}", world.url, entry_path(&statement.digest())),
            headers: Vec::new(),
            body: Vec::new(),
            limit: 1 << 20,
        };
        assert_eq!(network.send(request).expect("an answer").status, 200);
    }
    let refused: usize = ended.iter().map(|one| one.refused).sum();
    println!(
        "{} acknowledged, {refused} refused with 503",
        acknowledged.len()
    );
}
