//! Load on several front ends: each statement is sent until somebody acknowledges it, to one machine after the other, as a wallet
//! does that has to get it through.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use keepwell_client::transport::Method;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    entry::{Entry, EntryType},
    ledger_api::ENTRIES_PATH,
    receipt::Receipt,
    statement::Statement,
};
use keepwell_tlog::note::VerifierKey;

use crate::node::ask;

/// Threads that send. A disk that flushes slowly then still has many statements in each commit.
const SENDERS: u64 = 48;

/// A statement with the receipt that it got.
pub(crate) struct Acknowledged {
    pub(crate) statement: Statement,
    pub(crate) index: u64,
}

/// Sends until it is told to stop.
pub(crate) struct Load {
    urls: Vec<String>,
    key: VerifierKey,
    next: AtomicU64,
    is_over: AtomicBool,
    acknowledged: Mutex<Vec<Acknowledged>>,
}

impl Load {
    pub(crate) fn on(urls: &[&str], key: VerifierKey) -> Self {
        Self {
            urls: urls.iter().map(|&url| url.to_owned()).collect(),
            key,
            next: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
            acknowledged: Mutex::default(),
        }
    }

    /// Sends while `work` goes on, then gets through what is under way.
    pub(crate) fn during(self, work: impl FnOnce(&Self)) -> Vec<Acknowledged> {
        thread::scope(|scope| {
            for sender in 0..SENDERS {
                let load = &self;
                scope.spawn(move || load.send(sender));
            }
            // Also when it panics, so that nobody waits for the senders.
            let over = Over(&self.is_over);
            work(&self);
            drop(over);
        });
        self.acknowledged.into_inner().expect("not poisoned")
    }

    /// Sends, more than a chunk of 256, until nothing is taken any more.
    pub(crate) fn until_refused(&self) {
        let sent = (0..100_000).map_while(|n| self.send_to(&self.urls[0], &grant(n)));
        assert!(sent.count() < 100_000, "it takes everything");
    }

    /// How many were acknowledged so far.
    pub(crate) fn count(&self) -> usize {
        self.acknowledged.lock().expect("not poisoned").len()
    }

    fn send(&self, sender: u64) {
        while !self.is_over.load(Ordering::SeqCst) {
            let statement = grant(self.next.fetch_add(1, Ordering::SeqCst));
            let urls = self
                .urls
                .iter()
                .cycle()
                .skip(usize::try_from(sender).expect("few"));
            let index = urls.take(2000).find_map(|url| self.try_on(url, &statement));
            let index = index.expect("it gets through in the end");
            let mut acknowledged = self.acknowledged.lock().expect("not poisoned");
            acknowledged.push(Acknowledged { statement, index });
        }
    }

    /// The same, after which it waits a moment where there is none.
    fn try_on(&self, url: &str, statement: &Statement) -> Option<u64> {
        let index = self.send_to(url, statement);
        if index.is_none() {
            thread::sleep(Duration::from_millis(100));
        }
        index
    }

    /// The index in the receipt, which is verified; `None` when there is none.
    fn send_to(&self, url: &str, statement: &Statement) -> Option<u64> {
        let answer = ask(url, Method::Post, ENTRIES_PATH, statement.as_bytes())?;
        if matches!(answer.status, 429 | 503) {
            return None;
        }
        assert!(matches!(answer.status, 200 | 201), "{answer:?}");
        let receipt = Receipt::verify(
            &answer.body,
            &entry(statement),
            self.key.name().as_str(),
            self.key.key(),
        );
        Some(receipt.expect("a receipt").index)
    }
}

struct Over<'o>(&'o AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Grant number `n`, by a key of its own.
pub(crate) fn grant(n: u64) -> Statement {
    Statement::grant(&[1; 16], &[2; 32], &n.to_be_bytes(), &key(n))
}

/// The key of grant number `n`.
pub(crate) fn key(n: u64) -> SigningKey {
    let mut seed = [0x5a; 32];
    seed[..8].copy_from_slice(&n.to_be_bytes());
    SigningKey::from_seed(&seed)
}

/// What stands on the log for a grant.
pub(crate) fn entry(grant: &Statement) -> Entry {
    Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: grant.digest(),
    }
}
