//! The ledger in this process, without HTTP: batches through its router, a few at a time, so that
//! some are checked while others are flushed.
//! With it a log is grown, to see what an entry costs at each size, how it starts again, and what it takes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use keepwell_ledger::{Ledger, LedgerOptions, Limits};
use keepwell_protocol::{
    batch::{self, BATCH_PATH, BATCH_TYPE, MAX_STATEMENTS, decode_outcomes},
    statement::Statement,
    time::Timestamp,
};
use rand_core::OsRng;
use tokio::{runtime::Runtime, task::JoinSet};
use tower::ServiceExt as _;

use super::grant;
use crate::median::seconds;

/// Any time will do.
const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
/// Batches at a time.
const AT_ONCE: usize = 12;

/// A ledger in this process.
pub(crate) struct Within {
    ledger: Ledger,
    runtime: Runtime,
    pub(crate) folder: PathBuf,
}

impl Within {
    pub(crate) fn open(server: &Path) -> Self {
        let folder = server.join("ledger");
        let often = keepwell_ledger::Rate {
            burst: u32::MAX,
            per_second: u32::MAX,
        };
        let options = LedgerOptions {
            dir: folder.clone(),
            authority: "ledger.example".to_owned(),
            clock: Arc::new(|| NOW),
            limits: Limits {
                statements: often,
                batches: 4 * AT_ONCE,
                ..Limits::default()
            },
            witnesses: None,
            keep_statements_s: None,
            prune_days: None,
        };
        Self {
            ledger: Ledger::open(options, &mut OsRng).expect("a ledger"),
            runtime: Runtime::new().expect("a runtime"),
            folder,
        }
    }

    pub(crate) fn entries(&self) -> u64 {
        self.ledger.figures().entries
    }

    /// Seconds to register all of these bodies of [`bodies`].
    pub(crate) fn register(&self, bodies: Vec<Vec<u8>>) -> f64 {
        let router = self.ledger.router();
        let (taken, ()) = seconds(|| self.runtime.block_on(post_all(router, bodies)));
        taken
    }
}

/// Posts them, a few at a time.
async fn post_all(router: Router, bodies: Vec<Vec<u8>>) {
    let mut waiting = bodies.into_iter();
    let mut posts = JoinSet::new();
    for body in waiting.by_ref().take(AT_ONCE) {
        posts.spawn(post(router.clone(), body));
    }
    while let Some(ended) = posts.join_next().await {
        ended.expect("registered");
        if let Some(body) = waiting.next() {
            posts.spawn(post(router.clone(), body));
        }
    }
}

async fn post(router: Router, body: Vec<u8>) {
    let request = Request::post(BATCH_PATH).header("content-type", BATCH_TYPE);
    let request = request.body(Body::from(body)).expect("a request");
    let answer = router
        .oneshot(request)
        .await
        .unwrap_or_else(|never| match never {});
    assert_eq!(answer.status(), 200);
    let answer = to_bytes(answer.into_body(), 1 << 20)
        .await
        .expect("an answer");
    let outcomes = decode_outcomes(&answer, MAX_STATEMENTS).expect("outcomes");
    assert!(outcomes.iter().all(|one| one.status() == 201));
}

/// Bodies of batches with so many new grants in all, a multiple of what a batch may have; signed on all cores.
pub(crate) fn bodies(count: usize) -> Vec<Vec<u8>> {
    let body = || {
        let all: Vec<_> = (0..MAX_STATEMENTS).map(|_| grant()).collect();
        batch::encode(all.iter().map(Statement::as_bytes)).expect("a batch")
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let batches = count.div_ceil(MAX_STATEMENTS);
    std::thread::scope(|scope| {
        let share = |_| scope.spawn(|| (0..batches.div_ceil(cores)).map(|_| body()).collect());
        let threads: Vec<_> = (0..cores).map(share).collect();
        let made = threads
            .into_iter()
            .flat_map(|thread| -> Vec<_> { thread.join().expect("signed") });
        made.take(batches).collect()
    })
}
