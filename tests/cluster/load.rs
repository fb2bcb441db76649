//! Load on several front ends: each statement is sent until somebody acknowledges it, to one machine after the other, as a wallet
//! does that has to get it through. It may be grants alone, or grants, revocations and batches, some of them sent again.

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
    batch::{self, BATCH_PATH, Outcome, decode_outcomes},
    entry::{Entry, EntryType},
    ledger_api::ENTRIES_PATH,
    receipt::Receipt,
    statement::Statement,
};
use keepwell_tlog::note::VerifierKey;

use crate::node::ask;

/// Threads that send. A disk that flushes slowly then still has many statements in each commit.
const SENDERS: u64 = 48;

/// Statements in a batch: grants, and the end of the first of them.
const BATCH: u64 = 8;

/// A statement with the index that it got, in a receipt or as an outcome.
pub(crate) struct Acknowledged {
    pub(crate) statement: Statement,
    pub(crate) entry: Entry,
    pub(crate) index: u64,
}

/// What was acknowledged, where in the log, and whether it was there already when it was sent this time.
struct Told {
    index: u64,
    was_there: bool,
}

/// Sends until it is told to stop.
pub(crate) struct Load {
    urls: Vec<String>,
    key: VerifierKey,
    next: AtomicU64,
    is_mixed: bool,
    is_over: AtomicBool,
    /// How many were there already when they were acknowledged: the answer before was lost.
    repeated: AtomicU64,
    acknowledged: Mutex<Vec<Acknowledged>>,
}

impl Load {
    pub(crate) fn on(urls: &[&str], key: VerifierKey) -> Self {
        Self {
            urls: urls.iter().map(|&url| url.to_owned()).collect(),
            key,
            next: AtomicU64::new(0),
            is_mixed: false,
            is_over: AtomicBool::new(false),
            repeated: AtomicU64::new(0),
            acknowledged: Mutex::default(),
        }
    }

    /// The same with other statements than one that begins at 0.
    pub(crate) fn after(urls: &[&str], key: VerifierKey, first: u64) -> Self {
        Self {
            next: AtomicU64::new(first),
            ..Self::on(urls, key)
        }
    }

    /// The same with revocations and batches.
    pub(crate) fn mixed(urls: &[&str], key: VerifierKey) -> Self {
        Self {
            is_mixed: true,
            ..Self::on(urls, key)
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
        let sent = (0..100_000).map_while(|n| {
            let statement = grant(n);
            self.try_on(&self.urls[0], &statement, &of(&statement, 0))
        });
        assert!(sent.count() < 100_000, "it takes everything");
    }

    /// How many were acknowledged so far.
    pub(crate) fn count(&self) -> usize {
        self.acknowledged.lock().expect("not poisoned").len()
    }

    /// How many were there already when they were acknowledged.
    pub(crate) fn repeated(&self) -> u64 {
        self.repeated.load(Ordering::SeqCst)
    }

    fn send(&self, sender: u64) {
        let sender = usize::try_from(sender).expect("few");
        while !self.is_over.load(Ordering::SeqCst) {
            let number = self.next.fetch_add(BATCH, Ordering::SeqCst);
            if self.is_mixed && number / BATCH % 4 == 3 {
                self.send_batch(sender, number);
                continue;
            }
            let granted = self.get_through(sender, grant(number), 0);
            if self.is_mixed && number / BATCH % 2 == 1 {
                let revocation = grant(number).revocation(&key(number));
                self.get_through(sender, revocation, granted);
            }
        }
    }

    /// One machine after the other, for as long as it takes.
    fn urls_from(&self, sender: usize) -> impl Iterator<Item = &String> {
        self.urls.iter().cycle().skip(sender).take(2000)
    }

    /// Sends until it is acknowledged; its index.
    fn get_through(&self, sender: usize, statement: Statement, target: u64) -> u64 {
        let entry = of(&statement, target);
        let told = self
            .urls_from(sender)
            .find_map(|url| patiently(|| self.try_on(url, &statement, &entry)));
        let told = told.expect("it gets through in the end");
        self.note(told.was_there);
        if self.is_mixed && told.index % 8 == 0 {
            let again = self.try_on(&self.urls[sender % self.urls.len()], &statement, &entry);
            let again = again.map(|again| (again.index, again.was_there));
            assert!(
                again.is_none_or(|again| again == (told.index, true)),
                "{again:?}"
            );
        }
        let mut acknowledged = self.acknowledged.lock().expect("not poisoned");
        acknowledged.push(Acknowledged {
            statement,
            entry,
            index: told.index,
        });
        told.index
    }

    /// Grants and the end of the first one in one request, until all of them are acknowledged.
    fn send_batch(&self, sender: usize, number: u64) {
        let mut statements: Vec<_> = (number..number + BATCH - 1).map(grant).collect();
        statements.push(grant(number).revocation(&key(number)));
        let body = batch::encode(statements.iter().map(Statement::as_bytes)).expect("a batch");
        let send = |url: &String| {
            let answer = ask(url, Method::Post, BATCH_PATH, &body)?;
            assert!(matches!(answer.status, 200 | 429 | 503), "{answer:?}");
            (answer.status == 200).then_some(())?;
            let outcomes = decode_outcomes(&answer.body, statements.len()).expect("outcomes");
            outcomes
                .into_iter()
                .map(registered)
                .collect::<Option<Vec<_>>>()
        };
        let mut urls = self.urls_from(sender);
        let told = urls.find_map(|url| patiently(|| send(url)));
        let told = told.expect("it gets through in the end");
        let first = told[0].index;
        self.note(told[0].was_there);
        let mut acknowledged = self.acknowledged.lock().expect("not poisoned");
        for (statement, told) in statements.into_iter().zip(told) {
            let entry = of(&statement, first);
            acknowledged.push(Acknowledged {
                statement,
                entry,
                index: told.index,
            });
        }
    }

    fn note(&self, was_there: bool) {
        self.repeated
            .fetch_add(u64::from(was_there), Ordering::SeqCst);
    }

    /// What the receipt says, which is verified; `None` when there is none.
    fn try_on(&self, url: &str, statement: &Statement, entry: &Entry) -> Option<Told> {
        let answer = ask(url, Method::Post, ENTRIES_PATH, statement.as_bytes())?;
        if matches!(answer.status, 429 | 503) {
            return None;
        }
        assert!(matches!(answer.status, 200 | 201), "{answer:?}");
        let (name, key) = (self.key.name().as_str(), self.key.key());
        let receipt = Receipt::verify(&answer.body, entry, name, key).expect("a receipt");
        Some(Told {
            index: receipt.index,
            was_there: answer.status == 200,
        })
    }
}

/// Tries, and waits a moment where it was in vain.
fn patiently<T>(attempt: impl FnOnce() -> Option<T>) -> Option<T> {
    let told = attempt();
    if told.is_none() {
        thread::sleep(Duration::from_millis(100));
    }
    told
}

fn registered(outcome: Outcome) -> Option<Told> {
    match outcome {
        Outcome::Registered { index, is_new } => Some(Told {
            index,
            was_there: !is_new,
        }),
        Outcome::Refused { status, .. } => {
            assert!(matches!(status, 429 | 503), "refused with {status}");
            None
        }
    }
}

/// What stands on the log for a grant, or for a revocation of the grant at `target`.
fn of(statement: &Statement, target: u64) -> Entry {
    let kind = statement.kind();
    let is_end = kind == EntryType::Revocation;
    Entry {
        kind,
        target: if is_end { target } else { 0 },
        statement: statement.digest(),
    }
}

/// Does it ten times a second until it is over.
pub(crate) fn again<T>(is_over: &AtomicBool, work: impl Fn() -> T) {
    while !is_over.load(Ordering::SeqCst) {
        work();
        thread::sleep(Duration::from_millis(100));
    }
}

/// Says when dropped that it is over.
pub(crate) struct Over<'o>(pub(crate) &'o AtomicBool);

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
