//! Statements given to a ledger one after another by several clients, and what it acknowledged: each statement with the
//! index it got. Whoever looks later finds each at its index, and no index twice.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

use keepwell_client::{
    ClientError,
    ledger::Ledger,
    servers::LedgerKey,
    transport::{HttpOptions, HttpTransport},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    entry::{Entry, EntryType},
    hexadecimal::{from_hex, to_hex},
    origin::Origin,
    statement::Statement,
};
use keepwell_server::Server;
use rand_core::{OsRng, RngCore as _};

/// A ledger as its clients know it.
#[derive(Clone)]
pub(crate) struct Register {
    pub(crate) url: Origin,
    pub(crate) key: LedgerKey,
}

/// What was acknowledged: digests of statements, by index.
pub(crate) type Acknowledged = BTreeMap<u64, [u8; 32]>;

impl Register {
    /// That of a server in this process.
    pub(crate) fn of(server: &Server) -> Self {
        let key = server.ledger().expect("a ledger").key;
        Self {
            url: server.url().clone(),
            key: LedgerKey::parse(&key).expect("a key"),
        }
    }

    /// Registers so many statements, or until one is refused; gives why.
    pub(crate) fn fill_up(&self, all: &mut Acknowledged, most: u32) -> Option<ClientError> {
        let network = HttpTransport::new(HttpOptions::default());
        let ledger = Ledger::new(&network, self.url.clone(), self.key.clone());
        for _ in 0..most {
            let statement = statement();
            match ledger.register(&statement, 0) {
                Ok(registered) => add(all, [(registered.receipt.index, statement.digest())]),
                Err(error) => return Some(error),
            }
        }
        None
    }

    /// Registers statements until the ledger does not answer or `over`, and tells of each that was acknowledged.
    pub(crate) fn fill(&self, over: &AtomicBool, mut told: impl FnMut(u64, [u8; 32])) {
        let network = HttpTransport::new(HttpOptions::default());
        let ledger = Ledger::new(&network, self.url.clone(), self.key.clone());
        while !over.load(Ordering::Relaxed) {
            let statement = statement();
            // The proof that is asked for after the receipt may not come any more; then nothing was acknowledged.
            match ledger.register(&statement, 0) {
                Ok(registered) => told(registered.receipt.index, statement.digest()),
                Err(error) if error.is_unreachable() => return,
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// That these statements are there, at their indices.
    pub(crate) fn check<'a>(&self, acknowledged: impl Iterator<Item = (&'a u64, &'a [u8; 32])>) {
        let network = HttpTransport::new(HttpOptions::default());
        let ledger = Ledger::new(&network, self.url.clone(), self.key.clone());
        for (index, digest) in acknowledged {
            let entry = Entry {
                kind: EntryType::Grant,
                target: 0,
                statement: *digest,
            };
            let found = ledger.lookup(digest, &entry).expect("an answer");
            let found = found.unwrap_or_else(|| panic!("entry {index} is lost"));
            assert_eq!(found.receipt.index, *index, "an entry has moved");
        }
    }

    /// How many entries there are.
    pub(crate) fn size(&self) -> u64 {
        let network = HttpTransport::new(HttpOptions::default());
        let ledger = Ledger::new(&network, self.url.clone(), self.key.clone());
        ledger
            .checkpoint()
            .expect("a checkpoint")
            .checkpoint()
            .size()
    }
}

/// Adds what was acknowledged; no index may come twice.
pub(crate) fn add(all: &mut Acknowledged, new: impl IntoIterator<Item = (u64, [u8; 32])>) {
    for (index, digest) in new {
        let other = all.insert(index, digest);
        assert_eq!(other, None, "index {index} was used twice");
    }
}

/// One acknowledgement as a line of text.
pub(crate) fn to_line(index: u64, digest: &[u8; 32]) -> String {
    format!("{index} {}", to_hex(digest))
}

/// What such a line says.
pub(crate) fn from_line(line: &str) -> Option<(u64, [u8; 32])> {
    let (index, digest) = line.split_once(' ')?;
    Some((index.parse().ok()?, from_hex(digest)?))
}

fn statement() -> Statement {
    let (mut grant, mut salt) = ([0; 16], [0; 32]);
    OsRng.fill_bytes(&mut grant);
    OsRng.fill_bytes(&mut salt);
    let key = SigningKey::generate(&mut OsRng);
    Statement::grant(&grant, &salt, b"terms", &key)
}
