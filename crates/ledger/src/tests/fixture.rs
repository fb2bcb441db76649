//! A ledger in a temporary folder, requests to its router without a network, and statements to register.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Ledger, LedgerOpenError, LedgerOptions, Limits, Witnesses};
use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request};
use keepwell_crypto::hash::Digest;
use keepwell_crypto::sign::{SigningKey, VerifyingKey};
use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::ledger_api::{CHECKPOINT_PATH, ENTRIES_PATH, STATEMENT_TYPE, entry_path};
use keepwell_protocol::receipt::Receipt;
use keepwell_protocol::statement::Statement;
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::note::VerifierKey;
use rand_core::OsRng;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// Entries of a log that has just been made.
pub(crate) const GENESIS: u64 = 2;

/// The time in all tests until one changes it.
pub(crate) const NOW_S: u64 = 1_795_000_000;

/// A running ledger.
pub(crate) struct Running {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) router: Router,
    pub(crate) runtime: Runtime,
    pub(crate) now: Arc<AtomicU64>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn open(dir: &Path) -> Running {
    open_with(dir, quick()).unwrap()
}

/// Limits under which tests do not wait, and no status list takes an index.
pub(crate) fn quick() -> Limits {
    Limits {
        window: std::time::Duration::ZERO,
        status: None,
        ..Limits::default()
    }
}

pub(crate) fn open_with(dir: &Path, limits: Limits) -> Result<Running, LedgerOpenError> {
    open_witnessed(dir, limits, None)
}

pub(crate) fn open_witnessed(
    dir: &Path,
    limits: Limits,
    witnesses: Option<Witnesses>,
) -> Result<Running, LedgerOpenError> {
    open_all(dir, limits, witnesses, (None, None))
}

/// One that keeps statements for so many seconds.
pub(crate) fn open_keeping(dir: &Path, limits: Limits, keep_s: u64) -> Running {
    open_all(dir, limits, None, (Some(keep_s), None)).unwrap()
}

/// One that keeps entries for so many days.
pub(crate) fn open_pruning(dir: &Path, limits: Limits, days: u32) -> Running {
    open_all(dir, limits, None, (None, Some(days))).unwrap()
}

fn open_all(
    dir: &Path,
    limits: Limits,
    witnesses: Option<Witnesses>,
    (keep_statements_s, prune_days): (Option<u64>, Option<u32>),
) -> Result<Running, LedgerOpenError> {
    let now = Arc::new(AtomicU64::new(NOW_S));
    let clock = now.clone();
    let options = LedgerOptions {
        dir: dir.to_owned(),
        authority: "ledger.example".to_owned(),
        clock: Arc::new(move || Timestamp::from_seconds(clock.load(Ordering::Relaxed))),
        limits,
        witnesses,
        keep_statements_s,
        prune_days,
    };
    let ledger = Ledger::open(options, &mut OsRng)?;
    Ok(Running {
        router: ledger.router(),
        ledger: Arc::new(ledger),
        runtime: Runtime::new().unwrap(),
        now,
    })
}

impl Running {
    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(send(self.router.clone(), request))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let path = path.strip_prefix('/').unwrap_or(path);
        self.send(
            Request::get(format!("/{path}"))
                .body(Body::empty())
                .unwrap(),
        )
    }

    pub(crate) fn post(&self, statement: &Statement) -> Answer {
        self.send(post(statement.as_bytes()))
    }

    /// Posts all at the same time.
    pub(crate) fn post_together(&self, statements: &[Statement]) -> Vec<Answer> {
        self.runtime.block_on(async {
            let mut posts = JoinSet::new();
            for (at, statement) in statements.iter().enumerate() {
                let answer = send(self.router.clone(), post(statement.as_bytes()));
                posts.spawn(numbered(at, answer));
            }
            let mut answers = posts.join_all().await;
            answers.sort_by_key(|(at, _)| *at);
            answers.into_iter().map(|(_, answer)| answer).collect()
        })
    }

    pub(crate) fn verifier(&self) -> VerifierKey {
        VerifierKey::parse(&self.ledger.info().key).unwrap()
    }

    pub(crate) fn key(&self) -> VerifyingKey {
        *self.verifier().key()
    }

    /// The newest checkpoint, verified.
    pub(crate) fn checkpoint(&self) -> SignedCheckpoint {
        let answer = self.get(CHECKPOINT_PATH);
        assert_eq!(answer.status, 200);
        SignedCheckpoint::open(&answer.body, &[self.verifier()]).unwrap()
    }

    pub(crate) fn size(&self) -> u64 {
        self.checkpoint().checkpoint().size()
    }

    /// The receipt in `answer`, verified for `entry`.
    pub(crate) fn verify(&self, answer: &Answer, entry: &Entry) -> Receipt {
        assert!(matches!(answer.status, 200 | 201), "{answer:?}");
        let origin = self.ledger.info().origin;
        Receipt::verify(&answer.body, entry, &origin, &self.key()).unwrap()
    }

    /// The receipt that the ledger now has for `entry`.
    pub(crate) fn receipt(&self, entry: &Entry) -> Receipt {
        self.verify(&self.get(&entry_path(&entry.statement)), entry)
    }
}

/// The request that registers these bytes.
pub(crate) fn post(bytes: &[u8]) -> Request<Body> {
    Request::post(ENTRIES_PATH)
        .header("content-type", STATEMENT_TYPE)
        .body(Body::from(bytes.to_vec()))
        .unwrap()
}

pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: body.to_vec(),
    }
}

/// Grant number `n`'s key.
pub(crate) fn key(n: u64) -> SigningKey {
    let mut seed = [0x5a; 32];
    seed[..8].copy_from_slice(&n.to_be_bytes());
    SigningKey::from_seed(&seed)
}

/// Grant number `n`, by its own key.
pub(crate) fn grant(n: u64) -> Statement {
    Statement::grant(&[1; 16], &[2; 32], &n.to_be_bytes(), &key(n))
}

pub(crate) fn grant_entry(statement: &Statement) -> Entry {
    entry(EntryType::Grant, 0, statement.digest())
}

pub(crate) fn entry(kind: EntryType, target: u64, statement: Digest) -> Entry {
    Entry {
        kind,
        target,
        statement,
    }
}

async fn numbered(at: usize, answer: impl Future<Output = Answer>) -> (usize, Answer) {
    (at, answer.await)
}
