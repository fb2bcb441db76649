//! What a running ledger gives, checked by `scitt-cose`: a receipt with a long path, those from before and after the ledger's key was
//! changed, and every single altered bit of a short one.

use std::{io::Read as _, path::Path, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use keepwell_crypto::sign::{SigningKey, VerifyingKey};
use keepwell_protocol::{
    batch::{self, BATCH_PATH, BATCH_TYPE},
    entry::{Entry, EntryType},
    hexadecimal::to_hex,
    ledger_api::{ENTRIES_PATH, STATEMENT_TYPE, entry_path},
    statement::Statement,
    time::Timestamp,
};
use keepwell_server::{ServeOptions, Server};
use keepwell_tlog::note::VerifierKey;
use rand_core::OsRng;
use serde_json::{Value, json};
use tempfile::{NamedTempFile, TempDir};

use super::{PACKAGE, pem};
use crate::{
    program::{argument, output},
    python::{self, Python},
};

const NOW_S: u64 = 1_795_000_000;
/// Enough for a path of twelve hashes.
const MANY: u64 = 4_096;
const IN_A_BATCH: u64 = 512;

fn key(number: u64) -> SigningKey {
    let mut seed = [0x3c; 32];
    seed[..8].copy_from_slice(&number.to_be_bytes());
    SigningKey::from_seed(&seed)
}

fn grant(number: u64) -> Statement {
    Statement::grant(&[1; 16], &[2; 32], &number.to_be_bytes(), &key(number))
}

/// A ledger that is asked over the network.
struct Live {
    server: Server,
    network: HttpTransport,
}

impl Live {
    fn start(folder: &Path) -> Self {
        let options = ServeOptions::local(folder, || Timestamp::from_seconds(NOW_S));
        Self {
            server: Server::start(&options).unwrap(),
            network: HttpTransport::new(HttpOptions::default()),
        }
    }

    fn key(&self) -> VerifyingKey {
        let info = self.server.ledger().unwrap();
        *VerifierKey::parse(&info.key).unwrap().key()
    }

    fn ask(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Vec<u8> {
        let response = self.network.send(Request {
            method,
            url: format!("{}{path}", self.server.url()),
            headers: vec![("content-type", kind.to_owned())],
            body,
            limit: 1 << 20,
        });
        let mut response = response.unwrap();
        assert!(matches!(response.status, 200 | 201), "{}", response.status);
        let mut bytes = Vec::new();
        response.body.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn register(&self, statement: &Statement) -> Vec<u8> {
        let bytes = statement.as_bytes().to_vec();
        self.ask(Method::Post, ENTRIES_PATH, STATEMENT_TYPE, bytes)
    }

    fn register_many(&self, numbers: std::ops::Range<u64>) {
        let many: Vec<_> = numbers.map(grant).collect();
        let many = batch::encode(many.iter().map(Statement::as_bytes)).unwrap();
        self.ask(Method::Post, BATCH_PATH, BATCH_TYPE, many);
    }

    fn receipt(&self, statement: &Statement) -> Vec<u8> {
        self.ask(
            Method::Get,
            &entry_path(&statement.digest()),
            "text/plain",
            Vec::new(),
        )
    }
}

fn entry(statement: &Statement) -> String {
    let entry = Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: statement.digest(),
    };
    to_hex(&entry.to_bytes())
}

fn of_receipt(receipt: &[u8], key: &VerifyingKey, entry: &str) -> Value {
    json!({ "receipt": STANDARD.encode(receipt), "receipt_key": pem(key), "entry": entry })
}

/// What it finds in each; null where it refuses.
fn check(python: &Python, cases: &[Value]) -> Vec<Value> {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), json!(cases).to_string()).unwrap();
    serde_json::from_slice(&output(python.script("scitt.py", &[argument(file.path())]))).unwrap()
}

#[test]
fn scitt_cose_checks_long_paths_and_receipts_of_every_key() {
    let Some(python) = python::install(PACKAGE) else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let live = Live::start(folder.path());
    let short = live.register(&grant(0));
    for first in (1..MANY).step_by(usize::try_from(IN_A_BATCH).unwrap()) {
        live.register_many(first..first + IN_A_BATCH);
    }
    let old = live.key();
    let before = [0, 1, 2_000, MANY - 1].map(|number| live.receipt(&grant(number)));
    live.server.stop().unwrap();
    let clock: keepwell_ledger::Clock = Arc::new(|| Timestamp::from_seconds(NOW_S));
    keepwell_ledger::rotate(&folder.path().join("ledger"), &clock, &mut OsRng).unwrap();
    let live = Live::start(folder.path());
    let new = live.key();
    assert_ne!(old, new);
    let last = live.register(&grant(MANY + 1_000));
    let after = [0, 2_000].map(|number| live.receipt(&grant(number)));

    let [first, second, middle, end] = &before;
    let good = [
        (&short, &old, 0),
        (first, &old, 0),
        (second, &old, 1),
        (middle, &old, 2_000),
        (end, &old, MANY - 1),
        (&after[0], &new, 0),
        (&after[1], &new, 2_000),
        (&last, &new, MANY + 1_000),
    ];
    let cases = good.map(|(receipt, key, number)| of_receipt(receipt, key, &entry(&grant(number))));
    for (number, found) in check(&python, &cases).iter().enumerate() {
        assert_ne!(*found, Value::Null, "good receipt {number}");
        let is_long = number > 0;
        assert_eq!(found["size"].as_u64() > Some(MANY), is_long, "{found}");
    }
    // The other key's, and another entry's.
    let wrong = [
        of_receipt(middle, &new, &entry(&grant(2_000))),
        of_receipt(&after[1], &old, &entry(&grant(2_000))),
        of_receipt(middle, &old, &entry(&grant(2_001))),
    ];
    assert_eq!(check(&python, &wrong), vec![Value::Null; wrong.len()]);
    live.server.stop().unwrap();
}

#[test]
fn scitt_cose_refuses_every_altered_bit_and_every_cut() {
    let Some(python) = python::install(PACKAGE) else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let live = Live::start(folder.path());
    let statement = grant(0);
    let (receipt, ledger) = (live.register(&statement), live.key());
    let own = |bytes: &[u8]| json!({ "statement": STANDARD.encode(bytes), "statement_key": pem(&key(0).verifying_key()) });
    let of = |bytes: &[u8]| of_receipt(bytes, &ledger, &entry(&statement));
    let good = check(&python, &[of(&receipt), own(statement.as_bytes())]);
    assert!(good.iter().all(|found| *found != Value::Null), "{good:?}");
    let mut cases = Vec::new();
    for at in 0..receipt.len() * 8 {
        cases.push(of(&altered(&receipt, at)));
    }
    cases.extend((0..receipt.len()).map(|length| of(&receipt[..length])));
    for at in 0..statement.as_bytes().len() * 8 {
        cases.push(own(&altered(statement.as_bytes(), at)));
    }
    for (number, found) in check(&python, &cases).iter().enumerate() {
        assert_eq!(
            *found,
            Value::Null,
            "altered case {number} of {}",
            receipt.len()
        );
    }
    live.server.stop().unwrap();
}

/// The same with one bit turned over.
fn altered(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut altered = bytes.to_vec();
    altered[bit / 8] ^= 1 << (bit % 8);
    altered
}
